"""What waits for a person about findings and orders: a unit rectifies and signs for, the task force
verifies, decides, signs and looks again."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from core.choices import Light
from dashboard.my_work import URGENCY
from supervision.choices import FindingRequestKind, FindingState
from supervision.figures.findings import finding_day, finding_reason
from supervision.forms.findings import verification_field
from supervision.models import Finding, FindingRequest, Order, SecondLook


@dataclass(frozen=True)
class FindingItem:
    """A finding that the person's unit rectifies, with the reason of its light, and words and
    address of what can be done next, the usual step first."""

    finding: Finding
    reason: str
    steps: list[tuple[str, str]]

    @property
    def is_pressing(self) -> bool:
        return self.finding.light in (Light.RED, Light.YELLOW)

    @property
    def waiting(self) -> str:
        """The request for another day that waits for a decision, in words; else empty."""
        words = _("another day %(day)s requested, waits for a decision")
        return _("; ").join(words % {"day": one.new_due_on} for one in self.finding.waiting)


def findings_in_hand(view: Any) -> dict[str, Any]:
    """Nothing for helpers, who read no findings."""
    if not view.may("supervision.view_findings"):
        return {}
    requests = view.visible(FindingRequest).pending().decided_by(view.request.user)
    orders = orders_with_findings(view)
    reports = view.may("programmes.report_tasks")
    return {
        "finding_requests": requests.select_related("finding", "unit", "created_by"),
        "verifications": verification_field().choices,
        "own_findings": own_findings(view) if reports else [],
        "orders_to_receive": orders.received_by(view.request.user) if reports else [],
        "orders_in_hand": orders.in_hand_of(view.request.user) if reports else [],
        "orders_to_sign": orders.signed_by(view.request.user),
        **_of_task_force(view, orders),
    }


def orders_with_findings(view: Any) -> Any:
    """Those that the person sees, with all that a line of them names."""
    findings = view.visible(Finding).order_by("number")
    findings = Prefetch("findings", findings, to_attr="seen_findings")
    rows = view.visible(Order).select_related("unit", "created_by")
    return rows.prefetch_related(findings)


def _of_task_force(view: Any, orders: Any) -> dict[str, Any]:
    if not view.may("supervision.manage_findings"):
        return {}
    today = view.request.programme.today()
    return {
        "own_drafts": orders.drafts().filter(created_by=view.request.user),
        "to_verify": view.visible(Finding).counted().to_verify().select_related("unit"),
        "looks_due": view.visible(SecondLook).due(today).select_related("finding__unit"),
    }


def own_findings(view: Any) -> list[FindingItem]:
    """Those of the person's unit that are not rectified, the most urgent first."""
    programme = view.request.programme
    day = finding_day(programme, programme.today())
    rows = view.visible(Finding).counted().answered_by(view.request.user)
    rows = rows.as_of(day.on).to_rectify().with_ends(day.on).with_light(day)
    dates = view.visible(FindingRequest).pending().filter(kind=FindingRequestKind.DATE)
    rows = rows.prefetch_related(Prefetch("requests", dates, to_attr="waiting"))
    found = sorted(rows.select_related("source").order_by("number"), key=_urgency)
    return [FindingItem(one, finding_reason(one, day), _next_steps(one)) for one in found]


def _urgency(finding: Finding) -> tuple:
    due = finding.due_then
    return URGENCY[finding.light], due is None, due


def _next_steps(finding: Finding) -> list[tuple[str, str]]:
    """A finding is reported on first, then its verification is requested; it may be reported on
    again until then, also where an import brought it as being rectified."""
    report = _("Report on the rectification"), reverse("report_on_finding", args=[finding.pk])
    if finding.state == FindingState.OPEN:
        return [report]
    closing = FindingRequestKind.CLOSING.value
    address = reverse("request_of_finding", args=[finding.pk, closing])
    return [(_("Request the verification"), address), report]
