"""What waits for a person about findings and orders: a unit rectifies and signs for, the task force
verifies, decides, signs and looks again."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.choices import Light
from dashboard.my_work import URGENCY
from supervision.choices import FindingRequestKind, FindingState, Verification
from supervision.figures.findings import finding_day, finding_reason
from supervision.models import Finding, FindingRequest, Order, SecondLook


@dataclass(frozen=True)
class FindingItem:
    """A finding that the person's unit rectifies, with the reason of its light and the address and
    words of what is done next."""

    finding: Finding
    reason: str
    action: str
    address: str

    @property
    def is_pressing(self) -> bool:
        return self.finding.light in (Light.RED, Light.YELLOW)


def findings_in_hand(view: Any) -> dict[str, Any]:
    """Nothing for helpers, who read no findings."""
    if not view.may("supervision.view_findings"):
        return {}
    requests = view.visible(FindingRequest).pending().decided_by(view.request.user)
    orders = view.visible(Order).select_related("unit", "created_by")
    reports = view.may("programmes.report_tasks")
    return {
        "finding_requests": requests.select_related("finding", "unit", "created_by"),
        "verifications": Verification.choices,
        "own_findings": own_findings(view) if reports else [],
        "orders_to_receive": orders.received_by(view.request.user) if reports else [],
        "orders_to_sign": orders.signed_by(view.request.user),
        **_of_task_force(view),
    }


def _of_task_force(view: Any) -> dict[str, Any]:
    if not view.may("supervision.manage_findings"):
        return {}
    today = view.request.programme.today()
    return {
        "to_verify": view.visible(Finding).counted().to_verify().select_related("unit"),
        "looks_due": view.visible(SecondLook).due(today).select_related("finding__unit"),
    }


def own_findings(view: Any) -> list[FindingItem]:
    """Those of the person's unit that are not rectified, the most urgent first."""
    programme = view.request.programme
    day = finding_day(programme, programme.today())
    rows = view.visible(Finding).counted().answered_by(view.request.user)
    rows = rows.as_of(day.on).to_rectify().with_ends(day.on).with_light(day)
    found = sorted(rows.select_related("source").order_by("number"), key=_urgency)
    return [FindingItem(one, finding_reason(one, day), *_next_step(one)) for one in found]


def _urgency(finding: Finding) -> tuple:
    due = finding.due_then
    return URGENCY[finding.light], due is None, due


def _next_step(finding: Finding) -> tuple[str, str]:
    """A finding is reported on first, then its verification is requested."""
    if finding.state == FindingState.OPEN:
        return _("Report on the rectification"), reverse("report_on_finding", args=[finding.pk])
    closing = FindingRequestKind.CLOSING.value
    address = reverse("request_of_finding", args=[finding.pk, closing])
    return _("Request the verification"), address
