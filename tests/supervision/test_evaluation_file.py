"""The Word file of a year's evaluation, opened and read back."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from programmes.models import Programme
from supervision.models import Evaluation
from supervision.services import evaluations
from supervision.services.scorecards import enforce_scorecard, set_lines
from supervision.services.scores import score_by_hand
from tests.making import DAY, scorecard, settle

ANNOUNCED, OBJECTED, AFTER = date(2025, 1, 10), date(2025, 1, 13), date(2025, 1, 20)
LINES = (("日常", 20, "by_hand", "base"), ("任务", 80, "none", "base"),
         ("加分", 5, "by_hand", "bonus"))  # fmt: skip


@pytest.fixture
def announced(cast) -> Evaluation:
    """The bureau has all points of the one line that applies and one more, the other unit 13 of 20
    points."""
    card = scorecard(cast.alpha, cast.clerk)
    names = ("name", "weight", "formula", "kind")
    rows = [dict(zip(names, row, strict=True)) for row in LINES]
    rows = [{**row, "weight": Decimal(row["weight"])} for row in rows]
    set_lines(card, rows, version=1, by=cast.clerk)
    settle()
    enforce_scorecard(card, version=2, by=cast.approver, on=DAY)
    given = {"version": 0, "reason": "见纪要", "by": cast.clerk, "on": DAY}
    of_units = (("日常", cast.bureau_unit, 20), ("日常", cast.bureau2_unit, 13))
    for name, unit, value in (*of_units, ("加分", cast.bureau_unit, 1)):
        line = card.lines.get(name=name)
        score_by_hand(line, unit, value=Decimal(value), **given)
    given = {"programme": cast.alpha, "year": 2024, "group": "member"}
    return evaluations.announce(**given, by=cast.clerk, on=ANNOUNCED)


def opened(client, made: Evaluation):
    answer = client.get(reverse("evaluation_file", args=[made.pk]))
    assert answer.status_code == 200
    assert "%E8%80%83%E8%AF%84%E7%BB%93%E6%9E%9C.docx" in answer["Content-Disposition"]
    return Document(BytesIO(answer.content))


def lines(document) -> list[str]:
    return [one.text for one in document.paragraphs if one.text.strip()]


def cells(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def is_draft(document) -> bool:
    return 'string="草稿"' in document.sections[0].header._element.xml


def test_a_published_result_has_grades_objections_and_the_points_of_each_line(cast, as_, announced):
    made = {"by": cast.bureau, "on": OBJECTED, "text": "任务已销号。"}
    objection = evaluations.object_to(announced, cast.bureau_unit, **made)
    given = {"version": 1, "by": cast.clerk, "on": OBJECTED}
    evaluations.answer_objection(objection, state="refused", answer="当期没有到期任务。", **given)
    evaluations.publish(announced, version=1, by=cast.approver, on=AFTER)
    document = opened(as_("leader"), announced)
    assert lines(document) == [
        "甲县2024年度成员单位考评结果",
        "2025年1月10日公示，复核申请截至2025年1月17日，2025年1月20日公布。"
        "共2个单位，其中好1个、一般1个。各单位按县里顺序排列，不作排名。",
        "复核情况",
        "2025年1月13日，交通局：任务已销号。答复（不采纳）：当期没有到期任务。",
        "（单位署名）",
        "　　　　年　　月　　日",
        "附表：各项得分",
    ]
    result, points = document.tables
    assert cells(result) == [
        ["序号", "单位", "得分", "等次", "计分权重", "不适用的考评项"],
        ["1", "交通局", "101.00", "好", "20%", "任务"],
        ["2", "水利局", "65.00", "一般", "20%", "任务"],
    ]
    nothing = "不适用"
    assert cells(points) == [
        ["单位", "日常（20）", "任务（80）", "加分（5）"],
        ["交通局", "20.00", nothing, "1.00"],
        ["水利局", "13.00", nothing, "—"],
    ]
    assert not is_draft(document)


def test_what_is_announced_is_a_draft_and_an_illustrative_one_says_so(cast, as_, announced):
    Programme.objects.filter(pk=cast.alpha.pk).update(is_sample=True)
    document = opened(as_("clerk"), announced)
    assert is_draft(document)
    assert lines(document)[1] == "（含演示数据）"
    assert "2025年1月17日，尚未公布。" in lines(document)[2]
    assert "目前未收到复核申请。" in lines(document)


def test_a_scorecard_of_many_lines_has_several_tables(cast, as_, announced):
    content = announced.content
    for unit in content["units"]:
        unit["lines"] = [{**unit["lines"][0], "name": f"第{n}项"} for n in range(10)]
    Evaluation.objects.filter(pk=announced.pk).update(content=content)
    _result, first, second = opened(as_("clerk"), announced).tables
    assert [len(first.columns), len(second.columns)] == [9, 3]
    assert second.rows[0].cells[2].text == "第9项（20）"


def test_the_page_of_a_result_links_to_its_file_and_units_have_none(cast, as_, announced):
    file = reverse("evaluation_file", args=[announced.pk])
    assert f'href="{file}"' in as_("clerk").get(reverse("evaluation", args=[announced.pk])).text
    assert [as_(who).get(file).status_code for who in ("bureau", "helper")] == [403, 403]
