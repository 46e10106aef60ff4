"""The exporters of a year's investment by months, and of a month's sheet of the statistics."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar

from core.importing.exporter import ExportColumn, Exporter
from core.importing.words import remark_of
from projects.importers import MonthsImporter, StatisticsImporter
from projects.importers.base import CODE, NAME, REMARK
from projects.models import MonthEntry, Project, StatisticsEntry


class MonthsExporter(Exporter):
    """The months of the year of ``month``, for projects with an entry in the year; an empty cell is
    a month that was not reported."""

    importer = MonthsImporter

    @property
    def title(self) -> str:
        return f"{self.programme.county}{self.month.year}年{self.importer.label}"

    @property
    def file_name(self) -> str:
        return f"{super().file_name}{self.month.year}"

    @cached_property
    def amounts(self) -> dict[tuple[int, date], Decimal]:
        entries = self.rows_of(MonthEntry).filter(month__year=self.month.year).order_by()
        rows = entries.values_list("project", "month", "amount")
        return {(project, month): amount for project, month, amount in rows}

    def records(self) -> Iterable[Any]:
        keys = {project for project, _month in self.amounts}
        return self.rows_of(Project).filter(pk__in=keys).order_by("code")

    @property
    def columns(self) -> list[ExportColumn]:
        months = [date(self.month.year, number, 1) for number in range(1, 13)]
        return [
            ExportColumn(CODE.title, attrgetter("code")),
            ExportColumn(NAME.title, attrgetter("name")),
            *(self.month_column(month) for month in months),
            ExportColumn(REMARK.title, remark_of),
        ]

    def month_column(self, month: date) -> ExportColumn:
        title = f"{month.year}年{month.month}月"
        return ExportColumn(title, lambda one: self.amounts.get((one.pk, month)), money=True)


class StatisticsExporter(Exporter):
    importer = StatisticsImporter
    is_monthly = True
    omitted = ("so_far",)
    values: ClassVar = {
        "code": attrgetter("project.code"),
        "name": attrgetter("project.name"),
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        entries = self.rows_of(StatisticsEntry).filter(month=self.month.start)
        return entries.select_related("project").order_by("project__code")
