"""A scorecard from its draft to its replacement by a further version."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.records import StaleRecord
from supervision.models import Falsification, ManualScore, Scorecard, ScoreLine
from supervision.services import scorecards as services
from supervision.services.scores import (
    confirm_falsification,
    record_falsification,
    score_by_hand,
)
from tests.database import refused
from tests.making import DAY, scorecard, scorecard_in_force, sent, settle


def now(card) -> Scorecard:
    return Scorecard.objects.get(pk=card.pk)


def lines_of(card) -> list[dict]:
    return [
        {name: getattr(line, name) for name in ("name", "kind", "weight", "formula")}
        for line in card.lines.all()
    ]


def set_lines(card, lines, by):
    services.set_lines(card, lines, version=now(card).version, by=by)


def corrected(card, by) -> Scorecard:
    return services.correct_scorecard(card, version=now(card).version, reason="权重有误", by=by)


def enforced(card, by):
    return services.enforce_scorecard(card, version=now(card).version, by=by, on=DAY)


def test_a_new_scorecard_has_the_usual_lines(cast):
    card = scorecard(cast.alpha, cast.clerk)
    assert [(line.name, line.weight, line.formula) for line in card.lines.all()] == [
        ("指标完成", 30, "none"),
        ("重点项目", 25, "investment"),
        ("资金使用", 15, "money"),
        ("任务清单销号", 15, "tasks"),
        ("督办整改", 10, "rectification"),
        ("协作机制", 5, "none"),
        ("加分", 5, "by_hand"),
        ("扣分", 10, "by_hand"),
    ]
    assert not card.counts_publicity
    assert (card.good_from, card.fair_from, card.passing_from) == (90, 80, 60)


def test_a_second_draft_of_the_same_year_and_group_is_refused(cast):
    scorecard(cast.alpha, cast.clerk)
    with pytest.raises(ValidationError, match="2024"):
        scorecard(cast.alpha, cast.clerk)
    assert scorecard(cast.alpha, cast.clerk, "township").number == 1


@pytest.mark.parametrize("weight", ["24.99", "25.01"])
def test_base_weights_that_are_not_100_do_not_come_into_force(cast, weight):
    card = scorecard(cast.alpha, cast.clerk)
    lines = lines_of(card)
    lines[1]["weight"] = Decimal(weight)
    set_lines(card, lines, cast.clerk)
    with pytest.raises(ValidationError, match=str(Decimal(weight) + 75)):
        enforced(card, cast.approver)
    assert now(card).is_draft


def test_lines_keep_their_rows_by_name(cast):
    card = scorecard(cast.alpha, cast.clerk)
    former = {line.name: line.pk for line in card.lines.all()}
    lines = lines_of(card)
    lines[0], lines[1] = lines[1], {**lines[0], "name": "主要指标"}
    set_lines(card, lines, cast.clerk)
    stored = {line.name: line.pk for line in card.lines.all()}
    assert list(stored)[:2] == ["重点项目", "主要指标"]
    assert stored["重点项目"] == former["重点项目"]
    assert "指标完成" not in stored


def test_what_is_in_force_is_neither_edited_nor_deleted(cast):
    card = scorecard_in_force(cast.alpha, cast.approver)
    version = card.version
    for write in (
        lambda: services.edit_scorecard(card, version=version, bonus_limit=Decimal(9)),
        lambda: set_lines(card, lines_of(card), cast.clerk),
        lambda: services.delete_scorecard(card, version=version, reason="重复"),
        lambda: enforced(card, cast.approver),
    ):
        with pytest.raises(ValidationError, match="状态|state"):
            write()
    assert now(card).version == version


def test_the_database_refuses_changes_of_what_is_in_force(cast):
    card = scorecard_in_force(cast.alpha, cast.approver)
    line = card.lines.first()
    refused("UPDATE supervision_scorecard SET bonus_limit = 9 WHERE id = %s", card.pk)
    refused("UPDATE supervision_scorecard SET state = 'draft' WHERE id = %s", card.pk)
    refused("UPDATE supervision_scoreline SET weight = 31 WHERE id = %s", line.pk)
    refused("DELETE FROM supervision_scoreline WHERE id = %s", line.pk)
    given = {"programme": cast.alpha, "scorecard": card, "name": "新项", "weight": Decimal(1)}
    refused(lambda: ScoreLine.objects.create(**given))


def test_a_correction_is_a_further_version_with_a_reason(cast):
    card = scorecard_in_force(cast.alpha, cast.approver)
    with pytest.raises(ValidationError):
        services.correct_scorecard(card, version=card.version, reason=" ", by=cast.clerk)
    made = corrected(card, cast.clerk)
    assert (made.number, made.state, lines_of(made)) == (2, "draft", lines_of(card))
    with pytest.raises(ValidationError, match="第2版|version 2"):
        corrected(card, cast.clerk)
    enforced(made, cast.approver)
    assert (now(card).state, now(made).state) == ("replaced", "in_force")


def test_points_by_hand_and_falsification_go_on_where_they_fit(cast):
    card = scorecard_in_force(cast.alpha, cast.approver)
    bonus, deduction = card.lines.get(name="加分"), card.lines.get(name="扣分")
    given = {"version": 0, "reason": "受表彰", "by": cast.clerk, "on": DAY}
    score_by_hand(bonus, cast.bureau_unit, value=Decimal(4), **given)
    score_by_hand(deduction, cast.bureau_unit, value=Decimal(2), **given)
    line = card.lines.get(name="重点项目")
    facts = {"reason": "虚报", "found_on": DAY, "by": cast.clerk, "on": DAY}
    found = record_falsification(line, cast.bureau_unit, **facts)
    confirm_falsification(found, version=1, by=cast.approver, on=DAY)
    made = corrected(card, cast.clerk)
    lines = lines_of(made)
    lines[6]["weight"] = Decimal(3)
    set_lines(made, lines, cast.clerk)
    left = enforced(made, cast.approver)
    assert [(one.line.name, one.value) for one in left] == [("加分", 4)]
    kept = ManualScore.objects.of_card(made).get()
    assert (kept.line.name, kept.value, kept.reason) == ("扣分", 2, "受表彰")
    copied = Falsification.objects.of_card(made).confirmed().get()
    assert (copied.line.name, copied.confirmed_by) == ("重点项目", cast.approver)


def test_points_of_a_replaced_version_lead_to_those_in_force(cast, as_):
    card = scorecard_in_force(cast.alpha, cast.approver)
    given = {"version": 0, "reason": "受表彰", "by": cast.clerk, "on": DAY}
    line = card.lines.get(name="加分")
    one = score_by_hand(line, cast.bureau_unit, value=Decimal(4), **given)
    attach = reverse("attach_to_points", args=[one.pk])
    assert attach in as_("clerk").get(reverse("points", args=[one.pk])).text
    made = corrected(card, cast.clerk)
    enforced(made, cast.approver)
    page = as_("clerk").get(reverse("points", args=[one.pk])).text
    assert f"“{now(card)}”已被新版替代" in page
    assert reverse("points", args=[ManualScore.objects.of_card(made).get().pk]) in page
    assert attach not in page
    assert reverse("score_by_hand", args=[cast.bureau_unit.pk, line.pk]) not in page
    assert as_("clerk").post(attach, sent()).status_code == 403


@pytest.mark.parametrize("is_confirmed", [True, False])
@pytest.mark.parametrize(
    "change", [{"name": "重大项目"}, {"kind": "deduction", "formula": "by_hand"}]
)
def test_no_falsification_is_lost_with_its_line(cast, is_confirmed, change):
    card = scorecard_in_force(cast.alpha, cast.approver)
    line = card.lines.get(name="协作机制")
    facts = {"reason": "虚报", "found_on": DAY, "by": cast.clerk, "on": DAY}
    found = record_falsification(line, cast.bureau_unit, **facts)
    if is_confirmed:
        confirm_falsification(found, version=1, by=cast.approver, on=DAY)
    made = corrected(card, cast.clerk)
    before, lines = lines_of(made), lines_of(made)
    lines[5] |= change
    lines[0]["weight"] += 5 if "kind" in change else 0
    set_lines(made, lines, cast.clerk)
    with pytest.raises(ValidationError) as refusal:
        enforced(made, cast.approver)
    assert f"{cast.bureau_unit}（协作机制）" in refusal.value.messages[0]
    assert (now(card).state, now(made).state) == ("in_force", "draft")
    set_lines(made, before, cast.clerk)
    settle()
    enforced(made, cast.approver)
    kept = Falsification.objects.of_card(made).get()
    assert (kept.line.name, bool(kept.confirmed_on)) == ("协作机制", is_confirmed)


@pytest.mark.parametrize(
    "line", [{"name": "信息宣传", "formula": "by_hand"}, {"name": "报道", "formula": "publicity"}]
)
def test_publicity_counts_only_with_the_switch(cast, line):
    card = scorecard(cast.alpha, cast.clerk)
    lines = [*lines_of(card), {"kind": "bonus", "weight": Decimal(1), **line}]
    with pytest.raises(ValidationError, match=line["name"]):
        set_lines(card, lines, cast.clerk)
    services.edit_scorecard(card, version=now(card).version, counts_publicity=True)
    set_lines(card, lines, cast.clerk)
    with pytest.raises(ValidationError, match=line["name"]):
        services.edit_scorecard(card, version=now(card).version, counts_publicity=False)


def test_a_stale_version_changes_nothing(cast):
    card = scorecard(cast.alpha, cast.clerk)
    with pytest.raises(StaleRecord):
        services.set_lines(card, [], version=9, by=cast.clerk)
    assert card.lines.count() == 8


# What each state allows to the clerk and the approver: page or button, and its answer.
PAGES = {
    "draft": {"edit_scorecard": 200, "delete_scorecard": 200, "scorecard_lines": 200,
              "correct_scorecard": 302},
    "in_force": {"scorecard_lines": 302, "correct_scorecard": 200},
    "replaced": {"scorecard_lines": 302, "correct_scorecard": 302},
}  # fmt: skip


def in_state(cast, state: str) -> Scorecard:
    if state == "draft":
        return scorecard(cast.alpha, cast.clerk)
    card = scorecard_in_force(cast.alpha, cast.approver)
    if state == "replaced":
        enforced(corrected(card, cast.clerk), cast.approver)
    return now(card)


@pytest.mark.parametrize("state", PAGES)
def test_each_state_opens_its_pages_to_the_task_force_alone(cast, as_, state):
    card = in_state(cast, state)
    for name, answer in PAGES[state].items():
        address = reverse(name, args=[card.pk])
        for who in ("clerk", "approver"):
            assert as_(who).get(address).status_code == answer, (who, name)
        for who in ("bureau", "township", "leader", "finance", "helper"):
            assert as_(who).get(address).status_code == refusal(name, who), (who, name)


def refusal(name: str, who: str) -> int:
    """Of a draft: who does not see it is not told that it exists."""
    is_record = name in ("edit_scorecard", "delete_scorecard")
    return 404 if is_record and who not in ("leader", "finance") else 403


@pytest.mark.parametrize(
    ("state", "after"), [("draft", "in_force"), ("in_force", "in_force"), ("replaced", "replaced")]
)
def test_only_an_approver_puts_a_draft_in_force(cast, as_, state, after):
    card = in_state(cast, state)
    address = reverse("enforce_scorecard", args=[card.pk])
    for who in ("clerk", "leader", "bureau", "helper", "finance"):
        assert as_(who).post(address, sent(card.version)).status_code == 403
    assert now(card).state == state
    assert as_("approver").post(address, sent(card.version)).status_code == 302
    assert now(card).state == after


def test_all_lines_are_edited_in_one_form(cast, as_):
    card = scorecard(cast.alpha, cast.clerk)
    address = reverse("scorecard_lines", args=[card.pk])
    form = as_("clerk").get(address).context["form"]
    values = {field.html_name: field.value() or "" for row in form.rows() for field in row}
    values |= {"weight_1": "20", "name_8": "日常调度", "kind_8": "base", "weight_8": "5",
               "formula_8": "by_hand", "name_7": ""}  # fmt: skip
    assert as_("clerk").post(address, sent(card.version, **values)).status_code == 302
    names = [(line.name, line.weight) for line in card.lines.all()]
    assert names[1] == ("重点项目", 20)
    assert names[-1] == ("日常调度", 5)
    assert "扣分" not in dict(names)


@pytest.mark.parametrize(
    ("field", "value"),
    [("weight_0", ""), ("weight_0", "0"), ("weight_0", "100.01"), ("weight_0", "abc"),
     ("name_1", "指标完成"), ("formula_6", "tasks"), ("kind_0", "bonus"), ("formula_0", "nothing")],
)  # fmt: skip
def test_a_line_that_cannot_be_is_named_in_its_row(cast, as_, field, value):
    card = scorecard(cast.alpha, cast.clerk)
    address = reverse("scorecard_lines", args=[card.pk])
    form = as_("clerk").get(address).context["form"]
    values = {one.html_name: one.value() or "" for row in form.rows() for one in row}
    response = as_("clerk").post(address, sent(card.version, **{**values, field: value}))
    assert response.status_code == 200
    row = field.rpartition("_")[2]
    assert any(name.endswith(f"_{row}") for name in response.context["form"].errors)
    assert now(card).version == card.version


def test_rows_beyond_those_of_a_scorecard_are_refused_and_nothing_is_saved(cast, as_):
    card = scorecard(cast.alpha, cast.clerk)
    address = reverse("scorecard_lines", args=[card.pk])
    values = {}
    for number in range(41):
        values |= {f"name_{number}": f"第{number}项", f"kind_{number}": "base",
                   f"weight_{number}": "1", f"formula_{number}": "by_hand"}  # fmt: skip
    response = as_("clerk").post(address, sent(card.version, **values))
    assert "考评表最多40行，提交了41行，未保存。" in response.context["form"].non_field_errors()
    assert card.lines.count() == 8


def test_a_scorecard_in_force_answers_editing_and_deletion_with_the_refusal(cast, as_):
    card = in_state(cast, "in_force")
    for name in ("edit_scorecard", "delete_scorecard"):
        page = as_("clerk").get(reverse(name, args=[card.pk]), follow=True)
        assert page.redirect_chain == [(reverse("scorecard", args=[card.pk]), 302)]
        assert "不能这样处理" in page.text
        assert as_("bureau").get(reverse(name, args=[card.pk])).status_code == 403
