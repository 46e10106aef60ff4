"""不再填报: after completion a project need not report further months, until it is resumed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.periods import Period
from core.records import update_record
from programmes.models import ReportingPeriod
from programmes.services.months import require_open_month
from projects.choices import ENDED
from projects.models import Project


@transaction.atomic
def stop_reporting(*, project: Project, month: Period, version: int) -> Period:
    """End the project's reports before the month. Returns the last month to report, which is a
    later one where that is reported or closed already.

    Raises MonthClosed, StaleRecord, and ValidationError where the project is not completed.
    """
    require_open_month(project.programme, month)
    if Project.objects.with_stage(on=month.last_day).get(pk=project.pk).stage not in ENDED:
        raise ValidationError(_("Only what is completed or ended is no longer reported."))
    last = _last_month(project, month)
    update_record(project, version=version, last_report=last)
    return Period(last)


def _last_month(project: Project, month: Period) -> date:
    """The month before, or a later one that was reported or closed."""
    closed = ReportingPeriod.objects.of(project.programme).closed()
    latest = [
        rows.order_by("-month").values_list("month", flat=True).first()
        for rows in (project.entries.all(), closed)
    ]
    return max([month.previous().start, *filter(None, latest)])


@transaction.atomic
def resume_reporting(*, project: Project, month: Period, version: int) -> Project:
    """The project must report its months again. Raises MonthClosed and StaleRecord."""
    require_open_month(project.programme, month)
    return update_record(project, version=version, last_report=None)


def require_reporting(project: Project, month: Period) -> None:
    """Raise ValidationError where the project no longer reports the month."""
    if project.last_report and month.start > project.last_report:
        words = _("Nothing more is reported after %(month)s: let it be reported again first.")
        raise ValidationError(words % {"month": Period(project.last_report).label()})
