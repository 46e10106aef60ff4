"""Helpers read the pipeline without lights, lateness or places."""

import pytest

from projects.choices import LightKind
from tests.pages.crawl import Page
from tests.pages.test_exports import as_csv

FORBIDDEN = ["红灯", "黄灯", "逾期", "滞后", "督办", "排名"]
LIGHTS = {kind.value for kind in LightKind}


@pytest.fixture
def supported(cast):
    """A project of the helper, behind its plan."""
    cast.road.supporting_units.add(cast.helper_unit)
    return cast


@pytest.mark.parametrize("address", ["/projects/", "/projects/board/"])
@pytest.mark.parametrize("query", ["", "?_filters=all", "?_filters=all&month=2024-06&light=red"])
def test_no_page_of_the_pipeline_names_a_light_or_lateness(as_, supported, address, query):
    answer = as_("helper").get(address + query)
    assert supported.road.name in answer.text
    assert [word for word in FORBIDDEN if word in Page(answer.text).text] == []
    assert "light-red" not in answer.text and "light-yellow" not in answer.text
    assert not LIGHTS & set(answer.context["filter"].filters)


def test_no_column_sort_or_file_of_the_list_has_a_light(as_, supported):
    client = as_("helper")
    answer = client.get("/projects/", {"columns": "name,light,warning", "sort": "-warning"})
    assert not LIGHTS & {one["name"] for one in answer.context["columns"]}
    for field in answer.context["sort_fields"]:
        assert not LIGHTS & {option[0].lstrip("-") for option in field["options"]}
    heads = as_csv(client, "/projects/")[0]
    heads += as_csv(client, "/projects/all/csv/")[0]
    assert not [head for head in heads if "灯" in head or "预警" in head]


def test_the_county_reads_lights_filters_and_tabs(as_, supported):
    text = as_("clerk").get("/projects/?_filters=all&month=2024-06").text
    assert "红灯" in text and "进度滞后" in text
    assert 'name="warning"' in text and 'name="light"' in text
