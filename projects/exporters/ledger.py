"""The exporter of the ledger, in the county's layout or in the canonical one
(docs/rules.md#canonical-ledger)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain, count, groupby
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.timezone import localdate

from core.files.exporters import pieces_of, write_file
from core.importing.exporter import Exporter, Select
from core.periods import Period
from programmes.models import Programme
from projects.cross_programme_export import TITLE, cross_programme_table, project_counts
from projects.importers import LedgerImporter
from projects.ledger.layouts import LAYOUTS, Column
from projects.ledger.rows import LedgerRow, ledger_rows
from projects.models import Project

A4 = 9
WIDE = {"项目名称": 34, "备注": 30, "存在问题": 24, "建设规模及主要内容": 40, "帮扶单位": 24}
NARROW = 11


class LedgerExporter(Exporter):
    """Money is written in 万元 at full precision. Imported again, every row is unchanged."""

    importer = LedgerImporter
    is_monthly = True
    layouts = tuple(LAYOUTS)

    @property
    def file_name(self) -> str:
        return f"{self.programme.short_county}重点项目台账{self.month}"

    def write(self, file: BinaryIO, file_type: str) -> int:
        rows = ledger_rows(self.programme, self.rows_of(Project), self.month)
        columns = LAYOUTS[self.layout](rows, self.month)
        if file_type == "csv":
            heads = [column.head for column in columns[1:]]
            lines = ([column.cell(row) for column in columns[1:]] for row in rows)
            write_file(file, file_type, "", chain([heads], lines))
            return len(rows)
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(file, options) as book:
            sheet = LedgerSheet(book, columns, self.programme, self.month)
            sheet.write(rows, in_groups=self.layout == "ledger")
        return len(rows)

    @classmethod
    def write_all(
        cls,
        file: BinaryIO,
        file_type: str,
        programmes: Iterable[Any],
        select: Select,
        month: Period,
    ) -> dict[int, int]:
        """The columns of the list of projects, with the figures of the month."""
        programmes = list(programmes)
        today = max((one.today() for one in programmes), default=localdate())
        projects = select(Project).filter(programme__in=programmes).known_in(month)
        rows = projects.with_lights(month).with_stage(on=month.as_of(today))
        table = cross_programme_table(rows, month, day=today)
        file.writelines(pieces_of(table, file_type, str(TITLE)))
        return project_counts(projects)


class LedgerSheet:
    """One sheet, from the title down; ``line`` is the next row, from 0."""

    def __init__(self, book: Any, columns: Sequence[Column], programme: Programme, month: Period):
        self.columns, self.line = columns, 0
        self.sheet = book.add_worksheet("重点项目台账")
        cell = {"border": 1, "valign": "vcenter"}
        self.title_look = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.head_look = book.add_format(
            {**cell, "bold": True, "text_wrap": True, "align": "center"}
        )
        self.sum_look = book.add_format({**cell, "bold": True, "num_format": "#,##0.######"})
        self.number_look = book.add_format({**cell, "num_format": "#,##0.######"})
        self.text_look = book.add_format({**cell, "text_wrap": True, "quote_prefix": True})
        self.plain_look = book.add_format({"valign": "vcenter"})
        words = f"{programme.short_county}托底性帮扶重点项目推进情况表"
        self.title = f"{words}(截至{month.start:%Y}年{month.start.month}月底)"
        self.above = f"填报单位:{programme.task_force.name}        单位:万元"

    def write(self, rows: Sequence[LedgerRow], *, in_groups: bool) -> None:
        self._write_titles()
        self._write_heads()
        number = count(1)
        for name, group in grouped(rows) if in_groups else [("", rows)]:
            if name:
                self._write_sums(f"{name}({len(group)}个)", group)
            for row in group:
                values = [column.cell(row) for column in self.columns[1:]]
                self._write_row([next(number), *values], self.number_look)
        self._write_sums("合计", rows)
        self._finish()

    def _write_titles(self) -> None:
        last = len(self.columns) - 1
        self.sheet.merge_range(0, 0, 0, last, self.title, self.title_look)
        self.sheet.merge_range(1, 0, 1, last, self.above, self.plain_look)
        self.line = 2

    def _write_heads(self) -> None:
        """Two rows: the heads of groups over theirs, all others merged over both."""
        sheet, look = self.sheet, self.head_look
        for group, found in groupby(enumerate(self.columns), key=lambda pair: pair[1].group):
            columns = list(found)
            first, last = columns[0][0], columns[-1][0]
            for place, column in columns:
                if group:
                    sheet.write_string(3, place, column.head, look)
                else:
                    sheet.merge_range(2, place, 3, place, column.head, look)
            if group and last > first:
                sheet.merge_range(2, first, 2, last, group, look)
            elif group:
                sheet.write_string(2, first, group, look)
        self.line = 4

    def _write_row(self, values: Iterable[Any], look: Any) -> None:
        for place, value in enumerate(values):
            self._write_cell(place, value, look)
        self.line += 1

    def _write_sums(self, words: str, rows: Sequence[LedgerRow]) -> None:
        sums = [self._sum(column, rows) for column in self.columns[1:]]
        self._write_row([words, *sums], self.sum_look)

    def _sum(self, column: Column, rows: Sequence[LedgerRow]) -> Decimal | None:
        if not (column.money and column.summed):
            return None
        return sum(filter(None, (column.cell(row) for row in rows)), Decimal(0))

    def _write_cell(self, place: int, value: Any, look: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(self.line, place, None, self.text_look)
        elif isinstance(value, Decimal | int):
            self.sheet.write_number(self.line, place, value, look)
        else:
            self.sheet.write_string(self.line, place, f"{value}", self.text_look)

    def _finish(self) -> None:
        for place, column in enumerate(self.columns):
            self.sheet.set_column(place, place, WIDE.get(column.title, NARROW))
        self.sheet.freeze_panes(4, 3)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(2, 3)


def grouped(rows: Sequence[LedgerRow]) -> list[tuple[str, list[LedgerRow]]]:
    """By sector, in the order of the catalogue; those without one last."""
    groups: dict[str, list[LedgerRow]] = {}
    for row in sorted(rows, key=lambda row: row.sector_place):
        groups.setdefault(row.sector or "未分行业", []).append(row)
    return list(groups.items())
