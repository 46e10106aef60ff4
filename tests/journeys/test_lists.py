"""Wide lists: nothing is cut on the screen of an office, head and first column stay, rows are
ticked and changed together."""

import pytest

from projects.models import Project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = ["/projects/", "/projects/board/", "/projects/largest/", "/projects/behind/", "/funds/"]
WIDE += ["/projects/month/2024-06/", "/tasks/", "/needs/", "/network/"]
CUT = """() => [...document.querySelectorAll(".list-frame, .board, .page-wrapper")]
    .filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className)"""
SCROLLED = """() => {
    const frame = document.querySelector(".list-frame");
    frame.scrollIntoView();
    frame.scrollTo(120, 900);
    const place = (cell) => cell.getBoundingClientRect();
    const inside = place(frame);
    const names = [...frame.querySelectorAll("tbody a")].map(place);
    return {
        head: place(frame.querySelector("thead th")).top - inside.top,
        name: Math.min(...names.map((one) => one.left)) - inside.left,
        over: Boolean(document.elementFromPoint(inside.left + 20, inside.top + 20).closest("th")),
        foot: inside.bottom - place(frame.querySelector("tfoot td")).bottom,
    };
}"""


def test_nothing_is_cut_on_the_screen_of_an_office(county, sign_in, at):
    sign_in("clerk")
    assert {address: at(address).evaluate(CUT) for address in WIDE} == dict.fromkeys(WIDE, [])


def test_head_name_and_totals_stay_while_the_list_is_scrolled(county, sign_in, at):
    page = sign_in("clerk")
    page.set_viewport_size({"width": 1000, "height": 768})
    places = at("/projects/").evaluate(SCROLLED)
    assert abs(places["head"]) <= 1 and places["over"]
    assert 30 < places["name"] < 60
    assert 0 <= places["foot"] <= 20


def test_ticked_rows_are_changed_together_and_it_is_undone(county, sign_in, at):
    sign_in("clerk")
    page = at("/projects/?q=拉丝")
    change = page.get_by_role("button", name="修改所选项目")
    assert change.is_disabled()
    page.get_by_label("全选本页").check()
    change.click()
    page.get_by_label("包联领导").fill("县领导99")
    page.get_by_role("button", name="修改1个项目").click()
    page.get_by_text("已修改1个项目").wait_for()
    assert Project.objects.filter(lead_official="县领导99").count() == 1
    page.get_by_role("button", name="撤销").click()
    page.get_by_text("已恢复1个项目").wait_for()
    assert not Project.objects.filter(lead_official="县领导99").exists()


def test_shift_and_a_click_sorts_by_one_more_column(county, sign_in, at):
    sign_in("clerk")
    page = at("/projects/?sort=stage")
    page.locator("thead a", has_text="总投资").click(modifiers=["Shift"])
    page.wait_for_url("**sort=stage&sort=-total_investment**")


@pytest.mark.parametrize("address", ["/projects/", "/tasks/", "/needs/", "/funds/", "/network/"])
def test_in_a_hand_each_row_is_one_line_with_its_name(county, sign_in, at, address):
    page = sign_in("clerk")
    page.set_viewport_size({"width": 390, "height": 844})
    rows = at(address).locator(".list-frame tbody tr")
    heights = {round(row.bounding_box()["height"]) for row in rows.all()[:20]}
    assert max(heights) <= 48
    page.locator(".list-frame").evaluate("frame => frame.scrollTo(600, 0)")
    name = rows.first.locator("a").first.bounding_box()
    assert name["x"] < 40
