"""How tasks ended, and what delayed them: counts and the lists that prove them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from programmes.choices import TaskEventKind, TaskRequestKind
from programmes.figures.tasks import counts_by_list, task_counts
from programmes.models import Task
from programmes.services import task_events as events
from programmes.services import task_requests as requests
from tests.making import DAY, task

DEADLINE = date(2024, 6, 10)
LATER = date(2024, 8, 1)


@pytest.fixture
def ended(cast):
    """Tasks of the bureau by how they ended; all began with one deadline."""
    found = {}
    for name in ("in_time", "late", "sent_back", "extended", "reopened", "unsigned"):
        given = {"deadline": DEADLINE, "text": name}
        found[name] = task(cast.alpha, f"E-{name}", cast.bureau_unit, state="assigned", **given)
    close(cast, found["in_time"], DEADLINE)
    close(cast, found["late"], DEADLINE + timedelta(3))
    close(cast, found["reopened"], DEADLINE)
    again = now(found["reopened"])
    given = {"version": again.version, "by": cast.clerk, "on": DAY, "reason": "未达标"}
    events.reopen_task(again, **given)
    asked = ask(cast, found["sent_back"], DEADLINE)
    requests.refuse_request(
        asked, version=asked.version, by=cast.clerk, on=DEADLINE, answer="请补充"
    )
    extend(cast, found["extended"])
    return found


def now(one: Task) -> Task:
    return Task.objects.get(pk=one.pk)


def ask(cast, one, on):
    given = {"version": now(one).version, "text": "已办完", "by": cast.bureau, "on": on}
    return requests.request_of_task(task=now(one), kind=TaskRequestKind.CLOSING, **given)


def close(cast, one, on):
    asked = ask(cast, one, on)
    requests.accept_request(asked, version=asked.version, by=cast.clerk, on=on)


def extend(cast, one):
    given = {"version": now(one).version, "by": cast.clerk, "on": DEADLINE, "reason": "雨季"}
    events.set_deadline(now(one), deadline=LATER, **given)


def test_tasks_are_counted_by_how_they_ended(cast, ended):
    counts = task_counts(Task.objects.filter(number__startswith="E-"), DAY)
    assert (counts.total, counts.in_time, counts.late, counts.unknown) == (6, 1, 1, 0)
    assert (counts.unsigned, counts.under_way) == (2, 2)
    assert (counts.returned, counts.extended, counts.reopened) == (1, 1, 1)


def test_of_an_earlier_day_the_outcomes_are_those_of_that_day(cast, ended):
    rows = Task.objects.filter(number__startswith="E-")
    before = DEADLINE - timedelta(1)
    counts = task_counts(rows.known(on=before), before)
    assert (counts.in_time, counts.late, counts.extended, counts.reopened) == (0, 0, 0, 0)
    on = DEADLINE + timedelta(3)
    counts = task_counts(Task.objects.filter(number__startswith="E-"), on)
    assert (counts.in_time, counts.late, counts.reopened) == (2, 1, 0)


def test_a_later_deadline_makes_no_late_closing_timely(cast, ended):
    again = now(ended["late"])
    given = {"by": cast.clerk, "on": DAY, "reason": "未达标"}
    events.reopen_task(again, version=again.version, **given)
    again = now(again)
    events.set_deadline(again, version=again.version, deadline=LATER, **given)
    kinds = [event.kind for event in again.events.all()]
    assert kinds[-1] == TaskEventKind.DATE_SET
    on = DEADLINE + timedelta(3)
    assert task_counts(Task.objects.filter(pk=again.pk), on).late == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("outcome=in_time", {"in_time"}),
        ("outcome=late", {"late"}),
        ("attention=sent_back", {"sent_back"}),
        ("extended=yes", {"extended"}),
        ("reopened=yes", {"reopened"}),
        ("state=assigned&state=disputed", {"unsigned", "extended"}),
    ],
)
def test_each_count_opens_the_tasks_that_it_counts(as_, cast, ended, query, names):
    page = as_("leader").get(f"{reverse('tasks')}?q=E-&{query}")
    assert {row.text for row in page.context["table"].data.data} == names


def test_a_bureau_filters_by_no_outcome(as_, cast, ended):
    page = as_("bureau").get(f"{reverse('tasks')}?q=E-&outcome=late")
    assert page.context["table"].data.data.count() == 6


def test_the_counts_of_a_list_take_one_query(cast, ended, django_assert_num_queries):
    with django_assert_num_queries(2):
        counts_by_list(Task.objects.of(cast.alpha), DAY)
