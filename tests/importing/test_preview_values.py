"""What the preview shows of new rows, and where it says that a wrong cell stands."""

from django.urls import reverse

from core.importing.models import ImportFile
from core.importing.rows import Problem, place_of
from programmes.choices import RoleName
from tests.importing import messy
from tests.importing.books import LEDGER, upload
from tests.importing.messy import Mess
from tests.importing.test_messes import one_each


def page_of(client_of, path):
    answer = client_of("clerk", RoleName.CLERK)
    return answer, answer.get(upload(answer, path).url)


def test_a_new_row_shows_its_key_values_at_once_and_the_others_folded(client_of, tmp_path):
    mess = Mess().put(messy.FINISH, "2025年底").put(messy.TOWNSHIP, "荣丁")
    _client, page = page_of(client_of, messy.save(tmp_path / "new.xlsx", mess))
    first = page.context["rows"][0]
    assert first["first"] == [
        ("项目阶段", "在建"), ("责任单位", "县经济信息化局"), ("所在乡镇", "荣丁镇"),
        ("总投资(万元)", "17928.02"),
        ("年度计划投资(万元)", "8000"), ("本月完成投资(万元)", "650"),
    ]  # fmt: skip
    others = dict(first["others"])
    assert others["计划竣工"] == "2025-12（表中“2025年底”）"
    assert (others["计划开工"], others["是否入库纳统"]) == ("2024-01", "是")
    assert (first["name"], "项目名称" in others) == ("XM-01 丁家磷矿二期", False)
    assert "实际竣工" not in others
    assert "另有" in page.content.decode()


def test_new_rows_are_shown_page_by_page_with_values(client_of):
    client, page = page_of(client_of, LEDGER.path)
    assert len(page.context["rows"]) == 50
    address = reverse("import_preview", args=[ImportFile.objects.get().pk])
    last = client.get(f"{address}?show=created&page=3").context["rows"][-1]
    assert last["name"].startswith("MB2024-139")
    assert dict(last["first"])["所在乡镇"] == "雪口山镇"


def test_a_refusal_names_sheet_cell_head_value_and_what_is_expected(refused):
    mess = Mess().put(messy.TOWNSHIP, "民圭镇").put(messy.TOTAL, "约12亿")
    mess.rows.append(messy.summed("合计", messy.RECORDS))
    mess.rows[-1][messy.PLAN] += 1
    assert [(e.place, e.column, e.value) for e in refused(mess)] == [
        ("台账!H4", "总投资", "约12亿"),
        ("台账!F4", "所在乡镇", "民圭镇"),
        ("台账!J8", "2024年计划投资", "11901"),
    ]


def test_the_cell_is_that_of_the_sheet_in_which_it_stands(refused):
    first, second = one_each(("一", messy.RECORDS[:2]), ("二", messy.RECORDS[2:]))
    second.heads = [list(reversed(messy.HEADS))]
    second.rows = [list(reversed(row)) for row in second.rows]
    second.rows[0][19 - messy.TOTAL] = "约3000"
    second.rows[1][19 - messy.UNIT] = "水务"
    assert [e.place for e in refused(first, second)] == ["二!M4", "二!B5"]


def test_a_missing_column_and_a_wrong_head_name_their_place(refused):
    mess = Mess().head(messy.NAME, "工程名称")
    [error] = refused(mess)
    assert (error.place, error.message) == (
        "台账!3", "缺少必需的列“项目名称”。最接近的是：工程名称。"
    )  # fmt: skip
    [error] = refused(Mess().head(messy.MONTH, "5月完成投资"))
    assert (error.place, error.message) == ("台账!K3", "此表头与2024年6月不一致。")


def test_letters_of_columns():
    places = [place_of(Problem(7, "", "", "", index=index), []) for index in (0, 25, 26, 701, 702)]
    assert places == ["A7", "Z7", "AA7", "ZZ7", "AAA7"]


def test_the_totals_of_the_rows_stand_beside_those_of_the_sheet(client_of, tmp_path):
    mess = Mess()
    mess.rows.append(messy.summed("合计", messy.RECORDS))
    _client, page = page_of(client_of, messy.save(tmp_path / "new.xlsx", mess))
    totals = {one["title"]: one for one in page.context["preview"]["totals"]}
    plan = totals["2024年计划投资"]
    assert plan["rows"] == plan["stated"] == str(mess.rows[-1][messy.PLAN])
    assert plan["unit"] == "万元"
    assert "读取各行的合计，与表中合计对照" in page.text


def test_a_sheet_without_a_total_row_shows_the_totals_of_its_rows_alone(client_of, tmp_path):
    _client, page = page_of(client_of, messy.save(tmp_path / "new.xlsx", Mess()))
    plan = {one["title"]: one for one in page.context["preview"]["totals"]}["2024年计划投资"]
    assert plan["rows"] and not plan["stated"]


def test_amounts_without_a_head_are_refused_with_the_place_and_never_dropped(refused):
    mess = Mess()
    mess.heads[-1][messy.TOTAL] = None
    [problem] = [one for one in refused(mess) if "没有表头" in one.message]
    assert problem.place.startswith("台账!H")
    assert problem.message == "这一列有数字但没有表头：请补上表头，或清空这一列。"


def test_numbers_of_the_rows_need_no_head(client_of, tmp_path):
    mess = Mess()
    mess.heads[-1][0] = None
    _client, page = page_of(client_of, messy.save(tmp_path / "new.xlsx", mess))
    assert not page.context["preview"]["errors"]
