"""Two decisions about one task at once: one is made, the other is told that it came too late."""

from threading import Event
from time import sleep

import pytest
from django.core.exceptions import ValidationError

from core.records import StaleRecord
from programmes.choices import RequestState, TaskRequestKind
from programmes.models import Task, TaskRequest
from programmes.services import task_requests as services
from tests.concurrency.conftest import at_once
from tests.making import DAY, task

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
REQUESTED = (TaskRequestKind.SUSPENSION, TaskRequestKind.CANCELLATION)


@pytest.fixture
def two_requests(cast) -> list[TaskRequest]:
    """To suspend and to cancel one task."""
    one = task(cast.alpha, "L1", cast.bureau_unit, text="修桥", state="in_progress")
    return [ask(one, kind, cast.bureau) for kind in REQUESTED]


def ask(one, kind, by) -> TaskRequest:
    one = Task.objects.get(pk=one.pk)
    given = {"version": one.version, "text": "原因", "by": by, "on": DAY}
    return services.request_of_task(task=one, kind=kind, **given)


@pytest.fixture
def held(monkeypatch) -> Event:
    """Set once a decision holds its rows; it goes on a while later."""
    event, end_others = Event(), services._end_others

    def slowly(one):
        event.set()
        sleep(0.5)
        end_others(one)

    monkeypatch.setattr(services, "_end_others", slowly)
    return event


def outcome(decide) -> str:
    try:
        decide()
    except (StaleRecord, ValidationError):
        return "too late"
    return "decided"


def accept(request, by):
    services.accept_request(request, version=request.version, by=by, on=DAY)


@pytest.mark.parametrize("name", ["accept", "accept_several", "refuse", "withdraw"])
def test_two_decisions_about_one_task_do_not_wait_for_each_other(cast, two_requests, held, name):
    first, second = two_requests
    given = {"version": second.version, "on": DAY}

    def decide():
        held.wait(10)
        return {
            "accept": lambda: accept(second, cast.approver),
            "accept_several": lambda: services.accept_requests(
                {second.pk: second.version}, by=cast.approver, on=DAY
            ),
            "refuse": lambda: services.refuse_request(
                second, by=cast.approver, answer="不行", **given
            ),
            "withdraw": lambda: services.withdraw_request(second, by=cast.bureau, **given),
        }[name]()

    outcomes = at_once(
        lambda: outcome(lambda: accept(first, cast.approver)), lambda: outcome(decide)
    )
    assert outcomes == ["decided", "too late"]
    states = TaskRequest.objects.order_by("pk").values_list("state", flat=True)
    assert [*states] == [RequestState.ACCEPTED, RequestState.WITHDRAWN]
    assert Task.objects.get(number="L1").state == "suspended"
