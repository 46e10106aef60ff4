"""The projects of all programmes as one file: for whoever has a role in several, and by command."""

import csv
import io

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.actors import EXPORT, actor_of
from core.audit.models import Event
from programmes.services.roles import grant_role
from projects.models import Project
from tests.making import building
from tests.pages.test_exports import column

CSV, XLSX = (reverse("export_everywhere", args=[kind]) for kind in ("csv", "xlsx"))
PLACE = "我的全部帮扶县"


@pytest.fixture
def both(cast):
    """The helper unit helps in the other county, too, and the finance officer works in both."""
    building(cast.beta.programme, "B9", cast.beta.unit, 7, name="乙县的路")
    grant_role(user=cast.finance, programme=cast.beta.programme, name="finance")
    grant_role(user=cast.helper, programme=cast.beta.programme, name="helper_reporter")
    return cast


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_who_reads_two_programmes_gets_the_projects_of_both(as_, both):
    rows = rows_of(as_("finance").get(CSV))
    seen = Project.objects.filter(programme__in=[both.alpha, both.beta.programme])
    assert column("编码", rows) == list(
        seen.order_by("programme_id", "code").values_list("code", flat=True)
    )
    assert set(column("帮扶县", rows)) == {both.alpha.name, both.beta.programme.name}


def test_the_workbook_holds_the_same(as_, both):
    answer = as_("finance").get(XLSX)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    lines = list(sheet.iter_rows(values_only=True))
    assert column("编码", lines) == column("编码", rows_of(as_("finance").get(CSV)))
    assert sheet.title == "各帮扶县的项目 2024-07-08"


def test_a_unit_sees_in_each_programme_what_concerns_it(as_, both):
    mine = Project.objects.visible_to(both.helper).values_list("code", flat=True)
    assert sorted(column("编码", rows_of(as_("helper").get(CSV)))) == sorted(mine)


def test_who_has_a_role_in_one_programme_gets_that_one(as_, both):
    assert set(column("帮扶县", rows_of(as_("leader").get(CSV)))) == {both.alpha.name}


def test_month_and_columns_are_those_of_the_list(as_, both):
    rows = rows_of(as_("finance").get(CSV, {"month": "2024-05", "columns": "code,month_amount"}))
    assert rows[0] == ["帮扶县", "编码", "本月完成（万元）", "数据来源"]
    june = rows_of(as_("finance").get(CSV, {"month": "2024-06", "columns": "code,month_amount"}))
    assert june != rows


@pytest.mark.parametrize(("who", "offered"), [("finance", True), ("leader", False)])
def test_it_is_offered_to_whoever_reads_several(as_, both, who, offered):
    page = as_(who).get("/projects/", {"month": "2024-05"}).content.decode()
    assert (f'href="{XLSX}?month=2024-05"' in page, PLACE in page) == (offered, offered)


def test_the_record_of_each_programme_tells_of_it(as_, both):
    as_("finance").get(CSV)
    told = Event.objects.filter(kind="export").order_by("programme_id")
    assert [(one.programme_id, one.actor, one.about) for one in told] == [
        (programme.pk, actor_of(both.finance), "各帮扶县的项目")
        for programme in (both.alpha, both.beta.programme)
    ]
    counts = [
        Project.objects.of(programme).count() for programme in (both.alpha, both.beta.programme)
    ]
    assert [one.details["rows"] for one in told] == counts
    assert {one.address for one in told} == {"127.0.0.1"}


def test_no_cache_keeps_it(as_, both):
    answer = as_("finance").get(CSV)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


def test_english_pages_give_english_files(as_, both, settings):
    client = as_("finance")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    rows = rows_of(client.get(CSV, {"columns": "code,stage"}))
    assert rows[0] == ["programme", "Code", "stage", "provenance"]
    assert "in construction" in column("stage", rows)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_command_writes_the_projects_of_every_programme(both, tmp_path, kind):
    file, out = tmp_path / f"all.{kind}", io.StringIO()
    call_command("export_data", "projects", "--all", "--to", str(file), stdout=out)
    assert out.getvalue().split() == [str(file), str(Project.objects.count())]
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    else:
        rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    assert sorted(column("编码", rows)) == sorted(Project.objects.values_list("code", flat=True))
    told = Event.objects.filter(kind="export")
    assert {(one.actor, one.about, one.details["month"]) for one in told} == {
        (EXPORT, file.name, "2024-06")
    }
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "words",
    [
        ["--all", "--to", "x.docx"],
        ["--all", "--to", "x.csv", "--layout", "canonical"],
        ["--all", "--to", "/nowhere/x.csv"],
        ["--all", "--to", "x.csv", "--month", "2024"],
        ["--all", "--programme", "alpha", "--to", "x.csv"],
        ["--to", "x.csv"],
    ],
)
def test_the_command_refuses_what_it_cannot_write(both, words):
    with pytest.raises(CommandError):
        call_command("export_data", "projects", *words)
    assert not Event.objects.filter(kind="export").exists()
