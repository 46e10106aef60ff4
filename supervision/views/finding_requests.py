"""Requests about findings: made, withdrawn and decided; second looks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button
from core.web.pages import NOT_YOURS
from core.web.routes import routes
from supervision.choices import FindingRequestKind, FindingState
from supervision.forms import findings as forms
from supervision.models import FindingRequest, RectificationReport, SecondLook
from supervision.services import finding_requests as services
from supervision.services.finding_events import is_on_behalf, refusal
from supervision.services.second_looks import plan_second_look, record_second_look, why_no_look
from supervision.views.one_finding import FindingForm, OneFinding

TITLES = {
    FindingRequestKind.CLOSING: gettext_lazy("Request the verification"),
    FindingRequestKind.DATE: gettext_lazy("Request another day"),
}


class RequestPage(FindingForm):
    right = "supervision.act_for_finding"
    form_class = forms.RequestForm

    @cached_property
    def request_kind(self) -> FindingRequestKind:
        if self.kwargs["kind"] not in FindingRequestKind.values:
            raise Http404
        return FindingRequestKind(self.kwargs["kind"])

    def get_title(self):
        title = TITLES[self.request_kind]
        if not is_on_behalf(self.finding, self.request.user):
            return title
        words = _("%(title)s (on behalf of %(unit)s)")
        return words % {"title": title, "unit": self.finding.unit}

    def get_form_class(self):
        return forms.FORMS[self.request_kind]

    def refusal(self) -> str:
        return services.why_no_request(self.finding, self.request_kind, self.by_now["on"])

    def needs_version(self):
        """The version is the finding's; what is made is a request."""
        return False

    def save(self, form):
        given = {"finding": self.finding, "kind": self.request_kind, **self.by_now}
        services.request_of_finding(**given, **form.values())
        return self.redirect(self.get_return_url(), _("The request is made."))


class OneRequest(OneFinding):
    """A page or button about a request of the finding; ``request_right`` is the right to it."""

    request_right = ""

    @cached_property
    def made(self) -> FindingRequest:
        rows = self.visible(FindingRequest).filter(finding=self.finding.pk)
        rows = rows.select_related("programme", "unit", "finding", "created_by")
        made = get_object_or_404(rows, pk=self.kwargs["made"])
        if not self.may(self.request_right, made):
            raise PermissionDenied(NOT_YOURS)
        return made

    def find(self) -> FindingRequest:
        return self.made


class WithdrawRequest(OneRequest, Button):
    request_right = "supervision.withdraw_request"

    def perform(self, data):
        services.withdraw_request(self.made, version=data["version"], **self.by_now)
        return self.redirect_back(_("The request is withdrawn."))


class Decision(OneRequest, FindingForm):
    """One request with its finding beside."""

    template_name = "supervision/decision.html"
    request_right = "supervision.decide_request"
    save_words: Any = ""
    other: tuple[str, Any] = ("", "")  # a further button: url name and words

    def refusal(self) -> str:
        return ""

    def get_initial(self):
        return {"version": self.made.version}

    def get_context_data(self, **kwargs):
        reports = self.visible(RectificationReport).filter(finding=self.finding)
        return super().get_context_data(
            made=self.made,
            reports=reports.select_related("unit", "created_by")[:3],
            save_words=self.save_words,
            other=[
                (reverse(name, args=[self.finding.pk, self.made.pk]), words)
                for name, words in [self.other]
                if name
            ],
            **kwargs,
        )


class AcceptRequest(Decision):
    title = gettext_lazy("Decide on the request")
    save_words = gettext_lazy("Accept")
    other = ("refuse_finding_request", gettext_lazy("Send back"))
    form_class = forms.AcceptForm

    def get_form_class(self):
        is_closing = self.made.kind == FindingRequestKind.CLOSING
        return forms.VerifyForm if is_closing else forms.AcceptForm

    def change(self, version, **values):
        services.accept_request(self.made, version=version, **values, **self.by_now)


class RefuseRequest(Decision):
    title = gettext_lazy("Refuse the request, or send it back")
    save_words = gettext_lazy("Send back")
    form_class = forms.RefuseForm

    def change(self, version, **values):
        services.refuse_request(self.made, version=version, **values, **self.by_now)


class PlanSecondLook(FindingForm):
    permission = "supervision.manage_findings"
    title = gettext_lazy("Plan a second look")
    form_class = forms.LookForm

    def refusal(self) -> str:
        return "" if self.finding.state == FindingState.CLOSED else refusal(self.finding)

    def get_initial(self):
        return {}

    def save(self, form):
        plan_second_look(self.finding, due_on=form.cleaned_data["due_on"], **self.by_now)
        return self.redirect(self.get_return_url(), _("Added."))


class RecordSecondLook(FindingForm):
    permission = "supervision.manage_findings"
    title = gettext_lazy("Record the second look")
    form_class = forms.LookedForm

    @cached_property
    def look(self) -> SecondLook:
        rows = self.visible(SecondLook).filter(finding=self.finding)
        return get_object_or_404(rows.select_related("finding"), pk=self.kwargs["look"])

    def find(self) -> SecondLook:
        return self.look

    def refusal(self) -> str:
        return why_no_look(self.look)

    def get_initial(self):
        return {"version": self.look.version}

    def change(self, version, **values):
        record_second_look(self.look, version=version, **values, **self.by_now)


ONE = "<int:pk>/requests/<int:made>/"
urlpatterns = routes(
    "findings/",
    ("<int:pk>/requests/<slug:kind>/", RequestPage, "request_of_finding"),
    (f"{ONE}withdraw/", WithdrawRequest, "withdraw_finding_request"),
    (f"{ONE}accept/", AcceptRequest, "accept_finding_request"),
    (f"{ONE}refuse/", RefuseRequest, "refuse_finding_request"),
    ("<int:pk>/second-look/", PlanSecondLook, "plan_second_look"),
    ("<int:pk>/second-look/<int:look>/", RecordSecondLook, "record_second_look"),
)
