"""The evaluation of a year: announced, objected to, published."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from notifications.models import Notice
from programmes.choices import RequestState
from supervision.figures.score_content import score_of, scores_of
from supervision.models import Evaluation, Finding, Scorecard, ScoreObjection
from supervision.services import evaluations as services
from supervision.services.scorecards import correct_scorecard, enforce_scorecard
from supervision.services.scores import score_by_hand
from tests.database import refused
from tests.making import finding, scorecard, scorecard_in_force, sent, signed_in

# Friday; five working days later is Friday the 17th, as New Year has passed.
ANNOUNCED, UNTIL, AFTER = date(2025, 1, 10), date(2025, 1, 17), date(2025, 1, 20)
DUE = date(2024, 6, 10)


@pytest.fixture
def year(cast):
    """2024 has ended; a finding of the bureau's is rectified, one is not."""
    for number, state in enumerate(("closed", "open")):
        finding(cast.alpha, f"E{number}", cast.bureau_unit, state=state, due_on=DUE)
    cast.card = scorecard_in_force(cast.alpha, cast.approver)
    at(cast, ANNOUNCED)
    return cast


def at(cast, day: date) -> None:
    type(cast.alpha).objects.filter(pk=cast.alpha.pk).update(as_of=day)
    cast.alpha.as_of = day


def announced(cast, by=None, **values) -> Evaluation:
    given = {"programme": cast.alpha, "year": 2024, "group": "member", "on": ANNOUNCED}
    return services.announce(**{**given, "by": by or cast.clerk, **values})


def published(cast, made=None, **values) -> Evaluation:
    made = made or announced(cast)
    given = {"version": made.version, "by": cast.approver, "on": AFTER, **values}
    services.publish(made, **given)
    return Evaluation.objects.get(pk=made.pk)


def objected(made, cast, **values) -> ScoreObjection:
    given = {"text": "问题已整改", "by": cast.bureau, "on": UNTIL, **values}
    return services.object_to(made, values.pop("unit", cast.bureau_unit), **given)


def answer(objection, by, state=RequestState.ACCEPTED, words="已核实更正") -> None:
    given = {"version": objection.version, "by": by, "on": UNTIL}
    services.answer_objection(objection, state=state, answer=words, **given)


def test_scores_are_announced_once_the_year_has_ended(year):
    with pytest.raises(ValidationError, match="2024"):
        announced(year, on=date(2024, 12, 31))
    made = announced(year, on=ANNOUNCED)
    assert (made.number, made.objections_until) == (1, UNTIL)
    assert score_of(made, year.bureau_unit.pk).lines[4].attainment == Fraction(1, 3)
    with pytest.raises(ValidationError):
        announced(year)


def test_without_a_scorecard_in_force_nothing_is_announced(year):
    with pytest.raises(ValidationError):
        announced(year, group="township")


def test_missing_points_by_hand_are_named_by_unit(year):
    made = correct_scorecard(year.card, version=year.card.version, reason="更正", by=year.clerk)
    made.lines.filter(name="协作机制").update(formula="by_hand")
    enforce_scorecard(made, version=1, by=year.approver, on=ANNOUNCED)
    with pytest.raises(ValidationError, match="交通局（协作机制）.*水利局（协作机制）"):
        announced(year)
    line = made.lines.get(name="协作机制")
    given = {"version": 0, "reason": "不涉及", "by": year.clerk, "on": ANNOUNCED}
    score_by_hand(line, year.bureau_unit, value=Decimal(5), **given)
    score_by_hand(line, year.bureau2_unit, value=None, **given)
    assert announced(year).number == 1


def test_the_units_are_notified_each_of_its_own_page_and_no_helper(year):
    Notice.objects.all().delete()
    announced(year)
    found = {one.recipient.username: one.url for one in Notice.objects.select_related("recipient")}
    assert found == {
        who.username: reverse("unit_score", args=[unit.pk, 2024])
        for who, unit in ((year.bureau, year.bureau_unit), (year.bureau2, year.bureau2_unit))
    }


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [(date(2025, 1, 9), False), (ANNOUNCED, True), (UNTIL, True), (date(2025, 1, 18), False)],
)
def test_objections_are_taken_on_the_days_of_the_window(year, day, is_taken):
    made = announced(year)
    if is_taken:
        assert objected(made, year, on=day).is_pending
    else:
        with pytest.raises(ValidationError, match="2025-01-17"):
            objected(made, year, on=day)


def test_one_objection_waits_at_a_time_and_of_scored_units_alone(year):
    made = announced(year)
    objected(made, year)
    with pytest.raises(ValidationError):
        objected(made, year)
    with pytest.raises(ValidationError, match=year.township_unit.name):
        services.object_to(made, year.township_unit, text="异议", by=year.township, on=UNTIL)


def test_an_objection_is_answered_by_somebody_else_in_words(year):
    made = announced(year)
    own = objected(made, year, by=year.clerk)
    assert own.on_behalf
    for by, state, words in (
        (year.clerk, RequestState.ACCEPTED, "已更正"),
        (year.approver, RequestState.ACCEPTED, " "),
        (year.approver, RequestState.WITHDRAWN, "已更正"),
    ):
        with pytest.raises(ValidationError):
            answer(own, by, state, words)
    answer(own, year.approver)
    own.refresh_from_db()
    assert (own.state, own.answered_by, own.answer) == ("accepted", year.approver, "已核实更正")
    with pytest.raises(ValidationError):
        answer(own, year.approver)


def test_scores_are_published_by_a_second_person_after_the_window(year):
    made = announced(year)
    for refusal in ({"by": year.clerk}, {"on": UNTIL}):
        with pytest.raises(ValidationError):
            published(year, made, **refusal)
    objection = objected(made, year)
    with pytest.raises(ValidationError, match="1"):
        published(year, made)
    answer(objection, year.approver, RequestState.REFUSED)
    found = published(year, made)
    assert (found.published_by, found.published_on) == (year.approver, AFTER)


def test_what_was_corrected_after_an_objection_is_published(year):
    made = announced(year)
    objection = objected(made, year)
    Finding.objects.filter(number="E1").update(state="closed")
    answer(objection, year.approver)
    before, after = scores_of(made), scores_of(published(year, made))
    lines = [score[0].lines[4].attainment for score in (before, after)]
    assert lines == [Fraction(1, 3), Fraction(2, 3)]


def test_a_published_result_is_immutable_also_in_sql(year):
    made = published(year)
    for change in (
        "content = '{}'", "published_on = NULL, published_by_id = NULL", "reason = '改'",
        "objections_until = objections_until - 1", "scorecard_id = NULL",
    ):  # fmt: skip
        refused(f"UPDATE supervision_evaluation SET {change} WHERE id = %s", made.pk)
    refused("DELETE FROM supervision_evaluation WHERE id = %s", made.pk)
    with pytest.raises(ValidationError):
        services.withdraw_announcement(made, version=made.version, reason="误发")
    with pytest.raises(ValidationError):
        objected(made, year)
    with pytest.raises(ValidationError):
        published(year, made)


def test_records_that_change_later_leave_the_published_result(year, as_):
    made = published(year)
    before = score_of(made, year.bureau_unit.pk)
    Finding.objects.filter(number="E1").update(state="closed")
    at(year, AFTER)
    page = as_("clerk").get(reverse("unit_score", args=[year.bureau_unit.pk, 2024]))
    made.refresh_from_db()
    assert score_of(made, year.bureau_unit.pk) == before
    assert page.context["score"].score > before.score
    assert page.context["results"][0]["evaluation"] == made


def test_a_correction_of_a_published_result_is_a_further_version(year):
    published(year)
    with pytest.raises(ValidationError):
        announced(year, reason=" ")
    made = announced(year, on=AFTER, reason="统计口径更正")
    assert (made.number, made.reason) == (2, "统计口径更正")
    assert Evaluation.objects.published().get().number == 1


def test_an_announcement_is_withdrawn_while_nobody_objected(year):
    made = announced(year)
    services.withdraw_announcement(made, version=made.version, reason="误发")
    again = announced(year)
    objected(again, year)
    with pytest.raises(ValidationError):
        services.withdraw_announcement(again, version=again.version, reason="误发")


def test_no_further_scorecard_comes_in_force_while_its_scores_are_announced(year):
    draft = correct_scorecard(year.card, version=year.card.version, reason="更正", by=year.clerk)
    announced(year)
    with pytest.raises(ValidationError):
        enforce_scorecard(draft, version=1, by=year.approver, on=AFTER)


# Who may, by state and action; "late" is announced after the window.
ALLOWED = {
    ("announced", "publish_evaluation"): "",
    ("announced", "withdraw_evaluation"): "clerk approver",
    ("announced", "object_to_score"): "clerk approver bureau",
    ("late", "publish_evaluation"): "approver",
    ("late", "withdraw_evaluation"): "clerk approver",
    ("late", "object_to_score"): "",
    ("published", "publish_evaluation"): "",
    ("published", "withdraw_evaluation"): "",
    ("published", "object_to_score"): "",
}
BODIES = {"withdraw_evaluation": {"reason": "误发"}, "object_to_score": {"text": "有异议"}}
PEOPLE = ("clerk", "approver", "bureau", "bureau2", "township", "helper", "leader", "finance")


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("state", "action"), ALLOWED)
def test_every_state_and_role(year, state, action, who):
    made = published(year) if state == "published" else announced(year)
    at(year, ANNOUNCED if state == "announced" else AFTER)
    is_unit = action == "object_to_score"
    args = [year.bureau_unit.pk, 2024] if is_unit else [made.pk]
    before = facts(made)
    body = sent(made.version, **BODIES.get(action, {}))
    answer_ = signed_in(getattr(year, who)).post(reverse(action, args=args), body)
    assert answer_.status_code in (200, 302, 403, 404)
    assert (facts(made) != before) == (who in ALLOWED[state, action].split())


def facts(made: Evaluation) -> tuple:
    row = Evaluation.objects.filter(pk=made.pk).first()
    return row and row.published_on, row is None, ScoreObjection.objects.count()


@pytest.mark.parametrize("outside", [2021, 2028, 2030])
def test_a_year_outside_the_programme_has_no_scorecard_and_is_not_announced(cast, as_, outside):
    words = f"{outside}年不在帮扶工作的年度内（2024—2027年）"
    first = Scorecard()
    names = ("good_from", "fair_from", "passing_from", "bonus_limit", "deduction_limit",
             "falsification_deduction", "objection_days")  # fmt: skip
    fields = {name: getattr(first, name) for name in names}
    fields |= {"year": outside, "group": "member", "counts_publicity": "no"}
    page = as_("clerk").post(reverse("new_scorecard"), sent(0, **fields))
    assert words in page.context["form"].errors["year"][0]
    assert not Scorecard.objects.exists()
    card = scorecard(cast.alpha, cast.clerk, year=outside)
    with pytest.raises(ValidationError, match=words):
        enforce_scorecard(card, version=card.version, by=cast.approver, on=ANNOUNCED)
    with pytest.raises(ValidationError, match=words):
        announced(cast, year=outside, on=date(2031, 1, 6))


def test_without_any_score_nothing_is_announced(cast):
    scorecard_in_force(cast.alpha, cast.approver, "township", year=2025)
    with pytest.raises(ValidationError, match="没有单位有得分"):
        announced(cast, year=2025, group="township", on=date(2026, 1, 5))
    assert not Evaluation.objects.exists()
