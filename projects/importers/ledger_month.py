"""The month of a ledger, by its title and its heads."""

from datetime import date

from django.utils.translation import gettext as _

from core.periods import Period, month_end
from projects.importers.base import ProjectSheetImporter

Groups = dict[str, str | None]  # the named groups of a head: year, month


class LedgerMonth(ProjectSheetImporter):
    month: date

    @property
    def month_end(self) -> date:
        return month_end(self.month)

    def find_month(self) -> date:
        """The month of the title (截至2024年6月底), or of the heads; all must agree."""
        groups = {name: self.groups(name) for name in ("plan", "month", "cumulative", "last_year")}
        month = self.table.month_in_title() or self.month_in_heads(groups)
        if month is not None:
            self.check_heads_of(month, groups)
        return self.require_month(month)

    def month_in_heads(self, groups: dict[str, Groups]) -> date | None:
        number = groups["month"].get("month") or groups["cumulative"].get("month")
        year = groups["plan"].get("year") or self.table.year_in_title()
        return date(int(year), int(number), 1) if number and year else None  # neither is 0

    def check_heads_of(self, month: date, groups: dict[str, Groups]) -> None:
        expected = {"month": month.month, "year": month.year}
        for name, group in groups.items():
            for part, text in group.items():
                if text and int(text) != expected[part] - (name == "last_year"):
                    head = self.table.by_name[name].head
                    message = _("This head does not go with %(month)s.")
                    label = {"month": Period(month).label()}
                    self.fail_head(head.row, head.words, message % label)

    def groups(self, name: str) -> Groups:
        found = self.table.column(name)
        return found.groups if found else {}
