"""The record as people may read it: the auditor all of a programme, its staff the history of what
they see on pages."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT

from accounts.models import User
from core.actors import SIGNIN
from core.audit.models import AuditRow
from core.kinds import tables_with_history_page
from programmes.choices import RoleName
from programmes.models.network import Membership
from programmes.models.programme import Programme
from programmes.scopes import TASK_FORCE, roles_of

EVENTS, ROLES = "core_event", "programmes_role"
STAFF = TASK_FORCE | {RoleName.LEADERSHIP}


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The auditor reads what was written in the programme, and of what belongs to no programme
        whatever concerns its people, its units or the installation; task force and leadership the
        history of the records that have pages."""
        audited, staffed = _where(user, {RoleName.AUDITOR}), _where(user, STAFF)
        seen = Q(programme_id__in=audited)
        if staffed:
            seen |= Q(programme_id__in=staffed, table_name__in=tables_with_history_page())
        return self.with_texts().filter(seen | _of_people(audited) if audited else seen)

    def of(self, programme):
        """Those of the programme, and those of none."""
        return self.filter(Q(programme_id=programme.pk) | Q(programme_id=None))

    def events(self, kind: str):
        return self.with_texts().filter(table_name=EVENTS, event_kind=kind)

    def without_duplicates(self):
        """Without the moment of a sign-in on the person's row: the event beside it says it."""
        return self.exclude(table_name="accounts_user", column_name="last_login", actor=SIGNIN)

    def with_texts(self):
        """What rows hold as json, as text to compare with."""
        return self.alias(
            event_kind=KT("after__kind"),
            person_before=KT("before__user_id"),
            person_after=KT("after__user_id"),
            person_told=KT("after__details__person"),
        )


class AuditEntry(AuditRow):
    """A row of the record, for pages."""

    objects = AuditQuerySet.as_manager()

    class Meta:
        proxy = True


def _where(user, names) -> list[int]:
    return [key for key, held in roles_of(user).items() if held & set(names)]


def _of_people(programmes: list[int]) -> Q:
    """Rows of no programme that concern these. A sign-in refused under a name that nobody has, and
    what was done to the installation, concern all.

    Keys are read first: with queries inside it the database would read the whole record.
    """
    units = _units(programmes)
    people = [str(key) for key in _people(programmes, units).values_list("pk", flat=True)]
    whose = Q(table_name="accounts_user", key__in=people)
    whose |= Q(table_name="accounts_unit", key__in=[str(key) for key in units])
    whose |= Q(person_before__in=people) | Q(person_after__in=people)
    nobody = Q(actor__startswith="system:") & (
        Q(person_told__isnull=True) | Q(person_told__in=people)
    )
    actors = [f"user:{key}" for key in people]
    whose |= Q(table_name=EVENTS) & (Q(actor__in=actors) | nobody)
    return Q(programme_id=None) & whose


def _people(programmes: list[int], units: list[int]):
    """Who has a role in the programmes or had one, and who works in their units without any."""
    ended = AuditRow.objects.filter(table_name=ROLES, action="delete", programme_id__in=programmes)
    gone = [key for key in ended.order_by().values_list("before__user_id", flat=True) if key]
    here = Q(roles__programme__in=programmes) | Q(pk__in=gone)
    return User.objects.filter(here | Q(roles=None, unit__in=units)).distinct()


def _units(programmes: list[int]) -> list[int]:
    """Those of the network, the task force, the leadership, and where people with roles work."""
    members = Membership.objects.filter(programme__in=programmes).values_list("unit")
    staff = User.objects.filter(roles__programme__in=programmes).values_list("unit")
    ours = Programme.objects.filter(pk__in=programmes)
    own = ours.values_list("task_force").union(ours.values_list("leadership"))
    return [key for (key,) in members.order_by().union(staff.order_by(), own)]
