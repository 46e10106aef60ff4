"""Each count of a light opens the rows that carry its colour in the column of its name."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from core.choices import Light
from projects.choices import LightKind
from tests.pages.test_exports import as_csv

COLUMNS = {"warning": "综合预警", "light": "进度灯", "start": "开工灯", "statistics": "入统灯"}
PAGES = {
    "/dashboard/": set(COLUMNS),
    "/supervision/month/2024-06/": set(COLUMNS),
    "/supervision/month/2024-05/": set(COLUMNS) - {"start"},
    "/projects/by-sector/": {"warning", "light"},
    "/projects/by-township/": {"warning", "light"},
    "/projects/by-official/": {"warning", "light"},
}


def counts(page) -> Iterator[tuple[str, str, int]]:
    """The links of a page that count a light: its name, the address, the number."""
    for link in html.fromstring(page.text).iter("a"):
        address = link.get("href", "")
        asked = parse_qs(urlsplit(address).query).keys() & COLUMNS.keys()
        numbers = re.findall(r"\d+", link.text_content())
        if urlsplit(address).path == "/projects/" and asked and numbers:
            yield asked.pop(), address, int(numbers[-1])


def listed(client, query: dict) -> list[dict[str, str]]:
    """The rows of the list with their codes and lights, as its file holds them."""
    head, *rows = as_csv(client, "/projects/", **query, columns=",".join(["code", *COLUMNS]))
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("page", PAGES)
def test_each_count_opens_the_rows_that_carry_its_colour(leader, page):
    found, rows = list(counts(leader.get(page))), {}
    assert {name for name, _, _ in found} == PAGES[page]
    for name, address, count in found:
        query = parse_qs(urlsplit(address).query)
        words = {str(Light(value).label) for value in query[name]}
        whole = {each: query[each] for each in query if each != name}
        if str(whole) not in rows:
            rows[str(whole)] = listed(leader, whole)
        carrying = [row for row in rows[str(whole)] if row[COLUMNS[name]] in words]
        assert listed(leader, query) == carrying, address
        assert len(carrying) == count, address


def test_the_names_of_the_lights_are_those_of_the_columns():
    assert {kind.value: str(kind.label) for kind in LightKind} == COLUMNS


@pytest.mark.parametrize("page", ["/dashboard/", "/supervision/month/2024-06/"])
def test_only_projects_with_a_colour_are_rated_and_the_others_are_named(leader, page):
    words = (
        "2024年6月已评定综合预警的项目40个；未评定89个：未报3个、缺字段未评65个、未到计划开工21个"
    )
    assert words in leader.get(page).text
