"""A finding from its recording to its closing, by dated events."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core.records import StaleRecord
from notifications.models import Notice
from supervision.choices import FindingEventKind, FindingRequestKind, FindingState
from supervision.figures.findings import finding_day, finding_reason
from supervision.models import (
    Finding,
    FindingEvent,
    FindingRequest,
    FindingRule,
    FindingSource,
    Order,
    SecondLook,
)
from supervision.services import finding_events as events
from supervision.services import finding_requests as requests
from supervision.services import findings, orders, second_looks
from tests import making
from tests.database import refused, run
from tests.making import DAY, finding

DUE = date(2024, 7, 31)
TO_RECTIFY = {"open", "rectifying"}
# Of each step the states from which it is possible.
STEPS = {
    "report": TO_RECTIFY,
    "closing": TO_RECTIFY,
    "date": TO_RECTIFY,
    "set_day": TO_RECTIFY,
    "colour": TO_RECTIFY | {"rectified"},
    "close": {"rectified"},
    "send_back": {"rectified"},
    "reopen": {"closed"},
    "second_look": {"closed"},
}


def made(cast, state="open", **values) -> Finding:
    return finding(
        cast.alpha, f"D{Finding.objects.count()}", cast.bureau_unit, state=state, **values
    )


def now(one: Finding) -> Finding:
    return Finding.objects.get(pk=one.pk)


def ask(one, by, kind="closing", **values) -> FindingRequest:
    return making.finding_request(now(one), by, kind, **values)


def accept(request, by, on=DAY, **values):
    if request.kind == FindingRequestKind.CLOSING:
        values.setdefault("verification", "on_spot")
    requests.accept_request(request, version=request.version, by=by, on=on, **values)


def step(cast, one, name):
    found, by_clerk = now(one), {"version": now(one).version, "on": DAY, "by": cast.clerk}
    with_reason = {**by_clerk, "reason": "原因"}
    return {
        "report": lambda: events.report_rectification(
            found, version=found.version, text="已进场", by=cast.bureau, on=DAY
        ),
        "closing": lambda: ask(one, cast.bureau),
        "date": lambda: ask(one, cast.bureau, "date"),
        "set_day": lambda: events.set_due_day(found, due_on=DUE + timedelta(9), **with_reason),
        "colour": lambda: events.set_colour(found, colour="red", **with_reason),
        "close": lambda: events.close_imported(found, verification="papers", **with_reason),
        "send_back": lambda: events.send_imported_back(found, **with_reason),
        "reopen": lambda: events.reopen_finding(found, **with_reason),
        "second_look": lambda: second_looks.plan_second_look(
            found, due_on=DUE, by=cast.clerk, on=DAY
        ),
    }[name]()


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", FindingState.values)
def test_every_step_is_possible_from_its_states_alone(cast, state, name):
    one = made(cast, state)
    if state in STEPS[name]:
        step(cast, one, name)
        return
    with pytest.raises(ValidationError, match="现在不能这样办理"):
        step(cast, one, name)
    assert (now(one).state, now(one).version) == (state, 1)
    assert not FindingEvent.objects.filter(finding=one).exists()


def test_a_recorded_finding_gets_a_number_and_its_unit_a_notice(cast):
    source = FindingSource.objects.create(programme=cast.alpha, name="审计监督")
    given = {"source": source, "found_on": DAY, "text": "台账不全", "unit": cast.bureau_unit}
    one = findings.create_finding(programme=cast.alpha, by=cast.clerk, **given)
    assert one.number == "D2"  # after the number of the cast
    notice = Notice.objects.get(recipient=cast.bureau)
    assert "台账不全" in notice.text
    assert one.events.get().kind == FindingEventKind.FOUND


def test_the_first_report_begins_the_rectification_and_a_supporting_unit_does_not(cast):
    one = made(cast)
    one.supporting_units.add(cast.bureau2_unit)
    given = {"text": "已配合", "on": DAY, "version": 1}
    events.report_rectification(now(one), by=cast.bureau2, **given)
    assert now(one).state == "open"
    events.report_rectification(now(one), by=cast.bureau, **{**given, "text": "已进场"})
    assert (now(one).state, now(one).situation) == ("rectifying", "已进场")
    assert one.events.get().kind == FindingEventKind.BEGUN


def test_a_closing_needs_a_second_person_and_stores_how_it_was_verified(cast):
    one = made(cast, due_on=date(2024, 7, 1))
    asked = ask(one, cast.clerk)
    assert (asked.unit, asked.on_behalf, now(one).state) == (cast.bureau_unit, True, "rectified")
    with pytest.raises(ValidationError, match="另一人"):
        accept(asked, cast.clerk)
    with pytest.raises(ValidationError, match="核验方式"):
        accept(asked, cast.approver, verification="")
    accept(asked, cast.approver, on=date(2024, 7, 10))
    closed = now(one)
    assert (closed.state, closed.verification, closed.days_late) == ("closed", "on_spot", 7)
    assert (closed.rectified_on, closed.closed_on) == (DAY, date(2024, 7, 10))


def test_what_is_sent_back_goes_on_and_can_be_reported_again(cast):
    one = made(cast)
    asked = ask(one, cast.bureau)
    given = {"version": asked.version, "by": cast.clerk, "on": DAY}
    with pytest.raises(ValidationError):
        requests.refuse_request(asked, answer=" ", **given)
    requests.refuse_request(asked, answer="佐证不全", **given)
    assert (now(one).state, now(one).rectified_on) == ("rectifying", None)
    assert ask(one, cast.bureau).is_pending


def test_another_day_is_asked_for_in_time_to_a_later_day_and_as_often_as_the_rule_allows(cast):
    one = made(cast)
    with pytest.raises(ValidationError, match="晚于"):
        ask(one, cast.bureau, "date", new_due_on=DUE)
    with pytest.raises(ValidationError, match="已过"):
        ask(one, cast.bureau, "date", on=DUE + timedelta(1))
    accept(ask(one, cast.bureau, "date", new_due_on=date(2024, 8, 20)), cast.approver)
    moved = Finding.objects.with_moves().get(pk=one.pk)
    assert (moved.due_on, moved.first_due_on, moved.times_moved) == (date(2024, 8, 20), DUE, 1)
    with pytest.raises(ValidationError, match="不能再"):
        ask(one, cast.bureau, "date", new_due_on=date(2024, 9, 20))
    FindingRule.objects.create(programme=cast.alpha, valid_from=date(2024, 1, 1), max_moves=2)
    ask(one, cast.bureau, "date", new_due_on=date(2024, 9, 20))


def test_a_reopened_finding_is_counted_and_goes_on(cast):
    one = made(cast)
    accept(ask(one, cast.bureau), cast.approver)
    look = second_looks.plan_second_look(now(one), due_on=DUE, by=cast.clerk, on=DAY)
    given = {"version": look.version, "by": cast.clerk, "on": DUE}
    second_looks.record_second_look(look, holds=False, result="又出现", **given)
    again = Finding.objects.with_moves().get(pk=one.pk)
    assert (again.state, again.times_reopened, again.closed_on) == ("rectifying", 1, None)
    assert SecondLook.objects.get().result == "又出现"


def test_a_reopening_ends_the_second_look_that_is_planned(cast, as_):
    one = made(cast, "closed")
    look = second_looks.plan_second_look(one, due_on=DUE, by=cast.clerk, on=DAY)
    step(cast, one, "reopen")
    ended = SecondLook.objects.get()
    assert (ended.done_on, ended.holds, ended.result) == (DAY, False, "原因")
    address = reverse("record_second_look", args=[one.pk, look.pk])
    assert address not in as_("clerk").get(reverse("finding", args=[one.pk])).text
    assert "已经登记。" in as_("clerk").get(address, follow=True).text


@pytest.mark.parametrize("holds", [True, False])
def test_only_a_closed_finding_is_looked_at_again(cast, as_, holds):
    one = made(cast, "rectifying")
    look = SecondLook.objects.create(programme=cast.alpha, finding=one, due_on=DUE)
    given = {"version": 1, "holds": holds, "result": "稳定", "by": cast.clerk, "on": DAY}
    with pytest.raises(ValidationError, match="整改中"):
        second_looks.record_second_look(look, **given)
    assert SecondLook.objects.get().done_on is None
    address = reverse("record_second_look", args=[one.pk, look.pk])
    assert address not in as_("clerk").get(reverse("finding", args=[one.pk])).text
    assert "整改中" in as_("clerk").get(address, follow=True).text


def test_two_that_are_one_are_merged_and_count_once(cast):
    one, other = made(cast), made(cast)
    findings.merge_findings(other, into=one, version=1, reason="同一问题")
    assert other not in Finding.objects.of(cast.alpha).counted()
    assert one in Finding.objects.of(cast.alpha).counted()
    with pytest.raises(ValidationError, match="已并入"):
        step(cast, other, "report")
    with pytest.raises(ValidationError):
        findings.merge_findings(now(one), into=now(other), version=1, reason="反向")
    with pytest.raises(StaleRecord):
        requests.request_of_finding(
            finding=one,
            kind=FindingRequestKind.CLOSING,
            version=7,
            text="好",
            by=cast.bureau,
            on=DAY,
        )


def test_a_helper_has_no_finding_and_sees_none(cast):
    with pytest.raises(ValidationError, match="帮扶单位"):
        findings.create_finding(
            programme=cast.alpha, by=cast.clerk, source=made(cast).source, found_on=DAY,
            text="问题", unit=cast.helper_unit,
        )  # fmt: skip
    with pytest.raises(ValidationError, match="县内单位"):
        findings.create_finding(
            programme=cast.alpha, by=cast.clerk, source=made(cast).source, found_on=DAY,
            text="问题", unit=cast.bureau_unit, supporting_units=[cast.helper_unit],
        )  # fmt: skip
    one = made(cast)
    one.supporting_units.add(cast.helper_unit)
    assert not Finding.objects.visible_to(cast.helper).exists()
    assert one in Finding.objects.visible_to(cast.bureau)
    assert not Finding.objects.visible_to(cast.bureau2).exists()


def test_the_state_and_day_of_an_earlier_day_are_those_before_later_events(cast):
    one = made(cast)
    accept(ask(one, cast.bureau, "date", on=date(2024, 7, 2)), cast.approver, on=date(2024, 7, 4))
    ask(one, cast.bureau, on=date(2024, 7, 6))
    then = Finding.objects.as_of(date(2024, 7, 3)).get(pk=one.pk)
    assert (then.state_then, then.due_then) == ("open", DUE)
    later = Finding.objects.as_of(DAY).get(pk=one.pk)
    assert (later.state_then, later.due_then) == ("rectified", date(2024, 8, 31))


@pytest.mark.parametrize(
    ("values", "light", "words"),
    [
        ({"due_on": date(2024, 7, 31)}, "green", "时限还有17个工作日"),
        ({"due_on": date(2024, 7, 15)}, "yellow", "时限还有5个工作日"),
        ({"due_on": date(2024, 7, 8)}, "yellow", "今日到期"),
        ({"due_on": date(2024, 7, 7)}, "red", "逾期1个工作日"),
        ({"due_on": None}, "", "未定整改时限"),
        (
            {"due_on": date(2024, 7, 1), "state": "rectified", "rectified_on": date(2024, 7, 3)},
            "red",
            "逾期2个工作日，已申请销号，待核验",
        ),
        ({"state": "closed"}, "", ""),
    ],
)
def test_the_light_goes_by_the_working_days_and_says_why(cast, values, light, words):
    one = made(cast, **values)
    day = finding_day(cast.alpha, DAY)
    lit = Finding.objects.as_of(DAY).with_ends(DAY).with_light(day).get(pk=one.pk)
    assert lit.light == light
    assert finding_reason(lit, day) == words


def test_an_order_is_signed_by_a_second_person_numbered_and_signed_for(cast):
    one, other = made(cast), finding(cast.alpha, "E1", cast.bureau2_unit)
    given = {"programme": cast.alpha, "by": cast.clerk, "unit": cast.bureau_unit, "due_on": DUE}
    with pytest.raises(ValidationError, match="水利局"):
        orders.create_order(findings=[one, other], **given)
    order = orders.create_order(findings=[one], **given)
    with pytest.raises(ValidationError, match="督办要求"):
        orders.sign_order(order, version=1, by=cast.approver, on=DAY)
    orders.delete_order(order, version=1, reason="漏填")
    given["demands"] = "限期整改"
    order = orders.create_order(findings=[one], **given)
    with pytest.raises(ValidationError, match="第二人签发"):
        orders.sign_order(order, version=1, by=cast.clerk, on=DAY)
    orders.sign_order(order, version=1, by=cast.approver, on=DAY)
    assert (order.number, order.state) == ("督办〔2024〕1号", "signed")
    assert Notice.objects.filter(recipient=cast.bureau).count() == 1
    orders.receive_order(order, version=2, by=cast.bureau, at=timezone.now())
    assert (order.state, order.received_by, order.on_behalf) == ("received", cast.bureau, False)
    orders.revoke_order(order, version=3, reason="有误")
    assert Notice.objects.filter(recipient=cast.bureau, text__contains="已撤销").exists()
    again = orders.create_order(findings=[one], **given)
    orders.sign_order(again, version=1, by=cast.approver, on=DAY)
    assert again.number == "督办〔2024〕2号"


def test_the_database_refuses_what_is_impossible(cast):
    one = made(cast)
    for change in (
        "state = 'closed', rectified_on = '2024-06-01'",
        "rectified_on = '2024-07-01'",
        "closed_on = '2024-07-01'",
        "due_on = '2024-01-01'",
        "merged_into_id = id",
    ):
        refused(f"UPDATE supervision_finding SET {change} WHERE id = %s", one.pk)
    asked = ask(one, cast.clerk)
    sql = "UPDATE supervision_findingrequest SET state = 'accepted', decided_by_id = %s"
    refused(f"{sql} WHERE id = %s", cast.clerk.pk, asked.pk)
    run(f"{sql} WHERE id = %s", cast.approver.pk, asked.pk)
    refused("UPDATE supervision_findingevent SET reason = '改' WHERE finding_id = %s", one.pk)


def test_what_waits_for_a_decision_is_neither_merged_nor_given_to_another_unit(cast):
    one, other = made(cast), made(cast)
    ask(one, cast.bureau)
    with pytest.raises(ValidationError, match="待审定"):
        findings.merge_findings(now(one), into=other, version=2, reason="同一问题")
    moved = made(cast)
    ask(moved, cast.bureau, "date")
    given = {"version": 1, "supporting_units": [], "by": cast.clerk, "on": DAY}
    with pytest.raises(ValidationError, match="待审定"):
        findings.edit_finding(now(moved), unit=cast.bureau2_unit, **given)


def test_another_responsible_unit_is_an_event_and_is_notified(cast):
    one = made(cast)
    given = {"version": 1, "supporting_units": [], "by": cast.clerk, "on": DAY}
    findings.edit_finding(now(one), unit=cast.bureau2_unit, **given)
    event = one.events.get()
    assert (event.kind, event.reason) == ("unit_changed", "交通局→水利局")
    assert Notice.objects.filter(recipient=cast.bureau2).exists()


def test_an_order_is_not_signed_about_what_is_of_another_unit_or_closed_by_now(cast):
    one = made(cast)
    order = making.order(cast.alpha, one, created_by=cast.clerk)
    Finding.objects.filter(pk=one.pk).update(unit=cast.bureau2_unit)
    with pytest.raises(ValidationError, match="水利局"):
        orders.sign_order(order, version=1, by=cast.approver, on=DAY)
    Finding.objects.filter(pk=one.pk).update(unit=cast.bureau_unit, state="closed")
    with pytest.raises(ValidationError, match="已销号"):
        orders.sign_order(order, version=1, by=cast.approver, on=DAY)


def test_what_is_deleted_meanwhile_is_stale(cast):
    one = made(cast)
    order = making.order(cast.alpha, made(cast), created_by=cast.clerk)
    Finding.objects.filter(pk=one.pk).delete()
    given = {"by": cast.bureau, "on": DAY, "version": 1}
    with pytest.raises(StaleRecord):
        events.report_rectification(one, text="已进场", **given)
    Order.objects.filter(pk=order.pk).delete()
    with pytest.raises(StaleRecord):
        orders.sign_order(order, version=1, by=cast.approver, on=DAY)


def test_a_bureau_reads_of_linked_records_only_what_it_sees(as_, cast):
    one, other = made(cast), finding(cast.alpha, "E9", cast.bureau2_unit, text="别局问题")
    Finding.objects.filter(pk=one.pk).update(project=cast.quarry, merged_into=other)
    page = as_("bureau").get(reverse("finding", args=[one.pk]))
    assert "别局问题" not in page.text
    assert cast.quarry.name not in page.text
    assert "别局问题" in as_("clerk").get(reverse("finding", args=[one.pk])).text


def test_a_refused_request_stays_on_the_page(as_, cast):
    asked = ask(made(cast), cast.bureau, "date", text="汛期停工")
    given = {"version": asked.version, "by": cast.approver, "on": DAY}
    requests.refuse_request(asked, answer="不同意延期", **given)
    page = as_("bureau").get(reverse("finding", args=[asked.finding_id]))
    assert "汛期停工" in page.text
    assert "不同意延期" in page.text
