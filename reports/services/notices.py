"""Notices that a report waits for approval, or failed for good."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.scopes import people_with_role
from reports.models import ReportRun


def notify_ready(run: ReportRun) -> None:
    """Notify the approvers except the one who closed the period: a second person approves."""
    with notice_language():
        text = _("%(report)s (revision %(revision)s) is made and waits for your approval.") % {
            "report": run,
            "revision": run.revision,
        }
    approvers = people_with_role(run.programme, RoleName.APPROVER)
    others = approvers.exclude(pk=run.closed_by_id) if run.closed_by_id else approvers
    notify(others, run.programme_id, text, reverse("report", args=[run.pk]), _key(run.pk))


def notify_failed(run: ReportRun) -> None:
    """Notify the clerks, who may ask for the next revision."""
    with notice_language():
        text = _("%(report)s (revision %(revision)s) could not be made: %(why)s") % {
            "report": run,
            "revision": run.revision,
            "why": run.failure,
        }
    clerks = people_with_role(run.programme, RoleName.CLERK)
    notify(clerks, run.programme_id, text, reverse("report", args=[run.pk]), _key(run.pk))


def resolve_notices(*keys: int) -> None:
    """Resolve the notices of these runs: approved, or replaced by a newer revision."""
    resolve(*map(_key, keys))


def resolve_notices_of_month(programme_id: int, month: date) -> None:
    """Resolve the notices of reports whose period covers the reopened month."""
    runs = ReportRun.objects.filter(programme=programme_id).covering(month)
    resolve_notices(*runs.values_list("pk", flat=True))


def _key(run: int) -> str:
    return f"report:{run}"
