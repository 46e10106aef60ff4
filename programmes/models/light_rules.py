"""The rule of the lights of tasks, in versions."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.workdays import Workdays, is_arranged
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord

MAX_DAYS = 366
DAYS = (MinValueValidator(1), MaxValueValidator(MAX_DAYS))


class RuleQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """All of the network go by the same rule."""
        return Q()

    def valid(self, *, on):
        no_end = Q(valid_until=None) | Q(valid_until__gt=on)
        return self.filter(no_end, valid_from__lte=on)


def _programme_range() -> Func:
    return Func("programme", "programme", Value("[]"), function="int8range")


def _days() -> Func:
    return Func("valid_from", "valid_until", function="daterange")


def no_overlap(name: str) -> ExclusionConstraint:
    """No two versions of a programme are valid on the same day."""
    ranges = (_programme_range(), _days())
    return ExclusionConstraint(
        name=name, expressions=[(one, RangeOperators.OVERLAPS) for one in ranges]
    )


def days_ordered(name: str) -> models.CheckConstraint:
    condition = Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from"))
    return models.CheckConstraint(condition=condition, name=name)


class RuleVersion(ProgrammeRecord):
    """A version of a rule of days, valid from a day on until the next one; before the first version
    the defaults are valid. Versions do not overlap."""

    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True, editable=False)
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-valid_from"]

    def __str__(self):
        return str(self.valid_from)


class DayRule(RuleVersion):
    """Of lights that go by the days to a deadline."""

    yellow_days = models.PositiveSmallIntegerField(
        _("yellow within days of the deadline"), default=10, validators=DAYS
    )
    by_workdays = models.BooleanField(_("count working days"), default=False)

    class Meta(RuleVersion.Meta):
        abstract = True


@register(label=_("rule for the lights of tasks"), title_template="{valid_from}")
class TaskLightRule(DayRule):
    """Of the lights of tasks (docs/rules.md#light-of-a-task)."""

    answer_days = models.PositiveSmallIntegerField(
        _("sent back: yellow after days without an answer"), default=5, validators=DAYS
    )

    class Meta(RuleVersion.Meta):
        verbose_name = _("rule for the lights of tasks")
        constraints = [
            no_overlap("no_overlap_of_task_light_rules"),
            days_ordered("task_light_rule_days_ordered"),
            models.CheckConstraint(
                condition=Q(yellow_days__range=(1, MAX_DAYS), answer_days__range=(1, MAX_DAYS)),
                name="task_light_rule_days_in_range",
            ),
        ]


@dataclass(frozen=True)
class RuleDay:
    """What the lights of a programme go by on a day: the version of the rule, and the calendar."""

    on: date
    rule: Any
    workdays: Workdays
    _counts: dict[tuple[date, date], int] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def soon_before(self) -> date:
        """The first day that is too far off for a deadline to be near."""
        days = self.rule.yellow_days + 1
        if self.rule.by_workdays:
            return self.workdays.after(self.on, days)
        return self.on + timedelta(days)

    def days_between(self, first: date, last: date) -> int:
        """Days, or working days, after ``first`` up to and with ``last``."""
        if not self.rule.by_workdays:
            return (last - first).days
        if (first, last) not in self._counts:
            self._counts[first, last] = self.workdays.from_to(first, last)
        return self._counts[first, last]

    @property
    def first_day(self) -> date:
        """The first day that the rule reads."""
        return self.on

    @property
    def unknown_years(self) -> list[int]:
        """The years that the rule reads of which no arrangement of holidays is known."""
        if not self.rule.by_workdays:
            return []
        years = range(self.first_day.year, self.soon_before.year + 1)
        return [year for year in years if not is_arranged(year)]


class LightDay(RuleDay):
    """Of the lights of tasks."""

    @cached_property
    def unanswered_before(self) -> date:
        """The day before which a task was sent back that waits for its answer for too long."""
        days = self.rule.answer_days
        if self.rule.by_workdays:
            return self.workdays.until(self.on, days)
        return self.on - timedelta(days - 1)

    @property
    def first_day(self) -> date:
        return self.unanswered_before
