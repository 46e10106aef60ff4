"""The command reads a workbook as the browser does: it applies what was chosen there, refuses what
is still to be chosen, and lists what it did not read."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programmes.models import ImportChoice, Task
from projects.models import Project, Sector
from tests.importing import books, messy
from tests.importing.books import LEDGER, NETWORK, TASKS, newest, press, upload
from tests.importing.messy import Mess
from tests.importing.test_choices import fields, pk_of

KEPT = ("hidden", "skipped_sheets", "skipped_rows", "sheets", "computed", "unread", "totals")


@pytest.fixture
def run(network):
    def command(kind, path, **options) -> tuple[int, dict]:
        out, code = StringIO(), 0
        try:
            call_command("import_data", kind, str(path), programme="mabian", stdout=out, **options)
        except SystemExit as end:
            code = end.code
        return code, json.loads(out.getvalue())

    return command


@pytest.fixture
def unread(tmp_path):
    """A ledger with a total, a signature, a hidden row, a column and a sheet that are not read."""
    mess = Mess(heads=[[*messy.HEADS, "预警", "项目秘书"]])
    mess.rows += [messy.summed("合计", messy.RECORDS), ["填报人:某某"]]
    book = books.load_workbook(messy.save(tmp_path / "unread.xlsx", mess))
    book.active.row_dimensions[5].hidden = True
    book.create_sheet("说明").append(["填表说明"])
    book.save(tmp_path / "unread.xlsx")
    return tmp_path / "unread.xlsx"


def test_what_is_not_read_is_in_the_output_as_in_the_preview(run, signed_in, unread):
    page = signed_in.get(upload(signed_in, unread).url).content.decode()
    code, found = run("projects", unread)
    assert (code, found["created"]) == (0, 4)
    assert found["unread"] == ["项目秘书"] and found["computed"] == ["预警"]
    assert found["skipped_sheets"] == ["说明"] and found["hidden"] == [5]
    assert found["skipped_rows"] == ["8 合计", "9 填报人:某某"]
    assert found["totals"][0]["stated"] == found["totals"][0]["rows"] == "160028.02"
    assert {name: found[name] for name in KEPT} == {n: newest().preview[n] for n in KEPT}
    assert "合计、分组和说明行不作为记录导入：8 合计、9 填报人:某某。" in page


@pytest.fixture
def asking(tmp_path):
    mess = Mess().put(messy.UNIT, "县经信局", "县经信局").put(messy.FINISH, "2024年三季度")
    return messy.save(tmp_path / "asking.xlsx", mess.head(messy.MONTH, "6月实际投入(万元)"))


def test_what_is_still_to_be_chosen_is_refused_with_the_way_to_choose(run, asking):
    code, found = run("projects", asking)
    assert code == 1 and not Project.objects.exists()
    asked = [error for error in found["errors"] if error["message"].endswith("命令也按此读取。")]
    assert [(one["place"], one["value"]) for one in asked] == [
        ("", "2024年三季度"), ("", "县经信局"), ("台账!K3", "6月实际投入(万元)"),
    ]  # fmt: skip
    assert asked[1]["message"] == (
        "责任单位“县经信局”（2行）尚未选定含义：请在网页的“导入”中上传此表，在预览里选定；"
        "选定后会被记住，命令也按此读取。"
    )
    assert [one["words"] for one in found["unknown"]] == ["2024年三季度", "县经信局"]


def test_what_was_chosen_in_the_browser_is_read_by_the_command(run, signed_in, asking):
    upload(signed_in, asking)
    asked = fields(newest())
    chosen = {
        asked["县经信局"]: pk_of("县经济信息化局"),
        asked["2024年三季度"]: "2024-09",
        asked["6月实际投入(万元)"]: "month",
    }
    press(signed_in, "import_choose", **chosen)
    code, found = run("projects", asking)
    assert (code, found["created"], found["errors"]) == (0, 4, [])
    assert sorted(one["words"] for one in found["applied"]) == sorted(asked)
    assert {one.uses for one in ImportChoice.objects.all()} == {1}
    assert Project.objects.get(code="XM-01").owner_unit.name == "县经济信息化局"


def test_a_new_sector_is_asked_about_by_the_command_too(run, network, tmp_path):
    Sector.objects.create(programme=network, name="磷化工", position=1)
    sectors = ("磷化工", "磷化工", "磷化工", "磷化工业")
    path = messy.save(tmp_path / "sector.xlsx", Mess().put(messy.SECTOR, *sectors))
    code, found = run("projects", path)
    assert (code, found["errors"][0]["value"]) == (1, "磷化工业")
    assert not Project.objects.exists()


def test_the_samples_have_no_question(run):
    for kind, book in (("network", NETWORK), ("projects", LEDGER), ("tasks", TASKS)):
        assert run(kind, book.path, dry_run=True)[0] == 0, kind


def test_the_day_of_the_states_is_one_that_is_accepted(run):
    with pytest.raises(CommandError, match="不在1990年至2100年之间"):
        call_command("import_data", "tasks", TASKS.path, "--programme", "mabian", "--on=1800-01-01")


# Words of offices


def tasks(tmp_path, **cells):
    """The first task of the sample with other cells, by the heads."""
    grid = TASKS.grid()
    for head, value in cells.items():
        grid[3][grid[2].index(head)] = value
    return books.write(grid, tmp_path / "tasks.xlsx")


@pytest.mark.parametrize("between", ["/", "／", "、", "；", ";", "，", ",", " / ", "\n"])
def test_units_are_separated_in_any_usual_way(run, tmp_path, between):
    units = ("县农业农村局", "县商务局")
    assert run("tasks", tasks(tmp_path, 配合单位=between.join(units)))[0] == 0
    task = Task.objects.order_by("number").first()
    assert [unit.name for unit in task.supporting_units.order_by("name")] == sorted(units)


@pytest.mark.parametrize(("words", "state"), [("进行中", "in_progress"), ("已办结", "closed")])
def test_other_words_for_a_state(run, tmp_path, words, state):
    assert run("tasks", tasks(tmp_path, 进展状态=words))[0] == 0
    assert Task.objects.order_by("number").first().state == state


@pytest.mark.parametrize("words", ["6月底", "6月末前", "2024年6月底", "2024.6月末"])
def test_a_deadline_at_the_end_of_a_month_is_its_last_day(run, tmp_path, words):
    assert run("tasks", tasks(tmp_path, 完成时限=words))[0] == 0
    assert str(Task.objects.order_by("number").first().deadline) == "2024-06-30"


@pytest.mark.parametrize(
    "total",
    [["合计", None, "91家"], ["合计", None, 91], ["合计：91个"], [None, None, "共计91家单位"]],
)
def test_a_total_in_the_network_is_no_unit(run, tmp_path, total):
    path = books.write([*NETWORK.grid(), total], tmp_path / "network.xlsx")
    code, found = run("network", path, dry_run=True)
    assert (code, found["unchanged"], len(found["skipped_rows"])) == (0, NETWORK.rows, 1)


def test_a_total_that_counts_other_units_is_refused(run, tmp_path):
    path = books.write([*NETWORK.grid(), ["合计", None, "92家"]], tmp_path / "network.xlsx")
    code, found = run("network", path, dry_run=True)
    assert (code, found["errors"][0]["message"]) == (1, "写的是92行，实有91行。")
