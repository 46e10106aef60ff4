"""Handing over the open work of a person who leaves. Roles do not move: the security administrator
grants them."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from notifications.models import Notice
from notifications.services import transfer_unread
from programmes.models import Membership, Need, Programme, Role, Task

Rows = Callable[[Programme, User], QuerySet]


def _tasks(programme: Programme, person: User) -> QuerySet:
    open_tasks = Task.objects.of(programme).not_done()
    return open_tasks.filter(lead_unit=person.unit_id, person=person.name)


def _needs(programme: Programme, person: User) -> QuerySet:
    open_needs = Need.objects.of(programme).unanswered()
    return open_needs.filter(township=person.unit_id, person=person.name)


def _contacts(programme: Programme, person: User) -> QuerySet:
    here = Membership.objects.of(programme).present(on=programme.today())
    return here.filter(unit=person.unit_id, person=person.name)


# Higher apps append querysets of rows that name a person (projects: those not ended).
handover_sources: list[tuple[Promise | str, Rows]] = [
    (gettext_lazy("unfinished tasks"), _tasks),
    (gettext_lazy("unanswered needs"), _needs),
    (gettext_lazy("contact of the unit in the network"), _contacts),
]


def open_work(person: User) -> list[tuple[Promise | str, int]]:
    """The number of rows of each kind that ``hand_over`` would move."""
    programmes = _programmes(person)
    named = [
        (label, sum(rows(programme, person).count() for programme in programmes))
        for label, rows in handover_sources
    ]
    unread = Notice.objects.filter(recipient=person).unread().count()
    return [*named, (gettext_lazy("unread notices"), unread)]


def successors(person: User, by: User) -> QuerySet[User]:
    """Who may take over: active people of the same unit with all of the person's roles, without
    the administrator ``by``."""
    found = User.objects.not_dormant().filter(unit=person.unit_id, is_active=True)
    for programme, name in person.roles.values_list("programme_id", "name"):
        holders = Role.objects.filter(programme=programme, name=name)
        found = found.filter(pk__in=holders.values("user"))
    return found.exclude(pk__in=[person.pk, by.pk])


def hand_over(person: User, successor: User, by: User) -> int:
    """Moves the open work and returns the number of rows. Raises ValidationError for a successor
    who is none of ``successors``."""
    if not successors(person, by).filter(pk=successor.pk).exists():
        raise ValidationError(
            _("Choose a person of the same unit who may sign in and holds the same roles already.")
        )
    moved = sum(
        _move(rows(programme, person), successor)
        for programme in _programmes(person)
        for _label, rows in handover_sources
    )
    return moved + transfer_unread(person, successor)


def _programmes(person: User) -> QuerySet[Programme]:
    return Programme.objects.filter(roles__user=person).distinct()


def _move(rows: QuerySet, successor: User) -> int:
    # By key: the condition of unanswered needs joins another table, which an update cannot.
    keys = list(rows.values_list("pk", flat=True))
    named = type(rows)(rows.model).filter(pk__in=keys)
    # The phone belongs to the person who leaves.
    values = {"person": successor.name, "phone": "", "updated_at": timezone.now()}
    return named.update(version=F("version") + 1, **values)
