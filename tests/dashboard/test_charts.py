"""Each value of each chart equals the list that it opens; each title is what the county says."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import RequestFactory

from accounts.models import User
from core.money import share_of
from dashboard.charts import CHARTS
from dashboard.charts.sectors import gap_words
from supervision.models import Finding

TITLES = {
    "course": "1—6月完成投资16.70亿元，占年度计划41.64%，低于序时进度8.36个百分点",
    "sectors": "10个行业低于序时进度，差额最大的是新材料（0.93亿元）",
    "lights": "在建项目进度灯红灯3个、黄灯7个、未报3个，5个单位并列最多",
    "gaps": "差额最大的10个项目合计2.83亿元，玄武岩纤维拉丝项目一项占26.67%",
    "stages": "139个项目已开工40个，未开工99个、占总投资91.97%",
    "sector-totals": "清洁能源、交通、磷化工占总投资64.14%",
    "deals": "11个签约项目（103.30亿元）已开工2个、29.20亿元",
    "sources": (
        "帮扶资金到位82.19%，支付占到位18.91%；东西部协作尚有2,895.00万元未支付，待县财政部门拨付"
    ),
    "idle": "到位未拨付1.26亿元，超过90天的16笔、9,504.00万元",
    "task-lists": "111项任务办结30项，到期27项中9项未完成",
    "helpers": "9个单位承担的55项帮扶任务：完成16、推进29、未启动10",
    "open-findings": "未销号问题19个，最多的是县农业农村局；其中逾期未整改9个",
    "closing-days": "5个问题已销号，中位用时29天",
    "help-in-money": (
        "2024年已落实引进资金2,100.00万元（计划3,500.00万元）；消费帮扶234.00万元（计划293.50万元）；"
        "直接投入资金2,080.00万元（计划2,360.00万元）"
    ),
    "help-in-counts": (
        "2024年已落实选派人才17人（计划42人）；培训人次474人次（计划630人次）；转移就业120人（计划444人）；"
        "宣传播出878次（计划1,000次）"
    ),
    "needs": "80条需求中高紧迫21条，基础设施最多；资金4,864.00万元（10条未填）",
}


@pytest.fixture
def drawn(sample):
    def draw(name, day=sample.as_of):
        request = RequestFactory().get("/")
        request.user = User.objects.get(username="leader")
        request.programme, request.day = sample, day
        return CHARTS[name].of(request)

    return draw


def share_of_plan(listed):
    return share_of(listed["year_amount"], listed["plan"])


# Which column of the opened list proves each series; the third of the course has a test of its own.
BEHIND = {
    "course": ["amount", "year_amount", None],
    "sectors": [share_of_plan],
    "lights": ["count"] * 5,
    "stages": ["count", "total_investment"],
    "deals": ["count", "total_investment"],
    "sector-totals": ["total_investment"],
    "sources": ["planned", "arrived", "transferred", "paid"],
    "idle": ["idle"],
    "task-lists": ["count"] * 5,
    "helpers": ["count"] * 3,
    "needs": ["count"] * 4,
    "open-findings": ["count"] * 3,
    "closing-days": ["count"],
}


def proof(listed, column):
    return column(listed) if callable(column) else listed[column] or 0


@pytest.mark.parametrize("name", TITLES)
def test_a_chart_of_the_month_is_as_of_its_last_day_the_others_of_the_day(drawn, name):
    of_month = name in ("course", "sectors", "lights", "gaps")
    assert str(drawn(name).get_notes().as_of) == ("2024-06-30" if of_month else "2024-07-08")


@pytest.mark.parametrize("name", TITLES)
def test_the_title_is_the_finding(drawn, name):
    assert drawn(name).get_title() == TITLES[name]


@pytest.mark.parametrize(
    ("day", "name", "title"),
    [
        (date(2024, 1, 15), "course", "暂无本年度计划和填报：请先导入项目台账和分月完成投资。"),
        (date(2024, 1, 15), "lights", "在建项目均未列年度计划，无进度灯"),
        (date(2024, 1, 15), "task-lists", "当日无记录"),
        (date(2024, 1, 15), "helpers", "当日无记录"),
        (date(2024, 1, 15), "needs", "当日无记录"),
        (
            date(2024, 4, 15),
            "deals",
            "有阶段记录的签约项目2个（29.20亿元）已开工2个、29.20亿元；9个当日无记录",
        ),
        (date(2024, 1, 15), "idle", "到位未拨付0.16亿元，没有超过90天的"),
        (date(2024, 1, 15), "gaps", "没有已报且低于序时进度的在建项目。"),
        (
            date(2024, 1, 15),
            "stages",
            "已填阶段的18个项目已开工18个，未开工0个、占其总投资0.00%；另有121个未填阶段",
        ),
        (date(2024, 7, 7), "open-findings", "当日无记录"),
        (date(2024, 7, 7), "closing-days", "当日无记录"),
        (date(2023, 7, 7), "help-in-money", "本年度尚无帮扶投入。"),
        (date(2020, 1, 15), "stages", "截至该日，各项目均未填阶段。"),
        (
            date(2024, 2, 1),
            "course",
            "1月完成投资1.04亿元，占年度计划2.58%，低于序时进度5.75个百分点",
        ),
    ],
)
def test_where_a_part_is_empty_the_sentence_changes(drawn, day, name, title):
    assert drawn(name, day).get_title() == title


@pytest.mark.parametrize("name", BEHIND)
def test_each_value_equals_the_list_that_it_opens(drawn, opened, name):
    chart = drawn(name)

    assert len(chart.series) == len(BEHIND[name])
    for series, column in zip(chart.series, BEHIND[name], strict=True):
        if column:
            found = [proof(opened(link), column) for link in series.links]
            assert found == list(series.values), (name, series.name)


def test_the_line_of_the_time_schedule_is_plan_times_months(drawn, opened):
    series = drawn("course").series[2]

    plans = [opened(link)["plan"] for link in series.links]
    assert [plan * number / 12 for number, plan in enumerate(plans, 1)] == series.values


def test_the_largest_gaps_are_those_of_their_projects(drawn, opened):
    chart = drawn("gaps")
    listed = [opened(f"/projects/?q={project.code}") for project in chart.figures.gaps]

    values = chart.series[0].values
    assert [row["plan"] / 2 - row["year_amount"] for row in listed] == values
    assert sorted(values, reverse=True) == values
    assert len(values) == 10


@pytest.mark.parametrize("name", ["help-in-money", "help-in-counts"])
def test_help_given_is_the_sum_of_the_list_that_it_opens(drawn, leader, name):
    chart = drawn(name)

    for series, column in zip(chart.series, ("planned", "given"), strict=True):
        found = [leader.get(link).context["sums"] for link in series.links]
        assert [getattr(only, column) for [only] in found] == list(series.values)


def test_every_value_of_a_chart_has_a_link(drawn):
    for name in CHARTS:
        for series in drawn(name).series:
            assert len(series.links) == len(series.values), (name, series.name)
            assert all(series.links), (name, series.name)


def test_the_lights_add_up_to_the_projects_in_construction(drawn):
    values = [sum(series.values) for series in drawn("lights").series]

    assert values == [3, 7, 7, 10, 3]


def test_helpers_bear_no_warning_colour_and_are_not_ranked(drawn, figures):
    chart = drawn("helpers")

    assert {series.tone for series in chart.series} == {"navy", "blue", "grey"}
    order = [row.membership.position for row in chart.get_rows()]
    assert order == sorted(order)
    assert len(chart.get_rows()) + len(chart.without_tasks()) == 48


def test_red_and_yellow_supervision_are_drawn_as_warnings(drawn):
    tones = {str(series.name): series.tone for series in drawn("open-findings").series}

    assert tones == {"红色督办": "red", "黄色督办": "yellow", "提醒督办": "pale"}


def test_a_value_of_zero_opens_no_list(drawn):
    cells = [cell for _label, row in drawn("open-findings").rows() for cell in row]

    assert {cell.text for cell in cells if not cell.link} == {"0"}
    assert "0" not in {cell.text for cell in cells if cell.link}


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"lights", "open-findings"}))
def test_warning_colours_are_for_warnings_alone(drawn, name):
    warnings = {"red", "yellow", "watch", "green", "unreported"}

    assert {series.tone for series in drawn(name).series} & warnings == set()


def test_the_grid_of_needs_has_five_shades_and_adds_up(drawn):
    chart = drawn("needs")
    rows = chart.shaded_rows()

    assert len(rows) == 15
    assert {cell.shade for row in rows for cell in row["cells"]} <= {0, 1, 2, 3, 4, 5}
    assert sum(row["total"] for row in rows) == 80
    assert [each["total"] for each in chart.column_totals()] == [20, 21, 20, 19]


def test_a_chart_is_served_as_json_of_numbers(leader):
    answer = leader.get("/charts/course.json")
    data = json.loads(answer.content)

    assert answer["Content-Type"] == "application/json"
    assert "view" not in data
    assert data["title"] == TITLES["course"]
    assert data["axes"] == [{"unit": "亿元", "whole": False}]
    assert data["datasets"][0]["data"][-1] == 2.808286
    assert data["datasets"][0]["texts"][-1] == "2.81"
    assert data["datasets"][0]["links"][-1] == "/projects/entries/?month=2024-06"


def test_the_page_embeds_what_the_json_view_returns(leader):
    page = leader.get("/dashboard/").text
    embedded = dict(re.findall(r'<script id="chart-([\w-]+)-data"[^>]*>(.*?)</script>', page))

    assert set(embedded) == set(CHARTS) - {"needs"}
    for name, data in embedded.items():
        assert json.loads(data) == leader.get(f"/charts/{name}.json").json()


def test_where_all_is_closed_or_nothing_is_the_chart_says_what_is_next(drawn):
    rows = Finding.objects.all()
    rows.update(state="closed", closed_on="2024-07-01", rectified_on=None)
    assert drawn("open-findings").get_title() == "没有未销号的问题，均已核验销号。"
    rows.update(state="open", closed_on=None)
    assert drawn("closing-days").get_title().endswith("整改完成后由专班核验销号。")


def test_open_findings_name_the_colours_and_add_up(drawn, figures):
    chart = drawn("open-findings")
    assert [series.name for series in chart.series] == ["红色督办", "黄色督办", "提醒督办"]
    assert sum(sum(series.values) for series in chart.series) == figures.findings.open == 19
    sums = [sum(values) for values in zip(*(s.values for s in chart.series), strict=True)]
    assert sums == sorted(sums, reverse=True)


def test_idle_money_older_than_90_days_equals_its_list(drawn, opened):
    idle = drawn("idle").figures.idle

    listed = opened("/funds/?idle=91-")
    assert (listed["count"], listed["idle"]) == (idle.old_count, idle.old_amount)
    assert (idle.old_count, idle.old_amount) == (16, Decimal("95040000.00"))


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ("36000000", "差0.36"),
        ("-12000000", "超0.12"),
        ("-380000", "超38.00万元"),
        ("4000", "差0.40万元"),
        ("49", "持平"),
        ("0", "持平"),
    ],
)
def test_a_gap_is_even_only_where_nothing_of_it_is_shown(gap, words):
    assert gap_words(Decimal(gap)) == words


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("sectors", ["新材料"]),
        ("gaps", ["玄武岩纤维拉丝项目"]),
        ("sector-totals", ["清洁能源", "交通", "磷化工"]),
        ("sources", ["东西部协作"]),
        ("course", []),
    ],
)
def test_the_bars_that_a_title_names_are_marked(drawn, name, named):
    chart = drawn(name)
    assert [chart.labels[number] for number in chart.named] == named
    assert chart.get_context_data()["named"] == chart.named
