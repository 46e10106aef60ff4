"""Creating a need outside an import; linking it to the tasks that answer it."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.money import format_amount
from core.records import create_record
from core.text import next_number
from programmes.choices import NeedDecision
from programmes.models import Need, NeedAnswer, Programme, Task
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
def link_need(*, task: Task, need: Need, by: Any, amount: Decimal | None = None) -> NeedAnswer:
    """The task answers the need, of which it covers the amount in yuan. Raises ValidationError as
    ``require_uncovered``, and where it answers the need already."""
    require_uncovered(need, amount)
    given = {"programme": need.programme, "need": need, "task": task, "amount": amount}
    return create_record(NeedAnswer, by=by, **given)


def require_uncovered(need: Need, amount: Decimal | None) -> None:
    """Locks the need until the transaction ends. Raises ValidationError where the amount is more
    than what is still open of a need that states one."""
    Need.objects.select_for_update(no_key=True, of=("self",)).get(pk=need.pk)
    rest = Need.objects.with_covered().get(pk=need.pk).open_amount
    if amount is not None and rest is not None and amount > rest:
        words = _("Of this need %(rest)s 万元 are open: enter at most that.")
        raise ValidationError({"amount": words % {"rest": format_amount(rest)}})


def next_need_number(programme: Programme) -> str:
    """The next number of this year, in the format of imports: XQ2024-063."""
    numbers = Need.objects.of(programme).values_list("number", flat=True)
    return next_number(f"XQ{programme.today().year}-", [*numbers])
