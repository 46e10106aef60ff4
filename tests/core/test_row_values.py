"""The values of a file are those that the columns give, for tuples of fields as for records."""

import csv
import io

import pytest
from django.utils import translation
from openpyxl.utils.escape import unescape

from core.files.exporters import csv_text
from core.web.columns import MoneyColumn, NumberColumn
from core.web.tables import Table
from projects.choices import Stage
from projects.models import Project
from projects.tables.pipeline import DealTable
from projects.tables.projects import ProjectTable
from projects.tables.records import StuckTable
from tests import making
from tests.core.test_exporters import csv_of, read_sheet, workbook_of
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
    "<r><t>x</t></r>",
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
    rows = Project.objects.of(cast.alpha).with_lights(JUNE).with_stage(on=DAY).order_by("code")
    rows = rows.select_related("owner_unit", "sector", "township", "park")
    return ProjectTable(
        rows, month=JUNE, day=DAY, chosen=",".join(ProjectTable.selectable_columns())
    )


def names_of(rows) -> list[str]:
    """The names of the odd projects, in the order of ODD."""
    heads, *lines = rows
    place = list(heads).index("编码")
    names = {line[place]: line[0] for line in lines}
    return [names[f"X{number:02d}"] for number in range(len(ODD))]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_tuples_of_fields_give_the_values_of_the_records(odd, monkeypatch, language):
    with translation.override(language):
        values = list(whole(odd).as_values())
        monkeypatch.setattr(ProjectTable, "plain_rows", False)
        assert values == list(whole(odd).as_values())
    assert len(values) > len(ODD)
    assert len(values[0]) == len(ProjectTable.base_columns) - 1  # without the boxes


def test_no_model_is_made_of_a_row(odd, monkeypatch):
    monkeypatch.setattr(Project, "from_db", None)
    assert csv_of(whole(odd)).count("\r\n") > len(ODD)


def test_odd_texts_stand_in_a_csv_as_they_are_but_for_the_guard(odd):
    rows = list(csv.reader(io.StringIO(csv_of(whole(odd)).removeprefix("\ufeff"), newline="")))
    assert names_of(rows) == list(map(csv_text, ODD))


def test_odd_texts_stand_in_a_workbook_as_they_are(odd):
    rows = read_sheet(workbook_of(whole(odd))).iter_rows(values_only=True)
    assert [unescape(name) for name in names_of(rows)] == [
        f"{text} " if text.startswith("<r>") else text for text in ODD
    ]


def test_a_half_is_rounded_up_as_on_the_page(cast):
    made = building(cast.alpha, "H", cast.bureau_unit, 100_000)
    entry(made, JUNE, "12345")
    rows = Project.objects.filter(pk=made.pk).with_lights(JUNE).with_stage(on=DAY)
    line = csv_of(ProjectTable(rows, month=JUNE, day=DAY, chosen="share")).splitlines()[1]
    assert line.startswith("12.35%")


class Own(Table):
    """The table words one column, a column another, and a third reads a property."""

    total_investment = MoneyColumn()
    mark = NumberColumn(accessor="mark")

    class Meta(Table.Meta):
        model = Project
        fields = ("name", "total_investment", "mark")

    def value_name(self, value):
        return f"«{value}»"


def test_a_table_may_word_the_values_of_a_column_itself(cast):
    rows = Project.objects.filter(pk=cast.road.pk)
    Project.objects.filter(pk=cast.road.pk).update(
        name="路", total_investment=making.wan("1.5"), provenance="published"
    )
    assert csv_of(Own(rows)).splitlines()[1] == "«路»,1.5,部分公开"


def test_a_file_of_a_list_holds_what_that_of_its_query_holds(cast):
    rows = Project.objects.of(cast.alpha).with_lights(JUNE).with_stage(on=DAY)
    of_list, of_query = (
        csv_of(ProjectTable(one, month=JUNE, day=DAY)).splitlines() for one in (list(rows), rows)
    )
    assert of_list[1:] == of_query[1:]


def test_a_column_that_says_the_stage_otherwise_is_written_so(cast):
    rows = Project.objects.of(cast.alpha).with_stage(on=DAY)
    begun = csv_of(DealTable(rows.filter(stage=Stage.BUILDING), chosen="begun"))
    assert set(begun.splitlines()[1:]) == {"已开工,"}


def test_days_in_a_stage_are_numbers(cast):
    rows = Project.objects.of(cast.alpha).with_stage(on=DAY).with_stage_since(on=DAY)
    _heads, *values = StuckTable(rows, day=DAY, chosen="days").as_values()
    assert values == [[(DAY - row.stage_since).days] for row in rows]
