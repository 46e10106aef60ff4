"""The picture of the network on a screen, in a hand, by the keyboard and on paper."""

import re

import pytest
from django.urls import reverse

from accounts.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOWN = """() => [...document.querySelectorAll("figure.network svg")]
    .filter((one) => one.clientWidth).map((one) => one.className.baseVal)"""
CUT = """() => [...document.querySelectorAll("figure.network a.network-unit")]
    .filter((unit) => unit.getClientRects().length).filter((unit) => {
        const box = unit.querySelector("rect").getBoundingClientRect();
        return [...unit.querySelectorAll("text")].some(
            (text) => text.getBoundingClientRect().right > box.right
        );
    }).map((unit) => unit.querySelector("title").textContent)"""
RING = """(unit) => {
    unit.focus();
    return getComputedStyle(unit.querySelector("rect")).strokeWidth;
}"""
PAPER = re.compile(r"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)")


@pytest.mark.parametrize(
    ("width", "shown"), [(390, "network-narrow"), (1366, "network-wide"), (1920, "network-wide")]
)
def test_all_91_units_are_drawn_within_their_boxes(county, sign_in, at, width, shown):
    page = sign_in("clerk")
    page.set_viewport_size({"width": width, "height": 800})
    Unit.objects.filter(name="县水务局").update(name="马边彝族自治县水务和移民开发服务中心" * 4)
    page = at("/network/")
    assert page.evaluate(SHOWN) == [shown]
    assert page.locator(f".{shown} a.network-unit").count() == 91
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_unit_is_reached_by_the_keyboard_and_has_a_ring(county, sign_in, at):
    sign_in("clerk")
    page = at("/network/")
    unit = page.locator(".network-wide a.network-unit").first
    assert unit.evaluate(RING) == "3px"
    unit.press("Tab")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{second}")
    assert re.fullmatch(r"/network/\d+/", second)
    assert page.url.endswith(second)


def test_it_is_printed_on_one_a3_page(county, sign_in, at):
    sign_in("clerk")
    paper = at(reverse("network")).pdf(prefer_css_page_size=True).decode("latin-1")
    assert PAPER.findall(paper) == [("1191", "841")]
