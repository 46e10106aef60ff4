"""Who is told that a report waits for approval, and when that is over."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.scopes import people_with_role
from reports.models import ReportRun


def notify_ready(run: ReportRun) -> None:
    """The approvers, but for the one who closed the period: a second person approves."""
    with notice_language():
        text = _("%(report)s (revision %(revision)s) is made and waits for your approval.") % {
            "report": run,
            "revision": run.revision,
        }
    approvers = people_with_role(run.programme, RoleName.APPROVER)
    others = approvers.exclude(pk=run.closed_by_id) if run.closed_by_id else approvers
    notify(others, run.programme_id, text, reverse("report", args=[run.pk]), _key(run.pk))


def resolve_notices(*keys: int) -> None:
    """The runs with these keys are approved, or no longer to be approved."""
    resolve(*map(_key, keys))


def resolve_notices_of_month(programme_id: int, month: date) -> None:
    """A month was reopened: no report of a period that holds it is to be approved now."""
    runs = ReportRun.objects.filter(programme=programme_id).holding(month)
    resolve_notices(*runs.values_list("pk", flat=True))


def _key(run: int) -> str:
    return f"report:{run}"
