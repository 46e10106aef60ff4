"""What the helpers give: quantities, sums, who sees what, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.money import AmountError
from core.records import create_record, edit_record
from notifications.models import Notice
from programmes.figures.contributions import by_helper, by_kind, by_measure, by_township
from programmes.models import Contribution, ContributionKind, Membership
from programmes.services.contributions import create_contribution, edit_contribution
from tests.making import DAY, contribution, support, task, wan


def rows(cast, on=DAY):
    return Contribution.objects.of(cast.alpha).as_of(on)


@pytest.fixture
def given(cast):
    """Beside the cast's: money of a second kind, and training that reached the same township."""
    contribution(cast.alpha, cast.helper_unit, "消费帮扶", "万元", planned="38.5")
    trained = {"planned": 120, "given": 60, "township": cast.township_unit}
    contribution(cast.alpha, cast.helper2_unit, "培训人次", "人次", **trained)
    return cast


@pytest.mark.parametrize(
    ("measured", "text", "quantity"),
    [
        ("万元", "38.5", Decimal("385000.00")),
        ("万元", "1.2亿元", Decimal("120000000.00")),
        ("人", "1,200", Decimal("1200.00")),
        ("人次", "60人次", Decimal("60.00")),
    ],
)
def test_a_quantity_is_read_in_the_unit_of_its_kind(measured, text, quantity):
    assert ContributionKind(name="某类", unit=measured).read(text) == quantity


@pytest.mark.parametrize("text", ["30万元", "3万", "三十", "-3"])
def test_persons_are_no_money(text):
    with pytest.raises(AmountError):
        ContributionKind(name="选派人才", unit="人").read(text)


def test_sums_are_by_kind_and_added_within_one_unit_alone(given):
    found = [(one.kind.label, one.count, one.planned, one.given) for one in by_kind(rows(given))]
    assert sorted(found) == [
        ("培训人次（人次）", 1, 120, 60),
        ("消费帮扶（万元）", 1, wan("38.5"), 0),
        ("直接投入资金（万元）", 1, wan(500), wan(300)),
        ("选派人才（人）", 1, 6, 0),
    ]
    sums = by_kind(rows(given).filter(helper=given.helper_unit))
    assert by_measure(sums, "planned") == ["538.50万元"]
    assert sorted(by_measure(by_kind(rows(given)), "planned")) == ["120人次", "538.50万元", "6人"]
    assert by_measure(by_kind(rows(given).filter(kind__unit="人")), "given") == []


def test_the_sums_of_each_unit_are_those_of_its_list(given):
    for name, units in (("helper", by_helper(rows(given))), ("township", by_township(rows(given)))):
        assert len(units) == 2
        for one in units:
            assert one.sums == by_kind(rows(given).filter(**{name: one.unit}))


def test_what_is_given_later_is_not_given_yet(cast):
    before, after = date(2024, 6, 19), date(2024, 6, 20)
    [money] = by_kind(rows(cast, before).filter(pk=cast.help_given.pk))
    assert (money.planned, money.given) == (wan(500), 0)
    assert rows(cast, after).get(pk=cast.help_given.pk).given_then == wan(300)
    assert set(rows(cast, before).not_given()) == {cast.help_given, cast.other_help}
    assert list(rows(cast, after).given()) == [cast.help_given]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("clerk", ["产业路资金", "选派医生"]),
        ("leader", ["产业路资金", "选派医生"]),
        ("helper", ["产业路资金"]),
        ("helper2", ["选派医生"]),
        ("township", ["产业路资金"]),
        ("bureau", []),
        ("auditor", []),
    ],
)
def test_a_helper_sees_its_own_and_a_township_what_reached_it(cast, who, seen):
    found = Contribution.objects.visible_to(getattr(cast, who)).of(cast.alpha)
    assert sorted(found.values_list("content", flat=True)) == seen


def test_a_unit_sees_what_belongs_to_its_task_and_a_helper_does_not(cast):
    shared = task(cast.alpha, "T9", cast.bureau_unit)
    support(shared, cast.helper_unit)
    Contribution.objects.filter(pk=cast.other_help.pk).update(task=shared)
    visible = Contribution.objects.visible_to(cast.bureau).of(cast.alpha)
    assert list(visible) == [cast.other_help]
    assert list(Contribution.objects.visible_to(cast.helper).of(cast.alpha)) == [cast.help_given]


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"helper": "bureau_unit"}, "helper", "“交通局”不是本县的帮扶单位"),
        ({"year": 2031}, "year", "2031年不在帮扶工作的年度内"),
        ({"given_on": date(2024, 7, 9)}, "given_on", "日期晚于今天"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(cast, values, field, words):
    values = {name: getattr(cast, str(one), one) for name, one in values.items()}
    plain = {"helper": cast.helper_unit, "kind": cast.help_given.kind, "year": 2024}
    money = {"given_amount": wan(1), "given_on": DAY}
    with pytest.raises(ValidationError) as refused:
        create_record(
            Contribution, by=cast.clerk, programme=cast.alpha, **{**plain, **money, **values}
        )
    assert words in refused.value.message_dict[field][0]


@pytest.mark.parametrize(
    "values",
    [
        {"given_on": None},
        {"planned_amount": -1},
        {"given_amount": 0},
        {"planned_count": 3},
        {"given_amount": None, "given_on": None, "given_count": 2},
        {"year": 1024},
        {"kind": "beta.contribution.kind"},
    ],
)
def test_the_database_refuses_what_is_impossible(cast, values):
    if "kind" in values:
        values = {"kind": cast.beta.contribution.kind}
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=cast.help_given.pk).update(**values)
        transaction.get_connection().check_constraints()


def test_a_helper_that_left_keeps_its_rows(cast):
    Membership.objects.filter(unit=cast.helper_unit, programme=cast.alpha).delete()
    edit_record(cast.help_given, version=1, content="改名")
    assert cast.help_given.content == "改名"


def test_the_unit_of_a_kind_in_use_stays(cast):
    with pytest.raises(ValidationError) as refused:
        edit_record(cast.help_given.kind, version=1, unit="人")
    assert refused.value.messages == ["“直接投入资金”已有记录：计量单位仍为万元。"]
    with pytest.raises(ValidationError) as refused:
        create_record(ContributionKind, by=cast.clerk, programme=cast.alpha, name="捐款", unit="元")
    assert refused.value.message_dict["unit"] == ["资金以万元计量。"]


@pytest.fixture
def own(cast):
    """Entered by the helper."""
    values = {"helper": cast.helper_unit, "kind": cast.other_help.kind, "planned_count": 3}
    return create_contribution(by=cast.helper, programme=cast.alpha, year=2024, **values)


def test_the_task_force_corrects_an_entry_of_a_helper_with_a_reason_that_it_reads(cast, own):
    with pytest.raises(ValidationError) as refused:
        edit_contribution(own, version=1, by=cast.clerk, planned_count=2)
    assert refused.value.message_dict["reason"] == ["请填写更正原因，帮扶单位可以看到。"]
    own.refresh_from_db()
    edit_contribution(own, version=1, by=cast.clerk, reason="名单核对为2人", planned_count=2)
    own.refresh_from_db()
    assert (own.planned_count, own.correction, own.is_own) == (2, "名单核对为2人", True)
    notice = Notice.objects.get(recipient=cast.helper)
    assert notice.text == "专班更正了“省帮扶厅 选派人才”：名单核对为2人"


def test_what_the_helper_saves_again_is_its_own_without_the_correction(cast, own):
    edit_contribution(own, version=1, by=cast.clerk, reason="核对", planned_count=2)
    edit_contribution(own, version=2, by=cast.helper, planned_count=4)
    own.refresh_from_db()
    assert (own.planned_count, own.correction, own.is_own) == (4, "", True)


def test_what_the_task_force_entered_needs_no_reason(cast):
    edit_contribution(cast.help_given, version=1, by=cast.clerk, given_amount=wan(400))
    cast.help_given.refresh_from_db()
    assert (cast.help_given.given_amount, cast.help_given.correction) == (wan(400), "")
