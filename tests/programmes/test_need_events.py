"""A need from the statement of its township until it is met, by dated decisions."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from core.records import StaleRecord
from notifications.models import Notice
from programmes.choices import NeedEventKind, NeedState
from programmes.models import Need, NeedEvent
from programmes.services.need_events import decide_on_need
from programmes.services.needs import create_need
from projects.services.attached import create_link
from tests import making
from tests.database import refused
from tests.making import DAY, need, task

ANSWERED = {"under_way", "partly_met"}
# Of each step the states from which it is possible.
STEPS = {
    "accepted": {"to_triage", "deferred"},
    "deferred": {"to_triage", "open"} | ANSWERED,
    "declined": {"to_triage", "open", "deferred"},
    "confirmed": {"open"} | ANSWERED,
    "reopened": {"met", "declined"},
}
AFTER = {"accepted": "open", "reopened": "open", "confirmed": "met"}


def made(cast, state="open") -> Need:
    """A need of the township in the state."""
    decided = state if state in ("to_triage", "met", "deferred", "declined") else "accepted"
    number = f"S{Need.objects.count()}"
    one = need(cast.alpha, number, cast.township_unit, text="缺水渠", decision=decided)
    if state in ANSWERED:
        answer = task(
            cast.alpha,
            f"A{number}",
            cast.bureau_unit,
            state="closed" if state == "partly_met" else "in_progress",
        )
        making.answered_by(one, answer)
    return one


def now(one: Need, on=DAY) -> Need:
    return Need.objects.with_state(on).get(pk=one.pk)


def decide(one, kind, by, on=DAY, reason="原因", version=None) -> NeedEvent:
    given = {"version": version or now(one).version, "by": by, "on": on, "reason": reason}
    return decide_on_need(one, NeedEventKind(kind), **given)


@pytest.mark.parametrize("kind", STEPS)
@pytest.mark.parametrize("state", NeedState.values)
def test_every_step_is_possible_from_its_states_alone(cast, state, kind):
    one = made(cast, state)
    assert now(one).state_then == state
    if state in STEPS[kind]:
        decide(one, kind, cast.clerk)
        assert now(one).state_then == AFTER.get(kind, kind)
        assert now(one).version == 2
        return
    with pytest.raises(ValidationError, match="现在不能这样办理"):
        decide(one, kind, cast.clerk)
    assert (now(one).state_then, now(one).version) == (state, 1)
    assert not NeedEvent.objects.filter(need=one).exists()


@pytest.mark.parametrize("kind", ["deferred", "declined", "reopened"])
def test_what_sets_a_need_aside_or_takes_it_back_has_a_reason(cast, kind):
    one = made(cast, "declined" if kind == "reopened" else "to_triage")
    with pytest.raises(ValidationError, match="请说明原因"):
        decide(one, kind, cast.clerk, reason=" ")


def test_a_need_that_nothing_answers_is_met_by_something_that_is_said(cast):
    one = made(cast)
    with pytest.raises(ValidationError, match="请说明原因"):
        decide(one, "confirmed", cast.township, reason="")
    decide(one, "confirmed", cast.township, reason="镇里自筹已建成")
    assert now(one).state_then == "met"


def test_an_answered_need_is_confirmed_without_a_word(cast):
    one = made(cast, "partly_met")
    decide(one, "confirmed", cast.township, reason="")
    assert now(one).state_then == "met"


def test_what_a_township_states_waits_and_what_the_task_force_enters_is_accepted(cast):
    given = {"programme": cast.alpha, "category": cast.open_need.category}
    given |= {"township": cast.township_unit, "text": "缺水渠"}
    stated = create_need(by=cast.township, **given)
    entered = create_need(by=cast.clerk, **given | {"text": "缺路灯"})
    assert [now(stated).state_then, now(entered).state_then] == ["to_triage", "open"]
    assert (stated.number, entered.number) == ("XQ2024-001", "XQ2024-002")
    [notice] = Notice.objects.filter(url=f"/needs/{stated.pk}/")
    assert (notice.recipient, notice.text) == (cast.clerk, "上坝镇提出需求：“缺水渠”")
    assert not Notice.objects.filter(url=f"/needs/{entered.pk}/").exists()


def test_the_decision_settles_the_notice_and_the_township_reads_the_reason(cast):
    given = {"programme": cast.alpha, "category": cast.open_need.category}
    stated = create_need(by=cast.township, township=cast.township_unit, text="缺水渠", **given)
    decide(stated, "declined", cast.approver, reason="不属帮扶范围")
    unread = Notice.objects.filter(url=f"/needs/{stated.pk}/").unread()
    assert [(one.recipient, one.text) for one in unread] == [
        (cast.township, "不予采纳：“缺水渠” 不属帮扶范围")
    ]


def test_the_clerks_read_what_the_township_confirms_and_the_township_what_is_confirmed_for_it(cast):
    own, for_it = made(cast, "under_way"), made(cast, "under_way")
    event = decide(own, "confirmed", cast.township, reason="")
    assert (event.unit, event.on_behalf) == (cast.township_unit, False)
    event = decide(for_it, "confirmed", cast.clerk, reason="")
    assert (event.unit, event.on_behalf) == (cast.township_unit, True)
    told = Notice.objects.filter(dedupe_key__startswith="need-event:")
    assert {(one.url, one.recipient) for one in told} == {
        (f"/needs/{own.pk}/", cast.clerk),
        (f"/needs/{for_it.pk}/", cast.township),
    }


def test_the_state_of_an_earlier_day_is_that_before_the_later_decisions(cast):
    one = made(cast, "to_triage")
    Need.objects.filter(pk=one.pk).update(known_on=DAY - timedelta(5))
    decide(one, "deferred", cast.clerk, on=DAY - timedelta(3))
    decide(one, "accepted", cast.clerk, on=DAY - timedelta(1))
    days = {6: None, 5: "to_triage", 4: "to_triage", 3: "deferred", 2: "deferred", 1: "open"}
    assert {n: now(one, DAY - timedelta(n)).state_then for n in days} == days
    assert now(one, DAY - timedelta(6)).state_label == "当日无记录"


def test_a_completed_project_meets_a_need_in_part_from_its_day(cast):
    one = made(cast)
    built = making.project(cast.alpha, "PN", cast.bureau_unit, name="水渠")
    making.stage(built, "building", DAY - timedelta(9))
    create_link(project=built, need=one, by=cast.clerk)
    assert now(one).state_then == "under_way"
    making.stage(built, "completed", DAY)
    assert now(one, DAY - timedelta(1)).state_then == "under_way"
    assert now(one).state_then == "partly_met"


def test_a_second_decision_on_what_was_read_before_the_first_is_stale(cast):
    one = made(cast, "to_triage")
    decide(one, "accepted", cast.clerk)
    with pytest.raises(StaleRecord):
        decide(one, "declined", cast.approver, version=1)


def test_the_database_keeps_an_event_as_it_was_stored(cast):
    event = decide(made(cast, "to_triage"), "accepted", cast.clerk)
    refused("UPDATE programmes_needevent SET reason = '另' WHERE id = %s", event.pk)
