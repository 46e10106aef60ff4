"""One's own sessions."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.device_labels import device_label
from accounts.models import Session
from core.web.reauthentication import is_reauthenticated, redirect_to_reauthentication


class MySessions(LoginRequiredMixin, TemplateView):
    """Lists the person's sessions and ends them."""

    template_name = "accounts/sessions.html"
    http_method_names = ["get", "head", "post", "options"]

    def rows(self):
        return Session.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        current_key = self.request.session.session_key
        rows = [(row, device_label(row.agent), row.pk == current_key) for row in self.rows()]
        return super().get_context_data(
            title=_("My sessions"), rows=rows, hours=settings.SESSION_HOURS, **kwargs
        )

    def post(self, request):
        """Ends the session named by ``session``, or all but the current one; requires the password
        again."""
        if not is_reauthenticated(request.session):
            return redirect_to_reauthentication(request, reverse("my_sessions"))
        handle = request.POST.get("session", "")
        ended = [
            row
            for row in self.rows()
            if (row.handle == handle if handle else row.pk != request.session.session_key)
        ]
        for row in ended:
            row.delete()
        messages.success(request, _("Ended: %(number)s.") % {"number": len(ended)})
        return HttpResponseRedirect(reverse("my_sessions"))
