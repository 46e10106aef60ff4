"""The light of a task: its rule in versions, its colours, its sentences, and who sees it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.choices import Light
from core.records import StaleRecord
from core.workdays import is_national_workday
from programmes.choices import TaskRequestKind, TaskState
from programmes.figures.task_lights import light_day, light_reason, sentences_of_task_lights
from programmes.models import CalendarDay, Task, TaskEvent, TaskLightRule, TaskProgress
from programmes.services.rule_versions import add_rule, withdraw_rule
from programmes.services.task_events import set_deadline
from programmes.services.task_requests import accept_request, refuse_request, request_of_task
from tests.counting import statements
from tests.making import DAY, JULY, JUNE, MAY, closed, progress, sent, support, task

FIRST = date(2024, 7, 1)


def made(cast, deadline=None, state="in_progress", unit=None, **values) -> Task:
    number = f"D{Task.objects.count()}"
    given = {"deadline": deadline, "state": state, **values}
    return task(cast.alpha, number, unit or cast.bureau_unit, **given)


def lit(cast, one, on=DAY, user=None) -> tuple[str, str]:
    """The light and its sentence, as the task force reads it."""
    day = light_day(cast.alpha, on)
    rows = Task.objects.with_state(on).with_light(day, user or cast.clerk)
    row = rows.get(pk=one.pk)
    return row.light, light_reason(row, day)


def rule(cast, valid_from=FIRST, **values) -> TaskLightRule:
    given = {"valid_from": valid_from, "by": cast.approver, **values}
    return add_rule(TaskLightRule, cast.alpha, **given)


def ask(cast, one, kind, on=DAY, **values):
    now = Task.objects.get(pk=one.pk)
    given = {"version": now.version, "text": "已完成", "by": cast.bureau, "on": on, **values}
    return request_of_task(task=now, kind=TaskRequestKind(kind), **given)


def send_back(cast, request, on=DAY):
    refuse_request(request, version=request.version, by=cast.clerk, on=on, answer="请补材料")


SENTENCES = [
    (-12, MAY, Light.RED, "逾期12天，6月未报进展"),
    (-12, JULY, Light.RED, "逾期12天，7月已报"),
    (0, MAY, Light.YELLOW, "今日到期，6月未报进展"),
    (9, MAY, Light.YELLOW, "时限还有9天，6月未报进展"),
    (10, MAY, Light.YELLOW, "时限还有10天，6月未报进展"),
    (11, MAY, Light.GREEN, "时限还有11天，6月未报进展"),
    (9, JULY, Light.GREEN, "时限还有9天，7月已报"),
    (9, JUNE, Light.GREEN, "时限还有9天，6月已报"),
]


@pytest.mark.parametrize(("days", "month", "light", "words"), SENTENCES)
def test_the_light_goes_by_the_deadline_and_the_report_of_the_last_month_or_this_one(
    cast, days, month, light, words
):
    one = made(cast, DAY + timedelta(days))
    progress(one, month)
    assert lit(cast, one) == (light, words)


def test_the_sentence_names_the_month_of_the_column_beside_it(as_, cast):
    one = made(cast, DAY)
    progress(one, JUNE)
    progress(one, JULY)
    row = Task.objects.with_report_of(JUNE).with_due_report(JUNE, on=DAY).get(pk=one.pk)
    assert (row.report_label, lit(cast, one)[1]) == ("已报", "今日到期，6月已报")


def test_no_report_is_missing_of_a_task_that_began_after_the_month(cast):
    assert lit(cast, made(cast, DAY + timedelta(30), known_on=DAY)) == (Light.GREEN, "时限还有30天")


def test_what_is_sent_back_today_is_sent_back_today(cast):
    one = made(cast, DAY + timedelta(90))
    send_back(cast, ask(cast, one, "closing"))
    assert lit(cast, one)[1].endswith("，今天退回，尚未重报")
    asked = ask(cast, cast.help_task, "closing", by=cast.helper, done_quantity=5)
    send_back(cast, asked)
    assert lit(cast, cast.help_task)[1].endswith("，今天商请补充")


def test_a_task_without_a_deadline_has_no_light_and_says_so(cast):
    assert lit(cast, made(cast)) == ("", "未定时限，6月未报进展")


@pytest.mark.parametrize("state", ["draft", "suspended", "cancelled", "closed"])
def test_what_is_done_or_set_aside_has_no_light(cast, state):
    assert lit(cast, made(cast, DAY - timedelta(9), state)) == ("", "")


def test_a_requested_deadline_stands_in_the_sentence(cast):
    one = made(cast, DAY)
    ask(cast, one, "deadline", new_deadline=DAY + timedelta(40))
    on = DAY + timedelta(12)
    assert lit(cast, one, on) == (Light.RED, "逾期12天，6月未报进展，已申请延期")


def test_a_closing_is_late_by_the_day_on_which_it_was_requested(cast):
    in_time, late = made(cast, DAY), made(cast, DAY - timedelta(3))
    for one in (in_time, late):
        ask(cast, one, "closing")
    on = DAY + timedelta(20)
    assert lit(cast, in_time, on) == (Light.GREEN, "已申请销号，待核验")
    assert lit(cast, late, on) == (Light.RED, "逾期3天，已申请销号，待核验")


def test_what_was_sent_back_is_yellow_after_days_without_an_answer(cast):
    one = made(cast, DAY + timedelta(90))
    send_back(cast, ask(cast, one, "closing"))
    assert lit(cast, one, DAY + timedelta(4))[0] == Light.GREEN
    words = "时限还有85天，6月未报进展，退回已5天，尚未重报"
    assert lit(cast, one, DAY + timedelta(5)) == (Light.YELLOW, words)


def test_a_report_or_another_request_answers_what_was_sent_back(cast):
    reported, asked = made(cast, DAY + timedelta(90)), made(cast, DAY + timedelta(90))
    for one in (reported, asked):
        send_back(cast, ask(cast, one, "closing"))
    progress(reported, JULY, on=DAY)
    ask(cast, asked, "closing")
    on = DAY + timedelta(9)
    assert [lit(cast, one, on)[0] for one in (reported, asked)] == [Light.GREEN] * 2
    assert "退回" not in lit(cast, reported, on)[1]


def test_an_earlier_day_has_its_own_state_and_deadline(cast):
    one = made(cast, DAY - timedelta(2))
    later = DAY + timedelta(5)
    given = {"version": one.version, "deadline": DAY + timedelta(60), "reason": "汛期"}
    set_deadline(one, by=cast.clerk, on=later, **given)
    accept_request(ask(cast, one, "closing", later), version=1, by=cast.clerk, on=later)
    assert lit(cast, one, DAY) == (Light.RED, "逾期2天，6月未报进展")
    assert lit(cast, one, later) == ("", "")


def test_a_first_deadline_set_later_is_none_on_an_earlier_day(cast):
    one, later = made(cast), DAY + timedelta(5)
    given = {"version": one.version, "deadline": later, "reason": "补定时限"}
    set_deadline(one, by=cast.clerk, on=later, **given)
    assert lit(cast, one, DAY)[0] == ""


def test_working_days_count_where_the_rule_says_so(cast):
    """The national day of 2024: 1 to 7 October off, 29 September and 12 October worked."""
    rule(cast, by_workdays=True, yellow_days=2)
    one = made(cast, date(2024, 9, 30))
    assert lit(cast, one, date(2024, 10, 7)) == (
        Light.RED,
        "已过时限，其后尚无工作日，9月未报进展",
    )
    assert lit(cast, one, date(2024, 10, 8))[1] == "逾期1个工作日，9月未报进展"
    assert lit(cast, one, date(2024, 9, 27)) == (Light.YELLOW, "时限还有2个工作日，8月未报进展")
    CalendarDay.objects.create(programme=cast.alpha, day=date(2024, 9, 29), name="彝族节日")
    assert lit(cast, one, date(2024, 9, 27))[1].startswith("时限还有1个工作日")


def test_a_year_without_an_arrangement_is_named(cast, as_):
    cast.alpha.as_of = date(2030, 5, 6)
    cast.alpha.save()
    assert light_day(cast.alpha, cast.alpha.as_of).unknown_years == []
    rule(cast, by_workdays=True)
    assert light_day(cast.alpha, cast.alpha.as_of).unknown_years == [2030]
    for address in (reverse("tasks"), reverse("task", args=[cast.road_task.pk])):
        assert "2030年的国家放假安排尚未收录" in as_("clerk").get(address).text


def expected(one, day_rule, on, days, months, back) -> str:
    """The light by counting one day after the other; ``months`` before the running one."""

    def count(first, last):
        return sum(days(first + timedelta(n)) for n in range(1, (last - first).days + 1))

    if one.deadline is None or one.state not in ("assigned", "signed", "in_progress", "disputed"):
        return ""
    if one.deadline < on:
        return Light.RED
    if count(on, one.deadline) <= day_rule["yellow_days"] and not months & {0, 1}:
        return Light.YELLOW
    if back is not None and count(back, on) >= day_rule["answer_days"]:
        return Light.YELLOW
    return Light.GREEN


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    on=DAYS,
    distance=st.none() | st.integers(-40, 40),
    state=st.sampled_from([one.value for one in TaskState if one != TaskState.CLOSING]),
    values=st.fixed_dictionaries(
        {
            "yellow_days": st.integers(1, 30),
            "answer_days": st.integers(1, 20),
            "by_workdays": st.booleans(),
        }
    ),
    own=st.dictionaries(st.integers(-30, 30), st.booleans(), max_size=8),
    months=st.sets(st.integers(-1, 3), max_size=2),
    back=st.none() | st.integers(0, 30),
)
def test_the_light_in_sql_is_that_of_counted_days(
    cast, on, distance, state, values, own, months, back
):
    Task.objects.filter(programme=cast.alpha, number__startswith="D").delete()
    TaskLightRule.objects.filter(programme=cast.alpha).delete()
    CalendarDay.objects.filter(programme=cast.alpha).delete()
    one = made(cast, None if distance is None else on + timedelta(distance), state)
    TaskLightRule.objects.create(programme=cast.alpha, valid_from=date(2024, 1, 1), **values)
    own_days = {on + timedelta(n): works for n, works in own.items()}
    for day, works in own_days.items():
        given = {"day": day, "is_workday": works, "name": "县定"}
        CalendarDay.objects.create(programme=cast.alpha, **given)
    back_on = None if back is None or state != "in_progress" else on - timedelta(back)
    first = on.year * 12 + on.month - 1
    for number in (first - n for n in months):
        TaskProgress.objects.create(
            programme=cast.alpha, task=one, unit=one.lead_unit,
            month=date(number // 12, number % 12 + 1, 1), text="进展",
        )  # fmt: skip
    if back_on:
        TaskEvent.objects.create(
            programme=cast.alpha, task=one, kind="sent_back", on=back_on,
            state_before="closing", state_after="in_progress",
        )  # fmt: skip

    def works(day):
        is_work = own_days[day] if day in own_days else is_national_workday(day)
        return is_work or not values["by_workdays"]

    assert lit(cast, one, on)[0] == expected(one, values, on, works, months, back_on)


def test_a_version_ends_the_one_before_and_is_taken_back(cast):
    first, second = rule(cast), rule(cast, DAY, yellow_days=3)
    first.refresh_from_db()
    assert (first.valid_until, light_day(cast.alpha, DAY).rule) == (DAY, second)
    assert light_day(cast.alpha, DAY - timedelta(1)).rule == first
    with pytest.raises(StaleRecord):
        withdraw_rule(rule=first, version=first.version)
    withdraw_rule(rule=second, version=second.version)
    assert light_day(cast.alpha, DAY + timedelta(99)).rule == first
    first.refresh_from_db()
    withdraw_rule(rule=first, version=first.version)
    assert light_day(cast.alpha, DAY).rule.pk is None


def test_a_closed_month_keeps_its_version(cast):
    kept = rule(cast)
    cast.alpha.as_of = date(2024, 8, 8)
    cast.alpha.save()
    closed(cast.alpha, JULY)
    with pytest.raises(ValidationError, match="已截止的月份沿用原版本"):
        rule(cast, date(2024, 7, 15))
    with pytest.raises(ValidationError):
        withdraw_rule(rule=kept, version=kept.version)


def test_a_rule_is_said_in_sentences():
    assert sentences_of_task_lights(TaskLightRule(by_workdays=True, yellow_days=7)) == [
        "过了时限亮红灯；距时限7个工作日以内且上月和本月均未报进展亮黄灯。",
        "退回满5个工作日未重报亮黄灯。",
        "天数按本县工作日历的工作日计算。",
    ]


def test_the_approver_alone_writes_a_version(as_, cast):
    values = {"valid_from": "2024-07-01", "yellow_days": 7, "answer_days": 3, "by_workdays": "yes"}
    address = reverse("new_task_light_rule")
    assert as_("clerk").post(address, sent(**values)).status_code == 403
    page = as_("approver").post(address, sent(**values), follow=True)
    assert "距时限7个工作日以内" in page.text
    one = TaskLightRule.objects.get(programme=cast.alpha)
    assert (one.valid_from, one.created_by) == (date(2024, 7, 1), cast.approver)
    back = reverse("withdraw_task_light_rule", args=[one.pk])
    assert "按默认规则" in as_("approver").post(back, sent(1), follow=True).text


def test_a_helper_reads_no_light_and_others_none_of_a_helpers_task(as_, cast):
    Task.objects.filter(pk=cast.help_task.pk).update(deadline=date(2024, 6, 1))
    support(cast.help_task, cast.bureau_unit)
    support(cast.road_task, cast.help_task.lead_unit)
    Task.objects.filter(pk=cast.road_task.pk).update(deadline=date(2024, 6, 1))
    assert lit(cast, cast.help_task) == (Light.RED, "已过商请反馈时限37天，6月待反馈")
    assert lit(cast, cast.help_task, user=cast.bureau) == ("", "")
    for one in (cast.help_task, cast.road_task):
        assert lit(cast, one, user=cast.helper) == ("", "")
    for page in (reverse("tasks"), reverse("task", args=[cast.road_task.pk])):
        text = as_("helper").get(page).text
        assert [word for word in ("任务灯", "逾期", "light-red") if word in text] == []


def test_the_list_shows_sorts_and_filters_by_the_light(as_, cast):
    made(cast, DAY - timedelta(1), text="逾期的一项")
    made(cast, DAY + timedelta(3), text="临近的一项")
    address = reverse("tasks")
    page = as_("clerk").get(address, {"sort": "light"}).text
    assert page.index("逾期的一项") < page.index("临近的一项")
    assert "逾期1天，6月未报进展" in page
    page = as_("clerk").get(address, {"light": "yellow"}).text
    assert ["临近的一项" in page, "逾期的一项" in page] == [True, False]


@pytest.mark.parametrize(
    ("attention", "found"),
    [("due", "临近"), ("overdue", "已晚"), ("sent_back", "退了"), ("to_verify", "请核")],
)
def test_the_list_filters_by_what_needs_attention(as_, cast, attention, found):
    Task.objects.filter(programme=cast.alpha).update(deadline=date(2025, 12, 31))
    made(cast, DAY + timedelta(3), text="临近")
    made(cast, DAY - timedelta(3), text="已晚")
    send_back(cast, ask(cast, made(cast, DAY + timedelta(99), text="退了"), "closing"))
    ask(cast, made(cast, DAY + timedelta(99), text="请核"), "closing")
    page = as_("clerk").get(reverse("tasks"), {"attention": attention}).text
    assert [word for word in ("临近", "已晚", "退了", "请核") if f">{word}<" in page] == [found]


def test_one_and_fifty_tasks_take_the_same_statements(as_, cast):
    client, address = as_("clerk"), reverse("tasks")
    made(cast, DAY - timedelta(1))
    few = statements(client, address)
    for _n in range(49):
        made(cast, DAY - timedelta(1))
    assert statements(client, address) == few
