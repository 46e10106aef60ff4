"""What waits for a person about the rankings of a quarter: a unit may object, the task force
answers."""

from typing import Any

from supervision.models import Objection, Ranking


def rankings_in_hand(view: Any) -> dict[str, Any]:
    """Nothing for helpers, who read no rankings."""
    if not view.may("supervision.view_rankings"):
        return {}
    today = view.request.programme.today()
    rankings = view.visible(Ranking).open_on(today).select_related("programme")
    objections = view.visible(Objection).pending().answered_by(view.request.user)
    return {
        "open_rankings": [
            one for one in rankings if view.may("supervision.object_to_ranking", one)
        ],
        "objections_to_answer": objections.select_related("ranking", "unit"),
    }
