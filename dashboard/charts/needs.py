from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.charts import Series
from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import NEEDS, UNRECORDED, joined, missing_text, wan

SHADES = 5


@dataclass(frozen=True)
class ShadedCell:
    """A cell of the grid: ``shade`` 1 (fewest) to 5 (most), 0 for none."""

    text: str
    link: str
    shade: int


class NeedGrid(DashboardChart):
    """Townships × categories, a table in five shades."""

    name = "needs"
    subject = gettext_lazy("Needs of the townships by category")
    rows_of = ("needs",)
    label = "township"
    part = "dashboard/need_grid.html"

    @property
    def empty(self):
        if self.figures.has_rows["needs"]:
            return UNRECORDED
        return _("No need yet: import the needs of the townships.")

    def get_finding(self):
        grid, counts = self.figures.needs, self.figures.needs.counts
        most = max(grid.totals)
        names = [
            str(each) for each, n in zip(grid.categories, grid.totals, strict=True) if n == most
        ]
        return _("%(n)s needs, %(h)s urgent, most: %(most)s; %(amount)s 万元 (%(b)s unstated)") % {
            "n": counts.total,
            "h": counts.urgent,
            "most": joined(names),
            "amount": wan(counts.amount),
            "b": counts.unstated,
        }

    def get_missing(self):
        return missing_text(_("%(count)s without an amount"), self.figures.needs.counts.unstated)

    def get_rows(self):
        return self.figures.needs.rows

    def get_series(self):
        return [self._series(*pair) for pair in enumerate(self.figures.needs.categories)]

    def _series(self, column, category):
        rows, filters = self.get_rows(), {"category": category.pk}
        links = [list_address("needs", township=row.township.pk, **filters) for row in rows]
        values = [row.counts[column] for row in rows]
        return Series(category.name, values, str(NEEDS), links=links)

    def shaded_rows(self):
        """For each township its name, its link, the cells, and the sum of them."""
        grid = self.figures.needs
        most = max((count for row in grid.rows for count in row.counts), default=0)
        return [
            {
                "name": label,
                "cells": [
                    ShadedCell(cell.text, cell.link, shade(count, most))
                    for cell, count in zip(cells, row.counts, strict=True)
                ],
                "total": row.total,
                "link": list_address("needs", township=row.township.pk),
            }
            for (label, cells), row in zip(self.rows(), grid.rows, strict=True)
        ]

    def column_totals(self):
        grid = self.figures.needs
        return [
            {"total": total, "link": list_address("needs", category=category.pk)}
            for category, total in zip(grid.categories, grid.totals, strict=True)
        ]


def shade(count: int, most: int) -> int:
    return -(-count * SHADES // most) if most else 0
