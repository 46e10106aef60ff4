"""Creating a need outside an import; linking it to the tasks that answer it."""

from typing import Any

from django.db import transaction

from core.records import create_record
from core.text import next_number
from programmes.choices import NeedDecision
from programmes.models import Need, Programme, Task
from programmes.scopes import TASK_FORCE, roles_in
from programmes.services.need_notices import notify_stated


@transaction.atomic
def create_need(*, programme: Programme, by: Any, number: str = "", **values: Any) -> Need:
    """Without a number it gets the next free one. What a township states waits for the task
    force. Raises ValidationError."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    number = number or next_need_number(programme)
    given = {"programme": programme, "number": number, "known_on": programme.today()}
    is_of_force = bool(roles_in(by, programme) & TASK_FORCE)
    given["decision"] = NeedDecision.ACCEPTED if is_of_force else NeedDecision.TO_TRIAGE
    need = create_record(Need, by=by, **given, **values)
    if not is_of_force:
        notify_stated(need)
    return need


@transaction.atomic
def link_need(*, task: Task, need: Need) -> None:
    """The task answers the need."""
    need.tasks.add(task)


@transaction.atomic
def unlink_need(*, task: Task, need: Need) -> None:
    need.tasks.remove(task)


def next_need_number(programme: Programme) -> str:
    """The next number of this year, in the format of imports: XQ2024-063."""
    numbers = Need.objects.of(programme).values_list("number", flat=True)
    return next_number(f"XQ{programme.today().year}-", [*numbers])
