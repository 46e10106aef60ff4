"""A task from its assignment to its closing, by dated events."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.records import StaleRecord
from notifications.models import Notice
from programmes.choices import LISTED, TaskEventKind, TaskPhase, TaskRequestKind, TaskState
from programmes.figures.tasks import task_counts
from programmes.models import Task, TaskEvent, TaskRequest
from programmes.services import task_events as events
from programmes.services import task_requests as requests
from programmes.services.progress import report_progress, take_back_progress
from programmes.services.tasks import edit_task
from tests.database import refused, run
from tests.making import DAY, JUNE, task

DEADLINE = date(2024, 7, 31)
WORKED_ON = {"assigned", "signed", "in_progress"}
# Of each step the states from which it is possible.
STEPS = {
    "assign": {"draft"},
    "sign": {"assigned"},
    "report": WORKED_ON,
    "reopen": {"closed"},
    "resume": {"suspended", "cancelled"},
    "set_deadline": WORKED_ON,
    "closing": WORKED_ON,
    "deadline": WORKED_ON,
    "dispute": {"assigned", "signed"},
    "suspension": WORKED_ON,
    "cancellation": WORKED_ON | {"suspended"},
}


@pytest.fixture
def one(cast):
    """A task of the bureau, not signed for."""
    return made(cast)


def made(cast, state="assigned", **values) -> Task:
    number = f"L{Task.objects.count()}"
    given = {"deadline": DEADLINE, "text": "修桥", **values}
    return task(cast.alpha, number, cast.bureau_unit, state=state, **given)


def now(one: Task) -> Task:
    return Task.objects.get(pk=one.pk)


def ask(one, kind, by, on=DAY, **values) -> TaskRequest:
    if kind == TaskRequestKind.DEADLINE:
        values.setdefault("new_deadline", DEADLINE + timedelta(30))
    given = {"version": now(one).version, "text": "原因", **values}
    return requests.request_of_task(task=now(one), kind=kind, by=by, on=on, **given)


def accept(request, by, on=DAY, **values):
    requests.accept_request(request, version=request.version, by=by, on=on, **values)


def refuse(request, by, on=DAY, answer="请补充"):
    requests.refuse_request(request, version=request.version, by=by, on=on, answer=answer)


def report(one, by, **values):
    given = {"version": 0, "month": JUNE, "unit": one.lead_unit, "text": "进展", "on": DAY}
    return report_progress(task=now(one), by=by, **{**given, **values})


def step(cast, one, name):
    task_, given = now(one), {"version": now(one).version, "on": DAY}
    if name in TaskRequestKind.values:
        return ask(one, TaskRequestKind(name), cast.bureau)
    if name == "report":
        return report(one, cast.bureau)
    with_reason = {"by": cast.clerk, "reason": "原因", **given}
    return {
        "assign": lambda: events.assign_task(task_, by=cast.clerk, **given),
        "sign": lambda: events.sign_for(task_, by=cast.bureau, **given),
        "reopen": lambda: events.reopen_task(task_, **with_reason),
        "resume": lambda: events.resume_task(task_, **with_reason),
        "set_deadline": lambda: events.set_deadline(task_, deadline=DEADLINE, **with_reason),
    }[name]()


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", TaskState.values)
def test_every_step_is_possible_from_its_states_alone(cast, state, name):
    one = made(cast, state)
    if state in STEPS[name]:
        step(cast, one, name)
        return
    with pytest.raises(ValidationError, match="现在不能这样办理"):
        step(cast, one, name)
    assert (now(one).state, now(one).version) == (state, 1)
    assert not TaskEvent.objects.filter(task=one).exists()
    assert not TaskRequest.objects.filter(task=one).exists()


def test_a_first_report_signs_and_taking_it_back_returns_the_state(cast, one):
    report_ = report(one, cast.bureau)
    event = TaskEvent.objects.get(task=one)
    assert (event.kind, event.state_before, event.unit) == ("begun", "assigned", cast.bureau_unit)
    take_back_progress(progress=report_, by=cast.bureau)
    assert now(one).state == "assigned"
    assert not TaskEvent.objects.filter(task=one).exists()


def test_a_report_cannot_be_taken_back_while_its_closing_waits(cast, one):
    report_ = report(one, cast.bureau)
    ask(one, TaskRequestKind.CLOSING, cast.bureau)
    with pytest.raises(ValidationError, match="不能撤回"):
        take_back_progress(progress=report_, by=cast.bureau)


def test_a_closing_needs_a_second_person_and_stores_result_and_days(cast):
    one = made(cast, "in_progress", deadline=date(2024, 7, 1), target_quantity=Decimal(3))
    asked = ask(one, TaskRequestKind.CLOSING, cast.clerk, text="桥已通车", done_quantity=Decimal(3))
    assert (asked.unit, asked.on_behalf, now(one).state) == (cast.bureau_unit, True, "closing")
    with pytest.raises(ValidationError, match="另一人"):
        accept(asked, cast.clerk)
    accept(asked, cast.approver, on=date(2024, 7, 10))
    closed = now(one)
    assert (closed.state, closed.result, closed.done_quantity) == ("closed", "桥已通车", Decimal(3))
    assert (closed.done_on, closed.closed_on, closed.days_late) == (DAY, date(2024, 7, 10), 7)
    kinds = TaskEvent.objects.filter(task=one).values_list("kind", flat=True)
    assert list(kinds) == ["closing_requested", "closed"]


def test_the_database_refuses_a_closing_by_one_person(cast):
    asked = ask(made(cast, "signed"), TaskRequestKind.CLOSING, cast.clerk)
    sql = "UPDATE programmes_taskrequest SET state='accepted', decided_on=%s, decided_by_id=%s"
    refused(f"{sql} WHERE id=%s", DAY, cast.clerk.pk, asked.pk)
    run(f"{sql} WHERE id=%s", DAY, cast.approver.pk, asked.pk)


def test_the_database_keeps_events_as_they_are(cast, one):
    step(cast, one, "sign")
    refused("UPDATE programmes_taskevent SET reason = '改' WHERE task_id = %s", one.pk)


def test_a_closing_with_a_quantity_says_how_much(cast):
    one = made(cast, "in_progress", target_quantity=Decimal(3))
    with pytest.raises(ValidationError, match="累计完成量"):
        ask(one, TaskRequestKind.CLOSING, cast.bureau)


def test_a_closing_is_sent_back_with_a_reason_and_requested_again(cast, one):
    first = ask(one, TaskRequestKind.CLOSING, cast.bureau)
    with pytest.raises(ValidationError, match="原因"):
        refuse(first, cast.clerk, answer=" ")
    refuse(first, cast.clerk, answer="缺照片说明")
    assert now(one).state == "in_progress"
    notice = Notice.objects.get(recipient=cast.bureau, text__contains="缺照片说明")
    assert notice.read_at is None
    accept(ask(one, TaskRequestKind.CLOSING, cast.bureau), cast.clerk)
    assert now(one).state == "closed"


def test_whoever_is_second_to_decide_reads_that_it_is_decided(cast, one):
    asked = ask(one, TaskRequestKind.CLOSING, cast.bureau)
    late = TaskRequest.objects.get(pk=asked.pk)
    accept(asked, cast.clerk)
    with pytest.raises(StaleRecord):
        refuse(late, cast.approver)
    assert now(one).state == "closed"


def test_a_withdrawn_closing_returns_the_state_before(cast, one):
    step(cast, one, "sign")
    asked = ask(one, TaskRequestKind.CLOSING, cast.bureau)
    requests.withdraw_request(asked, version=1, by=cast.bureau, on=DAY)
    assert (now(one).state, asked.state) == ("signed", "withdrawn")
    with pytest.raises(StaleRecord):
        accept(TaskRequest.objects.get(pk=asked.pk), cast.clerk)


def test_a_reopened_task_is_counted_and_closed_anew(cast, one):
    accept(ask(one, TaskRequestKind.CLOSING, cast.bureau), cast.clerk)
    step(cast, one, "reopen")
    again = now(one)
    assert (again.state, again.done_on, again.closed_on) == ("in_progress", None, None)
    assert TaskEvent.objects.filter(task=one, kind=TaskEventKind.REOPENED).count() == 1


def test_a_dispute_returns_the_task_to_the_task_force_or_to_its_unit(cast):
    kept, changed = made(cast), made(cast)
    refuse(ask(kept, TaskRequestKind.DISPUTE, cast.bureau), cast.approver, answer="属你局职责")
    accept(ask(changed, TaskRequestKind.DISPUTE, cast.bureau), cast.approver)
    assert (now(kept).state, now(changed).state) == ("assigned", "draft")


@pytest.mark.parametrize(
    ("day", "new", "words"),
    [
        (DEADLINE + timedelta(1), DEADLINE + timedelta(30), "已过"),
        (DAY, DEADLINE, "晚于现时限2024-07-31"),
        (DAY, None, "晚于现时限"),
    ],
)
def test_another_deadline_is_requested_before_the_deadline_for_a_later_day(
    cast, one, day, new, words
):
    with pytest.raises(ValidationError, match=words):
        ask(one, TaskRequestKind.DEADLINE, cast.bureau, on=day, new_deadline=new)


def test_the_first_deadline_stays_beside_the_present_one(cast, one):
    step(cast, one, "sign")
    accept(ask(one, TaskRequestKind.DEADLINE, cast.bureau, on=DEADLINE), cast.approver, on=DEADLINE)
    events.set_deadline(
        now(one),
        version=now(one).version,
        deadline=date(2024, 12, 31),
        reason="汛期",
        by=cast.clerk,
        on=date(2024, 9, 30),
    )
    row = Task.objects.with_first_deadline().get(pk=one.pk)
    assert (row.first_deadline, row.deadline, row.times_moved) == (
        DEADLINE,
        date(2024, 12, 31),
        2,
    )
    untouched = Task.objects.with_first_deadline().get(pk=cast.road_task.pk)
    assert (untouched.first_deadline, untouched.times_moved) == (untouched.deadline, 0)


def test_the_task_force_sets_no_deadline_in_the_past_and_none_without_a_reason(cast, one):
    given = {"version": 1, "by": cast.clerk, "on": DAY}
    with pytest.raises(ValidationError, match="已经过去"):
        events.set_deadline(one, deadline=DAY - timedelta(1), reason="汛期", **given)
    with pytest.raises(ValidationError, match="原因"):
        events.set_deadline(one, deadline=DAY, reason="", **given)


def test_of_two_equal_requests_one_waits(cast, one):
    ask(one, TaskRequestKind.SUSPENSION, cast.bureau)
    with pytest.raises(ValidationError, match="等待答复"):
        ask(one, TaskRequestKind.SUSPENSION, cast.bureau)


def test_a_cancelled_or_suspended_task_is_not_due(cast):
    for kind in (TaskRequestKind.SUSPENSION, TaskRequestKind.CANCELLATION):
        accept(ask(made(cast, deadline=DAY), kind, cast.bureau), cast.approver)
    rows = Task.objects.filter(text="修桥")
    counts = task_counts(rows, DAY)
    assert (counts.total, counts.going, counts.due, counts.due_not_done) == (1, 1, 1, 0)
    assert rows.as_of(DAY).open_then().count() == 0


def test_a_unit_signs_for_a_whole_list(cast):
    mine = [made(cast) for _n in range(3)]
    done = made(cast, "closed")
    theirs = task(cast.alpha, "X1", cast.bureau2_unit)
    given = {"tasks": mine[0].lists[0], "unit": cast.bureau_unit, "by": cast.bureau, "on": DAY}
    assert events.sign_for_list(programme=cast.alpha, **given) == 4  # the road's task, too
    assert {now(one).state for one in mine} == {"signed"}
    assert (now(done).state, now(theirs).state) == ("closed", "assigned")


def test_the_states_of_an_earlier_day_are_those_before_the_later_events(cast, one):
    events.sign_for(one, version=1, by=cast.bureau, on=date(2024, 7, 2))
    accept(ask(one, TaskRequestKind.CLOSING, cast.bureau, on=DAY), cast.clerk, on=DAY)
    days = (date(2024, 7, 1), date(2024, 7, 2), DAY - timedelta(1), DAY)
    rows = Task.objects.filter(pk=one.pk)
    states = [rows.as_of(day).get().state_then for day in days]
    assert states == ["assigned", "signed", "signed", "closed"]
    assert rows.as_of(days[0]).in_phase(TaskPhase.PLANNED).count() == 1


def test_what_a_dispute_returned_is_still_read_by_its_unit_and_waits_for_the_clerks(cast, one):
    accept(ask(one, TaskRequestKind.DISPUTE, cast.bureau), cast.approver)
    assert Task.objects.visible_to(cast.bureau).filter(pk=one.pk).exists()
    assert not Task.objects.visible_to(cast.bureau2).filter(pk=one.pk).exists()
    assert Notice.objects.filter(recipient=cast.clerk, text__contains="修桥").exists()


def test_a_unit_reads_what_the_task_force_did_with_its_task(cast):
    one = made(cast, "closed")
    step(cast, one, "reopen")
    assert Notice.objects.filter(recipient=cast.bureau, text__contains="重新启动：“修桥”").exists()
    assert not Notice.objects.filter(recipient=cast.clerk).exists()


def test_a_request_of_a_helper_is_decided_in_the_countys_words_and_answered_in_its_own(cast):
    request = ask(cast.help_task, TaskRequestKind.CLOSING, cast.helper, done_quantity=Decimal(3))
    assert Notice.objects.get(recipient=cast.clerk).text.startswith("省帮扶厅提出销号申请")
    accept(request, cast.clerk)
    assert Notice.objects.get(recipient=cast.helper).text.startswith("已同意反馈已办结")


def test_an_act_of_the_task_force_is_not_one_of_the_unit(cast):
    one = made(cast, "closed")
    step(cast, one, "reopen")
    events.sign_for(made(cast), version=1, by=cast.clerk, on=DAY)
    found = TaskEvent.objects.order_by("pk").values_list("kind", "unit", "on_behalf")
    assert list(found) == [
        ("reopened", cast.force.pk, False),
        ("signed", cast.bureau_unit.pk, True),
    ]


def test_a_report_is_not_taken_back_after_a_later_event(cast, one):
    report_ = report(one, cast.bureau)
    refuse(ask(one, TaskRequestKind.CLOSING, cast.bureau), cast.clerk)
    with pytest.raises(ValidationError, match="不能撤回"):
        take_back_progress(progress=report_, by=cast.bureau)
    assert now(one).state == "in_progress"


def test_an_overtaken_deadline_is_not_accepted(cast, one):
    asked = ask(one, TaskRequestKind.DEADLINE, cast.bureau)
    events.set_deadline(
        now(one), version=1, deadline=date(2025, 6, 30), reason="汛期", by=cast.clerk, on=DAY
    )
    with pytest.raises(ValidationError, match="晚于现时限2025-06-30"):
        accept(asked, cast.approver)
    assert now(one).deadline == date(2025, 6, 30)


def test_a_decision_on_the_state_ends_what_else_waits(cast, one):
    other = ask(one, TaskRequestKind.SUSPENSION, cast.bureau)
    accept(ask(one, TaskRequestKind.DISPUTE, cast.bureau), cast.approver)
    assert TaskRequest.objects.get(pk=other.pk).state == "withdrawn"


def test_a_state_holds_since_its_event_or_the_day_of_the_sheet(cast):
    one = made(cast, known_on=date(2024, 6, 30))
    events.sign_for(one, version=1, by=cast.bureau, on=date(2024, 7, 2))
    accept(ask(one, TaskRequestKind.DEADLINE, cast.bureau), cast.approver)
    rows = Task.objects.filter(pk=one.pk)
    days = (date(2024, 7, 1), DAY)
    since = [rows.as_of(day).with_state_since(day).get().state_since for day in days]
    assert since == [date(2024, 6, 30), date(2024, 7, 2)]


def test_every_state_has_a_phase_but_drafts_and_cancelled_ones():
    assert set(TaskState) - set(LISTED) == {TaskState.DRAFT, TaskState.CANCELLED}


def test_a_closing_is_late_by_the_deadline_of_its_time(cast, one):
    late = one_closed(cast, made(cast), on=DEADLINE + timedelta(3))
    in_time = one_closed(cast, one, on=DEADLINE)
    undated = one_closed(cast, made(cast, deadline=None), on=DEADLINE)
    found = TaskEvent.objects.filter(kind="closed").with_days_late()
    days = dict(found.values_list("task", "days_late"))
    assert days == {late.pk: 3, in_time.pk: 0, undated.pk: None}
    assert [row.task for row in found.done_late()] == [late]
    assert [row.task for row in found.done_in_time()] == [in_time]
    events.reopen_task(now(late), version=now(late).version, by=cast.clerk, on=DAY, reason="未达标")
    events.set_deadline(
        now(late),
        version=now(late).version,
        by=cast.clerk,
        on=DAY,
        reason="重定",
        deadline=date(2025, 1, 31),
    )
    assert found.get(task=late).days_late == 3


def one_closed(cast, one, on) -> Task:
    accept(ask(one, TaskRequestKind.CLOSING, cast.bureau, on=on), cast.clerk, on=on)
    return now(one)


def edit(cast, one, **values):
    given = {"supporting_units": [], "lists": one.lists, "by": cast.clerk, **values}
    edit_task(now(one), version=now(one).version, **given)


def test_another_lead_unit_signs_for_the_task_anew(cast, one):
    events.sign_for(now(one), version=now(one).version, by=cast.bureau, on=DAY)
    edit(cast, one, lead_unit=cast.bureau2_unit)
    assert now(one).state == TaskState.ASSIGNED
    last = one.events.last()
    assert (last.kind, last.state_before) == (TaskEventKind.ASSIGNED, "signed")
    assert str(cast.bureau_unit) in last.reason


def test_a_closed_task_is_not_edited(cast):
    closed = made(cast, state="closed")
    with pytest.raises(ValidationError, match="重新办理"):
        edit(cast, closed, person="赵敏")


def test_what_a_closing_is_about_is_not_changed_while_it_waits(cast, one):
    ask(one, TaskRequestKind.CLOSING, cast.bureau)
    with pytest.raises(ValidationError, match="待审定"):
        edit(cast, one, text="别的事")
    edit(cast, one, person="赵敏")
    assert now(one).person == "赵敏"
