"""A month of several projects at once: what each is asked for, what stands there, what was before.
As many queries for one project as for fifty."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from core.money import share_of
from core.periods import Period
from projects.choices import Stage
from projects.figures.month_fields import MonthFieldSpec
from projects.figures.totals import Investment
from projects.light_words import difference_of, sentences
from projects.models import MonthEntry

ZERO = Decimal(0)
GONE = (Stage.TERMINATED, Stage.TRANSFERRED)


@dataclass(frozen=True)
class Row:
    """A project's month. ``due`` says whether it is asked for it; amounts in yuan."""

    project: Any  # with the figures of the month
    spec: MonthFieldSpec
    due: bool
    places: int

    @property
    def entry(self) -> MonthEntry | None:
        return self.spec.entry

    @property
    def last(self) -> MonthEntry | None:
        return self.spec.last

    @property
    def share(self) -> Fraction | None:
        return share_of(self.project.year_amount, self.project.plan)

    @property
    def difference(self) -> Fraction | None:
        return difference_of(self.project)

    @property
    def sentence(self) -> str:
        """Why the project shows its lights."""
        return " ".join(sentences(self.project, self.spec.month, self.places))


def rows_of(projects, month: Period, *, on: date) -> list[Row]:
    """Those that are due first, then those that may report besides, each by code.

    ``on`` is the day whose stage the light goes by.
    """
    due = set(projects.due_to_report(month).values_list("pk", flat=True))
    found = list(_asked(projects, month, on).order_by("code"))
    entries = MonthEntry.objects.select_related("created_by", "corrected_by").in_bulk(
        [pk for project in found for pk in (project.month_entry_id, project.last_entry_id) if pk]
    )
    rows = [_row(project, month, entries, due) for project in found]
    return sorted(rows, key=lambda row: not row.due)


def _asked(projects, month: Period, on: date):
    """Projects whose month is asked for or stands there."""
    last = MonthEntry.objects.filter(project=OuterRef("pk"), month__lt=month.start)
    rows = (
        projects.with_lights(month, on=on)
        .with_before(month)
        .annotate(last_entry_id=Subquery(last.order_by("-month").values("pk")[:1]))
    )
    asked = Q(last_report__isnull=True) | Q(last_report__gte=month.start)
    going = Q(stage__isnull=True) | ~Q(stage__in=GONE) | Q(plan__isnull=False)
    rows = rows.filter(asked & going | Q(month_entry_id__isnull=False))
    return rows.select_related("owner_unit", "programme").prefetch_related("stage_events")


def _row(project: Any, month: Period, entries: dict, due: set[int]) -> Row:
    entry = entries.get(project.month_entry_id)
    last = entries.get(project.last_entry_id)
    spec = MonthFieldSpec(project, month, project.plan is not None, entry, last)
    return Row(project, spec, project.pk in due, project.programme.decimals)


def total_of(rows: list[Row], month: Period) -> Investment:
    """The rows that are due added up: equals ``figures.investment`` of the same projects."""
    due = [row.project for row in rows if row.due]
    plans = [project.plan or ZERO for project in due]
    return Investment(
        month,
        len(due),
        sum(project.month_entry_id is not None for project in due),
        sum(plans, ZERO),
        sum((project.month_amount or ZERO for project in due), ZERO),
        sum((project.year_amount for project in due), ZERO),
        sum((p * d.due_twelfths for p, d in zip(plans, due, strict=True)), ZERO),
    )
