"""Notices of a request to reopen a month, of its return, and of the reopening."""

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.models import ReportingPeriod
from programmes.scopes import people_with_role
from projects.models import Project


def notify_reopening_requested(period: ReportingPeriod) -> None:
    """Notify the approvers except the one who requested it: a second person must agree."""
    with notice_language():
        text = _("%(who)s asks to reopen %(month)s: %(reason)s") % {
            "who": period.reopen_requested_by,
            "month": period.period.label(),
            "reason": period.reopen_reason,
        }
    approvers = people_with_role(period.programme, RoleName.APPROVER)
    others = approvers.exclude(pk=period.reopen_requested_by_id)
    page = reverse("supervision_month", args=[period.period])
    notify(others, period.programme_id, text, page, _key(period))


def notify_reopened(period: ReportingPeriod) -> None:
    """Notify the clerks and the reporters of the units with due projects."""
    with notice_language():
        text = _("%(month)s was reopened and takes entries again: %(reason)s") % {
            "month": period.period.label(),
            "reason": period.reopen_reason,
        }
    due = Project.objects.of(period.programme).due_to_report(period.period)
    reporters = people_with_role(period.programme, RoleName.UNIT_REPORTER)
    clerks = people_with_role(period.programme, RoleName.CLERK)
    people = clerks.union(reporters.filter(unit__in=due.values("owner_unit")))
    page = reverse("project_months", args=[period.period])
    notify(people, period.programme_id, text, page, _key(period))


def notify_request_returned(period: ReportingPeriod, requester, reason: str, by) -> None:
    """Notify the one who requested to reopen the month."""
    with notice_language():
        text = _("%(who)s returned the request to reopen %(month)s: %(reason)s") % {
            "who": by,
            "month": period.period.label(),
            "reason": reason,
        }
    page = reverse("supervision_month", args=[period.period])
    notify([requester], period.programme_id, text, page, _key(period))


def resolve_notices(period: ReportingPeriod) -> None:
    """Resolve the notices of the month's current version, before it changes."""
    resolve(_key(period))


def _key(period: ReportingPeriod) -> str:
    return f"month:{period.pk}:{period.version}"
