"""The score of a unit, recounted from its lists."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.periods import Period
from core.records import StaleRecord
from supervision.choices import Grade, Lack, MeasureKind
from supervision.figures.measures import Measure, measure_address
from supervision.figures.score_content import content_of, scores_of
from supervision.figures.scores import attainment, grade_of, month_of_year, unit_scores
from supervision.models import Evaluation, Falsification, ManualScore, Scorecard
from supervision.services import scores as services
from supervision.services.scorecards import correct_scorecard, enforce_scorecard, set_lines
from tests import making
from tests.counting import statements
from tests.database import refused
from tests.making import DAY, JUNE, finding, scorecard, scorecard_in_force, settle, task

JUNE_10 = date(2024, 6, 10)


def card_of(cast, *lines, year: int = 2024, **values) -> Scorecard:
    """In force, with these lines: name, weight, formula and, where it is no base line, kind."""
    card = scorecard(cast.alpha, cast.clerk, year=year, **values)
    names = ("name", "weight", "formula", "kind")
    rows = [dict(zip(names, (*line, "base")[:4], strict=True)) for line in lines]
    rows = [{**row, "weight": Decimal(str(row["weight"]))} for row in rows]
    set_lines(card, rows, version=1, by=cast.clerk)
    settle()
    enforce_scorecard(card, version=2, by=cast.approver, on=DAY)
    return Scorecard.objects.select_related("programme").get(pk=card.pk)


def score_of(card, unit, month=JUNE):
    return next(one for one in unit_scores(card, month) if one.unit_id == unit.pk)


def give(card, name, unit, value, by, **values) -> ManualScore:
    line = card.lines.get(name=name)
    given = {"version": 0, "reason": "见会议纪要", "by": by, "on": DAY, **values}
    return services.score_by_hand(line, unit, value=value and Decimal(str(value)), **given)


def falsify(cast, card, name, unit) -> Falsification:
    line = card.lines.get(name=name)
    found = services.record_falsification(
        line, unit, reason="虚报完成量", found_on=DAY, by=cast.clerk, on=DAY
    )
    services.confirm_falsification(found, version=1, by=cast.approver, on=DAY)
    return found


HALVES = (("日常甲", 50, "by_hand"), ("日常乙", 50, "by_hand"))


def test_the_score_of_a_unit_recomputes_from_its_lists(cast, as_):
    """Road: 500 of 1200 by June, of which half is due; three tasks due, two closed; one of four
    findings rectified."""
    unit, alpha = cast.bureau_unit, cast.alpha
    for number, state in enumerate(("closed", "closed", "in_progress")):
        task(alpha, f"Y{number}", unit, state=state, deadline=JUNE_10)
    for number, state in enumerate(("open", "open", "rectifying", "rectified")):
        finding(alpha, f"F{number}", unit, state=state, due_on=JUNE_10)
    score = score_of(scorecard_in_force(alpha, cast.approver), unit)
    found = {line.formula: line for line in score.lines if not line.lack}
    assert set(found) == {"investment", "tasks", "rectification"}
    parts = {key: (line.done, line.whole) for key, line in found.items()}
    assert parts == {
        "investment": (5_000_000, 12_000_000), "tasks": (2, 3), "rectification": (1, 4)
    }  # fmt: skip
    points = 25 * Fraction(5, 6) + 15 * Fraction(2, 3) + 10 * Fraction(1, 4)
    assert score.score == points / (25 + 15 + 10) * 100
    for kind in ("tasks", "rectification"):
        page = as_("clerk").get(measure_address(MeasureKind(kind), unit.pk, JUNE))
        assert page.context["total_count"] == found[kind].whole, kind


def test_fifty_random_years_are_recounted_plainly(cast):
    """Tasks, findings and points by hand of years of their own."""
    seen = set()
    cast.alpha.end_year = 2079
    for year in range(2030, 2080):
        chance = random.Random(year)  # noqa: S311 the same years in each run
        weights = chance.choice([(60, 30, 10), (20, 30, 50), ("33.33", "33.33", "33.34")])
        card = card_of(
            cast,
            ("任务", weights[0], "tasks"),
            ("整改", weights[1], "rectification"),
            ("日常", weights[2], "by_hand"),
            ("加分", 5, "by_hand", "bonus"),
            ("扣分", 10, "by_hand", "deduction"),
            year=year,
        )
        expected = plain_score(cast, card, chance, weights)
        score = score_of(card, cast.bureau_unit, Period.month(year, 12))
        assert score.score == expected, year
        assert score.grade == plain_grade(expected), year
        seen.add(score.grade)
    assert seen == {"", "good", "fair", "passing", "poor"}


def plain_score(cast, card, chance, weights) -> Fraction | None:
    """Makes the rows of a random year and adds them up anew."""
    due = date(card.year, 9, 30)
    shares = []
    for make, states in (
        (task, ("closed", "in_progress", "assigned")),
        (finding, ("closed", "rectified", "open")),
    ):
        chosen = [chance.choice(states) for _ in range(chance.choice([0, 0, 1, 3, 7]))]
        for number, state in enumerate(chosen):
            day = {"deadline": due} if make is task else {"due_on": due}
            make(cast.alpha, f"{card.year}-{number}", cast.bureau_unit, state=state, **day)
        done = sum(state in ("closed", "rectified") for state in chosen)
        shares.append(Fraction(done, len(chosen)) if chosen else None)
    daily = chance.choice([None, 0, 50, 100])
    whole = Decimal(str(weights[2]))
    if daily is not None:
        give(card, "日常", cast.bureau_unit, whole * daily / 100, cast.clerk)
    shares.append(None if daily is None else Fraction(daily, 100))
    extra = [chance.choice([0, 2, 5]), chance.choice([0, 1, 10])]
    for name, value in zip(("加分", "扣分"), extra, strict=True):
        give(card, name, cast.bureau_unit, value, cast.clerk) if value else None
    parts = [(Fraction(str(weight)), share) for weight, share in zip(weights, shares, strict=True)]
    applied = [(weight, share) for weight, share in parts if share is not None]
    if not applied:
        return None
    base = sum(w * s for w, s in applied) * 100 / sum(w for w, _s in applied)
    return max(base + extra[0] - extra[1], Fraction(0))


def plain_grade(score: Fraction | None) -> str:
    if score is None:
        return ""
    return (
        "good" if score >= 90 else "fair" if score >= 80 else "passing" if score >= 60 else "poor"
    )


@pytest.mark.parametrize(
    ("done", "whole", "expected", "result"),
    [
        (0, 4, None, Fraction(0)),
        (3, 4, None, Fraction(3, 4)),
        (3, 4, Fraction(0), Fraction(3, 4)),
        (1, 4, Fraction(1, 2), Fraction(1, 2)),
        (3, 4, Fraction(1, 2), Fraction(1)),
        (5, 4, None, Fraction(1)),
        (0, 0, None, None),
    ],
)
def test_attainment_is_the_share_of_what_is_due_and_at_most_1(done, whole, expected, result):
    assert attainment(Measure(1, Decimal(done), Decimal(whole), expected)) == result


def test_lines_that_do_not_apply_are_left_out_and_never_0(cast):
    lines = (("可用", 20, "by_hand"), ("未开展", 30, "none"), ("任务", 50, "tasks"))
    card = card_of(cast, *lines)
    give(card, "可用", cast.bureau_unit, 15, cast.clerk)
    score = score_of(card, cast.bureau_unit)
    assert [(one.name, one.lack) for one in score.left_out] == [
        ("未开展", Lack.NO_FORMULA), ("任务", Lack.NOTHING_DUE)
    ]  # fmt: skip
    assert (score.base, score.score, score.grade) == (75, 75, Grade.PASSING)
    other = score_of(card, cast.bureau2_unit)
    assert (other.score, other.grade, other.lines[0].lack) == (None, "", Lack.NOT_SCORED)


def test_a_line_that_does_not_apply_to_one_unit_is_left_out_there(cast):
    card = card_of(cast, *HALVES)
    give(card, "日常甲", cast.bureau_unit, None, cast.clerk)
    give(card, "日常乙", cast.bureau_unit, 40, cast.clerk)
    assert score_of(card, cast.bureau_unit).score == 80


@pytest.mark.parametrize(
    ("points", "grade"),
    [("90", "good"), ("89.99", "fair"), ("80", "fair"), ("79.99", "passing"),
     ("60", "passing"), ("59.99", "poor")],
)  # fmt: skip
def test_each_border_of_the_grades(cast, points, grade):
    card = card_of(cast, ("日常", 100, "by_hand"))
    give(card, "日常", cast.bureau_unit, points, cast.clerk)
    assert score_of(card, cast.bureau_unit).grade == grade


def test_the_grade_goes_by_the_unrounded_score(cast):
    """Shown as 90.00 and 80.00, and neither."""
    card = scorecard(cast.alpha, cast.clerk)
    assert grade_of(Fraction(269_999, 3000), card) == Grade.FAIR
    assert grade_of(Fraction(8999999, 100_000), card) == Grade.FAIR
    assert grade_of(Fraction(7999999, 100_000), card) == Grade.PASSING
    assert grade_of(Fraction(90), card) == Grade.GOOD


def test_bonus_and_deductions_have_their_limits(cast):
    others = [(f"加{n}", 4, "by_hand", "bonus") for n in (1, 2)]
    others += [(f"扣{n}", 9, "by_hand", "deduction") for n in (1, 2)]
    card = card_of(cast, ("日常", 100, "by_hand"), *others)
    give(card, "日常", cast.bureau_unit, 60, cast.clerk)
    for name in ("加1", "加2"):
        give(card, name, cast.bureau_unit, 4, cast.clerk)
    assert score_of(card, cast.bureau_unit).score == 65
    for name in ("扣1", "扣2"):
        give(card, name, cast.bureau_unit, 9, cast.clerk)
    assert score_of(card, cast.bureau_unit).score == 55


def test_a_score_is_never_below_0(cast):
    card = card_of(cast, ("日常", 100, "by_hand"), ("扣分", 10, "by_hand", "deduction"))
    give(card, "日常", cast.bureau_unit, 3, cast.clerk)
    give(card, "扣分", cast.bureau_unit, 10, cast.clerk)
    assert score_of(card, cast.bureau_unit).score == 0


def test_falsification_gives_0_points_and_takes_the_deduction_off(cast):
    card = card_of(cast, *HALVES)
    for name in ("日常甲", "日常乙"):
        give(card, name, cast.bureau_unit, 50, cast.clerk)
    line = card.lines.get(name="日常甲")
    facts = {"reason": "虚报完成量", "found_on": DAY, "by": cast.approver, "on": DAY}
    found = services.record_falsification(line, cast.bureau_unit, **facts)
    assert score_of(card, cast.bureau_unit).score == 100
    with pytest.raises(ValidationError):
        services.confirm_falsification(found, version=1, by=cast.approver, on=DAY)
    services.confirm_falsification(found, version=1, by=cast.clerk, on=DAY)
    score = score_of(card, cast.bureau_unit)
    assert (score.lines[0].points, score.falsified, score.score) == (0, 5, 45)
    with pytest.raises(ValidationError):
        services.take_back_falsification(Falsification.objects.get(), version=2, reason="误记")


def test_a_falsification_of_a_replaced_scorecard_is_not_confirmed(cast, as_):
    card = card_of(cast, *HALVES)
    given = {"reason": "虚报", "found_on": DAY, "by": cast.clerk, "on": DAY}
    found = services.record_falsification(card.lines.first(), cast.bureau_unit, **given)
    made = correct_scorecard(card, version=card.version, reason="更正", by=cast.clerk)
    enforce_scorecard(made, version=1, by=cast.approver, on=DAY)
    for name, fields in (
        ("confirm_falsification", {}), ("take_back_falsification", {"reason": "误记"})
    ):  # fmt: skip
        address = reverse(name, args=[found.pk])
        page = as_("approver").post(address, making.sent(1, **fields), follow=True)
        assert "“已被新版替代”状态" in page.text, name
    assert not Falsification.objects.confirmed().exists()
    assert Falsification.objects.count() == 2
    copied = Falsification.objects.of_card(made).get()
    services.confirm_falsification(copied, version=1, by=cast.approver, on=DAY)


def test_a_falsification_is_found_today_at_the_latest(cast, as_):
    line = card_of(cast, *HALVES).lines.first()
    address = reverse("record_falsification", args=[cast.bureau_unit.pk, line.pk])
    for day in ("2099-01-01", "2024-07-09"):
        page = as_("clerk").post(address, making.sent(0, reason="虚报", found_on=day))
        assert f"{day}在将来" in page.context["form"].errors["found_on"][0]
    as_("clerk").post(address, making.sent(0, reason="虚报", found_on=str(DAY)))
    assert Falsification.objects.get().found_on == DAY


def test_a_falsified_line_counts_also_where_nothing_is_due(cast):
    card = card_of(cast, ("任务", 50, "tasks"), ("日常", 50, "by_hand"))
    give(card, "日常", cast.bureau_unit, 50, cast.clerk)
    assert score_of(card, cast.bureau_unit).score == 100
    falsify(cast, card, "任务", cast.bureau_unit)
    assert score_of(card, cast.bureau_unit).score == 45


def test_the_database_wants_a_second_person_for_a_falsification(cast):
    card = card_of(cast, *HALVES)
    line = card.lines.first()
    facts = {"reason": "虚报", "found_on": DAY, "by": cast.approver, "on": DAY}
    found = services.record_falsification(line, cast.bureau_unit, **facts)
    sql = "UPDATE supervision_falsification SET confirmed_on = %s, confirmed_by_id = %s"
    refused(sql, DAY, cast.approver.pk)
    services.take_back_falsification(found, version=1, reason="误记")
    assert not Falsification.objects.exists()


def test_points_by_hand_lie_within_the_weight_and_have_a_reason(cast):
    card = card_of(cast, *HALVES)
    for value, reason in (("50.01", "多"), ("-1", "少"), ("1", " ")):
        with pytest.raises(ValidationError):
            give(card, "日常甲", cast.bureau_unit, value, cast.clerk, reason=reason)
    made = give(card, "日常甲", cast.bureau_unit, 30, cast.clerk)
    with pytest.raises(StaleRecord):
        give(card, "日常甲", cast.bureau_unit, 31, cast.clerk)
    give(card, "日常甲", cast.bureau_unit, 31, cast.approver, version=1)
    made.refresh_from_db()
    assert (made.value, made.given_by, made.created_by) == (31, cast.approver, cast.clerk)


def test_points_by_hand_are_refused_where_they_do_not_belong(cast):
    card = card_of(cast, ("任务", 50, "tasks"), ("日常", 50, "by_hand"))
    with pytest.raises(ValidationError, match="任务"):
        give(card, "任务", cast.bureau_unit, 1, cast.clerk)
    for unit in (cast.township_unit, cast.helper_unit):
        with pytest.raises(ValidationError, match=unit.name):
            give(card, "日常", unit, 1, cast.clerk)
    draft = scorecard(cast.alpha, cast.clerk, "township")
    with pytest.raises(ValidationError):
        give(draft, "加分", cast.township_unit, 1, cast.clerk)


def test_helpers_are_never_scored(cast):
    names = set()
    for group in ("member", "township"):
        card = scorecard_in_force(cast.alpha, cast.approver, group)
        names |= {one.name for one in unit_scores(card, JUNE)}
    assert names == {"交通局", "水利局", "上坝镇", "下坝镇"}


def test_units_come_in_the_countys_order_whatever_their_scores(cast):
    card = card_of(cast, ("日常", 100, "by_hand"))
    give(card, "日常", cast.bureau2_unit, 100, cast.clerk)
    give(card, "日常", cast.bureau_unit, 1, cast.clerk)
    assert [one.name for one in unit_scores(card, JUNE)] == ["交通局", "水利局"]


@pytest.mark.parametrize(
    ("year", "day", "month"),
    [(2024, DAY, JUNE), (2024, date(2025, 3, 1), Period.month(2024, 12)),
     (2025, DAY, None), (2024, date(2024, 1, 31), None),
     (2024, date(2024, 2, 1), Period.month(2024, 1))],
)  # fmt: skip
def test_the_month_of_a_year_is_its_last_ended_one(year, day, month):
    assert month_of_year(year, day) == month


def test_what_is_stored_of_scores_is_read_back_exactly(cast):
    card = scorecard_in_force(cast.alpha, cast.approver)
    falsify(cast, card, "任务清单销号", cast.bureau2_unit)
    scores = unit_scores(card, JUNE)
    stored = Evaluation(content=content_of(scores, JUNE))
    assert scores_of(stored) == scores
    assert stored.content["month"] == "2024-06"
    assert scores != [replace(one, score=None) for one in scores]


def test_fifty_units_are_scored_with_the_queries_of_one(cast, as_):
    scorecard_in_force(cast.alpha, cast.approver)
    address = reverse("supervision_year", args=[2024])
    few = statements(as_("clerk"), address)
    for number in range(50):
        unit = making.member(cast.alpha, f"增{number}局", "member")
        task(cast.alpha, f"增{number}", unit, state="closed", deadline=JUNE_10)
        finding(cast.alpha, f"增{number}", unit, due_on=JUNE_10)
    assert statements(as_("clerk"), address) == few
