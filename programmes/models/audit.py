"""Audit rows that people may read: the auditor those of a programme, its staff the history of
records with pages."""

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
from programmes.scopes import TASK_FORCE, programmes_with_role

EVENTS, ROLES = "core_event", "programmes_role"
AUDITORS = frozenset({RoleName.AUDITOR})
STAFF = TASK_FORCE | {RoleName.LEADERSHIP}


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For auditors, rows of the programme, and rows of no programme that concern its people,
        units or the installation; for task force and leadership, the history of records that
        have pages."""
        audited = programmes_with_role(user, AUDITORS)
        staffed = programmes_with_role(user, STAFF)
        seen = Q(programme_id__in=audited)
        if staffed:
            seen |= Q(programme_id__in=staffed, table_name__in=tables_with_history_page())
        return self.with_texts().filter(seen | _of_people(audited) if audited else seen)

    def of(self, programme):
        """Rows of the programme, and rows of no programme."""
        return self.filter(Q(programme_id=programme.pk) | Q(programme_id=None))

    def events(self, kind: str):
        return self.with_texts().filter(table_name=EVENTS, event_kind=kind)

    def without_duplicates(self):
        """Without changes of ``last_login`` by a sign-in, which has an event of its own."""
        return self.exclude(table_name="accounts_user", column_name="last_login", actor=SIGNIN)

    def with_texts(self):
        """Adds values of the JSON columns as text."""
        return self.alias(
            event_kind=KT("after__kind"),
            person_before=KT("before__user_id"),
            person_after=KT("after__user_id"),
            person_of_event=KT("after__details__person"),
        )


class AuditEntry(AuditRow):
    """An audit row, for pages."""

    objects = AuditQuerySet.as_manager()

    class Meta:
        proxy = True


def _of_people(programmes: list[int]) -> Q:
    """Rows of no programme that concern these programmes. Refused sign-ins under unknown names and
    events of the installation concern all.

    Keys are read first: with subqueries the database would scan the whole audit table.
    """
    units = _units(programmes)
    people = [str(key) for key in _people(programmes, units).values_list("pk", flat=True)]
    whose = Q(table_name="accounts_user", key__in=people)
    whose |= Q(table_name="accounts_unit", key__in=[str(key) for key in units])
    whose |= Q(person_before__in=people) | Q(person_after__in=people)
    nobody = Q(actor__startswith="system:") & (
        Q(person_of_event__isnull=True) | Q(person_of_event__in=people)
    )
    actors = [f"user:{key}" for key in people]
    whose |= Q(table_name=EVENTS) & (Q(actor__in=actors) | nobody)
    return Q(programme_id=None) & whose


def _people(programmes: list[int], units: list[int]):
    """People with a current or former role in the programmes, and people of their units without
    any role."""
    ended = AuditRow.objects.filter(table_name=ROLES, action="delete", programme_id__in=programmes)
    gone = [key for key in ended.order_by().values_list("before__user_id", flat=True) if key]
    here = Q(roles__programme__in=programmes) | Q(pk__in=gone)
    return User.objects.filter(here | Q(roles=None, unit__in=units)).distinct()


def _units(programmes: list[int]) -> list[int]:
    """Units of the network, the task force, the leadership, and of people with roles."""
    members = Membership.objects.filter(programme__in=programmes).values_list("unit")
    staff = User.objects.filter(roles__programme__in=programmes).values_list("unit")
    ours = Programme.objects.filter(pk__in=programmes)
    own = ours.values_list("task_force").union(ours.values_list("leadership"))
    return [key for (key,) in members.order_by().union(staff.order_by(), own)]
