"""Notices that a report waits for approval, was returned, or failed for good."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.models import Notice
from notifications.services import mark_read, notice_language, notify
from programmes.choices import RoleName
from programmes.scopes import people_with_role
from reports.models import ReportRun


def notify_ready(run: ReportRun) -> None:
    """Notify the approvers except the one who closed the period or edited the text: a second person
    approves."""
    with notice_language():
        text = _("%(report)s (revision %(revision)s) is made and waits for your approval.") % {
            "report": run,
            "revision": run.revision,
        }
    _notify(run, _second_people(run), text)


def notify_submitted(run: ReportRun, by) -> None:
    """Notify the approvers that a returned draft was submitted again."""
    with notice_language():
        text = _("%(who)s has corrected %(report)s and submits it to you again.") % {
            "who": by,
            "report": run,
        }
    _notify(run, _second_people(run), text)


def notify_returned(run: ReportRun) -> None:
    """Notify the clerks, who correct it."""
    with notice_language():
        text = _("%(who)s returned %(report)s: %(reason)s") % {
            "who": run.returned_by,
            "report": run,
            "reason": run.return_reason,
        }
    _notify(run, people_with_role(run.programme, RoleName.CLERK), text)


def _second_people(run: ReportRun):
    approvers = people_with_role(run.programme, RoleName.APPROVER)
    first = [key for key in (run.closed_by_id, run.edited_by_id) if key]
    return approvers.exclude(pk__in=first)


def _notify(run: ReportRun, people, text: str) -> None:
    """One notice for each version of the run."""
    page = reverse("report", args=[run.pk])
    notify(people, run.programme_id, text, page, f"{_key(run.pk)}:{run.version}")


def notify_failed(run: ReportRun) -> None:
    """Notify the clerks, who may ask for the next revision."""
    with notice_language():
        text = _("%(report)s (revision %(revision)s) could not be made: %(why)s") % {
            "report": run,
            "revision": run.revision,
            "why": run.failure,
        }
    _notify(run, people_with_role(run.programme, RoleName.CLERK), text)


def resolve_notices(*keys: int) -> None:
    """Resolve the notices of these runs: decided, or replaced by a newer revision."""
    rows = Notice.objects.filter(reduce(or_, (_notices(key) for key in keys), Q(pk=None)))
    mark_read(rows)


def _notices(key: int) -> Q:
    """Those of every version of the run."""
    return Q(dedupe_key=_key(key)) | Q(dedupe_key__startswith=f"{_key(key)}:")


def resolve_notices_of_month(programme_id: int, month: date) -> None:
    """Resolve the notices of reports whose period covers the reopened month."""
    runs = ReportRun.objects.filter(programme=programme_id).covering(month)
    resolve_notices(*runs.values_list("pk", flat=True))


def _key(run: int) -> str:
    return f"report:{run}"
