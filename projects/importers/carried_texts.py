"""The texts of an imported month of which the sheet has the amount alone."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from core.importing.batch import Batch
from core.periods import Period, month_end
from programmes.models import Programme
from projects.figures.month_fields import TEXTS, MonthFieldSpec
from projects.models import MonthEntry, Project, StageEvent

Entries = dict[tuple[int, date], MonthEntry]


class CarriedTexts:
    """Goes on with the texts of the entry before, as the entry grid offers them. Those of the
    ledger are of its own day: they go on in a project's last month, not in earlier ones.

    ``entries`` are those of the years from ``first`` on, by project and month.
    """

    def __init__(self, programme: Programme, entries: Entries, first: date):
        self.programme, self.entries, self.first = programme, entries, first

    def fill(self, batch: Batch, project: Project, new: Iterable[MonthEntry]) -> None:
        for entry in new:
            batch.put(entry, self._texts_of(project, entry.month))

    def _texts_of(self, project: Project, month: date) -> dict[str, str]:
        last = self._last_before(project, month)
        has_texts = last is not None and any(getattr(last, name) for name in TEXTS)
        if not has_texts and self._is_followed(project, month):
            return {}
        stages = self._stage(project, month), self._stage(project, last.month) if last else None
        return MonthFieldSpec(project, Period(month), False, None, last, *stages).draft

    def _last_before(self, project: Project, month: date) -> MonthEntry | None:
        held = [one for one in self._months_of(project) if one < month]
        return self.entries[project.pk, max(held)] if held else self._earlier.get(project.pk)

    def _is_followed(self, project: Project, month: date) -> bool:
        return any(one > month for one in self._months_of(project))

    def _months_of(self, project: Project) -> list[date]:
        """The months with an entry in the years of the sheet."""
        return [month for month in self._months if (project.pk, month) in self.entries]

    @cached_property
    def _months(self) -> list[date]:
        years = range(self.first.year, self.programme.today().year + 1)
        return [date(year, month, 1) for year in years for month in range(1, 13)]

    @cached_property
    def _earlier(self) -> dict[int, MonthEntry]:
        """The last entry of each project before these years."""
        rows = MonthEntry.objects.of(self.programme).filter(month__lt=self.first)
        last = rows.order_by("project_id", "-month").distinct("project_id")
        return {entry.project_id: entry for entry in last}

    def _stage(self, project: Project, month: date) -> str | None:
        """The stage at the month's end."""
        days, stages = self._stages.get(project.pk, ([], []))
        place = bisect_right(days, month_end(month))
        return stages[place - 1] if place else None

    @cached_property
    def _stages(self) -> dict[int, tuple[list[date], list[str]]]:
        found: dict[int, tuple[list[date], list[str]]] = {}
        for event in StageEvent.objects.of(self.programme).order_by("project_id", "on", "pk"):
            days, stages = found.setdefault(event.project_id, ([], []))
            days.append(event.on)
            stages.append(event.stage)
        return found
