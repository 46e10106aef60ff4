"""The tables of a ranking: places, the quarter before, sentences, and what helpers gave."""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from core.periods import Period
from programmes.models import Task
from supervision.choices import MeasureKind, RankingGroup
from supervision.figures.measures import Measure
from supervision.figures.ranking_content import differences, ranking_content
from supervision.figures.ranking_helpers import gifts
from supervision.figures.ranking_sentences import first_rows, slow_rows, text_of
from supervision.figures.rankings import RankedRow, RankingTable, ranked_rows, tables_of
from supervision.models import RankingRule
from tests import making
from tests.making import DAY, building, closed, entry, line, member, posted, task, wan

Q1, Q2 = Period.parse("2024-Q1"), Period.parse("2024-Q2")
TASKS, TOWNSHIPS = MeasureKind.TASKS, RankingGroup.TOWNSHIP


def table(content: dict, kind=TASKS, group=TOWNSHIPS) -> RankingTable:
    return next(one for one in tables_of(content) if (one.kind, one.group) == (kind, group))


def stored_sentences(content: dict, kind=TASKS, group=TOWNSHIPS) -> list[str]:
    own = next(one for one in content["groups"] if one["group"] == group)
    found = next(one for one in own["tables"] if one["kind"] == kind)
    return [text_of(sentence) for sentence in found["sentences"]]


def tasks_of(cast, unit, done: int, due: int, on=date(2024, 5, 31)) -> None:
    """Tasks due in the quarter, some of them closed."""
    for number in range(due):
        state = "closed" if number < done else "signed"
        task(cast.alpha, f"R{Task.objects.count()}", unit, state=state, deadline=on)


# Counts of done and due; the second is at times below the rule's three, or nothing at all.
YEARS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=0, max_size=12)


@settings(max_examples=50, deadline=None)
@given(year=YEARS, min_rows=st.integers(1, 5))
def test_places_are_those_of_a_plain_recount(year, min_rows):
    units = [(number, f"单位{number}") for number in range(len(year))]
    found = {
        number: Measure(due, Decimal(min(done, due)), Decimal(due))
        for number, (done, due) in enumerate(year)
    }
    rows = ranked_rows(units, found, min_rows, {})
    assert sorted(row.unit for row in rows) == [key for key, _name in units]
    for row in rows:
        done, due = year[row.unit]
        if due < min_rows:
            assert row.place is None
            assert (row.is_applicable, row.has_few) == (due > 0, due > 0)
            continue
        better = [
            1
            for other_done, other_due in year
            if other_due >= min_rows
            and min(other_done, other_due) * due > min(done, due) * other_due
        ]
        assert row.place == len(better) + 1
    shown = [row.place for row in rows if row.place]
    assert shown == sorted(shown)
    assert [row.place for row in rows[len(shown) :]] == [None] * (len(rows) - len(shown))


def row(unit: int, done: int, whole: int, place: int | None, expected=None) -> RankedRow:
    measure = Measure(5, Decimal(done), Decimal(whole), expected)
    return RankedRow(unit, f"单位{unit}", measure, place)


def test_equal_units_share_a_place_and_the_next_is_left_out():
    found = {n: Measure(4, Decimal(done), Decimal(4)) for n, done in enumerate([3, 4, 3, 2])}
    rows = ranked_rows([(n, str(n)) for n in range(4)], found, 3, {0: 4, 1: 1})
    assert [(one.unit, one.place) for one in rows] == [(1, 1), (0, 2), (2, 2), (3, 4)]
    assert [one.change for one in rows] == [0, 2, None, None]
    assert [one.shown_change for one in rows] == ["持平", "↑2", "—", "—"]


def test_units_are_ranked_by_unrounded_values():
    found = {1: Measure(3, Decimal(1), Decimal(3)), 2: Measure(3, Decimal(3334), Decimal(10000))}
    rows = ranked_rows([(1, "一"), (2, "二")], found, 3, {})
    assert [one.unit for one in rows] == [2, 1]


def test_the_sentences_name_who_is_truly_above_and_truly_below():
    half = Fraction(1, 2)
    rule = RankingRule(best_named=1, slow_named=2, slow_points=10)
    rows = [
        row(1, 60, 100, 1, half),
        row(2, 50, 100, 2, half),
        row(3, 41, 100, 3, half),
        row(4, 40, 100, 4, half),
    ]
    made = RankingTable(TOWNSHIPS, MeasureKind.INVESTMENT, rows)
    assert [one.unit for one in first_rows(made, rule)] == [1]
    assert [one.unit for one in slow_rows(made, rule)] == [4]  # 41 is 9 points below
    rule = RankingRule(best_named=4, slow_named=4, slow_points=0)
    assert [one.unit for one in first_rows(made, rule)] == [1, 2]
    assert [one.unit for one in slow_rows(made, rule)] == [4, 3]
    rule = RankingRule(best_named=0, slow_named=0)
    assert not first_rows(made, rule) and not slow_rows(made, rule)


def test_the_first_is_never_named_as_slow():
    rule = RankingRule(best_named=3, slow_named=3, slow_points=10)
    rows = [row(1, 30, 100, 1), row(2, 20, 100, 2), row(3, 10, 100, 3)]
    made = RankingTable(TOWNSHIPS, MeasureKind.MONEY, rows)
    assert [one.unit for one in slow_rows(made, rule)] == [3, 2]
    equal = [row(number, 30, 100, 1) for number in range(4)]
    assert slow_rows(RankingTable(TOWNSHIPS, MeasureKind.MONEY, equal), rule) == []


def test_whoever_shares_the_last_named_place_is_named_too():
    rows = [row(number, 5, 5, 1) for number in range(5)] + [row(9, 1, 5, 6), row(8, 1, 5, 6)]
    made = RankingTable(TOWNSHIPS, TASKS, rows)
    rule = RankingRule(best_named=2, slow_named=1)
    assert len(first_rows(made, rule)) == 5
    assert {one.unit for one in slow_rows(made, rule)} == {8, 9}


def test_townships_are_ranked_by_what_they_lead_and_a_helper_is_in_no_table(cast):
    tasks_of(cast, cast.township_unit, done=2, due=4)
    tasks_of(cast, cast.township2_unit, done=3, due=3)
    tasks_of(cast, cast.helper_unit, done=3, due=3)
    content = ranking_content(cast.alpha, Q2, DAY)
    rows = table(content).rows
    assert [(one.name, one.place, one.measure.share) for one in rows] == [
        ("下坝镇", 1, 1),
        ("上坝镇", 2, Fraction(1, 2)),
    ]
    named = {one.unit for each in tables_of(content) for one in each.rows}
    assert named == {
        cast.bureau_unit.pk, cast.bureau2_unit.pk, cast.township_unit.pk, cast.township2_unit.pk,
    }  # fmt: skip
    assert stored_sentences(content) == [
        "下坝镇（到期任务3项，已销号3项，占100.00%）任务办理较快。",
        "上坝镇（到期任务4项，已销号2项，占50.00%）任务办理较慢。",
    ]


def test_a_unit_with_too_few_records_or_none_has_no_place_and_no_zero(cast):
    tasks_of(cast, cast.township_unit, done=0, due=2)
    content = ranking_content(cast.alpha, Q2, DAY)
    few, nothing = table(content).rows
    assert (few.name, few.place, few.has_few) == ("上坝镇", None, True)
    assert (nothing.name, nothing.place, nothing.is_applicable) == ("下坝镇", None, False)
    assert nothing.measure.share is None
    assert stored_sentences(content) == []


def test_without_the_record_behind_it_a_sentence_is_another_or_gone(cast):
    tasks_of(cast, cast.township_unit, done=3, due=3)
    before = stored_sentences(ranking_content(cast.alpha, Q2, DAY))
    assert before == ["上坝镇（到期任务3项，已销号3项，占100.00%）任务办理较快。"]
    Task.objects.filter(lead_unit=cast.township_unit, state="closed").first().delete()
    assert stored_sentences(ranking_content(cast.alpha, Q2, DAY)) == []


def test_projects_are_ranked_by_their_distance_from_the_time_schedule(cast):
    for number, amount in enumerate([80, 20]):
        unit = [cast.township_unit, cast.township2_unit][number]
        for project in range(3):
            made = building(cast.alpha, f"L{number}{project}", unit, 100)
            entry(made, making.MAY, amount)
    content = ranking_content(cast.alpha, Q2, DAY)
    rows = table(content, MeasureKind.INVESTMENT).rows
    assert [(one.name, one.gap) for one in rows] == [
        ("上坝镇", Fraction(3, 10)),
        ("下坝镇", Fraction(-3, 10)),
    ]
    assert stored_sentences(content, MeasureKind.INVESTMENT) == [
        "上坝镇（完成年度计划的80.00%，高于序时进度30.00个百分点）项目进度较快。",
        "下坝镇（完成年度计划的20.00%，低于序时进度30.00个百分点）项目进度较慢。",
    ]


def test_the_place_before_is_that_of_the_quarter_before(cast):
    march = date(2024, 3, 1)
    tasks_of(cast, cast.township_unit, done=3, due=3, on=march)
    tasks_of(cast, cast.township2_unit, done=0, due=3, on=march)
    tasks_of(cast, cast.township2_unit, done=9, due=9)
    tasks_of(cast, cast.township_unit, done=0, due=9)
    rows = table(ranking_content(cast.alpha, Q2, DAY)).rows
    assert [(one.name, one.place, one.before, one.change) for one in rows] == [
        ("下坝镇", 1, 2, 1),
        ("上坝镇", 2, 1, -1),
    ]


def test_the_first_quarter_of_the_programme_has_none_before(cast):
    tasks_of(cast, cast.township_unit, done=3, due=3, on=date(2024, 3, 1))
    rows = table(ranking_content(cast.alpha, Q1, DAY)).rows
    assert rows[0].place == 1 and {one.before for one in rows} == {None}


def test_red_and_black_lists_are_in_it_where_the_rule_has_them_alone(cast):
    tasks_of(cast, cast.township_unit, done=3, due=3)
    tasks_of(cast, cast.township2_unit, done=0, due=3)
    content = ranking_content(cast.alpha, Q2, DAY)
    assert "red" not in content["groups"][0]["tables"][1]
    RankingRule.objects.create(programme=cast.alpha, valid_from=date(2024, 4, 1), has_lists=True)
    own = ranking_content(cast.alpha, Q2, DAY)["groups"][0]["tables"][1]
    assert (own["red"], own["black"]) == (["上坝镇"], ["下坝镇"])


def test_helpers_are_listed_in_the_order_of_the_network_with_facts_alone(cast):
    third = member(cast.alpha, "市帮扶局", "1")
    for unit, amount in ((cast.helper2_unit, 900), (cast.helper_unit, 100)):
        paid = line(cast.alpha, f"G{amount}", payer_unit=unit, purpose="帮扶")
        posted(paid, "arrived", amount, date(2024, 2, 1))
        posted(paid, "arrived", amount, date(2024, 6, 30))
        posted(paid, "arrived", amount, date(2024, 7, 1))  # after the quarter
    tasks_of(cast, cast.helper2_unit, done=1, due=1)
    found = gifts(cast.alpha, Q2)
    assert [one.name for one in found] == [third.name, "省帮扶厅", "国有帮扶公司"]
    assert (found[2].quarter, found[2].year) == (wan(900), wan(1800))
    assert (found[1].quarter, found[1].year) == (wan(600), wan(700))  # with F1 of the cast
    assert (found[2].done, found[2].going, found[2].planned) == (1, 0, 1)
    assert not {"share", "place", "rate"} & set(found[0].to_json())


def test_a_content_takes_as_many_statements_for_one_record_as_for_fifty(cast):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ranking_content(cast.alpha, Q2, DAY)
        return len(queries)

    tasks_of(cast, cast.township_unit, done=1, due=1)
    fewer = count()
    tasks_of(cast, cast.township2_unit, done=20, due=50)
    for number in range(10):
        building(cast.alpha, f"Z{number}", cast.township2_unit, 10)
    assert count() == fewer


def test_what_differs_between_two_contents_is_found_by_its_row(cast):
    tasks_of(cast, cast.township_unit, done=3, due=3)
    before = ranking_content(cast.alpha, Q2, DAY)
    assert differences(before, ranking_content(cast.alpha, Q2, DAY)) == []
    tasks_of(cast, cast.township_unit, done=0, due=1)
    [one] = differences(before, ranking_content(cast.alpha, Q2, DAY))
    assert (one["kind"], one["name"], one["now"]["count"]) == ("tasks", "上坝镇", 4)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_stored_rows_are_read_back_as_they_were_computed(cast, seed):
    pick = random.Random(seed)  # noqa: S311
    for unit in (cast.township_unit, cast.township2_unit, cast.bureau_unit):
        tasks_of(cast, unit, done=pick.randint(0, 4), due=pick.randint(4, 7))
        entry(building(cast.alpha, f"S{unit.pk}", unit, 7), making.MAY, pick.randint(0, 7))
    closed(cast.alpha, making.JUNE, cast.clerk)
    content = ranking_content(cast.alpha, Q2, DAY)
    for one in tables_of(content):
        for each in one.rows:
            assert RankedRow.from_json(each.to_json()) == each
