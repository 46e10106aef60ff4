"""Two people open one record and both save: the later one sees both texts side by side."""

import re

import pytest
from django.urls import reverse

from accounts.models import User
from programmes.models import TaskProgress
from programmes.services.progress import report_progress
from projects.models import MonthEntry
from projects.services.months import record_month, take_back
from tests.making import DAY, JUNE, sent, wan
from tests.pages.test_html import Page, check_markup, check_policy, check_structure


@pytest.fixture
def address(cast):
    return reverse("project_entry", args=[cast.road.pk, JUNE])


def hidden(response) -> dict[str, str]:
    """What the form of the page sends along unseen."""
    form = response.text.partition('id="content"')[2]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def opened(client, address, **fields) -> dict[str, str]:
    """A form as it is opened now, with these fields filled in."""
    form = client.get(address)
    start = form.context["form"]
    shown = {field.name: field.value() or "" for field in start.visible_fields()}
    return {**shown, **hidden(form), **fields}


def of_june(project) -> MonthEntry:
    return MonthEntry.objects.get(project=project, month=JUNE.start)


@pytest.fixture
def meanwhile(cast):
    """The bureau's own save, after the clerk has opened the form."""

    def save(**values):
        given = {"amount": wan(100), "image_progress": "路基完成", "version": 1, **values}
        return record_month(project=cast.road, month=JUNE, by=cast.bureau, **given)

    return save


@pytest.fixture
def conflict(as_, address, meanwhile):
    """``conflict({…}, {…})``: the page on which the clerk chooses, after the clerk filled in the
    first and the bureau saved the second."""

    def meet(mine, theirs):
        client = as_("clerk")
        form = opened(client, address, **mine)
        meanwhile(**theirs)
        response = client.post(address, form)
        assert response.status_code == 409
        return client, response

    return meet


MINE = {"amount": "111", "problems": "缺砂石"}
THEIRS = {"amount": wan(222), "image_progress": "路面完成"}


def test_both_texts_stand_side_by_side_and_nothing_is_chosen_for_the_person(
    cast, address, conflict
):
    _client, response = conflict(MINE, THEIRS)
    text = response.text
    for words in ("111万元", "222万元", "原为：100万元", "路面完成", "缺砂石", cast.bureau.name):
        assert words in text
    assert text.count('type="radio" name="choice_amount"') == 3
    assert "choice_image_progress" not in text
    assert "checked" not in text.partition('id="content"')[2]
    check_policy(response)
    check_markup(Page(text), address)
    check_structure(Page(text), address)
    assert of_june(cast.road).amount == wan(222)


@pytest.mark.parametrize(
    ("choice", "holds"), [("mine", "111"), ("theirs", "222"), ("other", "150")]
)
def test_what_is_chosen_is_saved_with_all_that_only_one_of_them_changed(
    cast, address, conflict, choice, holds
):
    client, page = conflict(MINE, THEIRS)
    chosen = {**hidden(page), "choice_amount": choice, "amount": "150"}
    response = client.post(address, chosen)
    assert response.status_code == 302
    entry = of_june(cast.road)
    assert (entry.amount, entry.image_progress, entry.problems, entry.version) == (
        wan(holds),
        "路面完成",
        "缺砂石",
        3,
    )


def test_without_a_choice_nothing_is_saved_and_the_page_says_so(cast, address, conflict):
    client, page = conflict({"amount": "111"}, {"amount": wan(222)})
    response = client.post(address, hidden(page))
    assert response.status_code == 409
    assert "请选定以哪个为准" in response.text
    assert of_june(cast.road).amount == wan(222)
    again = {**hidden(response), "choice_amount": "mine"}
    assert client.post(address, again).status_code == 302
    assert of_june(cast.road).amount == wan(111)


def test_a_third_save_while_somebody_chooses_is_merged_again(cast, address, conflict, meanwhile):
    client, page = conflict({"amount": "111"}, {"amount": wan(222)})
    meanwhile(amount=wan(222), problems="第三人写", version=2)
    response = client.post(address, {**hidden(page), "choice_amount": "mine"})
    assert response.status_code == 409
    assert "第三人写" in response.text
    assert client.post(address, hidden(response)).status_code == 302
    entry = of_june(cast.road)
    assert (entry.amount, entry.problems) == (wan(111), "第三人写")


def test_what_is_written_anew_is_checked_as_ever_and_the_rest_is_kept(address, conflict):
    client, page = conflict(MINE, {"amount": wan(222)})
    chosen = {**hidden(page), "choice_amount": "other", "amount": "九"}
    response = client.post(address, chosen)
    assert response.status_code == 200
    form = response.context["form"]
    assert "amount" in form.errors
    assert (form["problems"].value(), form["version"].value()) == ("缺砂石", "2")


def test_a_month_typed_by_its_cumulative_is_merged_as_the_months_figure(cast, address, conflict):
    client, response = conflict({"amount": "", "cumulative": "511"}, {"amount": wan(222)})
    assert "111万元" in response.text
    client.post(address, {**hidden(response), "choice_amount": "mine"})
    assert of_june(cast.road).amount == wan(111)


def test_a_form_opened_when_nothing_stood_there_is_merged_too(as_, cast):
    address = reverse("project_entry", args=[cast.dam.pk, JUNE])
    client = as_("clerk")
    mine = opened(client, address, amount="5", image_progress="坝基")
    record_month(project=cast.dam, month=JUNE, by=cast.bureau2, amount=wan(6), problems="移民")
    response = client.post(address, mine)
    assert response.status_code == 409
    saved = client.post(address, {**hidden(response), "choice_amount": "mine"})
    assert saved.status_code == 302
    entry = of_june(cast.dam)
    assert (entry.amount, entry.image_progress, entry.problems) == (wan(5), "坝基", "移民")


def test_what_was_taken_back_meanwhile_is_recorded_anew_by_who_saves_again(as_, cast, address):
    client = as_("clerk")
    mine = opened(client, address, amount="111")
    MonthEntry.objects.filter(pk=cast.road_june.pk).update(created_by=cast.bureau)
    take_back(entry=of_june(cast.road), version=1, by=cast.bureau)
    response = client.post(address, mine)
    assert response.status_code == 409
    assert "已被撤回" in response.text
    again = {**mine, **hidden(response)}
    assert client.post(address, again).status_code == 302
    assert of_june(cast.road).amount == wan(111)


@pytest.mark.parametrize("merge", ["", "x", "eyJ2ZXJzaW9uIjoxfQ:1tAbCd:xyz"])
def test_a_merge_that_did_not_come_from_a_page_of_ours_is_a_bad_request(as_, cast, address, merge):
    response = as_("clerk").post(address, sent(amount="1", merge=merge))
    assert response.status_code == 400
    assert of_june(cast.road).amount == wan(100)


def test_a_person_is_merged_and_units_are_shown_by_their_names(as_, cast):
    address = reverse("edit_person", args=[cast.bureau.pk])
    client = as_("sysadmin")
    mine = opened(client, address, name="我改的", unit=cast.bureau2_unit.pk)
    theirs = opened(client, address, name="先改的", unit=cast.township_unit.pk)
    assert client.post(address, {**theirs, **sent()}).status_code == 302
    response = client.post(address, {**mine, **sent()})
    assert response.status_code == 409
    for words in ("我改的", "先改的", cast.bureau2_unit.name, cast.township_unit.name):
        assert words in response.text
    choices = {"choice_name": "theirs", "choice_unit": "mine"}
    assert client.post(address, {**hidden(response), **choices}).status_code == 302
    person = User.objects.get(pk=cast.bureau.pk)
    assert (person.name, person.unit) == ("先改的", cast.bureau2_unit)


def report(cast, **values):
    given = {"task": cast.help_task, "version": 0, "month": JUNE, "by": cast.clerk, "on": DAY}
    return report_progress(unit=cast.helper_unit, **{**given, **values})


@pytest.mark.parametrize(
    ("mine", "choice", "holds"), [("3", "mine", 3), ("3", "theirs", 5), ("", None, 5)]
)
def test_two_who_report_for_a_unit_choose_which_words_hold(as_, cast, mine, choice, holds):
    address = reverse("task_progress", args=[cast.help_task.pk, JUNE])
    client = as_("helper")
    form = opened(client, address, text="自己填的", done_quantity=mine)
    report(cast, text="专班代填", done_quantity=5)
    response = client.post(address, form)
    assert response.status_code == 409
    assert "自己填的" in response.text and "专班代填" in response.text
    choices = {"choice_done_quantity": choice} if choice else {}
    chosen = {"choice_text": "mine", **choices}
    assert client.post(address, {**hidden(response), **chosen}).status_code == 302
    cast.help_task.refresh_from_db()
    assert cast.help_task.done_quantity == holds
    stored = TaskProgress.objects.get()
    assert (stored.text, stored.created_by, stored.corrected_by) == (
        "自己填的", cast.clerk, cast.helper,
    )  # fmt: skip


def test_a_button_pressed_late_says_so_and_keeps_what_was_typed(as_, cast):
    client = as_("clerk")
    address = reverse("ask_reopen", args=[JUNE])
    response = client.post(address, sent(9, reason="漏报水库"))
    assert response.status_code == 409
    for words in ("他人已作了修改", "漏报水库", reverse("supervision_month", args=[JUNE])):
        assert words in response.text
    check_markup(Page(response.text), address)
    check_structure(Page(response.text), address)


@pytest.mark.parametrize("name", ["task_progress", "add_note", "attach_to_task"])
def test_a_merge_of_one_form_is_none_of_another(cast, conflict, name):
    client, page = conflict({"amount": "7"}, {"amount": wan(9)})
    merge = hidden(page)["merge"]
    record = cast.road if name == "add_note" else cast.road_task
    month = [JUNE] if name == "task_progress" else []
    answer = client.post(reverse(name, args=[record.pk, *month]), sent(1, merge=merge))
    assert answer.status_code == 400
