"""The month of a ledger, by its title and its heads."""

from datetime import date

from django.utils.translation import gettext as _

from core.periods import Period
from projects.importers.base import ProjectSheetImporter

Groups = dict[str, str | None]  # the named groups of a head: year, month
HEADS = ("plan", "month", "cumulative", "last_year")


def month_of(importer: ProjectSheetImporter) -> date | None:
    """The month of the title (截至2024年6月底), or of the heads; a head of another month is an
    error of the importer."""
    columns = {name: importer.table.column(name) for name in HEADS}
    groups: dict[str, Groups] = {name: one.groups if one else {} for name, one in columns.items()}
    month = importer.table.month_in_title() or _month_in_heads(importer, groups)
    if month is not None:
        _check_heads(importer, month, groups)
    return month


def _month_in_heads(importer: ProjectSheetImporter, groups: dict[str, Groups]) -> date | None:
    number = groups["month"].get("month") or groups["cumulative"].get("month")
    year = groups["plan"].get("year") or importer.table.year_in_title()
    return date(int(year), int(number), 1) if number and year else None  # neither is 0


def _check_heads(importer: ProjectSheetImporter, month: date, groups: dict[str, Groups]) -> None:
    expected = {"month": month.month, "year": month.year}
    for name, group in groups.items():
        for part, text in group.items():
            if text and int(text) != expected[part] - (name == "last_year"):
                head = importer.table.by_name[name].head
                message = _("This head does not go with %(month)s.")
                importer.fail_head(head.row, head.words, message % {"month": Period(month).label()})
