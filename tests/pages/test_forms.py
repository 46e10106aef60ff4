"""What the forms of the month, of a task and of closing do with what is sent to them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from programmes.models import ReportingPeriod, TaskProgress
from projects.models import MonthEntry
from projects.services.months import record_no_change, take_back
from tests.making import JUNE, MAY, Period, building, sent, signed_in, wan


def entry_page(project, month=JUNE) -> str:
    return reverse("project_entry", args=[project.pk, month])


def of_june(project):
    return MonthEntry.objects.filter(project=project, month=JUNE.start).first()


def test_a_clerk_records_a_month_and_sees_what_it_gives(as_, cast):
    client = as_("clerk")
    fields = sent(0, amount="１,００.5", image_progress="坝基", problems="")
    assert client.post(entry_page(cast.dam), fields).status_code == 200
    fields["amount"] = "１００.5"
    response = client.post(entry_page(cast.dam), fields, follow=True)
    assert response.redirect_chain == [(entry_page(cast.dam), 302)]
    assert of_june(cast.dam).amount == wan("100.5")
    for words in ("400.50", "16.69%", "-33.31", "低于序时进度33.31个百分点", "light-red"):
        assert words in response.text


def next_page(project) -> str:
    return reverse("entry_then_next", args=[project.pk, JUNE])


def test_saving_leads_to_the_next_project_that_has_not_reported(as_, cast):
    mill = building(cast.alpha, "M9", cast.bureau2_unit, 100)
    client = as_("bureau2")
    assert next_page(cast.dam) in client.get(entry_page(cast.dam)).text
    response = client.post(next_page(cast.dam), sent(0, amount="1"))
    assert response["Location"] == entry_page(mill)
    assert next_page(mill) not in client.get(entry_page(mill)).text
    response = client.post(next_page(mill), sent(0, amount="1"))
    assert response["Location"] == entry_page(mill)


def test_a_bureau_is_led_to_no_project_of_others(as_, cast):
    page = as_("bureau").get(entry_page(cast.road))
    assert page.context["view"].next_unreported() is None
    assert as_("clerk").get(entry_page(cast.road)).context["view"].next_unreported() == cast.dam


def test_a_refused_figure_stays_on_its_page(as_, cast):
    response = as_("bureau2").post(next_page(cast.dam), sent(0, amount="一百"))
    assert response.status_code == 200 and "不是数字" in response.text


def test_the_form_begins_in_its_first_field_and_knows_the_texts_before(as_, cast):
    form = as_("clerk").get(entry_page(cast.road)).context["form"]
    assert form.fields["amount"].widget.attrs["autofocus"]
    names = [field.name for field in [*form.text_fields(), *form.optional_fields()]]
    assert names == ["image_progress", "problems", "coordination", "next_step"]
    last = form.spec.last
    assert form.fields["problems"].widget.attrs["data-previous"] == last.problems


def test_a_bureau_records_its_own_project_by_the_cumulative(as_, cast):
    client = as_("bureau2")
    client.post(entry_page(cast.dam), sent(0, cumulative="350万元"))
    assert of_june(cast.dam).amount == wan(50)


def test_the_form_begins_with_the_last_texts_and_the_month_before(as_, cast):
    may = cast.dam.entries.get(month=MAY.start)
    may.image_progress, may.problems = "坝体填筑到三层", "征地未完"
    may.save()
    text = as_("clerk").get(entry_page(cast.dam)).text
    for words in ("坝体填筑到三层", "征地未完", "2024-05", "300.00"):
        assert words in text


def test_figures_that_disagree_are_refused_beside_the_figure_and_kept(as_, cast):
    client = as_("clerk")
    response = client.post(
        entry_page(cast.dam), sent(0, amount="50", cumulative="360", image_progress="保留我")
    )
    assert response.status_code == 200
    assert "cumulative" in response.context["form"].errors
    for words in ('value="50"', 'value="360"', "保留我", "300.00万元"):
        assert words in response.text
    assert of_june(cast.dam) is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "amount"),
        ({"amount": "-1"}, "reason"),
        ({"amount": "1e3"}, "amount"),
        ({"amount": "九"}, "amount"),
        ({"amount": "99999999999"}, "amount"),
        ({"cumulative": "NaN"}, "cumulative"),
        ({"amount": "1", "image_progress": "\x00"}, "image_progress"),
        ({"amount": "1", "problems": "甲\x07"}, "problems"),
        ({"amount": "1", "image_progress": "长" * 301}, "image_progress"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(as_, cast, fields, field):
    response = as_("clerk").post(entry_page(cast.dam), sent(0, **fields))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert of_june(cast.dam) is None


def test_bytes_that_are_no_text_are_no_error_of_the_server(as_, cast):
    body = b"amount=1&image_progress=%ED%A0%80%FF&problems=%00&version=0&submission_id="
    body += str(uuid4()).encode()
    response = as_("clerk").post(entry_page(cast.dam), body, "application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert of_june(cast.dam) is None


def test_what_nobody_asked_for_is_not_bound(as_, cast):
    bound = {
        "amount": "1",
        "unit": cast.helper_unit.pk,
        "origin": "imported",
        "provenance": "published",
        "month": "2024-05-01",
        "no_change": "on",
        "created_by": cast.approver.pk,
    }
    as_("clerk").post(entry_page(cast.dam), sent(0, **bound))
    made = of_june(cast.dam)
    assert (made.unit, made.origin, made.provenance) == (cast.force, "typed", "recorded")
    assert (made.no_change, made.created_by) == (False, cast.clerk)


@pytest.mark.parametrize("month", ["2024-08", "2023-12", "2030-01"])
def test_a_month_outside_the_years_or_not_begun_is_not_found(as_, cast, month):
    address = entry_page(cast.dam, Period.parse(month))
    assert as_("clerk").get(address).status_code == 404
    assert as_("clerk").post(address, {"amount": "1"}).status_code == 404


def test_a_closed_month_says_so_and_has_no_form(as_, cast):
    month = "2024-01"
    client, address = as_("clerk"), entry_page(cast.dam, Period.parse(month))
    page = client.get(address)
    assert page.status_code == 200
    assert 'name="amount"' not in page.text
    response = client.post(address, sent(0, amount="1", image_progress="写了一半"))
    assert response.context["form"].non_field_errors()
    assert "写了一半" in response.text
    assert not MonthEntry.objects.filter(project=cast.dam, month=f"{month}-01").exists()


def test_no_change_is_one_press(as_, cast):
    client, key = as_("bureau2"), uuid4()
    address = reverse("no_change", args=[cast.dam.pk, JUNE])
    for _ in range(2):
        response = client.post(address, {"submission_id": key, "amount": ""}, follow=True)
        assert response.redirect_chain == [(entry_page(cast.dam), 302)]
    made = of_june(cast.dam)
    assert (made.amount, made.no_change) == (0, True)
    assert "无变化" in response.text


@pytest.mark.parametrize("field", ["amount", "cumulative"])
def test_no_change_does_not_throw_a_figure_away(as_, cast, field):
    address = reverse("no_change", args=[cast.dam.pk, JUNE])
    for figure in ("300", "x", "\x00"):
        form = {"submission_id": uuid4(), field: figure}
        assert "未作记录" in as_("bureau2").post(address, form, follow=True).text
    assert of_june(cast.dam) is None


def test_an_entry_that_was_taken_back_meanwhile_is_said_to_be(as_, cast):
    record_no_change(project=cast.dam, month=JUNE, by=cast.bureau2)
    take_back(entry=of_june(cast.dam), version=1, by=cast.bureau2)
    response = as_("clerk").post(entry_page(cast.dam), sent(1, amount="5", image_progress="坝基"))
    assert response.status_code == 409
    assert "已被撤回" in response.text
    assert "坝基" in response.text
    assert "列在旁边" not in response.text


def test_no_change_never_overwrites_an_entry(as_, cast):
    address = reverse("no_change", args=[cast.road.pk, JUNE])
    as_("bureau").post(address, {"submission_id": uuid4()})
    assert of_june(cast.road).amount == wan(100)


def test_its_author_takes_an_entry_back_and_nobody_else(as_, cast):
    record_no_change(project=cast.dam, month=JUNE, by=cast.bureau2)
    address = reverse("take_back", args=[cast.dam.pk, JUNE])
    as_("clerk").post(address, {"version": "1"})
    assert of_june(cast.dam) is not None
    as_("bureau2").post(address, {"version": "7"})
    assert of_june(cast.dam) is not None
    response = as_("bureau2").post(address, {"version": "1"}, follow=True)
    assert of_june(cast.dam) is None
    assert "未报" in response.text


def test_the_button_to_take_back_is_shown_to_the_author_alone(as_, cast):
    record_no_change(project=cast.dam, month=JUNE, by=cast.bureau2)
    action = reverse("take_back", args=[cast.dam.pk, JUNE])
    assert action in as_("bureau2").get(entry_page(cast.dam)).text
    assert action not in as_("clerk").get(entry_page(cast.dam)).text


# A task's progress


def progress_page(task) -> str:
    return reverse("task_progress", args=[task.pk, JUNE])


def report(cast, **values):
    given = {"text": "已培训三人", "done_quantity": "3"}
    return sent(0, **{**given, **values})


def test_a_helper_gives_feedback_on_its_task(as_, cast):
    client = as_("helper")
    response = client.post(progress_page(cast.help_task), report(cast), follow=True)
    assert response.redirect_chain == [(reverse("task", args=[cast.help_task.pk]), 302)]
    assert "已培训三人" in response.text
    cast.help_task.refresh_from_db()
    assert (cast.help_task.state, cast.help_task.done_quantity) == ("in_progress", 3)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "\x00"}, "text"),
        ({"text": "长" * 2001}, "text"),
        ({"done_quantity": "-1"}, "done_quantity"),
        ({"done_quantity": "1e3"}, "done_quantity"),
        ({"done_quantity": "9" * 40}, "done_quantity"),
        ({"done_quantity": "0.001"}, "done_quantity"),
        ({"problem": "长" * 1001}, "problem"),
        ({"help_needed": "长" * 501}, "help_needed"),
        ({"help_from": "0"}, "help_from"),
    ],
)
def test_progress_that_cannot_stand_is_refused_at_its_field(as_, cast, values, field):
    response = as_("helper").post(progress_page(cast.help_task), report(cast, **values))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not TaskProgress.objects.exists()


def test_a_stale_report_can_be_sent_again_as_it_stands(as_, cast):
    as_("clerk").post(progress_page(cast.help_task), report(cast, text="专班代填"))
    form = report(cast, text="自己填的")
    response = as_("helper").post(progress_page(cast.help_task), form)
    assert 'name="version" value="1"' in response.text
    form["version"] = "1"
    assert as_("helper").post(progress_page(cast.help_task), form).status_code == 302


def test_progress_on_a_closed_month_is_refused_in_words(as_, cast):
    as_("approver").post(reverse("close_month", args=[JUNE]), sent())
    response = as_("helper").post(progress_page(cast.help_task), report(cast))
    assert response.status_code == 200
    assert "已截止" in response.text
    july = reverse("task_progress", args=[cast.help_task.pk, "2024-07"])
    assert july in as_("helper").get(progress_page(cast.help_task)).text


def test_the_last_report_is_taken_back_by_its_author(as_, cast):
    as_("helper").post(progress_page(cast.help_task), report(cast))
    address = reverse("take_back_progress", args=[cast.help_task.pk, JUNE])
    as_("clerk").post(address, sent(1))
    assert TaskProgress.objects.exists()
    assert as_("helper2").post(address, sent(1)).status_code == 404
    as_("helper").post(address, sent(1))
    assert not TaskProgress.objects.exists()


# Closing and reopening


def state(cast) -> str:
    return ReportingPeriod.objects.of(cast.alpha).get(month=JUNE.start).state


def test_a_month_is_closed_asked_for_and_reopened_by_buttons(as_, cast):
    clerk, approver = as_("clerk"), as_("approver")
    month = reverse("supervision_month", args=[JUNE])
    assert reverse("close_month", args=[JUNE]) in clerk.get(month).text
    response = clerk.post(reverse("close_month", args=[JUNE]), sent(), follow=True)
    assert response.redirect_chain == [(month, 302)]
    assert state(cast) == "closed"
    assert reverse("close_month", args=[JUNE]) not in response.text
    clerk.post(reverse("ask_reopen", args=[JUNE]), sent(2, reason="漏报水库"))
    assert reverse("reopen_month", args=[JUNE]) not in clerk.get(month).text
    page = approver.get(month).text
    assert "漏报水库" in page
    assert reverse("reopen_month", args=[JUNE]) in page
    approver.post(reverse("reopen_month", args=[JUNE]), sent(3))
    assert state(cast) == "reopened"


@pytest.mark.parametrize("reason", ["", " ", "\n", "\x00", "长" * 201])
def test_reopening_is_not_asked_without_a_reason_that_can_be_kept(as_, cast, reason):
    clerk = as_("clerk")
    clerk.post(reverse("close_month", args=[JUNE]), sent())
    clerk.post(reverse("ask_reopen", args=[JUNE]), sent(2, reason=reason))
    assert not ReportingPeriod.objects.of(cast.alpha).get(month=JUNE.start).reopening_is_asked


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "请说明重新开放的原因。"),
        ("长" * 1000, "原因共1000字，最多200字。"),
        ("漏报\x00", "文字中含有无法保存的字符。"),
    ],
)
def test_the_reason_for_reopening_is_refused_with_what_is_wrong(as_, cast, reason, words):
    clerk = as_("clerk")
    clerk.post(reverse("close_month", args=[JUNE]), sent())
    page = clerk.post(reverse("ask_reopen", args=[JUNE]), sent(2, reason=reason), follow=True)
    assert [str(one) for one in page.context["messages"]][1:] == [words]


def test_an_approver_does_not_agree_with_themselves(as_, cast):
    approver = as_("approver")
    approver.post(reverse("close_month", args=[JUNE]), sent())
    approver.post(reverse("ask_reopen", args=[JUNE]), sent(2, reason="漏报"))
    response = approver.post(reverse("reopen_month", args=[JUNE]), sent(3), follow=True)
    assert "另一人" in response.text
    assert state(cast) == "closed"


def test_a_month_that_has_not_ended_is_not_closed(as_, cast):
    july = Period.month(2024, 7)
    month = reverse("supervision_month", args=[july])
    assert reverse("close_month", args=[july]) not in as_("clerk").get(month).text
    as_("clerk").post(reverse("close_month", args=[july]), sent())
    assert ReportingPeriod.objects.of(cast.alpha).get(month=july.start).takes_entries


def test_a_form_without_its_token_is_refused_in_words(cast):
    client = signed_in(cast.clerk, enforce_csrf_checks=True)
    response = client.post(entry_page(cast.dam), {"amount": "1"})
    assert response.status_code == 403
    assert "表单" in response.text
    assert of_june(cast.dam) is None
