"""Lists in a hand and by keyboard."""

import pytest
from django.urls import reverse

from projects.models import Project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OUTLINE = "getComputedStyle(document.activeElement).outline"


def test_filters_are_folded_in_a_hand_and_one_press_unfolds_them_all(county, sign_in, at):
    page = sign_in("clerk")
    page.set_viewport_size({"width": 390, "height": 844})
    filters = at("/tasks/").locator("details.filters")
    assert filters.get_attribute("open") is None

    filters.locator("> summary").click()
    page.get_by_role("combobox", name="已完成").select_option("no")
    page.get_by_role("button", name="筛选").click()
    page.wait_for_url("**done=no**")
    assert filters.get_attribute("open") is None
    assert "已设1项" in filters.locator("> summary").inner_text()


def test_what_is_seldom_used_is_unfolded_by_keyboard_and_by_being_set(county, sign_in, at):
    page = sign_in("clerk")
    at("/tasks/")
    done = page.get_by_role("combobox", name="已完成")
    assert done.is_hidden()
    page.get_by_text("更多筛选").focus()
    page.keyboard.press("Enter")
    done.select_option("no")
    page.get_by_role("button", name="筛选").click()
    page.wait_for_url("**done=no**")
    assert done.is_visible()


def test_filters_unfold_where_there_is_room(county, sign_in, at):
    page = sign_in("clerk")
    page.set_viewport_size({"width": 390, "height": 844})
    at("/tasks/")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="筛选").wait_for()


def test_whatever_the_keyboard_reaches_is_outlined(county, sign_in, at):
    page = sign_in("clerk")
    at("/projects/month/2024-06/")
    for name in ("打印", "筛选"):
        page.locator(".btn", has_text=name).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE) == "rgb(29, 63, 114) solid 2px"


def test_a_long_select_is_narrowed_down_by_a_few_letters(county, sign_in, at):
    sign_in("clerk")
    page = at("/tasks/")
    page.get_by_role("searchbox", name="牵头单位").fill("越城")
    chosen = page.get_by_role("combobox", name="牵头单位").locator("option:checked")
    assert "越城" in chosen.inner_text()


def test_helpers_to_tick_are_narrowed_down_with_their_group(county, sign_in, at):
    sign_in("clerk")
    page = at("/projects/new/")
    page.get_by_role("searchbox", name="帮扶单位").fill("越城")
    groups = page.locator(".ticks [role=group]:visible")
    assert groups.count() == 1
    groups.get_by_role("checkbox").check()
    page.get_by_role("searchbox", name="帮扶单位").fill("")
    assert page.locator(".ticks [role=group]:visible").count() > 5
    assert page.locator(".ticks input:checked").count() == 1


def test_a_day_is_typed_as_it_is_shown_and_counts_on_enter(county, sign_in, at):
    sign_in("clerk")
    page = at("/tasks/")
    day = page.get_by_role("textbox", name="数据截至")
    assert day.input_value() == "2024-07-08"
    day.fill("2024.6.30")
    assert "查看" in page.locator("header form", has=day).inner_text()
    day.press("Enter")
    page.get_by_role("button", name="回到").wait_for()
    assert day.input_value() == "2024-06-30"


def test_the_calendar_behind_a_day_fills_it_in(county, sign_in, at):
    sign_in("clerk")
    page = at(reverse("add_milestone", args=[Project.objects.get(code="MB2024-003").pk]))
    due = page.locator("[data-picker=date]").first
    calendar = due.locator("xpath=../input[@aria-hidden]")
    page.get_by_role("button", name="日历").last.wait_for()
    calendar.evaluate(
        "one => { one.value = '2024-09-01'; one.dispatchEvent(new Event('change')); }"
    )
    assert due.input_value() == "2024-09-01"


def test_a_unit_of_the_grid_is_chosen_by_the_button_and_not_by_the_first_key(county, sign_in, at):
    sign_in("clerk")
    page = at("/projects/month/2024-06/grid/?unit=all")
    page.get_by_role("combobox", name="责任单位").select_option(label="县交通运输局")
    assert page.url.endswith("unit=all")
    page.get_by_role("main").get_by_role("button", name="查看").click()
    page.wait_for_url(lambda url: not url.endswith("unit=all"))


def test_the_question_mark_lists_the_keys(county, sign_in, at):
    sign_in("bureau")
    page = at("/my/")
    keys = page.get_by_role("dialog", name="快捷键")
    page.keyboard.press("?")
    keys.wait_for()
    page.keyboard.press("Escape")
    keys.wait_for(state="hidden")
    page.get_by_role("searchbox").first.press("?")
    assert not keys.is_visible()
