"""The wall of open findings: each number opens exactly its rows."""

import re
from collections import Counter
from datetime import date, timedelta
from html import unescape
from random import Random

import pytest
from django.urls import reverse

from supervision.choices import WallColumns, WallRows
from supervision.figures.findings import finding_day
from supervision.figures.wall import CARDS, wall
from supervision.models import Finding, FindingSource
from tests.counting import statements
from tests.making import DAY, finding, need

WALL = "finding_wall"
EVERY = [(rows, columns) for rows in WallRows for columns in WallColumns]


@pytest.fixture
def findings(cast):
    """40 findings in all states, of random units, sources, days and subjects; always the same."""
    random = Random(7)  # noqa: S311
    sources = [FindingSource.objects.create(programme=cast.alpha, name=name) for name in "甲乙丙"]
    units = (cast.bureau_unit, cast.bureau2_unit, cast.township_unit)
    Finding.objects.all().delete()
    for number in range(40):
        found = DAY - timedelta(random.choice((0, 1, 30, 31, 60, 61, 90, 91, 400)))
        finding(
            cast.alpha,
            f"W{number:02}",
            random.choice(units),
            source=random.choice(sources),
            state=random.choice(("open", "rectifying", "rectified", "closed")),
            colour=random.choice(("reminder", "yellow", "red")),
            project=random.choice((None, cast.road, cast.dam)),
            need=random.choice((None, cast.open_need)),
            found_on=found,
            due_on=random.choice((None, found, max(found, DAY + timedelta(3)), date(2025, 1, 1))),
        )
    first, second = Finding.objects.order_by("pk")[:2]
    Finding.objects.filter(pk=second.pk).update(merged_into=first)


def age(one: Finding) -> str:
    days = (DAY - one.found_on).days
    return "30" if days <= 30 else "60" if days <= 60 else "90" if days <= 90 else "more"


def place(one: Finding, cast):
    """The township of its project, else of its need, else the unit itself."""
    if one.project and one.project.township_id:
        return one.project.township_id
    if one.need:
        return one.need.township_id
    return one.unit_id if one.unit == cast.township_unit else None


def recounted(cast) -> dict:
    """The open findings by row and column, for each choice of both."""
    found: dict = {choice: Counter() for choice in EVERY}
    for one in Finding.objects.select_related("project", "need"):
        if one.state == "closed" or one.merged_into_id:
            continue
        keys = {
            WallRows.UNIT: one.unit_id,
            WallRows.SOURCE: one.source_id,
            WallRows.PROJECT: one.project_id,
            WallRows.TOWNSHIP: place(one, cast),
        }
        for rows, columns in EVERY:
            value = one.colour if columns == WallColumns.COLOUR else age(one)
            found[rows, columns][keys[rows], value] += 1
    return found


def lines_of(cast, rows, columns):
    day = finding_day(cast.alpha, DAY)
    found = Finding.objects.of(cast.alpha).counted().as_of(DAY).with_ends(DAY)
    found = found.with_light(day).not_closed()
    found = found.with_age(DAY).with_places(cast.clerk).select_related("unit")
    return wall(found, day, rows, columns)


@pytest.mark.parametrize(("rows", "columns"), EVERY)
def test_the_wall_counts_as_a_loop_over_the_findings_does(cast, findings, rows, columns):
    counted = Counter()
    for line in lines_of(cast, rows, columns):
        for cell in line.cells:
            counted[line.key, cell.column.value] += cell.count
            assert len(cell.cards) == min(cell.count, CARDS)
    assert +counted == recounted(cast)[rows, columns]


@pytest.mark.parametrize("who", ["clerk", "leader", "bureau", "township"])
@pytest.mark.parametrize(("rows", "columns"), EVERY)
def test_each_number_opens_exactly_its_rows(as_, findings, who, rows, columns):
    client = as_(who)
    page = client.get(reverse(WALL), {"by": rows.value, "across": columns.value}).text
    links = re.findall(r'class="wall-count" href="([^"]+)">(\d+)<', page)
    assert links
    for address, count in links:
        listed = client.get(unescape(address))
        assert listed.context["filter"].problems() == []
        assert listed.context["total_count"] == int(count), address


def test_the_filters_stay_and_narrow_the_numbers(as_, cast, findings):
    client = as_("clerk")
    query = {"by": "source", "across": "age", "unit": cast.bureau_unit.pk, "state": "rectifying"}
    page = client.get(reverse(WALL), query)
    wanted = Finding.objects.filter(unit=cast.bureau_unit, state="rectifying", merged_into=None)
    assert page.context["total"] == wanted.count() > 0
    assert dict(page.context["kept_parameters"]) == {"by": "source", "across": "age"}
    listed = client.get(page.context["all_address"])
    assert {row.pk for row in listed.context["table"].data.data} == {one.pk for one in wanted}
    assert client.get(reverse(WALL), {"state": "closed"}).context["total"] == 0


def test_a_card_names_text_light_and_days(as_, cast):
    Finding.objects.all().delete()
    finding(cast.alpha, "W1", cast.bureau_unit, text="路面开裂", due_on=date(2024, 7, 1))
    page = as_("clerk").get(reverse(WALL)).text
    card = page[page.index("board-card") :]
    assert "路面开裂" in card
    assert "逾期5个工作日" in card and "红" in card
    assert "发现至今35天" in card


def test_the_most_urgent_of_a_cell_have_a_card(cast):
    Finding.objects.all().delete()
    for number in range(CARDS + 3):
        finding(cast.alpha, f"W{number}", cast.bureau_unit, due_on=date(2024, 12, 1))
    late = finding(cast.alpha, "W9", cast.bureau_unit, due_on=date(2024, 7, 1))
    [line] = lines_of(cast, WallRows.UNIT, WallColumns.COLOUR)
    [cell] = [cell for cell in line.cells if cell.count]
    assert cell.count == CARDS + 4
    assert cell.cards[0] == late


def test_a_bureau_reads_no_name_of_a_project_that_it_does_not_see(as_, cast):
    Finding.objects.all().delete()
    finding(cast.alpha, "W1", cast.bureau_unit, project=cast.quarry)
    for who, sees in (("bureau", False), ("clerk", True)):
        client = as_(who)
        page = client.get(reverse(WALL), {"by": "project"}).text
        assert (cast.quarry.name in page) == sees, who
        assert ("不涉及项目" in re.sub(r"<select.*?</select>", "", page, flags=re.S)) != sees, who


@pytest.mark.parametrize("who", ["helper", "helper2", "auditor", "sysadmin"])
def test_no_helper_reads_the_wall(as_, who):
    assert as_(who).get(reverse(WALL)).status_code == 403


def test_the_wall_takes_the_same_statements_for_many(as_, cast):
    client = as_("clerk")
    few = statements(client, reverse(WALL))
    for number in range(50):
        of = need(cast.alpha, f"W{number}", cast.township_unit)
        finding(cast.alpha, f"W{number}", cast.bureau_unit, need=of)
    assert statements(client, reverse(WALL)) == few


def test_an_empty_wall_leads_on(as_, cast):
    Finding.objects.all().delete()
    assert "没有未销号的问题" in as_("clerk").get(reverse(WALL)).text


def test_the_wall_names_its_rows_once_and_links_no_zero(as_, cast, findings):
    Finding.objects.of(cast.alpha).filter(colour="red").update(colour="yellow")
    page = as_("clerk").get(reverse("finding_wall"))
    assert page.context["row_head"] == "责任单位"
    head, foot = (page.text.split(f"{name}>")[1] for name in ("thead", "tfoot"))
    assert '<th scope="col" class="without">红</th>' in head
    assert '<span class="wall-count">0</span>' in foot and "colour=red" not in foot
    facts = re.findall(r'<div class="board-facts">(.*?)</div>', page.text, re.DOTALL)
    assert facts and not any(str(cast.bureau_unit) in one for one in facts)
    others = as_("clerk").get(reverse("finding_wall"), {"by": "source"}).text
    assert any(str(cast.bureau_unit) in one for one in re.findall(r"board-facts.*", others))
