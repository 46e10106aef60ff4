"""The wall of findings and their list on screens, in a hand and on paper."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A3 = (1191, 842)  # points, landscape
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_the_wall_is_read_without_moving_it_sideways(county, sign_in, at, width):
    page = sign_in("clerk")
    page.set_viewport_size({"width": width, "height": 844})
    for query in ("", "?by=source&across=age", "?by=project", "?by=township&across=age"):
        at(f"/findings/wall/{query}")
        assert not page.evaluate(WIDER)
        frame = page.locator(".table-responsive:has(.wall)")
        assert frame.evaluate("one => one.scrollWidth <= one.clientWidth")
        assert frame.locator(".board-card").count() > 0


def test_the_wall_is_printed_on_a3(county, sign_in, at):
    page = sign_in("clerk")
    at("/findings/wall/")
    paper = page.pdf(prefer_css_page_size=True).decode("latin-1")
    boxes = re.findall(r"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", paper)
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {A3}


def test_the_list_in_a_hand_shows_the_light_beside_the_text(county, sign_in, at):
    page = sign_in("clerk")
    page.set_viewport_size({"width": 390, "height": 844})
    at("/findings/")
    for box in [one.bounding_box() for one in page.locator("td.warning .light").all()]:
        assert box["x"] + box["width"] <= 390
