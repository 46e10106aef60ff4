"""The tile of the helpers' money."""

from django.utils.translation import gettext as _

from core.money import format_share
from core.web.links import list_address
from dashboard.figures import DashboardFigures
from dashboard.tiles.base import Part, Tile, notes_of, percent
from dashboard.words import missing_text, wan
from funds.choices import Family
from funds.figures import EMPTY_CHAIN, FamilyRow


def arrived(figures: DashboardFigures) -> Tile:
    """Figure 4: the helpers' money arrived of what is planned, paid of what arrived; the other
    families of money beside it."""
    chain = figures.helpers_money.chain if figures.helpers_money else EMPTY_CHAIN
    others = [row for row in figures.families if row.family != Family.HELPERS]
    parts = [Part(_("No fund line yet: import the ledger of funds."))]
    if figures.families:
        paid = format_share(chain.paid_share, figures.programme.decimals)
        parts = [
            Part(_("%(share)s of that paid") % {"share": paid}),
            Part(_arrived_of_planned(chain)),
            *(_other_family(row, figures) for row in others),
        ]
    return Tile(
        "arrived",
        _("Helpers' money arrived"),
        chain.arrived_share,
        percent(chain.arrived_share, figures),
        "%",
        list_address("funds", family=Family.HELPERS.value),
        parts,
        notes_of(
            figures, missing_text(_("%(count)s lines without a plan"), chain.unplanned), "lines"
        ),
    )


def _arrived_of_planned(chain) -> str:
    return _("%(arrived)s of %(planned)s 万元") % {
        "arrived": wan(chain.arrived),
        "planned": wan(chain.planned),
    }


def _other_family(row: FamilyRow, figures: DashboardFigures) -> Part:
    words = _("%(family)s: %(arrived)s arrived, %(paid)s of that paid") % {
        "family": row.family.label,
        "arrived": format_share(row.chain.arrived_share, figures.programme.decimals),
        "paid": format_share(row.chain.paid_share, figures.programme.decimals),
    }
    return Part(words, list_address("funds", family=row.family.value))
