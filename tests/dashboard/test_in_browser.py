"""The dashboard as leadership sees it: drawn, opened by a click, and readable without."""

import re

import pytest

from accounts.models import User
from mabian.sample.loading import load_sample
from tests.making import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def dashboard(live_server, page):
    load_sample()
    client = signed_in(User.objects.get(username="leader"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/dashboard/")
    return page


def test_charts_are_drawn_and_a_click_opens_the_list(dashboard):
    drawn = dashboard.evaluate("Object.keys(Chart.instances).length")
    assert drawn == dashboard.locator("canvas[data-chart]").count() == 11

    canvas = dashboard.locator("canvas[data-chart=chart-idle-data]")
    canvas.scroll_into_view_if_needed()
    at = dashboard.evaluate(
        "() => { const bar = Chart.getChart("
        "document.querySelector('[data-chart=chart-idle-data]')).getDatasetMeta(0).data[2];"
        " return {x: bar.x, y: bar.y + 5}; }"
    )
    canvas.click(position=at)
    dashboard.wait_for_url("**/funds/?idle=91-180")


def test_the_table_says_the_same_and_is_reached_by_keyboard(dashboard):
    summary = dashboard.locator("#chart-lights-table summary")
    summary.focus()
    dashboard.keyboard.press("Enter")

    dashboard.locator("#chart-lights-table a").first.click()
    dashboard.wait_for_url("**/projects/?month=2024-06&owner=*&light=red")


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_nothing_runs_over_the_edge(dashboard, width):
    dashboard.set_viewport_size({"width": width, "height": 844})
    dashboard.reload()

    assert dashboard.evaluate("document.documentElement.scrollWidth") == width


def test_axe_finds_nothing(dashboard):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(dashboard).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []


def test_it_prints_on_one_sheet_of_a3_or_two_at_most(dashboard):
    printed = dashboard.pdf(format="A3", landscape=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) in (1, 2)
