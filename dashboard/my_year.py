"""What waits for a person about the year: scorecards to put in force, falsification to confirm,
objections to answer, scores to publish, and of the self-assessment statements to write."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from supervision.models import (
    AssessmentItem,
    Evaluation,
    Falsification,
    Scorecard,
    ScoreObjection,
)


@dataclass(frozen=True)
class Decision:
    """What is decided, with the page on which it is, and the words of the link to it."""

    text: str
    address: str
    action: str


def year_in_hand(view: Any) -> dict[str, Any]:
    """Nothing for helpers, who are never scored or assessed."""
    if not view.may("supervision.view_scores"):
        return {}
    items = view.visible(AssessmentItem).stated_by(view.request.user).in_order()
    return {
        "score_decisions": [*_of_approver(view), *_objections(view)],
        "items_to_state": items.select_related("unit"),
    }


def _of_approver(view: Any) -> Iterator[Decision]:
    user, today = view.request.user, view.request.programme.today()
    for card in view.visible(Scorecard).enforceable_by(user):
        yield Decision(str(card), reverse("scorecard", args=[card.pk]), _("Put in force"))
    for one in view.visible(Evaluation).publishable_by(user, today):
        yield Decision(str(one), reverse("evaluation", args=[one.pk]), _("Publish the scores"))
    found = view.visible(Falsification).confirmable_by(user)
    for row in found.select_related("unit", "line__scorecard"):
        text = _("Falsification") + f" {row.unit} · {row.line} · {row.reason}"
        address = reverse("unit_score", args=[row.unit_id, row.line.scorecard.year])
        yield Decision(text, f"{address}#falsifications", _("Confirm the falsification"))


def _objections(view: Any) -> Iterator[Decision]:
    rows = view.visible(ScoreObjection).pending().answered_by(view.request.user)
    for one in rows.select_related("unit"):
        text = f"{one.unit}：{one.text}"
        address = reverse("answer_score_objection", args=[one.pk])
        yield Decision(text, address, _("Answer the objection"))
