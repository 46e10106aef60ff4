"""Agreements: who sees them, what was delivered, when they end, and what cannot be."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from programmes.figures.agreements import agreement_counts, end_of_term
from programmes.models import Agreement, AgreementDelivery
from tests.making import DAY, agreement, delivery, wan


@pytest.fixture
def agreements(cast):
    agreement(cast.alpha, "医疗协议", partner="公司", partner_unit=cast.helper2_unit, amount=None)
    agreement(cast.alpha, "园区协议", unit=cast.township_unit, signed_on=None, amount=wan(50))
    agreement(cast.alpha, "以后的协议", signed_on=date(2024, 7, 9))
    return cast


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("helper", {"采购框架协议"}),
        ("helper2", {"医疗协议"}),
        ("bureau", {"采购框架协议"}),
        ("township", {"园区协议"}),
        ("bureau2", set()),
        ("finance", {"采购框架协议", "医疗协议", "园区协议", "以后的协议"}),
        ("auditor", set()),
    ],
)
def test_a_unit_sees_the_agreements_that_concern_it(agreements, who, names):
    rows = Agreement.objects.visible_to(getattr(agreements, who)).of(agreements.alpha)
    assert set(rows.values_list("name", flat=True)) == names


def test_deliveries_are_seen_with_their_agreement(cast):
    made = delivery(cast.agreement, 10, DAY)
    delivery(cast.beta.agreement, 10, DAY)
    for who, seen in (("helper", [made]), ("helper2", []), ("clerk", [made])):
        user = getattr(cast, who)
        assert list(AgreementDelivery.objects.visible_to(user).of(cast.alpha)) == seen


def test_what_was_delivered_is_the_sum_by_the_day(cast):
    delivery(cast.agreement, 10, date(2024, 6, 1))
    delivery(cast.agreement, 28.5, date(2024, 6, 30))
    sums = [
        Agreement.objects.with_delivered(date(2024, 6, day)).get(pk=cast.agreement.pk).delivered
        for day in (1, 30)
    ]
    assert sums == [wan(10), Decimal(385_000)]
    before = Agreement.objects.with_delivered(date(2024, 5, 31)).get(pk=cast.agreement.pk)
    assert before.delivered is None


@pytest.mark.parametrize(
    ("until", "names"),
    [
        (date(2024, 7, 7), ["expired"]),
        (date(2024, 7, 8), ["expiring"]),
        (date(2024, 10, 6), ["expiring"]),
        (date(2024, 10, 7), []),
        (None, []),
    ],
)
def test_it_expires_within_ninety_days(cast, until, names):
    Agreement.objects.filter(pk=cast.agreement.pk).update(valid_until=until)
    rows = Agreement.objects.of(cast.alpha)
    found = [name for name in ("expired", "expiring") if getattr(rows, name)(date(2024, 7, 8))]
    assert found == names


@pytest.mark.parametrize(
    ("term", "until"),
    [
        ("2024—2026年", date(2026, 12, 31)),
        ("2024年-2027年", date(2027, 12, 31)),
        ("2024 年", date(2024, 12, 31)),
        ("2024", date(2024, 12, 31)),
        ("2026—2024年", None),
        ("三年", None),
        ("长期", None),
        ("", None),
    ],
)
def test_a_term_ends_with_its_last_year(term, until):
    assert end_of_term(term) == until


def test_counts_are_of_agreements_signed_by_the_day(agreements):
    delivery(agreements.agreement, 10, DAY)
    counts = agreement_counts(Agreement.objects.of(agreements.alpha), date(2024, 7, 8))
    assert (counts.total, counts.with_amount, counts.expiring) == (3, 2, 0)
    assert (counts.amount, counts.delivered) == (wan(150), wan(10))
    none = agreement_counts(Agreement.objects.none(), DAY)
    assert (none.total, none.amount, none.delivered) == (0, None, None)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"partner": " "}, "agreement_not_blank"),
        ({"amount": -1}, "agreement_amount_in_range"),
        ({"amount": 10**13}, "agreement_amount_in_range"),
        ({"valid_until": date(2024, 3, 19)}, "agreement_days_in_order"),
    ],
)
def test_the_database_refuses_what_cannot_be(cast, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Agreement.objects.filter(pk=cast.agreement.pk).update(**values)


def test_the_database_refuses_a_second_name_however_it_is_written(cast):
    with pytest.raises(IntegrityError, match="unique_plain_agreement_name"), transaction.atomic():
        agreement(cast.alpha, "采购 框架协议")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [({"amount": 0}, "delivery_amount_in_range"), ({"amount": None}, "delivery_not_empty")],
)
def test_the_database_refuses_a_delivery_of_nothing(cast, values, constraint):
    made = delivery(cast.agreement, 10, DAY)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AgreementDelivery.objects.filter(pk=made.pk).update(**values)
