"""The database writes the rows of a file as Python would, cell by cell."""

import io

import openpyxl
import pytest
from django.utils import translation

from core.files.cells import field_of
from core.files.exporters import pieces_of
from core.web.tables import MoneyColumn, NumberColumn, Table
from projects.choices import Stage
from projects.models import Project
from projects.tables.pipeline import DealTable
from projects.tables.projects import ProjectTable
from projects.tables.stages import StuckTable
from tests import making
from tests.making import DAY, JUNE, building, entry

ODD = [
    'says "this", and that',
    "two\nlines",
    "a\r\nb",
    "=1+1",
    "-1,5",
    "@x\ny",
    "＋1",
    "\t=1",
    "𝒳 😀 &amp; <b> 'x'",
    "_x0041_ \x01 \x0b \x1f \ufffe",
    " spaces  ",
    ",",
    '"',
    "'",
    "长" * 120,
    "100%",
    "\\N {0}",
]


@pytest.fixture
def odd(cast):
    """Projects with odd texts, amounts of all kinds, and nothing."""
    for number, text in enumerate(ODD):
        made = building(cast.alpha, f"X{number:02d}", cast.bureau_unit, 3, name=text)
        entry(made, JUNE, ["0", "0.5", "-1.25", "1.000001"][number % 4], reason="r")
        Project.objects.filter(pk=made.pk).update(
            total_investment=making.wan(["0", "0.000001", "999999999"][number % 3]),
            person=text[:60],
            planned_start=DAY if number % 2 else None,
            in_statistics=[True, False, None][number % 3],
            provenance=["recorded", "published", "illustrative"][number % 3],
        )
    return cast


def whole(cast) -> ProjectTable:
    """The list of projects with all columns."""
    rows = Project.objects.of(cast.alpha).with_lights(JUNE, on=DAY).order_by("code")
    rows = rows.select_related("owner_unit", "sector", "township", "park")
    return ProjectTable(rows, month=JUNE, chosen=",".join(ProjectTable.selectable_columns()))


def in_python(monkeypatch, table) -> None:
    monkeypatch.setattr(type(table), "as_cells", lambda self: None)


def csv_of(table) -> bytes:
    return b"".join(pieces_of(table, "csv"))


def sheet_of(table) -> list[list]:
    """Value, kind and style of each cell."""
    data = io.BytesIO(b"".join(pieces_of(table, "xlsx")))
    rows = openpyxl.load_workbook(data).active.iter_rows()
    return [[(one.value, one.data_type, one.style_id) for one in row] for row in rows]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("write", [csv_of, sheet_of])
def test_the_database_writes_what_python_writes(odd, monkeypatch, write, language):
    with translation.override(language):
        assert len(whole(odd).as_cells()) == len(ProjectTable.base_columns)
        there = write(whole(odd))
        in_python(monkeypatch, whole(odd))
        assert there == write(whole(odd))


def test_no_model_is_made_of_a_row(odd, monkeypatch):
    monkeypatch.setattr(Project, "from_db", None)
    assert csv_of(whole(odd)).count(b"\r\n") > len(ODD)


def test_a_half_is_rounded_up_as_on_the_page(cast):
    made = building(cast.alpha, "H", cast.bureau_unit, 100_000)
    entry(made, JUNE, "12345")
    rows = Project.objects.filter(pk=made.pk).with_lights(JUNE, on=DAY)
    line = csv_of(ProjectTable(rows, month=JUNE, chosen="share")).splitlines()[1]
    assert line.startswith(b"12.35%")


class Own(Table):
    """A column that the table words itself."""

    class Meta(Table.Meta):
        model = Project
        fields = ("name",)

    def value_name(self, value):
        return f"«{value}»"


class Unsaid(MoneyColumn):
    """Says something else than its base, but not in SQL."""

    def value(self, value):
        return value * 2


class Doubled(Table):
    total_investment = Unsaid()

    class Meta(Table.Meta):
        model = Project
        fields = ("total_investment",)


class Property(Table):
    label = NumberColumn(accessor="mark")

    class Meta(Table.Meta):
        model = Project
        fields = ("label",)


@pytest.mark.parametrize("kind", [Own, Doubled, Property])
def test_what_only_python_knows_is_written_by_python(cast, kind):
    assert kind(Project.objects.all()).as_cells() is None
    assert csv_of(kind(Project.objects.of(cast.alpha)))


def test_rows_that_are_no_query_are_written_by_python(cast):
    rows = Project.objects.of(cast.alpha).with_lights(JUNE, on=DAY)
    assert ProjectTable(list(rows), month=JUNE).as_cells() is None


def test_a_column_that_says_the_stage_otherwise_is_written_so(cast):
    rows = Project.objects.of(cast.alpha).with_stage(on=DAY)
    begun = csv_of(DealTable(rows.filter(stage=Stage.BUILDING), chosen="begun")).decode()
    assert set(begun.splitlines()[1:]) == {"已开工,"}


def test_days_in_a_stage_are_counted_by_python(cast):
    rows = Project.objects.of(cast.alpha).with_stage(on=DAY).with_stage_since(on=DAY)
    assert StuckTable(rows, day=DAY).as_cells() is None


def test_a_path_that_leads_nowhere_is_no_field():
    rows = Project.objects.all()
    assert field_of(rows, "owner_unit__name").name == "name"
    assert field_of(rows, "mark") is None
