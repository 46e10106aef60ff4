"""The bases of the pages on which something happens to a finding."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.web.form_pages import FormPage
from core.web.pages import NOT_YOURS, PageMixin
from programmes.views.one_task import pressed_on
from supervision.choices import FindingEventKind
from supervision.models import Finding
from supervision.services.finding_events import may_happen, refusal


class OneFinding(PageMixin):
    """A page or button about a finding: 404 for one that the person does not see, 403 without
    ``right`` to it, or where it needs none, without ``permission``."""

    right = ""

    @cached_property
    def finding(self) -> Finding:
        rows = self.visible(Finding).select_related("programme", "unit", "merged_into")
        finding = get_object_or_404(rows, pk=self.kwargs["pk"])
        if self.right and not self.may(self.right, finding):
            raise PermissionDenied(NOT_YOURS)
        return finding

    def find(self) -> Any:
        return self.finding

    def get_return_url(self) -> str:
        return pressed_on(self.request) or reverse("finding", args=[self.finding.pk])

    @property
    def by_now(self) -> dict[str, Any]:
        """Who acts, and on which day."""
        return {"by": self.request.user, "on": self.request.programme.today()}


class FindingForm(OneFinding, FormPage):
    """A form about a finding, shown where the finding's state allows it."""

    template_name = "supervision/finding_form.html"
    needed: FindingEventKind | None = None  # the event that must be possible

    def refusal(self) -> str:
        """Why it is not possible now; else empty."""
        is_possible = self.needed is None or may_happen(self.finding, self.needed)
        return "" if is_possible else refusal(self.finding)

    def get(self, request, *args, **kwargs):
        if words := self.refusal():
            messages.error(request, words)
            return HttpResponseRedirect(self.get_return_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"version": self.finding.version}

    def get_context_data(self, **kwargs):
        from_my_work = bool(pressed_on(self.request))
        context = {"back": self.get_return_url(), "from_my_work": from_my_work}
        context |= {"finding": self.finding}
        return super().get_context_data(**{**context, **kwargs})

    def change(self, version: int, **values: Any) -> None:
        raise NotImplementedError

    def save(self, form):
        names = [name for name in form.fields if name not in ("version", "submission_id")]
        values = {name: form.cleaned_data[name] for name in names}
        self.change(form.cleaned_data["version"], **values)
        return self.redirect(self.get_return_url(), _("Saved."))
