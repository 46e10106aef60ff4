"""The pages of agreements: numbers that open their rows, deliveries, no rate for helpers."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.models import Agreement, AgreementDelivery
from tests.counting import statements
from tests.making import DAY, agreement, delivery, sent, wan

LIST = reverse("agreements")


@pytest.fixture
def agreements(cast):
    delivery(cast.agreement, 28.5, date(2024, 6, 30))
    soon = {"valid_until": date(2024, 9, 30), "partner_unit": cast.helper_unit}
    agreement(cast.alpha, "医疗协议", amount=None, **soon)
    agreement(cast.alpha, "园区协议", unit=cast.township_unit, valid_until=date(2024, 6, 30))
    return cast


@pytest.mark.parametrize("who", ["clerk", "bureau", "township", "helper", "leader"])
def test_each_count_opens_as_many_rows(as_, agreements, who):
    client = as_(who)
    page = client.get(LIST)
    counts = page.context["counts"]
    assert counts.total == page.context["total_count"]
    for query, count in (
        ({"amount": "yes"}, counts.with_amount),
        ({"ends": "expiring"}, counts.expiring),
    ):
        assert client.get(LIST, query).context["total_count"] == count
    assert page.context["totals"]["amount"] == counts.amount
    assert page.context["totals"]["delivered"] == counts.delivered


def test_the_counts_are_shown_in_words(as_, agreements):
    text = as_("clerk").get(LIST).content.decode()
    for words in ("共签订协议3份", "有金额 2", "（200万元，履约金额 28.50万元）", "90天内到期 1"):
        assert words in text.replace("200.00万元", "200万元"), words


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"ends": "expired"}, {"园区协议"}),
        ({"ends": "expiring"}, {"医疗协议"}),
        ({"amount": "no"}, {"医疗协议"}),
        ({"year": "2023"}, set()),
        ({"q": "园区"}, {"园区协议"}),
        ({"as_of": "2024-03-19"}, set()),
    ],
)
def test_filters_and_the_day(as_, agreements, query, names):
    rows = as_("clerk").get(LIST, query).context["table"].data
    assert {row.name for row in rows} == names


def test_the_filter_of_a_unit_finds_what_concerns_it(as_, agreements):
    page = as_("clerk").get(LIST, {"unit": agreements.helper_unit.pk})
    assert page.context["total_count"] == 2


def test_the_share_is_that_of_the_amount_and_no_helper_reads_it(as_, agreements):
    record = reverse("agreement", args=[agreements.agreement.pk])
    text = as_("clerk").get(record).content.decode()
    assert "履约率" in text and "28.5%" in text.replace("28.50%", "28.5%")
    for page in (LIST, record):
        assert "履约率" in as_("bureau").get(page).content.decode()
        assert "履约率" not in as_("helper").get(page).content.decode()
    other = Agreement.objects.get(name="医疗协议")
    page = as_("clerk").get(reverse("agreement", args=[other.pk]))
    assert [fact.value for fact in page.context["facts"] if fact.label == "履约率"] == ["—"]


def test_deliveries_are_added_and_removed_by_the_task_force(as_, agreements):
    client, pk = as_("clerk"), agreements.agreement.pk
    page = reverse("agreement", args=[pk])
    given = {"day": "2024-07-01", "amount": "10", "text": "第二批"}
    answer = client.post(reverse("add_delivery", args=[pk]), sent(**given))
    assert answer.url == f"{page}#deliveries"
    made = AgreementDelivery.objects.get(text="第二批")
    assert (made.amount, made.agreement_id, made.provenance) == (wan(10), pk, "recorded")
    assert "第二批" in client.get(page).content.decode()
    assert "登记履约" not in as_("helper").get(page).content.decode()
    remove = reverse("remove_delivery", args=[pk, made.pk])
    assert client.post(remove, sent(version=1)).url == f"{page}#deliveries"
    assert not AgreementDelivery.objects.filter(pk=made.pk).exists()


def test_an_agreement_is_deleted_with_its_deliveries(as_, agreements):
    address = reverse("delete_agreement", args=[agreements.agreement.pk])
    answer = as_("clerk").post(address, sent(version=1, reason="重复登记"))
    assert answer.url == LIST
    assert not Agreement.objects.filter(pk=agreements.agreement.pk).exists()
    assert not AgreementDelivery.objects.filter(programme=agreements.alpha).exists()


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"amount": "", "text": ""}, "text", "请填写履约金额或履约内容。"),
        ({"amount": "0"}, "amount", "请填写大于0的金额，或留空。"),
        ({"day": "2024-03-19"}, "day", "协议于2024-03-20签订，晚于该日期。"),
        ({"day": "2031-01-01"}, "day", "日期晚于今天。"),
    ],
)
def test_a_delivery_that_cannot_be(as_, cast, values, field, words):
    given = {"day": "2024-07-01", "amount": "10", "text": "", **values}
    page = as_("clerk").post(reverse("add_delivery", args=[cast.agreement.pk]), sent(**given))
    assert page.context["form"].errors[field] == [words]


def form(**values) -> dict:
    return sent(version=1, **{"name": "新协议", "partner": "某企业", **values})


def test_partner_and_end_follow_from_unit_and_term(as_, cast):
    sends = form(partner="", partner_unit=cast.helper2_unit.pk, term="2024—2026年")
    assert as_("clerk").post(reverse("new_agreement"), sends).status_code == 302
    made = Agreement.objects.get(name="新协议")
    assert (made.partner, made.valid_until) == ("国有帮扶公司", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"partner": ""}, "partner", "请选择合作的单位，或填写合作方。"),
        ({"signed_on": "2031-01-01"}, "signed_on", "日期晚于今天。"),
        ({"signed_on": "2024-03-01", "term": "2023年"}, "valid_until", "早于签订日期。"),
        ({"name": "采购框架协议"}, "name", "不能重复"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(as_, cast, values, field, words):
    page = as_("clerk").post(reverse("new_agreement"), form(**values))
    assert words in page.context["form"].errors[field][0]


def test_the_history_of_an_agreement_has_its_deliveries(as_, cast):
    client, pk = as_("clerk"), cast.agreement.pk
    client.post(reverse("add_delivery", args=[pk]), sent(day="2024-07-01", text="首批干茶"))
    address = reverse("object_history", args=["programmes_agreement", pk])
    assert "首批干茶" in client.get(address).content.decode()


@pytest.mark.parametrize(("who", "count"), [("clerk", 2), ("helper", 2), ("bureau2", 0)])
def test_the_page_of_a_unit_shows_its_agreements(as_, agreements, who, count):
    page = as_(who).get(reverse("unit", args=[agreements.helper_unit.pk]))
    rows = [section.rows for section in page.context["sections"] if section.anchor == "agreements"]
    assert sum(map(len, rows)) == count


def test_the_list_asks_the_same_for_fifty_rows_as_for_one(as_, cast):
    client = as_("clerk")
    client.get(LIST)
    before = statements(client, LIST)
    for number in range(50):
        made = agreement(cast.alpha, f"协议{number}", brought_by=cast.helper_unit)
        delivery(made, 1, DAY)
    assert statements(client, LIST) == before
