"""The rows of a ledger: each project at the end of a month, gathered in a few queries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from core.periods import Period
from programmes.models import Programme
from projects.ledger.words import ledger_remark
from projects.models import CountedInvestment, Financing, MonthEntry, YearClass

# What has arrived for the projects and was paid, in yuan; filled in by a higher app (funds).
money_beside: list[Callable[[Sequence[int], date], dict[int, tuple[Decimal, Decimal]]]] = []
LAST = 10**9


@dataclass(frozen=True)
class LedgerRow:
    """A project with its figures, in yuan; ``financing`` by the name of the source."""

    project: Any
    entry: MonthEntry | None
    year_class: YearClass | None
    before: Decimal | None
    financing: dict[str, Decimal]
    arrived: Decimal | None
    paid: Decimal | None

    @property
    def sector(self) -> str:
        return self.project.sector.name if self.project.sector else ""

    @property
    def sector_place(self) -> int:
        return self.project.sector.position if self.project.sector else LAST

    @property
    def remark(self) -> str:
        return ledger_remark(self.project)

    def text(self, name: str) -> str:
        """Of the month's entry; without one, that of the last ledger."""
        return getattr(self.entry or self.project, name, "")


def ledger_rows(programme: Programme, projects: Any, month: Period) -> list[LedgerRow]:
    shown = projects.known_in(month).with_lights(month).with_stage(on=month.last_day)
    shown = shown.select_related("sector", "township", "owner_unit").order_by("code")
    found = {one.pk: one for one in shown.prefetch_related("supporting_units")}
    of_month = MonthEntry.objects.of(programme).filter(month=month.start)
    of_year = YearClass.objects.of(programme).filter(year=month.year)
    entries = {one.project_id: one for one in of_month}
    classes = {one.project_id: one for one in of_year}
    before, sources = done_before(projects.values("pk"), month.year), financing(programme)
    moneys: dict[int, tuple[Decimal, Decimal]] = {}
    for read_moneys in money_beside:
        moneys |= read_moneys([*found], month.last_day)
    return [
        LedgerRow(
            project,
            entries.get(pk),
            classes.get(pk),
            before.get(pk),
            sources.get(pk, {}),
            *moneys.get(pk, (None, None)),
        )
        for pk, project in found.items()
    ]


def done_before(projects: Any, year: int) -> dict[int, Decimal]:
    """What was done to the end of last year, of the projects of which anything is held."""
    counted = CountedInvestment.objects.filter(project__in=projects, month__lt=date(year, 1, 1))
    return dict(counted.values_list("project").annotate(Sum("amount")))


def financing(programme: Programme) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = {}
    for one in Financing.objects.of(programme).select_related("source"):
        found.setdefault(one.project_id, {})[one.source.name] = one.amount
    return found
