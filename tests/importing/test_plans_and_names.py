"""What a ledger says of plans and names: the day of a plan, the planned start of a project that
starts this year, a name that another project has."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.models import User
from core.importing.rows import Problem
from projects.models import PlanVersion, Project, YearClass
from projects.services.plans import adjust_plan
from tests.importing import messy
from tests.importing.books import LEDGER, imported, newest, preview, upload
from tests.importing.messy import Mess
from tests.making import wan

SHEET = date(2024, 6, 30)


@pytest.fixture
def clerk(network):
    return User.objects.create_user("clerk", name="专班", unit=network.task_force, password="x")


def days() -> set[date]:
    return set(PlanVersion.objects.values_list("decided_on", flat=True))


def test_an_imported_plan_has_the_day_of_its_sheet(network, clerk, tmp_path):
    assert imported(network, LEDGER, messy.save(tmp_path / "june.xlsx", Mess())).is_good
    assert days() == {SHEET}
    plan = Project.objects.get(code="XM-01").year_plans.get()
    given = {"plan": plan, "by": clerk, "reason": "概算调整", "amount": wan(7000), "version": 1}
    with pytest.raises(ValidationError):
        adjust_plan(**given, on=date(2024, 6, 29))
    adjust_plan(**given, on=date(2024, 7, 2))
    again = Mess().put(messy.PLAN, 7500)
    assert imported(network, LEDGER, messy.save(tmp_path / "again.xlsx", again)).updated == 1
    last = plan.versions.order_by("-number").first()
    assert (last.number, last.amount, last.decided_on) == (3, wan(7500), date(2024, 7, 2))


def test_a_sheet_of_a_month_that_still_runs_dates_no_plan_ahead(network, tmp_path):
    mess = Mess(above=[["台账(截至2024年7月底)"], ["单位:万元"]])
    mess.head(messy.MONTH, "7月完成投资").head(messy.MONTH + 1, "1-7月累计完成投资")
    assert imported(network, LEDGER, messy.save(tmp_path / "july.xlsx", mess)).errors == []
    assert days() == {network.today()}


def starting(tmp_path, *starts, **how):
    mess = Mess(heads=[[*messy.HEADS, "年度类别"]])
    for row in mess.rows:
        row.append("新开工" if row[messy.CODE] == "XM-02" else None)
    return messy.save(tmp_path / "starting.xlsx", mess.put(messy.START, *starts), **how)


def test_a_project_that_starts_this_year_needs_its_planned_start(network, tmp_path):
    result = imported(network, LEDGER, starting(tmp_path, "2024-01", None))
    assert result.errors == [Problem(5, "计划开工", "", "新开工项目请先填写计划开工月份。")]
    assert result.errors[0].place == "台账!N5"
    assert not Project.objects.exists()


def test_a_planned_start_that_is_held_is_enough(network, tmp_path):
    assert imported(network, LEDGER, messy.save(tmp_path / "held.xlsx", Mess())).is_good
    assert imported(network, LEDGER, starting(tmp_path, "2024-01", None)).errors == []
    assert YearClass.objects.get().project.code == "XM-02"


def test_without_the_column_the_class_is_the_place(network, tmp_path):
    def drop(sheet):
        sheet.delete_cols(messy.START + 1)

    [error] = imported(network, LEDGER, starting(tmp_path, after=drop)).errors
    assert (error.row, error.column, error.value) == (5, "年度类别", "新开工")


NAME = "丁家磷矿二期"


def test_a_name_that_another_project_has_is_a_warning_in_the_preview(network, signed_in, tmp_path):
    first, second = Mess(), Mess()
    second.rows = [list(messy.RECORDS[0]), list(messy.RECORDS[1])]
    second.rows[0][messy.CODE], second.rows[1][messy.CODE] = "XM-11", "XM-12"
    second.put(messy.NAME, NAME, NAME)
    assert imported(network, LEDGER, messy.save(tmp_path / "first.xlsx", first)).warnings == []
    upload(signed_in, messy.save(tmp_path / "second.xlsx", second))
    found = [(one["place"], one["value"], one["message"]) for one in newest().preview["warnings"]]
    assert found == [
        ("台账!C4", NAME, "已有同名项目：XM-01 丁家磷矿二期，请核对是否重复。"),
        ("台账!C5", NAME, "已有同名项目：XM-01 丁家磷矿二期、XM-11 丁家磷矿二期，请核对是否重复。"),
    ]
    page = preview(signed_in)
    assert found[0][2] in page and "确认导入" in page
    assert imported(network, LEDGER, tmp_path / "second.xlsx").created == 2


def test_a_project_that_takes_the_name_of_another_is_warned_about(network, tmp_path):
    assert imported(network, LEDGER, messy.save(tmp_path / "first.xlsx", Mess())).is_good
    renamed = Mess().put(messy.NAME, NAME, NAME)
    result = imported(network, LEDGER, messy.save(tmp_path / "renamed.xlsx", renamed))
    assert [(one.row, one.column) for one in result.warnings] == [(5, "项目名称")]
    assert (result.updated, result.errors) == (1, [])


def test_the_command_prints_the_warnings(network, tmp_path, capsys):
    mess = Mess().put(messy.NAME, NAME, NAME)
    path = str(messy.save(tmp_path / "same.xlsx", mess))
    call_command("import_data", "projects", path, programme=network.code)
    assert '"place": "台账!C5"' in capsys.readouterr().out
