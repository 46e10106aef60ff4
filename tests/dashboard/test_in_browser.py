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
    assert drawn == dashboard.locator("canvas[data-chart]").count() == 15

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


def pages(printed: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page\b", printed))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_the_dashboard_prints_on_one_sheet_of_a3(dashboard):
    assert pages(dashboard.pdf(prefer_css_page_size=True)) == [(1191, 842)]


def test_a_project_prints_on_two_sheets_of_a4(dashboard, live_server):
    for name in ("黄家坪磷矿开发", "芦稿溪水库", "民建镇"):
        dashboard.goto(f"{live_server.url}/projects/?q={name}")
        dashboard.locator("tbody a").first.click()
        dashboard.wait_for_load_state()
        assert pages(dashboard.pdf(prefer_css_page_size=True)) == [(595, 842)] * 2, name


def test_no_caption_meets_a_line_or_another_caption(dashboard):
    """Charts 1, 2 and 5: under lines, beside a fixed line, in crowded columns."""
    places = dashboard.evaluate(
        """() => ["course", "sectors", "stages"].map((name) => {
            const chart = Chart.getChart(document.querySelector(`[data-chart=chart-${name}-data]`));
            const options = chart.config._config.options.plugins.datalabels;
            const { anchor, align, rotation, display } = options;
            const [dataset] = chart.data.datasets;
            const context = { chart, dataset, datasetIndex: 0, dataIndex: 0 };
            return [anchor(context), align(context), rotation(context), display(context)];
        })"""
    )
    assert places == [
        ["start", "end", 0, "auto"],
        ["end", "end", 0, False],
        ["end", "end", -90, "auto"],
    ]


def test_in_a_hand_the_findings_come_before_the_charts_under_a_low_top_bar(dashboard):
    dashboard.set_viewport_size({"width": 390, "height": 844})
    dashboard.reload()
    top = dashboard.evaluate("document.querySelector('main').getBoundingClientRect().top")
    assert top <= 0.12 * 844
    findings = dashboard.get_by_role("navigation", name="主要情况").get_by_role("link")
    assert findings.count() == 16
    chart = dashboard.locator(".chart").first
    assert findings.last.bounding_box()["y"] < chart.bounding_box()["y"]
    findings.first.click()
    assert dashboard.url.endswith("#chart-course-title")


def test_in_a_hand_the_pages_are_in_a_drawer_and_the_day_under_a_button(dashboard):
    dashboard.set_viewport_size({"width": 390, "height": 844})
    dashboard.reload()
    link = dashboard.get_by_role("link", name="资金", exact=True)
    assert not link.is_visible()
    dashboard.get_by_role("button", name="打开导航").click()
    dashboard.get_by_role("button", name="关闭导航").click()
    link.wait_for(state="hidden")
    dashboard.get_by_role("button", name="截至07-08").click()
    dashboard.get_by_role("textbox", name="数据截至").fill("2024-06-30")
    dashboard.get_by_role("button", name="查看").click()
    dashboard.get_by_role("button", name="截至06-30").wait_for()
