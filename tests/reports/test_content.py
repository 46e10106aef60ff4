"""What the reports of the sample say, to the last figure."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.money import format_amount
from core.periods import Period
from mabian.sample.removal import remove_illustrative
from programmes.models import Programme, Task
from projects.models import MonthEntry, Project
from reports.choices import ReportKind
from reports.content import build
from reports.content.formatting import cell_number, format_cell, notes, tables
from tests.reports.conftest import MISSING, close_june, enter_june
from tests.reports.words import links, paragraphs, section, table, whole

DAY = date(2024, 7, 8)
JUNE, QUARTER, YEAR = Period.month(2024, 6), Period.parse("2024-Q2"), Period.parse("2024")


def june(programme):
    return build(programme, ReportKind.MONTHLY, JUNE, DAY)


@pytest.fixture
def content(mabian):
    return june(mabian)


def test_the_title_names_county_and_month(content):
    assert content["title"] + content["issue"] == "马边县托底性帮扶工作月度调度报告（2024年6月）"


def test_the_month_is_told_in_share_and_points(content):
    said = section(content, 1)
    assert (
        "年度计划投资401,080.00万元；6月完成投资28,082.86万元，1—6月累计完成投资167,022.39万元，"
        "占年度计划的41.64%，低于序时进度8.36个百分点。"
    ) in said
    assert "6月应报项目61个，已报58个，未报3个" in said


def test_projects_are_told_by_stage_with_total_and_deals(content):
    said = section(content, 1)
    assert (
        "储备项目库共有项目139个，总投资1,468.00亿元，其中谋划储备60个、前期工作33个、招标采购6个、"
        "在建30个、竣工6个、试生产1个、投产3个。签约招商引资项目11个、103.30亿元。"
    ) in said


def test_each_family_of_money_has_its_own_rates_and_list(content):
    said = section(content, 1)
    assert "帮扶资金22笔，计划5,930.00万元，到位4,874.00万元（到位率82.19%）" in said
    assert "上级财政资金17笔，计划17,400.00万元，到位15,380.00万元（到位率88.39%）" in said
    assert "专班工作经费另计，不计入以上各类资金：1笔，计划10.00万元" in said


def test_projects_not_reported_are_named_and_asked_for(content):
    named = "、".join(
        f"{name}（{unit}）"
        for name, unit in zip(
            MISSING, ("县交通运输局", "县文化旅游局", "县住房城乡建设局"), strict=True
        )
    )
    assert f"6月数据未报的项目3个：{named}。" in section(content, 3)
    assert f"补报6月数据：{named}。" in section(content, 4)


def test_lights_are_told_by_colour_with_names_and_points(content):
    said = section(content, 3)
    assert "在建项目30个的进度灯：红灯3个、黄灯7个、关注7个、绿灯10个、未报3个。" in said
    assert "进度灯红灯3个：芦稿溪水库（县水务局，低于序时进度32.00个百分点）" in said


def test_helpers_are_counted_and_never_named_or_called_late(mabian, content):
    said = whole(content)
    assert "帮扶单位牵头的任务另有8项，商请反馈。" in said
    assert "帮扶单位牵头的8项任务，商请反馈进展和时间安排。" in said
    helpers = {t.lead_unit.name for t in Task.objects.led_by_helpers(mabian)}
    cells = [cell for row in table(content, 5)["rows"] for cell in row["cells"]]
    assert [name for name in helpers if name in said or name in cells] == []
    assert [
        word
        for word in ("逾期", "督办", "催办", "交办")
        if word in said.replace("片区会交办事项", "")
    ] == []


def test_the_last_sentence_leaves_the_rest_to_the_task_force(mabian):
    assert section(june(mabian), 4).endswith("其余由专班填写。")


def test_the_quarter_sums_its_months_and_the_year_so_far(mabian):
    content = build(mabian, ReportKind.QUARTERLY, QUARTER, DAY)
    assert content["title"] + content["issue"] == "马边县托底性帮扶工作季度通报（2024年第二季度）"
    assert "4—6月完成投资95,473.28万元，1—6月累计完成投资167,022.39万元" in section(content, 1)


def test_an_incomplete_year_says_how_far_it_goes(mabian):
    content = build(mabian, ReportKind.YEARLY, YEAR, DAY)
    assert content["issue"] == "（2024年度，截至6月）"
    assert "本期尚未结束，截至6月。" in "".join(paragraphs(content["notes"]))
    assert "1—6月累计完成投资167,022.39万元" in section(content, 1)


def test_an_incomplete_quarter_goes_to_its_last_ended_month(mabian):
    content = build(mabian, ReportKind.QUARTERLY, QUARTER, date(2024, 6, 3))
    assert content["month"] == "2024-05"
    assert "截至5月" in content["issue"]


@pytest.mark.parametrize(
    "day, month", [(date(2024, 6, 30), "2024-05"), (date(2024, 7, 1), "2024-06")]
)
def test_a_month_counts_from_the_day_after_its_end(mabian, day, month):
    assert build(mabian, ReportKind.YEARLY, YEAR, day)["month"] == month


def test_entering_x_changes_the_share_everywhere(mabian, people):
    x = [Decimal("1234567.89"), Decimal("2000000"), Decimal("30000.11")]
    for name, yuan in zip(MISSING, x, strict=True):
        enter_june(mabian, people, name, yuan)
    done = Decimal("1670223900") + sum(x)
    for kind, period in [
        (ReportKind.MONTHLY, JUNE),
        (ReportKind.QUARTERLY, QUARTER),
        (ReportKind.YEARLY, YEAR),
    ]:
        content = build(mabian, kind, period, DAY)
        sectors = next(one for one in tables(content) if one["title"] == "分行业推进情况")
        share, difference = sectors["total"]["cells"][-2:]
        assert Fraction(share) == Fraction(done) / 4010800000
        assert Fraction(difference) == Fraction(done) / 4010800000 - Fraction(1, 2)
        assert f"1—6月累计完成投资{format_amount(done)}万元" in section(content, 1)
        assert "应报项目61个，全部已报" in section(content, 1)
        assert "未报项目" not in section(content, 3)


def test_sectors_add_up_to_the_total(content):
    found = table(content, 1)
    for place in range(1, 7):
        values = [Decimal(str(row["cells"][place])) for row in found["rows"]]
        assert sum(values) == Decimal(str(found["total"]["cells"][place]))


def test_sources_add_up_to_the_sum_of_their_family(content):
    rows = table(content, 2)["rows"]
    ends = [place for place, row in enumerate(rows) if row["cells"][0].endswith("小计")]
    assert [rows[end]["cells"][0] for end in ends] == ["帮扶资金小计", "上级财政资金小计"]
    for first, end in zip([0, ends[0] + 1], ends, strict=True):
        for place in range(1, 6):
            values = [Decimal(row["cells"][place]) for row in rows[first:end]]
            assert sum(values) == Decimal(rows[end]["cells"][place])


def test_lists_add_up_to_the_total(content):
    """Each task is in one list: 待签收, 推进中, 按期办结, 逾期办结, 办结（是否按期不详）."""
    found = table(content, 3)
    assert found["total"]["cells"] == ["合计", 111, 15, 66, 0, 0, 30]
    sums = [sum(row["cells"][place] for row in found["rows"]) for place in range(1, 7)]
    assert sums == found["total"]["cells"][1:]


def test_problems_are_grouped_in_the_words_of_the_units(mabian):
    rows = table(june(mabian), 4)["rows"]
    typed = MonthEntry.objects.of(mabian).filter(month=JUNE.start).exclude(problems="")
    assert sum(row["cells"][1] for row in rows) == typed.count()
    assert {row["cells"][0] for row in rows} == set(typed.values_list("problems", flat=True))


def test_the_listing_has_every_project_and_an_unreported_month_is_empty(mabian, content):
    rows = {row["cells"][1]: row["cells"] for row in content["projects"]["rows"]}
    assert len(rows) == Project.objects.of(mabian).count() == 139
    heads = [column["label"] for column in content["projects"]["columns"]]
    assert [rows[name][heads.index("6月完成投资")] for name in MISSING] == [None, None, None]


def test_notes_say_what_is_open_what_is_illustrative_and_what_is_published(mabian):
    said = "".join(paragraphs(notes(june(mabian))))
    assert said.startswith("数据截至2024年6月30日。")
    assert "6月填报未截止" in said
    assert "项目139个（其中9个部分公开）" in said
    assert "任务111项、需求80条" in said
    assert "丁家磷矿（二期）90万吨/年采矿工程的名称、总投资" in said
    assert "资金ZJ2024-001、ZJ2024-002的计划金额" in said
    assert "需求类别产业发展、基础设施的名称" in said


def test_a_closed_month_is_not_called_open(mabian, people):
    close_june(mabian, people["clerk"])
    content = june(mabian)
    assert content["closed"] is True
    assert "未截止" not in "".join(paragraphs(content["notes"]))


def test_without_illustrative_rows_no_sentence_stands_without_a_record(mabian):
    remove_illustrative(mabian)
    content = june(mabian)
    said = whole(content)
    assert "占年度计划" not in said
    assert "红灯" not in said
    assert "含演示数据" not in "".join(row["mark"] for row in table(content, 2)["rows"])
    assert section(content, 4) == "其余由专班填写。"


def test_an_empty_programme_has_a_report_without_claims(mabian):
    empty = Programme.objects.create(
        code="empty", name="空", county="空县", start_year=2024, end_year=2027,
        task_force=mabian.task_force, leadership=mabian.leadership,
    )  # fmt: skip
    content = build(empty, ReportKind.MONTHLY, JUNE, DAY)
    assert section(content, 1) == "（本节暂无记录，由专班填写。）"
    assert content["projects"]["rows"] == []


def test_another_programme_does_not_leak_into_the_report(mabian):
    before = whole(june(mabian))
    other = Programme.objects.create(
        code="other", name="他县", county="他县", start_year=2024, end_year=2027,
        task_force=mabian.task_force, leadership=mabian.leadership,
    )  # fmt: skip
    Project.objects.create(programme=other, code="X", name="他县项目", total_investment=1)
    assert whole(june(mabian)) == before


def test_decimals_are_the_programmes(mabian):
    mabian.decimals = 1
    assert "占年度计划的41.6%，低于序时进度8.4个百分点" in section(june(mabian), 1)


def test_the_language_of_the_asker_changes_nothing(mabian):
    from django.utils import translation

    with translation.override("en"):
        assert june(mabian) == june(mabian)
        content = june(mabian)
    assert content == june(mabian)


def test_marks_stand_on_rows_and_totals_that_mix(content):
    found = table(content, 1)
    assert {row["mark"] for row in [*found["rows"], found["total"]]} == {"含演示数据"}


def test_every_linked_figure_opens_a_list_or_a_record(mabian):
    found = {part["to"] for part in links(june(mabian))}
    lists = {"projects", "month_entries", "funds", "tasks", "needs", "contributions"}
    assert found == {*lists, "visits", "agreements", "project", "fund_line"}


def test_visits_and_agreements_of_the_sample_are_counted(mabian):
    said = whole(june(mabian))
    kinds = "走上去7次、走出去8次、走下去6次、走进去5次"
    assert f"1—6月走访互动26次，其中{kinds}，形成后续事项13项。" in said
    assert "累计签订合作协议6份，其中明确金额的3份、5,120.00万元，已履约898.50万元。" in said


@pytest.mark.parametrize(
    "value, kind, text, sheet",
    [
        ("12345678900.50", "amount", "1,234,567.89", 1234567.89005),
        ("1/3", "share", "33.33", 100 / 3),
        ("-1/12", "points", "-8.33", -100 / 12),
        (None, "share", "—", None),
        (7, "count", "7", 7),
    ],
)
def test_a_cell_is_rounded_for_the_eye_and_whole_for_a_sheet(value, kind, text, sheet):
    assert format_cell(value, kind, 2) == text
    assert cell_number(value, kind) == pytest.approx(sheet)
