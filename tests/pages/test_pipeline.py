"""The pipeline in other shapes than a list."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from projects.figures import lights as figures_lights
from projects.figures import totals as figures
from projects.models import Project
from tests import making
from tests.counting import statements
from tests.making import DAY, JUNE, building, entry, stage, wan
from tests.pages.test_exports import as_csv, as_workbook

GROUPS = {"sector": "sector", "township": "township", "official": "lead_official"}
SHAPES = [
    "project_board",
    "projects_by_sector",
    "projects_by_township",
    "projects_by_official",
    "projects_largest",
    "projects_behind",
    "project_deals",
    "project_changes",
]


@pytest.fixture
def officials(cast):
    for project, name in ((cast.road, "张三"), (cast.dam, "李四"), (cast.school, "张三")):
        project.lead_official = name
        project.save()
    return cast


def columns_of(client, query="") -> dict:
    columns = client.get(f"/projects/board/{query}").context["columns"]
    return {column.name: (column, address) for column, address in columns}


def test_the_board_has_a_column_for_each_stage_of_both_lines(as_, cast):
    columns = columns_of(as_("clerk"))
    assert (
        list(columns)
        == [
            "谋划储备",
            "前期工作",
            "招标采购",
            "在建",
            "竣工",
            "试生产",
            "投产",
            "普查勘查中",
            "勘查验收",
        ]
        or len(columns) == 9
    )
    building_column = columns["在建"][0]
    assert (building_column.count, building_column.total) == (3, wan(13000))
    assert [card.project for card in building_column.cards] == [cast.dam, cast.road, cast.quarry]
    assert [card.days for card in building_column.cards] == [(DAY - date(2024, 3, 1)).days] * 3


def test_stages_aside_and_none_at_all_have_a_column_where_there_are_some(as_, cast):
    stage(cast.school, "suspended", date(2024, 6, 1))
    making.project(cast.alpha, "P9", cast.bureau_unit)
    columns = columns_of(as_("clerk"))
    assert list(columns)[9:] == ["暂停", "未记录阶段"]
    assert columns["未记录阶段"][0].count == 1


def test_the_list_behind_a_column_holds_what_it_counts(as_, cast):
    making.project(cast.alpha, "P9", cast.bureau_unit)
    client = as_("clerk")
    for column, address in columns_of(client, "?planned=yes&q=").values():
        page = client.get(address)
        assert page.context["total_count"] == column.count, address
        assert (page.context["totals"]["total_investment"] or 0) == column.total
        assert parse_qs(urlsplit(address).query)["planned"] == ["yes"]


def test_a_column_shows_some_cards_and_links_to_all(as_, cast):
    for number in range(30):
        building(cast.alpha, f"M{number:02d}", cast.bureau_unit)
    client = as_("clerk")
    column = columns_of(client)["在建"][0]
    assert (column.count, len(column.cards), column.more) == (33, 12, 21)
    assert "列表中还有21个" in client.get("/projects/board/").text


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_asks_the_same_for_one_project_and_for_more(as_, cast, name):
    client, address = as_("clerk"), reverse(name)
    Project.objects.filter(pk=cast.road.pk).update(signed=True)
    before = statements(client, address)
    for number in range(12):
        made = building(
            cast.alpha,
            f"M{number}",
            making.unit(f"{number}局"),
            100,
            sector=making.sector(cast.alpha, f"{number}业"),
            township=cast.township_unit,
            lead_official=f"领导{number}",
            signed=True,
            total_investment=wan(number + 1),
        )
        entry(made, JUNE, 1)
        stage(made, "building", date(2024, 6, 3))
    assert statements(client, address) == before


@pytest.mark.parametrize("asked", GROUPS)
@pytest.mark.parametrize("who", ["clerk", "bureau", "township"])
def test_each_figure_of_a_group_equals_the_list_that_it_opens(as_, officials, asked, who):
    client = as_(who)
    table = client.get(f"/projects/by-{asked}/").context["table"]
    for row in table.data.data:
        page = client.get(table.address(row))
        assert page.context["total_count"] == row.size.count
        assert (page.context["totals"]["total_investment"] or 0) == row.size.total
        planned = client.get(table.address(row, planned="yes"))
        assert planned.context["total_count"] == row.investment.due
        assert (planned.context["totals"]["plan"] or 0) == row.investment.plan
        assert (planned.context["totals"]["year_amount"] or 0) == row.investment.done
        for kind, counts in row.lights.items():
            for light, count in counts.items():
                listed = client.get(table.address(row, **{kind.value: light.value}))
                assert listed.context["total_count"] == count


@pytest.mark.parametrize("asked", GROUPS)
def test_the_groups_add_up_to_the_list_and_to_the_whole(as_, officials, asked):
    client = as_("clerk")
    table = client.get(f"/projects/by-{asked}/").context["table"]
    listed = client.get("/projects/").context["totals"]
    assert table.totals["count"] == 4
    assert table.totals["total"] == listed["total_investment"]
    assert table.totals["plan"] == listed["plan"]
    whole = figures.investment(Project.objects.of(officials.alpha), JUNE, JUNE)
    assert (table.whole.share, table.whole.difference) == (whole.share, whole.difference)


def test_the_officials_stand_by_name_and_projects_without_one_last(as_, officials):
    table = as_("clerk").get("/projects/by-official/").context["table"]
    names = [(row.name, row.size.count, row.size.key) for row in table.data.data]
    assert names == [("张三", 2, "张三"), ("李四", 1, "李四"), ("未明确包联领导", 1, "none")]


def test_a_group_page_is_filtered_as_the_list_is(as_, officials):
    client = as_("clerk")
    table = client.get(f"/projects/by-official/?owner={officials.bureau_unit.pk}").context["table"]
    assert [(row.name, row.size.count) for row in table.data.data] == [("张三", 2)]
    address = table.address(table.data.data[0])
    assert parse_qs(urlsplit(address).query)["owner"] == [str(officials.bureau_unit.pk)]


def test_groups_are_exported_as_numbers(as_, officials):
    head, *rows = as_workbook(as_("clerk"), "/projects/by-official/")
    row = dict(zip(head, rows[0], strict=True))
    assert row["项目个数"] == 2
    assert row["总投资（亿元）"] == pytest.approx(0.5)
    assert row["占年度计划"] == pytest.approx(500 / 1200)
    assert row["与序时进度差（百分点）"] == pytest.approx(-8.33)


def test_the_largest_stand_in_order_with_what_they_hold(as_, cast):
    page = as_("clerk").get("/projects/largest/")
    rows = page.context["table"].data.data
    assert [(row.rank, row) for row in rows] == [(1, cast.dam), (2, cast.road)]
    assert page.context["finding"] == "最大的2个项目总投资1.30亿元，占全部的100.00%"


def test_those_behind_are_the_dashboards(as_, cast):
    for number in range(12):
        made = building(cast.alpha, f"M{number:02d}", cast.bureau_unit, 100 + number)
        entry(made, JUNE, 10)
    page = as_("leader").get("/projects/behind/")
    shown = [(row.pk, row.progress.gap) for row in page.context["table"].data.data]
    gaps = figures_lights.largest_gaps(Project.objects.of(cast.alpha), JUNE)
    assert shown == [(project.pk, project.progress.gap) for project in gaps]
    assert len(shown) == 10
    payload = as_("leader").get("/charts/gaps.json").json()
    assert payload["labels"] == [project.name for project in gaps]


def test_what_was_due_is_what_was_done_and_the_gap(as_, cast):
    [row] = as_("clerk").get("/projects/behind/").context["table"].data.data
    assert (row.progress.expected, row.year_amount, row.progress.gap) == (
        wan(600),
        wan(500),
        wan(100),
    )


def test_deals_say_what_arrived(as_, cast):
    Project.objects.filter(pk=cast.road.pk).update(
        signed=True,
        signed_on=date(2024, 4, 1),
        partner="某公司",
        contracted_amount=wan(1000),
        arrived_amount=wan(250),
    )
    client = as_("clerk")
    rows = as_csv(client, "/projects/deals/")
    row = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 2
    assert (row["项目"], row["签约企业"], row["签约日期"]) == ("农村公路", "某公司", "2024-04-01")
    assert row["到位率"] == "25.00%"
    assert row["是否开工"] == "已开工"
    totals = client.get("/projects/deals/").context["totals"]
    assert totals["contracted_amount"] == wan(1000)


def test_the_tabs_carry_the_filters_along(as_, cast):
    page = as_("clerk").get("/projects/board/?stage=building&owner=&month=2024-05&page=2&sort=x")
    for path in ("by-sector/", "deals/", "largest/", "behind/", "changes/", ""):
        assert f'href="/projects/{path}?month=2024-05&amp;stage=building"' in page.text, path
    assert 'href="/projects/month/2024-05/?stage=building"' in page.text
    assert page.text.count('aria-current="page"') >= 1


def test_filters_that_cannot_be_read_show_nothing_and_say_so(as_, cast):
    for name in SHAPES:
        page = as_("clerk").get(reverse(name), {"sector": "zz"})
        assert 'role="alert"' in page.text, name
        assert "农村公路" not in page.text, name


def test_changes_begin_after_the_last_closed_month(as_, cast):
    span = as_("clerk").get("/projects/changes/").context["span"]
    assert (span.first, span.last) == (date(2024, 2, 1), DAY)
    page = as_("clerk").get("/projects/changes/?from=2024-06-01&to=2024-06-30")
    assert page.context["span"].last == date(2024, 6, 30)
    assert "2024-06-01至2024-06-30" in page.text


def test_days_that_stand_the_wrong_way_round_are_said(as_, cast):
    page = as_("clerk").get("/projects/changes/?from=2024-06-30&to=2024-06-01")
    assert "截止日期早于起始日期" in page.text
    assert page.context["count"] == 0


def test_changes_are_exported_line_by_line(as_, cast):
    stage(cast.school, "early", date(2024, 6, 3))
    query = {"from": "2024-06-01", "to": "2024-06-30"}
    rows = as_csv(as_("clerk"), "/projects/changes/", **query)
    lines = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    [entered] = [
        line for line in lines if line["项目"] == "学校" and line["变化类别"] == "阶段变化"
    ]
    assert (entered["变化前"], entered["变化后"]) == ("谋划储备", "前期工作")
    assert entered["日期"] == "2024-06-03"


def test_a_unit_sees_its_own_projects_in_every_shape(as_, cast):
    for name in SHAPES:
        text = as_("bureau").get(reverse(name)).text
        assert "水库" not in text, name
        assert "外县机密" not in text, name


def test_the_column_of_a_stage_is_worth_its_amounts(as_, cast):
    assert sum(c.total for c, _ in columns_of(as_("clerk")).values()) == Decimal(wan(13000))


def test_the_deals_are_those_of_the_dashboards_chart(as_, cast):
    Project.objects.filter(pk__in=[cast.road.pk, cast.school.pk]).update(signed=True)
    page = as_("leader").get("/projects/deals/")
    chart = as_("leader").get("/charts/deals.json").json()
    counts, amounts = (series["texts"] for series in chart["datasets"])
    assert sum(map(int, counts)) == page.context["total_count"] == 2
    assert sum(map(Decimal, amounts)) == page.context["totals"]["total_investment"] / 10**8


def test_totals_that_mix_say_so(as_, cast):
    assert "含演示数据" not in as_("clerk").get("/projects/by-sector/").text
    Project.objects.filter(pk=cast.road.pk).update(provenance="illustrative", signed=True)
    for name in SHAPES:
        assert "含演示数据" in as_("clerk").get(reverse(name), {"planned": "yes"}).text, name


def test_a_month_is_shown_with_the_stages_of_its_end_and_no_month_with_those_of_the_day(as_, cast):
    stage(cast.road, "suspended", date(2024, 7, 5))
    client, found = as_("clerk"), {}
    for month in ("2024-05", "2024-06", ""):
        rows = client.get("/projects/", {"month": month}).context["table"].data.data
        found[month] = {row.pk: row.stage for row in rows}
    shown = [found[month][cast.road.pk] for month in found]
    assert shown == ["building", "building", "suspended"]


def test_groups_name_the_month_whose_projects_they_show(as_, cast):
    making.closed(cast.alpha, making.JUNE, cast.clerk)
    making.building(cast.alpha, "N1", cast.bureau_unit, 500)
    for query in ({}, {"month": "2024-06"}):
        page = as_("clerk").get("/projects/by-sector/", query)
        assert page.context["filter"].form["month"].value() == "2024-06"
        assert "当前" not in str(page.context["filter"].form["month"])
        assert sum(row.size.count for row in page.context["table"].data.data) == 4


def test_a_project_that_was_added_after_the_closing_is_listed_without_a_month_alone(as_, cast):
    making.closed(cast.alpha, making.JUNE, cast.clerk)
    making.building(cast.alpha, "N1", cast.bureau_unit, 500)
    codes = {
        month: {
            row.code
            for row in as_("clerk").get("/projects/", {"month": month}).context["table"].data.data
        }
        for month in ("2024-06", "")
    }
    assert codes[""] - codes["2024-06"] == {"N1"}


@pytest.mark.parametrize("page", ["projects", "project_board"])
def test_as_of_an_earlier_day_a_page_says_that_later_projects_are_listed(as_, cast, page):
    client, words = as_("clerk"), "名单为目前已登记的全部项目"
    assert words not in client.get(reverse(page)).text
    client.post(reverse("look_as_of"), {"day": "2024-05-20"})
    assert words in client.get(reverse(page)).text
    assert words not in client.get(reverse(page), {"month": "2024-05"}).text
