"""Two people decide on one finding or order at once: one decision, the other gets a sentence."""

from datetime import date
from threading import Event
from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core.attachments import services as attachments
from core.records import StaleRecord
from supervision.figures.raises import raises
from supervision.models import DeclinedProposal, Finding, FindingAttachment, Order
from supervision.services import finding_events, orders, proposals
from supervision.services.second_looks import plan_second_look
from tests.concurrency.conftest import at_once
from tests.making import DAY, finding, order
from tests.rights.conftest import PDF

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LATE = date(2024, 6, 28)
NO_LONGER = "该建议已处理，不再提示。"
KEPT = "问题已核验销号，佐证材料随问题保留，不能移除。"


@pytest.fixture
def one(cast) -> Finding:
    Finding.objects.of(cast.alpha).update(due_on=date(2025, 12, 31))
    return finding(cast.alpha, "R1", cast.bureau_unit, due_on=LATE)


def outcome(act) -> str:
    try:
        act()
    except StaleRecord as error:
        return str(error)
    except ValidationError as error:
        return error.messages[0]
    return "done"


@pytest.fixture
def held(monkeypatch) -> Event:
    """Set once a step is written and not committed; it is a while later."""
    event = Event()

    def slowly(module, name):
        real = getattr(module, name)

        def write(*args, **kwargs):
            found = real(*args, **kwargs)
            event.set()
            sleep(0.5)
            return found

        monkeypatch.setattr(module, name, write)

    slowly(finding_events, "notify_event")
    slowly(proposals, "decline_proposal")
    slowly(orders, "require_findings")
    return event


def after(held, act):
    held.wait(10)
    return outcome(act)


def colour(cast, one, step, by):
    given = {"version": 1, "colour": step.colour, "reason": "逾期", "on": DAY}
    finding_events.set_colour(Finding.objects.get(pk=one.pk), by=by, proposal=step.key, **given)


def decline(cast, step):
    proposals.decline(cast.alpha, step, reason="已约谈", by=cast.approver)


def test_a_colour_is_set_or_left_never_both(cast, one, held):
    [step] = raises(cast.clerk, cast.alpha, DAY)
    first, second = at_once(
        lambda: outcome(lambda: colour(cast, one, step, cast.clerk)),
        lambda: after(held, lambda: decline(cast, step)),
    )
    assert (first, second) == ("done", NO_LONGER)
    assert not DeclinedProposal.objects.exists()


def test_a_colour_that_was_left_is_not_set(cast, one, held):
    [step] = raises(cast.clerk, cast.alpha, DAY)
    first, second = at_once(
        lambda: outcome(lambda: decline(cast, step)),
        lambda: after(held, lambda: colour(cast, one, step, cast.clerk)),
    )
    assert (first, second) == ("done", NO_LONGER)
    assert Finding.objects.get(pk=one.pk).colour == "reminder"


def test_two_people_set_one_colour(cast, one, held):
    [step] = raises(cast.clerk, cast.alpha, DAY)
    first, second = at_once(
        lambda: outcome(lambda: colour(cast, one, step, cast.clerk)),
        lambda: after(held, lambda: colour(cast, one, step, cast.approver)),
    )
    assert (first, second) == ("done", str(StaleRecord(None)))
    assert one.events.count() == 1


@pytest.fixture
def step(cast, one):
    """The order that is proposed to follow one whose day has passed."""
    before = order(cast.alpha, one, created_by=cast.clerk, due_on=date(2024, 7, 1))
    orders.sign_order(before, version=1, by=cast.approver, on=LATE)
    return next(
        found for found in raises(cast.clerk, cast.alpha, DAY) if found.key.startswith("order:")
    )


def draft(cast, one, step=None, **values):
    given = {"programme": cast.alpha, "findings": [one], "unit": one.unit, "kind": "order"}
    given |= {"colour": "yellow", "due_on": date(2024, 7, 31), "demands": "限期", **values}
    follows = step.about["order"] if step else None
    orders.create_order(after=follows, by=cast.clerk, **given)


def test_two_people_draft_the_next_order(cast, one, step, held):
    first, second = at_once(
        lambda: outcome(lambda: draft(cast, one, step)),
        lambda: after(held, lambda: draft(cast, one, step)),
    )
    assert (first, second.startswith("已有后续")) == ("done", True)
    assert Order.objects.filter(state="draft").count() == 1


def test_the_next_order_is_drafted_or_left_never_both(cast, one, step, held):
    first, second = at_once(
        lambda: outcome(lambda: draft(cast, one, step)),
        lambda: after(held, lambda: decline(cast, step)),
    )
    assert (first, second.startswith("已有后续")) == ("done", True)
    assert not DeclinedProposal.objects.exists()


def test_a_next_order_that_was_left_is_not_drafted(cast, one, step, held):
    first, second = at_once(
        lambda: outcome(lambda: decline(cast, step)),
        lambda: after(held, lambda: draft(cast, one, step)),
    )
    assert (first, second) == ("done", NO_LONGER)
    assert not Order.objects.filter(state="draft").exists()


def test_of_two_equal_orders_at_once_the_second_is_to_be_confirmed(cast, one):
    acts = [lambda: outcome(lambda: draft(cast, one))] * 2
    found = sorted(at_once(*acts), key=lambda words: words != "done")
    assert (found[0], found[1].startswith("所选问题已有")) == ("done", True)
    assert Order.objects.count() == 1


def test_a_file_stays_with_a_finding_that_is_closed_while_it_is_removed(cast, one, held):
    upload = SimpleUploadedFile("佐证.pdf", PDF)
    file = attachments.attach(FindingAttachment, one, upload, by=cast.bureau)
    Finding.objects.filter(pk=one.pk).update(state="rectified", rectified_on=DAY)

    def close():
        given = {"version": 1, "verification": "papers", "reason": "属实", "by": cast.clerk}
        finding_events.close_imported(Finding.objects.get(pk=one.pk), on=DAY, **given)

    def remove():
        attachments.remove(FindingAttachment.objects.get(), by=cast.bureau, version=1)

    first, second = at_once(lambda: outcome(close), lambda: after(held, remove))
    assert (first, second) == ("done", KEPT)
    assert FindingAttachment.objects.get() == file


def test_of_two_second_looks_planned_at_once_the_second_gets_a_sentence(cast, one):
    Finding.objects.filter(pk=one.pk).update(state="closed", closed_on=DAY)
    closed = Finding.objects.get(pk=one.pk)

    def plan():
        plan_second_look(closed, due_on=DAY, by=cast.clerk, on=DAY)

    found = at_once(*[lambda: outcome(plan)] * 2)
    assert sorted(found) == sorted(["done", "已安排回头看。"])
    assert closed.second_looks.count() == 1
