"""Opening a notice, and marking all read; they are listed on My work."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View

from core.web.pages import PageMixin
from notifications.forms import MarkReadForm
from notifications.models import Notice
from notifications.services import mark_read


class OpenNotice(PageMixin, View):
    """Marks the notice read and redirects to its page."""

    http_method_names = ["post"]

    def post(self, request, pk: int):
        notices = self.visible(Notice).filter(pk=pk)
        notice = get_object_or_404(notices)
        mark_read(notices)
        return HttpResponseRedirect(notice.url)


class MarkNoticesRead(PageMixin, View):
    """Marks the notices on the page read."""

    http_method_names = ["post"]

    def post(self, request):
        form = MarkReadForm(request.POST)
        if form.is_valid():
            mark_read(self.visible(Notice).filter(pk__lte=form.cleaned_data["newest"]))
        return HttpResponseRedirect(reverse("my_work"))
