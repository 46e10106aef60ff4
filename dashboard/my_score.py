"""The running score of a person's unit (年度得分（试算）)."""

from typing import Any

from core.periods import Period
from programmes.scopes import roles_in
from supervision.figures.score_words import left_out_text, rescaled_text, score_text
from supervision.figures.scored_units import scored_members
from supervision.figures.scores import unit_scores
from supervision.models import Scorecard
from supervision.rules import SPEAKS_FOR_UNIT


def score_in_hand(view: Any) -> dict[str, Any]:
    """Of the last ended month, for whoever reports or reviews for a unit that is scored; nothing
    for helpers, whom nobody scores."""
    user, programme = view.request.user, view.request.programme
    if not roles_in(user, programme) & SPEAKS_FOR_UNIT:
        return {}
    month = Period.last_ended(programme.today())
    member = scored_members(user, programme).filter(unit=user.unit_id).first()
    if member is None:
        return {}
    cards = view.visible(Scorecard).of_group(month.year, member.tier).in_force()
    card = cards.select_related("programme").first()
    scores = unit_scores(card, month) if card else []
    found = next((one for one in scores if one.unit_id == user.unit_id), None)
    if found is None:
        return {}
    texts = {"text": score_text(found), "rescaled": rescaled_text(found)}
    return {"running_score": {**texts, "left_out": left_out_text(found), "month": month}}
