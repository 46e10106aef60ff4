"""Another colour and a further order are proposed once days have passed; a person decides."""

from datetime import date
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from supervision.figures.raises import raises
from supervision.models import DeclinedProposal, Finding, FindingRule, Order
from supervision.services.finding_events import set_colour, set_due_day
from supervision.services.orders import create_order, revoke_order, sign_order
from supervision.services.proposals import decline_proposal
from tests.counting import statements
from tests.making import DAY, finding, order, sent

LATE = date(2024, 6, 28)  # a Friday, 6 working days before DAY


def made(cast, number="R1", unit=None, **values) -> Finding:
    return finding(cast.alpha, number, unit or cast.bureau_unit, **{"due_on": LATE, **values})


def keys(cast, on=DAY, user=None) -> list[str]:
    return [one.key for one in raises(user or cast.clerk, cast.alpha, on)]


def signed(cast, *findings, due_on=date(2024, 7, 1), **values) -> Order:
    one = order(cast.alpha, *findings, created_by=cast.clerk, due_on=due_on, **values)
    sign_order(one, version=1, by=cast.approver, on=date(2024, 6, 28))
    return one


@pytest.mark.parametrize(
    ("colour", "next_one"), [("reminder", "yellow"), ("yellow", "red"), ("red", None)]
)
@pytest.mark.parametrize("state", ["open", "rectifying", "rectified", "closed"])
def test_an_overdue_finding_is_proposed_for_the_next_colour(cast, state, colour, next_one):
    one = made(cast, state=state, colour=colour)
    is_proposed = next_one and state in ("open", "rectifying")
    assert keys(cast) == ([f"colour:{one.pk}:{next_one}:2024-06-28"] if is_proposed else [])


@pytest.mark.parametrize(
    ("due_on", "days", "by_workdays", "is_proposed"),
    [
        (date(2024, 7, 1), 5, True, False),  # 5 working days
        (LATE, 5, True, True),  # 6 working days
        (LATE, 6, True, False),
        (LATE, 9, False, True),  # 10 days
        (LATE, 10, False, False),
    ],
)
def test_the_days_are_those_of_the_rule(cast, due_on, days, by_workdays, is_proposed):
    given = {"valid_from": date(2024, 1, 1), "raise_days": days, "by_workdays": by_workdays}
    FindingRule.objects.create(programme=cast.alpha, **given)
    made(cast, due_on=due_on)
    assert bool(keys(cast)) == is_proposed


def test_the_sentence_names_text_days_and_both_colours(cast):
    made(cast, text="路面开裂")
    [one] = raises(cast.clerk, cast.alpha, DAY)
    assert one.text == "“路面开裂”逾期6个工作日：提醒→黄"
    assert one.unit == cast.bureau_unit


def test_the_next_colour_waits_for_its_days_from_the_change_on(cast):
    one = made(cast)
    set_colour(one, colour="yellow", reason="逾期", version=1, by=cast.clerk, on=DAY)
    assert keys(cast) == []
    assert keys(cast, date(2024, 7, 15)) == []
    assert keys(cast, date(2024, 7, 16)) == [f"colour:{one.pk}:red:2024-06-28"]


def test_a_step_is_declined_once_and_proposed_anew_for_another_day(as_, cast):
    one = made(cast)
    [key] = keys(cast)
    client = as_("clerk")
    address = reverse("decline_proposal", args=[key])
    assert client.post(address, sent(reason=" ")).status_code == 200
    assert "不予立项" not in client.get(address).text
    page = client.post(address, sent(reason="已在途"), follow=True)
    assert "已维持不变，不再提示。" in page.text
    assert (DeclinedProposal.objects.get().key, keys(cast)) == (key, [])
    assert client.post(address, sent(reason="再说")).url == reverse("finding_proposals")
    assert DeclinedProposal.objects.count() == 1
    set_due_day(one, due_on=date(2024, 7, 10), reason="汛期", version=1, by=cast.clerk, on=DAY)
    assert keys(cast, date(2024, 7, 18)) == [f"colour:{one.pk}:yellow:2024-07-10"]


def test_it_is_accepted_with_its_reason_on_the_form_of_the_colour(as_, cast):
    one = made(cast, text="路面开裂")
    client = as_("clerk")
    page = client.get(reverse("finding_proposals"))
    [(_proposal, address)] = page.context["raises"]
    assert address in unescape(page.text)
    initial = client.get(address).context["form"].initial
    assert (initial["colour"], initial["reason"]) == ("yellow", "“路面开裂”逾期6个工作日：提醒→黄")
    assert client.post(address, sent(**initial)).status_code == 302
    one.refresh_from_db()
    assert (one.colour, one.events.get().kind) == ("yellow", "colour_set")
    assert keys(cast) == []


def test_an_order_is_followed_by_one_of_the_next_colour_until_it_is_rectified(cast):
    one = made(cast, due_on=date(2024, 12, 1))
    before = signed(cast, one)
    [proposal] = raises(cast.clerk, cast.alpha, DAY)
    assert (proposal.key, proposal.colour, proposal.kind) == (
        f"order:{before.pk}",
        "yellow",
        "order",
    )
    assert proposal.text == "督办〔2024〕1号反馈时限为2024-07-01，仍有1项问题未整改。"
    assert keys(cast, date(2024, 7, 1)) == []
    Finding.objects.filter(pk=one.pk).update(state="rectified")
    assert keys(cast) == []


@pytest.mark.parametrize(
    ("kind", "colour", "expected"),
    [
        ("reminder", "reminder", ("order", "yellow")),
        ("reminder", "red", ("order", "red")),
        ("order", "yellow", ("order", "red")),
        ("order", "red", None),
        ("letter", "reminder", ("letter", "yellow")),
    ],
)
def test_form_and_colour_of_the_next_order(cast, kind, colour, expected):
    signed(cast, made(cast, due_on=date(2024, 12, 1)), kind=kind, colour=colour)
    found = [(one.kind, one.colour) for one in raises(cast.clerk, cast.alpha, DAY)]
    assert found == ([expected] if expected else [])


def test_what_is_drafted_revoked_or_followed_is_not_proposed(cast):
    one = made(cast, due_on=date(2024, 12, 1))
    order(cast.alpha, one, due_on=date(2024, 7, 1))  # a draft
    assert keys(cast) == []
    before = signed(cast, one)
    later = order(cast.alpha, one, created_by=cast.clerk)
    assert keys(cast) == []
    sign_order(later, version=1, by=cast.approver, on=DAY)
    revoke_order(later, version=2, reason="有误")
    assert keys(cast) == [f"order:{before.pk}"]
    given = {"key": f"order:{before.pk}", "text": "续发", "by": cast.clerk}
    decline_proposal(cast.alpha, reason="已约谈", **given)
    assert keys(cast) == []


def test_the_next_order_is_drafted_about_what_is_not_rectified(as_, cast):
    one, done = made(cast, due_on=date(2024, 12, 1)), made(cast, "R2", due_on=date(2024, 12, 1))
    signed(cast, one, done)
    Finding.objects.filter(pk=done.pk).update(state="closed")
    client = as_("clerk")
    [(_proposal, address)] = client.get(reverse("finding_proposals")).context["raises"]
    form = client.get(address).context["form"]
    assert form.initial["findings"] == [one.pk]
    values = {**form.initial, "demands": "限期整改", "due_on": "2024-08-01"}
    assert client.post(address, sent(**values)).status_code == 302
    drafted = Order.objects.get(state="draft")
    assert (drafted.colour, list(drafted.findings.all())) == ("yellow", [one])
    assert keys(cast) == []


def test_the_key_of_another_proposal_makes_no_finding(as_, cast):
    made(cast)
    [key] = keys(cast)
    answer = as_("clerk").get(reverse("new_finding"), {"proposal": key})
    assert answer.url == reverse("finding_proposals")


@pytest.mark.parametrize("who", ["bureau", "helper", "leader", "finance"])
def test_nobody_but_the_task_force_reads_or_declines_a_step(as_, cast, who):
    made(cast)
    [key] = keys(cast)
    client = as_(who)
    assert client.get(reverse("finding_proposals")).status_code == 403
    assert (
        client.post(reverse("decline_proposal", args=[key]), sent(reason="无")).status_code == 403
    )
    assert not DeclinedProposal.objects.exists()


def test_the_page_takes_the_same_statements_for_many(as_, cast):
    signed(cast, made(cast))
    client = as_("clerk")
    few = statements(client, reverse("finding_proposals"))
    for number in range(20):
        signed(cast, made(cast, f"M{number}"))
    assert statements(client, reverse("finding_proposals")) == few


def test_a_colour_that_was_left_as_it_is_is_not_set_from_the_open_form(as_, cast):
    one, client = made(cast), as_("clerk")
    [(_one, address)] = client.get(reverse("finding_proposals")).context["raises"]
    initial = client.get(address).context["form"].initial
    decline_proposal(cast.alpha, key=keys(cast)[0], text="颜色", reason="在途", by=cast.clerk)
    answer = client.post(address, sent(**initial))
    assert answer.url == client.get(address).url == reverse("finding_proposals")
    one.refresh_from_db()
    assert one.colour == "reminder"


def test_a_next_order_is_drafted_once_by_two_persons(as_, cast):
    one = made(cast, due_on=date(2024, 12, 1))
    signed(cast, one)
    client = as_("clerk")
    [(_one, address)] = client.get(reverse("finding_proposals")).context["raises"]
    initial = client.get(address).context["form"].initial
    given = {"demands": "立即整改", "due_on": "2024-08-01"}
    fields = {name: initial[name] for name in ("kind", "colour", "unit", "findings")} | given
    assert client.post(address, sent(**fields)).status_code == 302
    assert client.post(address, sent(**fields)).url == reverse("finding_proposals")
    assert Order.objects.filter(findings=one).count() == 2


def test_the_service_drafts_no_second_order_after_the_same(cast):
    one = made(cast, due_on=date(2024, 12, 1))
    before = signed(cast, one)
    given = {"programme": cast.alpha, "by": cast.clerk, "unit": one.unit, "findings": [one]}
    given |= {"due_on": date(2024, 8, 1), "after": before, "colour": "yellow"}
    create_order(**given)
    with pytest.raises(ValidationError, match="已有后续督办"):
        create_order(**given)
