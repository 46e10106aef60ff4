"""The base of all exporters: the records of a kind in the columns of its importer, so that an
exported sheet can be imported again."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any, BinaryIO, ClassVar

from django.utils.translation import gettext as _

from core.files.exporters import write_file
from core.importing.importer import Importer
from core.money import in_wan
from core.periods import Period

CHUNK = 2000  # rows read at once
Select = Callable[[Any], Any]  # a model's rows that may be exported


@dataclass(frozen=True)
class ExportColumn:
    """``value`` of a record: text, number, date, a related record; with ``money`` yuan."""

    title: str
    value: Callable[[Any], Any]
    money: bool = False

    @property
    def head(self) -> str:
        return f"{self.title}(万元)" if self.money else self.title

    def cell(self, record: Any) -> Any:
        value = self.value(record)
        return in_wan(value) if self.money else value


class Exporter:
    """The exporter of an importer's kind of record.

    ``values``: how a column gets its value, by its name; else it is the attribute of that name.
    ``omitted``: columns that are not exported. ``is_monthly``: the figures are those at the end of
    ``month``, else the export is of today. ``layouts``: names of layouts, the default first.
    ``select``: returns the rows of a model that may be exported, of any programme.
    """

    importer: ClassVar[type[Importer]]
    values: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}
    omitted: ClassVar[Collection[str]] = ()
    is_monthly: ClassVar[bool] = False
    layouts: ClassVar[Sequence[str]] = ("",)
    do_not_call_in_templates = True

    def __init__(self, programme: Any, select: Select, month: Period, layout: str = ""):
        self.programme, self.select, self.month = programme, select, month
        self.layout = layout or self.layouts[0]
        self.count = 0  # of the rows written

    def rows_of(self, model: Any) -> Any:
        return self.select(model).filter(programme=self.programme)

    def records(self) -> Iterable[Any]:
        """The records to export, in a stable order."""
        raise NotImplementedError

    @property
    def columns(self) -> list[ExportColumn]:
        return [
            ExportColumn(one.title, self.values.get(one.name, attrgetter(one.name)), one.money)
            for one in self.importer.columns
            if one.name not in self.omitted
        ]

    @property
    def title(self) -> str:
        """Names the month, which importers read from it."""
        end = f"(截至{self.month.year}年{self.month.start.month}月底)" if self.is_monthly else ""
        return f"{self.programme.county}{self.importer.label}{end}"

    @property
    def file_name(self) -> str:
        month = self.month if self.is_monthly else ""
        return f"{self.programme.short_county}{self.importer.label}{month}"

    def rows(self) -> Iterator[list[Any]]:
        columns = self.columns
        for record in self.records():
            self.count += 1
            yield [column.cell(record) for column in columns]

    def write(self, file: BinaryIO, file_type: str) -> int:
        """Writes all records; returns their number."""
        heads = [column.head for column in self.columns]
        write_file(file, file_type, self.title, chain([heads], self.rows()))
        return self.count

    @classmethod
    def write_all(
        cls,
        file: BinaryIO,
        file_type: str,
        programmes: Iterable[Any],
        select: Select,
        month: Period,
    ) -> dict[int, int]:
        """Several programmes as one file; the first column names them. Returns the number of rows
        by programme."""
        exporters = [cls(one, select, month) for one in programmes]
        heads = [column.head for one in exporters[:1] for column in one.columns]
        rows = ([one.programme.name, *row] for one in exporters for row in one.rows())
        lines = chain([[_("Programme"), *heads]], rows)
        write_file(file, file_type, str(cls.importer.label), lines)
        return {one.programme.pk: one.count for one in exporters}
