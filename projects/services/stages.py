"""A project enters a stage on a day. Events are never changed; only the last one can be deleted,
by its author on the day of writing."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.records import StaleRecord, create_record, update_record
from projects.choices import Stage
from projects.figures.stages import SAYS_WHY, events_of, steps_from
from projects.models import Project, StageEvent

DATE_FIELDS = {Stage.BUILDING: "actual_start", Stage.COMPLETED: "actual_finish"}


@transaction.atomic
def enter_stage(
    *,
    project: Project,
    stage: str,
    on: date,
    by: Any,
    today: date,
    reason: str = "",
) -> StageEvent:
    """Raises ValidationError where the step is not allowed, lacks its reason, or is dated before
    the last event or after ``today``."""
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    _require_valid_step(project, stage, on, reason, today)
    values: dict[str, Any] = {"programme": project.programme, "project": project, "stage": stage}
    values |= {"on": on, "reason": reason}
    event = create_record(StageEvent, by=by, **values)
    _set_date(project, event)
    return event


def _set_date(project: Project, event: StageEvent) -> None:
    """Construction and completion set the actual start and finish, unless these are known."""
    name = DATE_FIELDS.get(Stage(event.stage))
    if name and getattr(project, name) is None:
        update_record(project, version=project.version, **{name: event.on.replace(day=1)})


def _clear_date(event: StageEvent) -> None:
    project, name = event.project, DATE_FIELDS.get(Stage(event.stage))
    if name and getattr(project, name) == event.on.replace(day=1):
        update_record(project, version=project.version, **{name: None})


def _require_valid_step(project: Project, stage: str, on: date, reason: str, today: date) -> None:
    events = list(events_of(project))
    step = steps_from(project.kind, (event.stage for event in events)).get(stage)
    if step is None:
        raise ValidationError({"stage": _("From where the project stands this is not the way.")})
    if step in SAYS_WHY and not reason:
        raise ValidationError({"reason": _("Say why: the reason stays with the event.")})
    if on > today:
        raise ValidationError({"on": _("This day has not come yet.")})
    if events and on < events[0].on:
        words = _("The stage before was entered on %(day)s: this one cannot be earlier.")
        raise ValidationError({"on": words % {"day": events[0].on}})


def may_take_back(event: StageEvent, by: Any, at: datetime) -> bool:
    """Whether the person is the author and it is the day of writing."""
    return event.created_by_id == by.pk and localdate(event.created_at) == localdate(at)


@transaction.atomic
def take_back_stage(*, event: StageEvent, by: Any, at: datetime, version: int) -> None:
    """Delete the event. Raises ValidationError for another person's event or an earlier day, and
    StaleRecord where another stage follows it or it is deleted already."""
    Project.objects.select_for_update(no_key=True).get(pk=event.project_id)
    if not may_take_back(event, by, at):
        words = _("Only its author can take a stage back, on the day of writing.")
        raise ValidationError(words)
    last = events_of(event.project).first()
    if last is None or last.pk != event.pk or last.version != version:
        raise StaleRecord(last)
    _clear_date(last)
    last.delete()
