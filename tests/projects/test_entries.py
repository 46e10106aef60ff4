"""The month of a project: recorded, changed, reported as unchanged, taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.audit.models import AuditRow
from core.periods import Period
from core.records import StaleRecord
from programmes.services.months import MonthClosed
from projects.figures.related_rows import RelatedRows
from projects.models import MonthEntry
from projects.services.month_checks import UnlikelyError, done_before, resolve_amount
from projects.services.months import record_month, record_no_change, take_back
from tests.making import JULY, JUNE, MAY, building, closed, entry, opening, wan

JANUARY = Period.month(2024, 1)


def record(cast, project=None, month=JUNE, **values):
    values.setdefault("by", cast.clerk)
    if "cumulative" not in values:
        values.setdefault("amount", wan(10))
    return record_month(project=project or cast.dam, month=month, **values)


def refuses(error, field=None):
    return pytest.raises(error, check=lambda found: not field or field in found.message_dict)


# What the amount is


@pytest.mark.parametrize(
    ("amount", "cumulative", "taken"),
    [(wan("10.5"), None, wan("10.5")), (None, wan(350), wan(50)), (wan(50), wan(350), wan(50))],
)
def test_the_month_is_its_own_figure_or_what_the_cumulative_leaves(cast, amount, cumulative, taken):
    assert resolve_amount(cast.dam, JUNE, amount, cumulative) == taken


def test_the_cumulative_figure_holds_the_opening_entry(cast):
    opening(cast.dam, "earlier_months", Period.month(2024, 4), 20)
    opening(cast.dam, "to_last_year", Period.month(2023, 12), 500)
    assert done_before(cast.dam, JUNE) == wan(320)
    assert resolve_amount(cast.dam, JUNE, None, wan(350)) == wan(30)


def test_later_months_and_the_month_itself_are_no_earlier_ones(cast):
    entry(cast.road, JULY, 7)
    assert done_before(cast.road, JUNE) == wan(400)


def test_last_years_months_are_none_of_this_year(cast):
    entry(cast.road, Period.month(2025, 1), 3)
    assert done_before(cast.road, Period.month(2025, 1)) == Decimal(0)


def test_both_figures_are_refused_where_they_disagree_by_a_cent(cast):
    with refuses(ValidationError, "cumulative") as refused:
        resolve_amount(cast.dam, JUNE, wan(50), wan(350) + Decimal("0.01"))
    assert "300.00万元" in str(refused.value)


def test_no_figure_at_all_is_refused(cast):
    with refuses(ValidationError, "amount"):
        resolve_amount(cast.dam, JUNE, None, None)


# Recording


def test_a_month_is_recorded(cast):
    made = record(cast, image_progress="坝基", problems="无", by=cast.bureau2)
    made.refresh_from_db()
    assert (made.amount, made.image_progress, made.problems) == (wan(10), "坝基", "无")
    assert (made.created_by, made.unit, made.origin) == (cast.bureau2, cast.bureau2_unit, "typed")
    assert (made.version, made.no_change, made.provenance) == (1, False, "recorded")


def test_a_month_below_zero_says_why(cast):
    with refuses(ValidationError, "reason"):
        record(cast, amount=wan(-1))
    with refuses(ValidationError, "reason"):
        record(cast, cumulative=wan(299))
    assert record(cast, cumulative=wan(299), reason="核减").amount == wan(-1)


def test_an_entry_that_stands_is_changed_with_its_version(cast):
    changed = record(cast, cast.road, amount=wan(120), version=1)
    assert (changed.pk, changed.version, changed.amount) == (cast.road_june.pk, 2, wan(120))


@pytest.mark.parametrize("version", [None, 2])
def test_an_entry_that_stands_is_not_overwritten_unseen(cast, version):
    with pytest.raises(StaleRecord) as refused:
        record(cast, cast.road, amount=wan(1), version=version)
    assert refused.value.current == cast.road_june
    cast.road_june.refresh_from_db()
    assert (cast.road_june.amount, cast.road_june.version) == (wan(100), 1)


def test_an_entry_that_was_taken_back_meanwhile_does_not_come_back_unseen(cast):
    made = record(cast, by=cast.bureau2)
    take_back(entry=made, version=1, by=cast.bureau2)
    with pytest.raises(StaleRecord) as refused:
        record(cast, amount=wan(11), version=1)
    assert refused.value.current is None


def test_what_an_import_brought_becomes_a_persons_own(cast):
    MonthEntry.objects.filter(pk=cast.road_june.pk).update(
        origin="imported",
        provenance="illustrative",
        published_fields=["amount"],
        source_note="演示数据",
    )
    changed = record(cast, cast.road, version=1)
    changed.refresh_from_db()
    assert (changed.origin, changed.provenance) == ("typed", "recorded")
    assert (changed.published_fields, changed.source_note) == ([], "")


# The month


def test_a_closed_month_takes_nothing(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    for act in (
        lambda: record(cast),
        lambda: record(cast, cast.road, version=1),
        lambda: record_no_change(project=cast.dam, month=JUNE, by=cast.clerk),
        lambda: take_back(entry=cast.road_june, version=1, by=cast.clerk),
    ):
        with pytest.raises(MonthClosed, match="截止"):
            act()


@pytest.mark.parametrize(
    ("month", "opens"),
    [
        (Period.month(2024, 8), False),
        (Period.month(2023, 12), False),
        (Period.month(2028, 1), False),
        (JANUARY, False),
        (JULY, True),
        (Period.month(2024, 2), True),
    ],
)
def test_a_month_takes_entries_from_its_first_day_until_it_is_closed(cast, month, opens):
    if not opens:
        with pytest.raises(MonthClosed):
            record(cast, month=month)
    else:
        assert record(cast, month=month).period == month


@pytest.mark.parametrize(("day", "begun"), [(date(2024, 6, 30), False), (date(2024, 7, 1), True)])
def test_a_month_begins_on_its_first_day(cast, day, begun):
    cast.alpha.as_of = day
    cast.alpha.save()
    if begun:
        record(cast, month=JULY)
    else:
        with pytest.raises(MonthClosed, match="尚未开始|还没有开始|未开始"):
            record(cast, month=JULY)


# No change, and back again


def test_no_change_is_zero_with_the_last_texts_and_counts_as_reported(cast):
    entry_of_may = cast.dam.entries.get(month=MAY.start)
    entry_of_may.image_progress, entry_of_may.problems = "坝体填筑", "征地"
    entry_of_may.save()
    made = record_no_change(project=cast.dam, month=JUNE, by=cast.bureau2)
    assert (made.amount, made.no_change) == (Decimal(0), True)
    assert (made.image_progress, made.problems) == ("坝体填筑", "征地")


def test_no_change_takes_the_texts_of_the_ledger_where_no_month_has_any(cast):
    cast.dam.image_progress = "台账所述"
    cast.dam.save()
    assert RelatedRows(cast.dam, on=MAY.last_day).last_texts == ("台账所述", "")


def test_an_entry_after_no_change_is_no_longer_marked(cast):
    record_no_change(project=cast.dam, month=JUNE, by=cast.bureau2)
    assert record(cast, version=1).no_change is False


def test_its_author_takes_an_entry_back_and_the_month_is_unreported(cast):
    made = record(cast, by=cast.bureau2)
    take_back(entry=made, version=1, by=cast.bureau2)
    assert not MonthEntry.objects.filter(project=cast.dam, month=JUNE.start).exists()


def test_nobody_takes_back_what_another_typed_or_an_import_brought(cast):
    made = record(cast, by=cast.bureau2)
    for by, row in ((cast.clerk, made), (cast.bureau, cast.road_june)):
        with pytest.raises(ValidationError):
            take_back(entry=row, version=1, by=by)
    assert MonthEntry.objects.filter(pk__in=[made.pk, cast.road_june.pk]).count() == 2


def test_the_largest_amount_is_recorded(cast):
    amount = "9999999999999.99"
    made = building(cast.alpha, "L1", cast.bureau_unit)
    found = record(cast, made, amount=Decimal(amount))
    found.refresh_from_db()
    assert found.amount == Decimal(amount)


def test_a_cumulative_that_makes_too_large_a_month_is_refused_not_an_error(cast):
    made = building(cast.alpha, "L1", cast.bureau_unit)
    entry(made, MAY, -900000000, reason="极值")
    with pytest.raises(ValidationError):
        record(cast, made, cumulative=wan(900000000))


# What looks like a slip


@pytest.fixture
def bridge(cast):
    """A plan of 100万元, a total of 1,000万元; 20万元 done in May."""
    made = building(cast.alpha, "QL-9", cast.bureau_unit, 100, total_investment=wan(1000))
    entry(made, MAY, 20)
    return made


@pytest.mark.parametrize("amount", ["180", "-20"])
def test_twice_the_plan_and_down_to_zero_are_taken(cast, bridge, amount):
    record(cast, bridge, amount=wan(amount), reason="核减")
    assert MonthEntry.objects.filter(project=bridge).count() == 2


@pytest.mark.parametrize("amount", ["180.01", "1200000"])
def test_more_than_twice_the_plan_is_asked_for_again(cast, bridge, amount):
    with pytest.raises(UnlikelyError):
        record(cast, bridge, amount=wan(amount))
    assert MonthEntry.objects.filter(project=bridge).count() == 1
    record(cast, bridge, amount=wan(amount), confirmed=True)
    assert MonthEntry.objects.filter(project=bridge).count() == 2


def test_more_than_the_total_investment_is_asked_for_again(cast, bridge):
    opening(bridge, "to_last_year", Period.month(2023, 12), 1080)
    record(cast, bridge, amount=wan(0))
    standing = MonthEntry.objects.get(project=bridge, month=JUNE.start)
    with pytest.raises(UnlikelyError):
        record(cast, bridge, amount=wan("0.01"), version=standing.version)


def test_a_year_may_not_fall_below_zero_in_a_later_month(cast, bridge):
    entry(bridge, JULY, -15, reason="核减")
    with refuses(ValidationError, "amount"):
        record(cast, bridge, amount=wan("-6"), reason="核减", confirmed=True)
    assert record(cast, bridge, amount=wan("-5"), reason="核减")


def test_the_last_month_to_report_is_reported_still(cast, bridge):
    bridge.last_report = JUNE.start
    bridge.save()
    assert record(cast, bridge, amount=wan(5))
    with pytest.raises(ValidationError, match="2024年6月"):
        record(cast, bridge, month=JULY, amount=wan(5))


def test_a_years_total_below_zero_is_refused_even_with_a_reason(cast, bridge):
    with refuses(ValidationError, "amount"):
        record(cast, bridge, amount=wan("-20.01"), reason="核减", confirmed=True)


def test_a_reason_stays_only_with_an_amount_below_zero(cast, bridge):
    found = record(cast, bridge, amount=wan("-5"), reason="核减")
    assert record(cast, bridge, amount=wan(5), reason="核减", version=found.version).reason == ""


def test_nobody_takes_back_what_another_has_corrected_since(cast):
    found = record(cast, by=cast.bureau2)
    record(cast, by=cast.clerk, amount=wan(77), version=found.version)
    standing = MonthEntry.objects.get(pk=found.pk)
    assert standing.last_writer == cast.clerk
    for person in (cast.bureau2, cast.clerk):
        with refuses(ValidationError):
            take_back(entry=standing, version=standing.version, by=person)
    assert MonthEntry.objects.get(pk=found.pk).amount == wan(77)


def test_a_save_that_changes_nothing_writes_nothing(cast):
    """Not even the other person's name, nor the opening entry of the months before."""
    found = opening(cast.road, "earlier_months", JUNE, 20)
    said = {"amount": wan(100), "image_progress": "路基完成"}
    first = record(cast, cast.road, version=1, problems="缺料", **said)
    last = AuditRow.objects.latest("pk").pk
    again = record(cast, cast.road, version=2, problems="缺料", by=cast.approver, **said)
    assert (again.pk, again.version, again.corrected_by) == (first.pk, 2, first.corrected_by)
    found.refresh_from_db()
    assert (found.version, AuditRow.objects.latest("pk").pk) == (1, last)
    with pytest.raises(StaleRecord):
        record(cast, cast.road, version=1, problems="缺料", **said)
