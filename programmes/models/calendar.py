"""The days on which a county works otherwise than the country."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.days import FIRST_YEAR, LAST_YEAR
from core.kinds import Menu, register
from core.workdays import Workdays
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord


class CalendarDayQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """All of the network count the same working days."""
        return Q()

    def in_year(self, year: int):
        return self.filter(day__year=year)

    def workdays(self) -> Workdays:
        """Of rows of one programme."""
        return Workdays(dict(self.values_list("day", "is_workday")))


@register(
    label=_("day of the calendar"),
    title_template="{day}",
    search_columns=("name",),
    name="calendar_day",
    plural="calendar",
    plural_label=_("Working calendar"),
    view_right="programmes.manage",
    edit_right="programmes.manage",
    menu=Menu("calendar", after="needs"),
)
class CalendarDay(ProgrammeRecord):
    """A day that the county sets (县定): a holiday of its own, as the Yi new year (彝族年), or a
    working day. All other days go by the national arrangement."""

    day = models.DateField(_("day"))
    is_workday = models.BooleanField(_("working day"), default=False)
    name = models.CharField(_("holiday or reason"), max_length=60)
    basis = models.CharField(_("document it is based on"), max_length=120, blank=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        verbose_name = _("day of the calendar")
        constraints = [
            models.UniqueConstraint(fields=["programme", "day"], name="unique_calendar_day"),
            models.CheckConstraint(
                condition=Q(day__year__gte=FIRST_YEAR, day__year__lte=LAST_YEAR),
                name="calendar_day_in_range",
            ),
        ]

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"
