"""Of an earlier day lists, filters and counts go by the deadline of that day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from programmes.figures.tasks import task_counts
from programmes.models import Task
from programmes.services.task_events import set_deadline
from tests.making import support, task

FIRST, MOVED_ON, LATER = date(2024, 6, 10), date(2024, 6, 20), date(2024, 8, 1)
BEFORE = MOVED_ON - timedelta(1)


def move(cast, one: Task) -> Task:
    given = {"by": cast.clerk, "on": MOVED_ON, "reason": "汛期"}
    set_deadline(one, version=one.version, deadline=LATER, **given)
    return one


@pytest.fixture
def moved(cast):
    Task.objects.of(cast.alpha).update(deadline=None)
    one = task(cast.alpha, "D1", cast.bureau_unit, deadline=FIRST, text="通路", state="assigned")
    return move(cast, one)


def rows(client, **query) -> list[Task]:
    return list(client.get(reverse("tasks"), query).context["table"].data.data)


@pytest.mark.parametrize(("on", "due"), [(FIRST - timedelta(1), 0), (BEFORE, 1), (MOVED_ON, 0)])
def test_it_is_due_by_the_deadline_of_the_day(as_, moved, on, due):
    tasks = Task.objects.filter(pk=moved.pk)
    counts = task_counts(tasks, on)
    assert (counts.due, counts.due_not_done, tasks.due(on).count()) == (due, due, due)
    client, day = as_("clerk"), on.isoformat()
    assert [len(rows(client, due=word, q="通路", as_of=day)) for word in ("yes", "no")] == [
        due, 1 - due,
    ]  # fmt: skip


def test_a_first_deadline_that_was_set_later_is_none_before(cast):
    one = move(cast, task(cast.alpha, "D2", cast.bureau_unit, state="assigned"))
    tasks = Task.objects.filter(pk=one.pk)
    assert [task_counts(tasks, on).undated for on in (BEFORE, MOVED_ON)] == [1, 0]


@pytest.mark.parametrize(("on", "shown"), [(BEFORE, FIRST), (MOVED_ON, LATER)])
def test_the_list_shows_the_deadline_of_the_day(as_, moved, on, shown):
    [row] = rows(as_("clerk"), q="通路", as_of=on.isoformat())
    assert row.shown_deadline == shown.isoformat()


@pytest.mark.parametrize(
    ("on", "month", "stands"),
    [(BEFORE, "2024-06", True), (BEFORE, "2024-08", False), (MOVED_ON, "2024-06", False),
     (MOVED_ON, "2024-08", True)],
)  # fmt: skip
def test_the_calendar_shows_it_at_the_deadline_of_the_day(as_, moved, on, month, stands):
    query = {"month": month, "as_of": on.isoformat()}
    assert ("通路" in as_("clerk").get(reverse("task_calendar"), query).text) == stands


def test_a_helpers_earlier_deadline_stays_hidden(as_, cast):
    Task.objects.filter(pk=cast.help_task.pk).update(deadline=FIRST, known_on=None)
    move(cast, Task.objects.get(pk=cast.help_task.pk))
    support(cast.help_task, cast.bureau_unit)
    for who, reads in (("clerk", True), ("helper", True), ("bureau", False), ("finance", False)):
        found = rows(as_(who), q=cast.help_task.text, as_of=BEFORE.isoformat())
        assert [row.known_deadline for row in found] == [FIRST if reads else None], who
        found = rows(as_(who), q=cast.help_task.text, as_of=BEFORE.isoformat(), due="yes")
        assert bool(found) == reads, who
