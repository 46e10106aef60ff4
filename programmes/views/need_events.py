"""What happens to a need, as pages: accepted, deferred, declined, confirmed, reopened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.facts import Action
from core.web.form_pages import FormPage
from core.web.pages import NOT_YOURS, PageMixin
from core.web.routes import routes
from programmes.choices import NeedEventKind
from programmes.forms.needs import NeedRemarkForm
from programmes.forms.task_requests import ReasonForm
from programmes.models import Need
from programmes.services.need_events import decide_on_need, may_happen, needs_reason, refusal


class OneNeed(PageMixin):
    """A page about a need as it is today: 404 for one that the person does not see, 403 without
    ``right`` to it."""

    right = "programmes.manage_need"

    @cached_property
    def need(self) -> Need:
        rows = self.visible(Need).with_state(self.request.programme.today())
        need = get_object_or_404(rows.select_related("programme", "township"), pk=self.kwargs["pk"])
        if not self.may(self.right, need):
            raise PermissionDenied(NOT_YOURS)
        return need

    def find(self) -> Need:
        return self.need

    def get_return_url(self) -> str:
        return reverse("need", args=[self.need.pk])


class NeedStep(OneNeed, FormPage):
    """Shown where the state of the need allows it."""

    template_name = "programmes/need_step.html"
    form_class = ReasonForm
    event: NeedEventKind

    def get(self, request, *args, **kwargs):
        if not may_happen(self.need, self.event):
            messages.error(request, refusal(self.need))
            return HttpResponseRedirect(self.get_return_url())
        return super().get(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return self.form_class if needs_reason(self.need, self.event) else NeedRemarkForm

    def get_initial(self):
        return {"version": self.need.version}

    def needs_version(self):
        return True

    def save(self, form):
        names = ("version", "reason")
        given = {name: form.cleaned_data[name] for name in names}
        by_now = {"by": self.request.user, "on": self.request.programme.today()}
        decide_on_need(self.need, self.event, **given, **by_now)
        return self.redirect(self.get_return_url(), _("Saved."))

    def get_context_data(self, **kwargs):
        return super().get_context_data(need=self.need, back=self.get_return_url(), **kwargs)


class AcceptNeed(NeedStep):
    title = gettext_lazy("Accept the need")
    event = NeedEventKind.ACCEPTED


class DeferNeed(NeedStep):
    title = gettext_lazy("Defer the need")
    event = NeedEventKind.DEFERRED


class DeclineNeed(NeedStep):
    title = gettext_lazy("Not adopt the need")
    event = NeedEventKind.DECLINED


class ReopenNeed(NeedStep):
    title = gettext_lazy("Reopen the need")
    event = NeedEventKind.REOPENED


class ConfirmNeed(NeedStep):
    title = gettext_lazy("Confirm that the need is met")
    event = NeedEventKind.CONFIRMED
    right = "programmes.confirm_need"


STEPS = (
    (AcceptNeed, "accept_need"),
    (ConfirmNeed, "confirm_need"),
    (DeferNeed, "defer_need"),
    (DeclineNeed, "decline_need"),
    (ReopenNeed, "reopen_need"),
)


def need_actions(page: PageMixin, need: Need) -> list[tuple[Action, str]]:
    """The steps that the person may take and that the state of today allows."""
    return [
        (Action(step.title, name, ""), reverse(name, args=[need.pk]))
        for step, name in STEPS
        if page.may(step.right, need) and may_happen(need, step.event)
    ]


urlpatterns = routes(
    "needs/<int:pk>/",
    ("accept/", AcceptNeed, "accept_need"),
    ("defer/", DeferNeed, "defer_need"),
    ("decline/", DeclineNeed, "decline_need"),
    ("confirm/", ConfirmNeed, "confirm_need"),
    ("reopen/", ReopenNeed, "reopen_need"),
)
