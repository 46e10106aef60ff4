"""Makes the digests of a day, once a person and working day."""

from datetime import datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.services import notice_language, notify
from programmes.figures.digest_steps import digest_steps, steps_of
from programmes.figures.digests import (
    decisions,
    digest_parts,
    is_helper,
    other_notes,
    other_parts,
    other_waiting,
    tasks_of,
)
from programmes.figures.task_lights import light_day
from programmes.models import LightDay, Programme, Role, TaskRequest
from programmes.scopes import READS_UNIT, READS_WHOLE, TASK_FORCE, access_key, roles_in

NOTICE_LENGTH = 500
READERS = READS_UNIT | READS_WHOLE


@transaction.atomic
def make_digests(programme: Programme, now: datetime | None = None) -> int:
    """Makes the digests of the programme's day and returns their number; 0 before their time, on a
    rest day, where they are made, or while another process makes them.

    All are made in one transaction with ``digested_on``: a process that is killed leaves none, and
    the next run makes them. The notices are unique by person and day besides.
    """
    rows = Programme.objects.select_for_update(skip_locked=True, no_key=True)
    locked = rows.filter(pk=programme.pk).first()
    if locked is None or not _is_due(locked, timezone.localtime(now).time()):
        return 0
    day = light_day(locked, locked.today())
    Programme.objects.filter(pk=locked.pk).update(digested_on=day.on)
    if not day.workdays.is_workday(day.on):
        return 0
    with notice_language():
        return _notify_all(locked, day)


def _is_due(programme: Programme, hour: time) -> bool:
    return programme.digested_on != programme.today() and hour >= programme.digest_at


def _notify_all(programme: Programme, day: LightDay) -> int:
    """Those who see the same rows get the same words, which are counted once."""
    words: dict[tuple, list[str]] = {}
    made = 0
    for person in _readers(programme):
        key = (access_key(person, programme), person.unit_id)
        if key not in words:
            words[key] = _words(person, programme, day)
        made += _notify(person, programme, day, words[key])
    return made


def _words(person: User, programme: Programme, day: LightDay) -> list[str]:
    tasks, as_helper = tasks_of(person, programme, day), is_helper(person, programme)
    parts = digest_parts(tasks, day, as_helper=as_helper)
    steps = digest_steps(steps_of(tasks, day), day, as_helper=as_helper)
    others = other_parts(person, programme, day)
    notes = [note.words for note in other_notes(person, programme, day)]
    return [*(str(part) for part in (*parts, *steps, *others)), *notes]


def _notify(person: User, programme: Programme, day: LightDay, words: list[str]) -> int:
    parts = [*words]
    if roles_in(person, programme) & TASK_FORCE:
        parts += filter(None, [decisions(_waiting(person, programme))])
    if not parts:
        return 0
    text = _("Today: %(parts)s") % {"parts": _("; ").join(parts)}
    key = f"digest:{programme.pk}:{day.on}"
    notify([person], programme.pk, Truncator(text).chars(NOTICE_LENGTH), reverse("my_work"), key)
    return 1


def _waiting(person: User, programme: Programme) -> int:
    """How many requests wait for the person's decision."""
    requests = TaskRequest.objects.visible_to(person).of(programme).pending()
    return requests.decided_by(person).count() + other_waiting(person, programme)


def _readers(programme: Programme) -> list[User]:
    """The active people with work of their own in the programme, with their roles in it."""
    found: dict[int, set[str]] = {}
    roles = Role.objects.filter(programme=programme, name__in=READERS, user__is_active=True)
    for user_id, name in roles.values_list("user", "name"):
        found.setdefault(user_id, set()).add(name)
    people = list(User.objects.filter(pk__in=found).select_related("unit").order_by("pk"))
    for person in people:
        person._roles_of = {programme.pk: frozenset(found[person.pk])}
    return [person for person in people if person.has_perm("programmes.work", programme)]
