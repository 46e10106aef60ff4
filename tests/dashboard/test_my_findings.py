"""What waits for a person about findings and orders, on the page that opens after signing in."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from supervision.models import Finding, FindingRequest, Order, SecondLook
from supervision.services.finding_requests import accept_request
from supervision.services.orders import receive_order, sign_order
from tests import making
from tests.counting import statements
from tests.making import DAY, finding, finding_request, order, sent

FROM = {"from": "my_work"}


def page(as_, who: str) -> str:
    return as_(who).get(reverse("my_work")).text


def signed(cast, *findings, **values) -> Order:
    made = order(cast.alpha, *findings, created_by=cast.clerk, **values)
    sign_order(made, version=1, by=cast.approver, on=DAY)
    return made


def test_a_unit_reads_its_findings_by_urgency_with_light_and_reason(as_, cast):
    Finding.objects.filter(pk=cast.finding.pk).update(due_on=date(2024, 7, 31))
    for number, due in (("F1", None), ("F2", date(2024, 7, 12)), ("F3", date(2024, 7, 5))):
        finding(cast.alpha, number, cast.bureau_unit, due_on=due)
    finding(cast.alpha, "F4", cast.bureau_unit, state="closed")
    finding(cast.alpha, "F5", cast.bureau_unit, merged_into=cast.finding)
    items = as_("bureau").get(reverse("my_work")).context["own_findings"]
    assert [(one.finding.number, one.finding.light, one.reason) for one in items] == [
        ("F3", "red", "逾期1个工作日"),
        ("F2", "yellow", "时限还有4个工作日"),
        ("D1", "green", "时限还有17个工作日"),
        ("F1", "", "未定整改时限"),
    ]


@pytest.mark.parametrize("who", ["helper", "township", "bureau2", "leader", "sysadmin"])
def test_nobody_else_reads_them(as_, cast, who):
    assert "待整改的问题" not in page(as_, who)


def test_a_finding_is_reported_on_first_and_then_its_verification_requested(as_, cast):
    form = reverse("report_on_finding", args=[cast.finding.pk])
    assert f"{form}?from=my_work" in page(as_, "bureau")
    opened = as_("bureau").get(form, FROM).text
    assert '<input type="hidden" name="from" value="my_work">' in opened
    answer = as_("bureau").post(form, sent(text="已进场", **FROM))
    assert answer.url == reverse("my_work")
    form = reverse("request_of_finding", args=[cast.finding.pk, "closing"])
    assert f"{form}?from=my_work" in page(as_, "bureau")
    version = Finding.objects.get(pk=cast.finding.pk).version
    answer = as_("bureau").post(form, sent(version, text="已整改", **FROM))
    assert answer.url == reverse("my_work")
    assert "待整改的问题" not in page(as_, "bureau")


def test_a_unit_signs_for_an_order_in_place(as_, cast):
    made = signed(cast, cast.finding)
    assert "待签收的督办单" in page(as_, "bureau")
    assert "待签收的督办单" not in page(as_, "bureau2")
    address = reverse("receive_order", args=[made.pk])
    assert as_("bureau").post(address, sent(2, **FROM)).url == reverse("my_work")
    assert Order.objects.get(pk=made.pk).state == "received"
    assert "待签收的督办单" not in page(as_, "bureau")


def lines(as_, who: str, section: str) -> str:
    """The text of a section of the page, empty where it is not shown."""
    found = page(as_, who).partition(f'id="{section}"')[2].partition("</section>")[0]
    return " ".join(re.sub("<[^>]*>", " ", found).split())


def test_an_order_signed_for_stays_until_its_findings_are_closed(as_, cast):
    made = signed(cast, cast.finding)
    assert lines(as_, "bureau", "orders-in-hand") == ""
    receive_order(made, version=2, by=cast.bureau, at=timezone.now())
    shown = lines(as_, "bureau", "orders-in-hand")
    assert f"{made.number}" in shown
    assert "反馈时限 2024-07-31 督办单 · 征地滞后 已签收，待反馈" in shown
    assert reverse("order", args=[made.pk]) in page(as_, "bureau")
    assert lines(as_, "bureau2", "orders-in-hand") == ""
    asked = finding_request(cast.finding, cast.bureau)
    assert "已签收，待专班核验" in lines(as_, "bureau", "orders-in-hand")
    given = {"verification": "papers", "by": cast.approver, "on": DAY}
    accept_request(asked, version=1, **given)
    assert lines(as_, "bureau", "orders-in-hand") == ""


def test_a_waiting_request_for_another_day_is_on_the_row_of_its_finding(as_, cast):
    assert "已申请延期" not in page(as_, "bureau")
    made = finding_request(cast.finding, cast.bureau, "date")
    assert "2024-07-31 · 已申请延期至2024-08-31，待审定" in page(as_, "bureau")
    accept_request(made, version=1, by=cast.approver, on=DAY)
    assert "已申请延期" not in page(as_, "bureau")


def test_a_finding_without_a_report_can_be_reported_on_and_its_verification_requested(as_, cast):
    Finding.objects.filter(pk=cast.finding.pk).update(state="rectifying")
    [item] = as_("bureau").get(reverse("my_work")).context["own_findings"]
    assert item.steps == [
        ("申请核验销号", reverse("request_of_finding", args=[cast.finding.pk, "closing"])),
        ("报整改进展", reverse("report_on_finding", args=[cast.finding.pk])),
    ]


def test_an_order_to_sign_names_its_form_and_findings(as_, cast):
    other = finding(cast.alpha, "F9", cast.bureau_unit, text="资料不全")
    order(cast.alpha, other, cast.finding, created_by=cast.clerk)
    assert "督办单 · 征地滞后 · 共2个问题" in lines(as_, "approver", "orders-to-sign")
    assert "督办单 · 征地滞后 · 共2个问题" in lines(as_, "clerk", "own-drafts")
    assert lines(as_, "approver", "own-drafts") == ""
    assert lines(as_, "bureau", "own-drafts") == ""


def test_an_order_waits_for_the_approver_who_did_not_draft_it(as_, cast):
    made = order(cast.alpha, cast.finding, created_by=cast.clerk)
    own = order(cast.alpha, cast.finding, created_by=cast.approver)
    [waiting] = as_("approver").get(reverse("my_work")).context["orders_to_sign"]
    assert waiting == made != own
    assert "待我签发的督办单" not in page(as_, "clerk")
    address = reverse("sign_order", args=[made.pk])
    assert as_("approver").post(address, sent(1, **FROM)).url == reverse("my_work")
    assert Order.objects.get(pk=made.pk).state == "signed"


def test_a_verification_waits_for_the_task_force_but_not_for_its_requester(as_, cast):
    made = finding_request(cast.finding, cast.clerk)
    assert "待我审定" not in page(as_, "clerk")
    assert "待我审定" not in page(as_, "bureau")
    assert "核验销号" in page(as_, "approver")
    address = reverse("accept_finding_request", args=[cast.finding.pk, made.pk])
    given = sent(1, verification="papers", answer="属实", **FROM)
    assert as_("approver").post(address, given).url == reverse("my_work")
    assert Finding.objects.get(pk=cast.finding.pk).verification == "papers"


def test_how_it_was_verified_is_chosen_by_the_person_and_never_preset(as_, cast):
    made = finding_request(cast.finding, cast.clerk)
    shown = page(as_, "approver")
    assert re.findall(r'<option value="(.*?)">(.*?)</option>', shown)[:3] == [
        ("", "请选择"),
        ("on_spot", "现场核验"),
        ("papers", "资料核验"),
    ]
    address = reverse("accept_finding_request", args=[cast.finding.pk, made.pk])
    refused = as_("approver").post(address, sent(1, verification="", answer="属实", **FROM))
    assert refused.status_code == 200
    assert refused.context["form"].errors == {"verification": ["请填写“核验方式”。"]}
    assert refused.context["form"]["answer"].value() == "属实"
    assert Finding.objects.get(pk=cast.finding.pk).state == "rectified"
    assert FindingRequest.objects.get(pk=made.pk).state == "pending"


def test_another_day_waits_for_the_approver_alone(as_, cast):
    made = finding_request(cast.finding, cast.bureau, "date")
    assert "2024-07-31 → 2024-08-31" in page(as_, "approver")
    assert "待我审定" not in page(as_, "clerk")
    address = reverse("refuse_finding_request", args=[cast.finding.pk, made.pk])
    assert as_("approver").post(address, sent(1, answer="不同意", **FROM)).url == reverse("my_work")
    assert FindingRequest.objects.get(pk=made.pk).state == "refused"


def test_a_second_look_is_shown_from_its_day(as_, cast):
    for number, days in (("F1", 0), ("F2", 1)):
        closed = finding(cast.alpha, number, cast.bureau_unit, state="closed")
        given = {"programme": cast.alpha, "finding": closed}
        SecondLook.objects.create(due_on=DAY + timedelta(days), **given)
    [look] = as_("clerk").get(reverse("my_work")).context["looks_due"]
    address = reverse("record_second_look", args=[look.finding_id, look.pk])
    assert f"{address}?from=my_work" in page(as_, "clerk")
    answer = as_("clerk").post(address, sent(1, holds="yes", result="未反弹", **FROM))
    assert answer.url == reverse("my_work")
    assert "到期回头看" not in page(as_, "clerk")
    assert "到期回头看" not in page(as_, "bureau")


def test_what_an_import_brought_as_rectified_waits_for_its_verification(as_, cast):
    one = finding(cast.alpha, "F1", cast.bureau_unit, state="rectified")
    finding_request(finding(cast.alpha, "F2", cast.bureau_unit), cast.bureau)
    [waiting] = as_("clerk").get(reverse("my_work")).context["to_verify"]
    assert waiting == one
    address = reverse("close_finding", args=[one.pk])
    assert f"{address}?from=my_work" in page(as_, "clerk")
    answer = as_("clerk").post(address, sent(1, verification="papers", reason="属实", **FROM))
    assert answer.url == reverse("my_work")
    assert "导入为已整改" not in page(as_, "clerk")


def more(cast, number: int) -> None:
    """One more of each that waits for a unit or the task force."""
    asked, dated, closed = (
        finding(cast.alpha, f"{kind}{number}", cast.bureau_unit) for kind in "QRS"
    )
    finding(cast.alpha, f"T{number}", cast.bureau_unit, state="rectified")
    making.finding_request(asked, cast.bureau)
    making.finding_request(dated, cast.bureau, "date")
    Finding.objects.filter(pk=closed.pk).update(state="closed")
    SecondLook.objects.create(programme=cast.alpha, finding=closed, due_on=DAY)
    signed(cast, dated)
    receive_order(signed(cast, dated), version=2, by=cast.bureau, at=timezone.now())
    order(cast.alpha, dated, created_by=cast.approver)
    order(cast.alpha, dated, created_by=cast.clerk)


@pytest.mark.parametrize("who", ["bureau", "approver"])
def test_fifty_of_each_take_the_queries_of_one(as_, cast, who):
    more(cast, 0)
    client, address = as_(who), reverse("my_work")
    before = statements(client, address)
    for number in range(1, 50):
        more(cast, number)
    assert statements(client, address) == before
