"""The panel of a project's money on its page; never derived from the reported investment, nor the
other way round."""

from typing import Any

from funds.choices import PostingKind
from funds.models import FundLine
from projects.panels import Panel


def fund_panel(page: Any, project: Any) -> Panel | None:
    """The project's lines of assistance money that the user may see, and their sums in yuan; None
    without the right to see funds."""
    if not page.may("funds.view"):
        return None
    rows = page.visible(FundLine).assistance().filter(project=project)
    rows = rows.with_amounts(on=page.request.day)
    lines = list(rows.select_related("source", "payer_unit"))
    sums = {step: _sum(lines, step) for step in PostingKind.values}
    return Panel("funds/of_project.html", {"lines": lines, "sums": sums})


def _sum(lines: list, step: str):
    """The sum of the step in yuan; None where nothing was posted."""
    amounts = [amount for line in lines if (amount := getattr(line, step)) is not None]
    return sum(amounts) if amounts else None
