"""What is written of a programme, its people, months and tasks."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.services import end_sessions
from core.periods import Period
from core.records import StaleRecord, change, create_once, require_version
from programmes.choices import HELPER_TIERS, RoleName, TaskState, Tier
from programmes.models import (
    Membership,
    Programme,
    ReportingPeriod,
    Role,
    Task,
    TaskProgress,
)

KEPT_APART = {RoleName.SYSTEM_ADMIN, RoleName.SECURITY_ADMIN, RoleName.AUDITOR}
# Whose people these roles are for, where the network knows their unit.
ROLES_OF: dict[str, tuple[Tier, ...]] = {
    RoleName.HELPER_REPORTER: HELPER_TIERS,
    RoleName.HELPER_VIEWER: HELPER_TIERS,
    RoleName.TOWNSHIP_REPORTER: (Tier.TOWNSHIP,),
}


class MonthClosed(ValidationError):
    """The month takes no entries: it is closed, not begun, or not of the programme."""


def require_open_month(programme: Programme, month: Period) -> ReportingPeriod:
    """The month's row, held until the transaction ends so that nobody closes it meanwhile."""
    rows = ReportingPeriod.objects.select_for_update(no_key=True).of(programme)
    period = rows.filter(month=month.start).first()
    refusal = _refusal(programme, month, period)
    if period is None or refusal:
        raise MonthClosed(refusal)
    return period


def why_closed(programme: Programme, month: Period) -> str:
    """Why the month takes no entries, and what to do; empty where it takes them. What is true
    here is checked again when saving."""
    period = ReportingPeriod.objects.of(programme).filter(month=month.start).first()
    return _refusal(programme, month, period)


def _refusal(programme: Programme, month: Period, period: ReportingPeriod | None) -> str:
    if period is None:
        text = _("%(month)s lies outside the programme's years.")
    elif month.start > programme.today():
        text = _("%(month)s has not begun yet.")
    elif not period.takes_entries:
        text = _("%(month)s is closed and takes no entries. Ask the task force to reopen it.")
    else:
        return ""
    return text % {"month": month.label()}


@transaction.atomic
def report_progress(
    *, task: Task, version: int, month: Period, text, done_quantity, by, submission_id
) -> TaskProgress:
    """A unit's report on a task in an open month; the task goes on from “not begun”.

    Raises MonthClosed, StaleRecord (somebody reported meanwhile), ReplayedDifferently, and
    ValidationError where the task is already done.
    """
    require_open_month(task.programme, month)
    progress, created = create_once(
        TaskProgress,
        submission_id=submission_id,
        by=by,
        aside={"quantity_before": task.done_quantity, "state_before": task.state},
        programme=task.programme,
        task=task,
        month=month.start,
        unit=by.unit,
        text=text,
        done_quantity=done_quantity,
    )
    if created:
        if task.state == TaskState.CLOSED:
            raise ValidationError(_("This task is done and takes no further progress."))
        quantity = task.done_quantity if done_quantity is None else done_quantity
        change(task, version=version, state=TaskState.IN_PROGRESS, done_quantity=quantity)
    return progress


@transaction.atomic
def take_back_progress(*, progress: TaskProgress, by, version: int | None = None) -> None:
    """The author takes back the task's last report while its month is open.

    Raises MonthClosed, StaleRecord where the task no longer has this version or a later report
    stands on this one, and ValidationError where it is somebody else's.
    """
    require_open_month(progress.programme, Period(progress.month))
    if progress.created_by_id != by.pk:
        raise ValidationError(_("Only its author can take an entry back."))
    task = Task.objects.select_for_update().get(pk=progress.task_id)
    require_version(task, version)
    last = task.progress.order_by("-pk").first()
    if last is None or last.pk != progress.pk:
        raise StaleRecord(last)
    state = progress.state_before or TaskState.IN_PROGRESS
    progress.delete()
    change(task, version=task.version, state=state, done_quantity=progress.quantity_before)


@transaction.atomic
def create_programme(
    *,
    code: str,
    name: str,
    county: str,
    start_year: int,
    end_year: int,
    task_force: str = "",
    leadership: str = "",
    **values,
) -> Programme:
    """A programme with its task force and leadership as units, and all months of its years.

    The two units are made where they do not exist; their names default to the county's. Raises
    ValidationError where the code is taken or the years are not in order.
    """
    programme = Programme(
        code=code, name=name, county=county, start_year=start_year, end_year=end_year, **values
    )
    programme.task_force = _unit(task_force or f"{programme.short_county}工作专班")
    programme.leadership = _unit(leadership or f"{programme.short_county}委、县政府")
    programme.full_clean()
    programme.save()
    ReportingPeriod.objects.bulk_create(
        ReportingPeriod(programme=programme, month=date(year, month, 1))
        for year in range(start_year, end_year + 1)
        for month in range(1, 13)
    )
    return programme


def _unit(name: str) -> Unit:
    if unit := Unit.objects.filter(name=name).first():
        return unit
    unit = Unit(name=name)
    unit.full_clean()
    unit.save()
    return unit


@transaction.atomic
def grant_role(*, user: User, programme: Programme, name: str) -> Role:
    """Give the person the role, and end their sessions; a role that they hold already stays as
    it is.

    System administrator, security administrator and auditor exclude each other and every other
    role (三员分立); raises ValidationError where the person holds one that does not go with it, or
    where the role is not for people of their unit.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = set(user.roles.values_list("name", flat=True))
    apart = name in KEPT_APART and held - {name} or held & KEPT_APART - {name}
    if apart:
        raise ValidationError(_("%(user)s holds a role that excludes this one.") % {"user": user})
    _require_fitting_unit(user.unit, programme, name)
    role = Role(user=user, programme=programme, name=name)
    role.full_clean(
        exclude=["user", "programme"], validate_unique=False, validate_constraints=False
    )
    role, created = Role.objects.get_or_create(user=user, programme=programme, name=name)
    if created:
        end_sessions(user)
    return role


def _require_fitting_unit(unit: Unit, programme: Programme, name: str) -> None:
    """A helper's roles are for people of helpers, a township's for those of townships."""
    places = Membership.objects.of(programme).filter(unit=unit)
    if name in ROLES_OF and places.exists() and not places.filter(tier__in=ROLES_OF[name]).exists():
        words = _("“%(role)s” is no role for people of %(unit)s.")
        raise ValidationError(words % {"role": RoleName(name).label, "unit": unit})
