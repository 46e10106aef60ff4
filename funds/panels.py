"""The money of a project, on its page: a fact of its own, never derived from the investment that
is reported, nor the other way round."""

from typing import Any

from funds.models import FundLine
from projects.panels import Panel

STEPS = ("planned", "arrived", "allocated", "transferred", "paid")


def money_of(page: Any, project: Any) -> Panel | None:
    """The lines of assistance money for the project that the person may see, and their sums in
    yuan; None for whoever may see no money."""
    if not page.may("funds.view"):
        return None
    rows = page.visible(FundLine).assistance().filter(project=project)
    rows = rows.with_amounts(on=page.request.day)
    lines = list(rows.select_related("source", "payer_unit"))
    sums = {step: _sum(lines, step) for step in STEPS}
    return Panel("funds/of_project.html", {"lines": lines, "sums": sums})


def _sum(lines: list, step: str):
    """None where nothing was posted of the step."""
    amounts = [amount for line in lines if (amount := getattr(line, step)) is not None]
    return sum(amounts) if amounts else None
