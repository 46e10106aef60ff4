"""An order until it is finished: who acts next, what its unit answered, and what is unusual."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from programmes.models import CalendarDay
from supervision.models import Finding, Order
from supervision.services import findings, orders
from supervision.services.finding_events import report_rectification
from tests.making import DAY, finding, order, sent

OVERDUE = "已逾期的问题（整改时限）：O1 2024-07-07。请考虑重新确定整改时限。"


def made(cast, number="O1", **values) -> Finding:
    return finding(cast.alpha, number, cast.bureau_unit, **values)


def signed(cast, *findings, **values) -> Order:
    one = order(cast.alpha, *findings, created_by=cast.clerk, **values)
    orders.sign_order(one, version=1, by=cast.approver, on=DAY)
    return one


def closed(one: Finding, on: date | None) -> None:
    Finding.objects.filter(pk=one.pk).update(state="closed", rectified_on=on, closed_on=on)


def finish(one: Order) -> tuple[bool, date | None]:
    row = Order.objects.with_finish().get(pk=one.pk)
    return row.is_finished, row.finished_on


def test_an_order_is_finished_on_the_day_of_its_last_closing(cast):
    findings = made(cast), made(cast, "O2")
    one = signed(cast, *findings)
    closed(findings[0], date(2024, 7, 2))
    assert finish(one) == (False, None)
    closed(findings[1], date(2024, 7, 5))
    assert finish(one) == (True, date(2024, 7, 5))
    orders.revoke_order(one, version=2, reason="有误")
    assert finish(one) == (False, None)


def test_an_order_is_revoked_until_it_is_finished(as_, cast):
    finding_of_order = made(cast)
    one = signed(cast, finding_of_order)
    address = reverse("order", args=[one.pk])
    assert as_("approver").get(address).context["may_revoke"]
    closed(finding_of_order, date(2024, 7, 2))
    assert not as_("approver").get(address).context["may_revoke"]


def test_the_day_is_unknown_where_that_of_one_closing_is(cast):
    findings = made(cast), made(cast, "O2")
    one = signed(cast, *findings)
    closed(findings[0], date(2024, 7, 2))
    closed(findings[1], None)
    assert finish(one) == (True, None)
    assert Order.objects.with_finish().get(pk=one.pk).finish_label == "已办结 日期不明"


def test_a_merged_finding_is_closed_with_the_one_that_it_is_merged_into(cast):
    merged, target = made(cast), made(cast, "O2")
    one = signed(cast, merged)
    Finding.objects.filter(pk=merged.pk).update(merged_into=target)
    closed(target, date(2024, 7, 4))
    assert finish(one) == (True, date(2024, 7, 4))


def test_a_finding_that_is_reopened_opens_its_order_again(cast):
    one = made(cast)
    sent_one = signed(cast, one)
    closed(one, date(2024, 7, 4))
    assert finish(sent_one)[0]
    Finding.objects.filter(pk=one.pk).update(state="rectifying", rectified_on=None, closed_on=None)
    assert finish(sent_one) == (False, None)


@pytest.mark.parametrize(
    ("state", "of_finding", "words"),
    [
        ("draft", "open", "待审批人签发（拟稿人本人除外），签发后送交通局。"),
        ("signed", "open", "待交通局签收，并于2024-07-31前反馈。"),
        ("received", "open", "待交通局于2024-07-31前逐项反馈整改情况。"),
        ("received", "rectifying", "待交通局于2024-07-31前逐项反馈整改情况。"),
        ("received", "rectified", "交通局已报整改，待专班核验销号。"),
        ("received", "closed", "所列问题均已销号，无需再办理。"),
        ("signed", "closed", "所列问题均已销号，无需再办理。"),
        ("revoked", "open", "已撤销，无需再办理。"),
    ],
)
@pytest.mark.parametrize("who", ["clerk", "approver", "bureau", "leader"])
def test_the_page_names_who_acts_next(as_, cast, who, state, of_finding, words):
    one = made(cast)
    page = order(cast.alpha, one, created_by=cast.clerk)
    if state != "draft":
        orders.sign_order(page, version=1, by=cast.approver, on=DAY)
    if state == "received":
        orders.receive_order(page, version=2, by=cast.bureau, at=timezone.now())
    if state == "revoked":
        orders.revoke_order(page, version=2, reason="有误")
    Finding.objects.filter(pk=one.pk).update(state=of_finding)
    answer = as_(who).get(reverse("order", args=[page.pk]))
    if (state, who) == ("draft", "bureau"):
        assert answer.status_code == 404
    else:
        assert answer.context["next_step"] == words.replace("交通局", str(cast.bureau_unit))


def test_the_page_has_the_answer_to_each_finding_and_what_remains(as_, cast):
    one, other = made(cast, due_on=date(2024, 7, 20)), made(cast, "O2")
    report_rectification(one, version=1, text="正在清理", by=cast.bureau, on=DAY)
    page = as_("bureau").get(reverse("order", args=[signed(cast, one, other).pk]))
    assert page.context["remaining"] == "尚有2项问题未销号。 最近的整改时限为2024-07-20。"
    answers = [line.answer for line, _ in page.context["lines"]]
    found = [(row.finding, row.report and row.report.text) for row in answers]
    assert found == [(one, "正在清理"), (other, None)]
    assert "正在清理" in page.text


def test_the_list_shows_and_finds_what_is_finished(as_, cast):
    one, other = made(cast), made(cast, "O2")
    done, waiting = signed(cast, one), signed(cast, other)
    closed(one, date(2024, 7, 4))
    client = as_("clerk")
    for value, expected in (("yes", [done]), ("no", [waiting])):
        page = client.get(reverse("orders"), {"finished": value})
        assert [row.record for row in page.context["table"].rows] == expected
    assert "已办结 2024-07-04" in client.get(reverse("orders")).text


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2024, 7, 30), "反馈时限2024-07-31晚于整改时限：O1 2024-07-30。"),
        (date(2024, 7, 31), ""),
        (DAY, "反馈时限2024-07-31晚于整改时限：O1 2024-07-08。"),
        (date(2024, 7, 7), OVERDUE),
        (None, ""),
    ],
)
def test_a_draft_whose_answer_comes_after_the_day_to_rectify_by_is_marked(as_, cast, due_on, words):
    draft = order(cast.alpha, made(cast, due_on=due_on), created_by=cast.clerk)
    for who in ("clerk", "approver"):
        page = as_(who).get(reverse("order", args=[draft.pk]))
        assert page.context["warnings"] == ([words] if words else [])
    orders.sign_order(draft, version=1, by=cast.approver, on=DAY)
    assert as_("clerk").get(reverse("order", args=[draft.pk])).context["warnings"] == []


def test_of_a_rectified_finding_the_day_is_not_overdue(as_, cast):
    day = date(2024, 7, 1)
    one = made(cast, due_on=day, state="rectified", rectified_on=day)
    draft = order(cast.alpha, one, created_by=cast.clerk)
    assert as_("clerk").get(reverse("order", args=[draft.pk])).context["warnings"] == []


def test_an_overdue_finding_is_marked_and_printed_with_its_day(as_, cast):
    draft = order(cast.alpha, made(cast, due_on=date(2024, 7, 7)), created_by=cast.clerk)
    page = as_("clerk").get(reverse("order", args=[draft.pk])).text
    assert OVERDUE in page
    assert "整改时限 2024-07-07" in page


@pytest.mark.parametrize(
    ("due_on", "is_own", "words"),
    [
        (date(2024, 7, 27), None, ["反馈时限2024-07-27为休息日。"]),
        (date(2024, 7, 26), None, []),
        (date(2024, 7, 26), False, ["反馈时限2024-07-26为休息日。"]),
        (date(2024, 7, 27), True, []),
    ],
)
def test_an_answer_on_a_rest_day_of_the_county_is_marked(as_, cast, due_on, is_own, words):
    if is_own is not None:
        given = {"is_workday": is_own, "name": "县庆", "basis": "县定"}
        CalendarDay.objects.create(programme=cast.alpha, day=due_on, **given)
    draft = order(cast.alpha, made(cast), created_by=cast.clerk, due_on=due_on)
    page = as_("clerk").get(reverse("order", args=[draft.pk]))
    assert page.context["warnings"] == words


PASSED = "反馈时限2024-07-07早于今天（2024-07-08），请改为今天或以后的日期。"


def test_a_draft_whose_answer_would_have_passed_is_refused(as_, cast):
    one = made(cast)
    passed = {"due_on": "2024-07-07"}
    answer = as_("clerk").post(reverse("new_order"), sent(**fields(cast, one, **passed)))
    assert answer.context["form"].errors["due_on"] == [PASSED]
    assert not Order.objects.exists()
    draft = order(cast.alpha, one, created_by=cast.clerk)
    form = sent(**fields(cast, one, version=1, **passed))
    answer = as_("clerk").post(reverse("edit_order", args=[draft.pk]), form)
    assert answer.context["form"].errors["due_on"] == [PASSED]
    draft.refresh_from_db()
    assert draft.due_on == date(2024, 7, 31)


def test_a_draft_whose_answer_has_passed_is_not_signed(as_, cast):
    draft = order(cast.alpha, made(cast), created_by=cast.clerk, due_on=date(2024, 7, 7))
    address = reverse("sign_order", args=[draft.pk])
    answer = as_("approver").post(address, {"version": 1}, follow=True)
    assert PASSED in answer.text
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_an_answer_by_today_is_possible(cast):
    given = {"programme": cast.alpha, "by": cast.clerk, "unit": cast.bureau_unit}
    given |= {"due_on": DAY, "demands": "限期整改"}
    made_one = orders.create_order(findings=[made(cast)], **given)
    orders.sign_order(made_one, version=1, by=cast.approver, on=DAY)
    assert made_one.state == "signed"


def fields(cast, *findings, **values) -> dict:
    given = {"kind": "order", "colour": "reminder", "unit": cast.bureau_unit.pk}
    given |= {"findings": [one.pk for one in findings], "due_on": "2024-07-31"}
    return {**given, "demands": "限期整改", **values}


def test_another_order_of_the_same_form_and_colour_is_confirmed(as_, cast):
    one = made(cast)
    signed(cast, one)
    client, page = as_("clerk"), reverse("new_order")
    answer = client.post(page, sent(**fields(cast, one)))
    [words] = answer.context["form"].non_field_errors()
    assert words.startswith("所选问题已有相同形式、相同颜色的督办〔2024〕1号（")
    assert Order.objects.count() == 1
    assert client.post(page, sent(**fields(cast, one), confirmed="on")).status_code == 302
    assert Order.objects.count() == 2


@pytest.mark.parametrize("values", [{"colour": "red"}, {"kind": "letter"}])
def test_an_order_of_another_form_or_colour_needs_no_confirmation(as_, cast, values):
    one = made(cast)
    signed(cast, one)
    answer = as_("clerk").post(reverse("new_order"), sent(**fields(cast, one, **values)))
    assert answer.status_code == 302


def test_a_draft_that_becomes_the_same_is_confirmed_and_one_revoked_does_not_count(cast):
    one, other = made(cast), made(cast, "O2")
    first, draft = signed(cast, one), order(cast.alpha, other, created_by=cast.clerk)
    with pytest.raises(orders.SameOrderError):
        orders.edit_order(draft, version=1, findings=[one, other])
    draft.refresh_from_db()
    orders.edit_order(draft, version=draft.version, findings=[one, other], confirmed=True)
    orders.revoke_order(first, version=2, reason="有误")
    draft.refresh_from_db()
    orders.edit_order(draft, version=draft.version, findings=[one, other])
    assert set(draft.findings.all()) == {one, other}


def test_a_finding_that_is_known_later_has_no_answer_yet(as_, cast):
    one, later = made(cast), made(cast, "O2", known_on=date(2024, 7, 31))
    page = as_("clerk").get(reverse("order", args=[signed(cast, one, later).pk]))
    answers = [line.answer for line, _ in page.context["lines"]]
    assert [row and row.finding for row in answers] == [one, None]


def merged(cast, one, into) -> None:
    findings.merge_findings(one, into=into, version=one.version, reason="重复")


def handed_over(cast, one, into) -> None:
    given = {name: getattr(one, name) for name in ("source", "found_on", "text")}
    given |= {"unit": cast.bureau2_unit, "supporting_units": [], "by": cast.clerk, "on": DAY}
    findings.edit_finding(one, version=one.version, **given)


@pytest.mark.parametrize("write", [merged, handed_over])
def test_what_a_signed_order_names_stays_as_it_is_until_it_is_revoked(cast, write):
    one, into = made(cast), made(cast, "O2")
    sent_one = signed(cast, one)
    with pytest.raises(ValidationError, match=sent_one.number):
        write(cast, Finding.objects.get(pk=one.pk), into)
    assert Finding.objects.get(pk=one.pk).version == 1
    orders.revoke_order(sent_one, version=2, reason="有误")
    write(cast, Finding.objects.get(pk=one.pk), into)
    assert Finding.objects.get(pk=one.pk).version == 2


def test_what_a_signed_order_names_is_not_deleted(cast):
    one = made(cast)
    sent_one = signed(cast, one)
    with pytest.raises(ValidationError, match=sent_one.number):
        findings.delete_finding(one, version=1, reason="误录")
    assert Finding.objects.filter(pk=one.pk).exists()


def test_the_pages_of_a_finding_name_its_order_beforehand(cast, as_):
    one = made(cast)
    number = signed(cast, one).number
    assert number in as_("clerk").get(reverse("edit_finding", args=[one.pk])).text
    page = as_("clerk").get(reverse("merge_finding", args=[one.pk]), follow=True)
    assert page.redirect_chain == [(reverse("finding", args=[one.pk]), 302)]
    assert f"已列入{number}" in page.text
