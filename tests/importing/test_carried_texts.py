"""A workbook of months has amounts alone: the texts of the month before go on."""

from datetime import date

import pytest

from core.periods import Period
from projects.choices import Stage
from projects.importers import MonthsImporter
from projects.ledger.rows import ledger_rows
from projects.models import MonthEntry, Project
from tests.importing.messy import Mess, save
from tests.making import JULY, JUNE, MAY, building, entry, stage

DECEMBER = Period.month(2024, 12)


@pytest.fixture
def months_sheet(tmp_path):
    """A sheet of some months of one project: ``months_sheet(project, {5: 10, 6: 20})``."""

    def put(project, amounts, year=2024):
        mess = Mess(above=[[f"{year}年分月完成投资"], ["单位:万元"]])
        mess.heads = [["序号", "项目编码", "项目名称", *(f"{number}月" for number in amounts)]]
        mess.rows = [[1, project.code, project.name, *amounts.values()]]
        result = MonthsImporter(project.programme).run(save(tmp_path / "months.xlsx", mess))
        assert result.errors == []

    return put


def texts(of, month) -> tuple[str, str, str, str]:
    said = of.entries.get(month=month.start)
    return said.image_progress, said.problems, said.next_step, said.coordination


def test_a_month_goes_on_with_the_texts_of_the_entry_before(cast, months_sheet):
    said = dict(image_progress="路基完成", problems="征地", next_step="铺油", coordination="用地")
    made = building(cast.alpha, "T1", cast.bureau_unit, 1200)
    entry(made, MAY, 10, **said)
    months_sheet(made, {6: 20, 7: 30})
    assert texts(made, JUNE) == texts(made, JULY) == ("路基完成", "征地", "铺油", "用地")


def test_the_texts_of_another_phase_do_not_go_on(cast, months_sheet):
    made = building(cast.alpha, "T1", cast.bureau_unit, 1200, problems="征地")
    entry(made, MAY, 10, problems="征地")
    stage(made, Stage.COMPLETED, date(2024, 6, 30))
    months_sheet(made, {6: 20})
    assert texts(made, JUNE) == ("", "", "", "")


def test_the_ledgers_texts_go_on_in_the_last_month_alone(cast, months_sheet):
    made = building(cast.alpha, "T1", cast.bureau_unit, 1200, problems="征地")
    months_sheet(made, {4: 5, 5: 10, 6: 20})
    said = made.entries.order_by("month").values_list("problems", flat=True)
    assert [*said] == ["", "", "征地"]


def test_months_before_one_that_is_held_know_nothing_of_it(cast, months_sheet):
    made = building(cast.alpha, "T1", cast.bureau_unit, 1200, problems="征地")
    entry(made, JUNE, 10, problems="缺水")
    months_sheet(made, {5: 10, 6: 10})
    assert (texts(made, MAY)[1], texts(made, JUNE)[1]) == ("", "缺水")


def test_january_goes_on_with_the_texts_of_december(cast, months_sheet):
    cast.alpha.as_of = date(2025, 2, 8)
    cast.alpha.save()
    made = building(cast.alpha, "T1", cast.bureau_unit, 1200)
    entry(made, DECEMBER, 10, problems="征地")
    months_sheet(made, {1: 10}, year=2025)
    assert made.entries.get(month=date(2025, 1, 1)).problems == "征地"


def test_as_many_projects_have_problems_after_the_import_as_before(ledger, months_sheet):
    def with_problems(month):
        rows = ledger_rows(ledger, Project.objects.of(ledger), month)
        return sorted(row.project.code for row in rows if row.text("problems"))

    before = with_problems(JUNE)
    assert len(before) > 20 and with_problems(JULY) == before
    for project in Project.objects.of(ledger).filter(code__in=before):
        months_sheet(project, {7: 1})
    assert with_problems(JULY) == before
    assert MonthEntry.objects.filter(month=JULY.start).exclude(problems="").count() == len(before)
