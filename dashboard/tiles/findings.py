"""The tile of findings of supervision."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.money import format_share
from core.web.links import list_address
from dashboard.figures import DashboardFigures
from dashboard.tiles.base import Part, Tile, first_step, notes_of, without_rows
from dashboard.words import missing_text
from supervision.choices import NOT_CLOSED, FindingOutcome


def findings_open(figures: DashboardFigures) -> Tile:
    """Figure 7: the open findings; all of them and the share rectified; those overdue and
    rectified late; those due where they are more than the overdue."""
    counts = figures.findings
    return Tile(
        "findings",
        _("Rectification of findings"),
        counts.open,
        str(counts.open) if counts.total else without_rows(figures, "findings"),
        pgettext("unit", "findings not closed"),
        list_address("findings", state=[state.value for state in NOT_CLOSED]),
        _parts(figures)
        if counts.total
        else first_step(figures, "findings", _("No finding yet: import the ledger of findings.")),
        notes_of(
            figures,
            missing_text(_("%(count)s without a day to rectify by"), counts.undated),
            "findings",
        ),
    )


def _parts(figures: DashboardFigures) -> list[Part]:
    counts = figures.findings
    rate = format_share(counts.rate, figures.programme.decimals)
    words = _("of %(total)s findings, %(rate)s rectified") % {"total": counts.total, "rate": rate}
    named: tuple[tuple[str, int, dict[str, Any]], ...] = (
        (_("%(count)s due and not rectified"), counts.due, {"due": "yes"}),
        (_("%(count)s overdue and not rectified"), counts.overdue, {"overdue": "yes"}),
        (_("%(count)s rectified late"), counts.late, {"outcome": FindingOutcome.LATE.value}),
    )
    return [
        Part(words, list_address("findings")),
        *(
            Part(text % {"count": count}, list_address("findings", **query))
            for text, count, query in named
            if "due" not in query or count != counts.overdue
        ),
    ]
