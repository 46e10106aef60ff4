from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.charts import Series
from core.web.links import list_address
from dashboard.charts.base import DashboardChart


class HelpByKind(DashboardChart):
    """What all helpers give in the year of the day, planned and given, by kind. Quantities of
    different kinds are never added."""

    rows_of = ("contributions",)
    label = "kind.label"
    bars_per_label = 2
    empty = gettext_lazy("No help is entered for this year yet.")
    unit = ""

    def get_finding(self):
        words = _("%(kind)s: %(given)s of %(planned)s")
        found = [
            words
            % {
                "kind": row.kind.name,
                "given": row.kind.with_unit(row.given),
                "planned": row.kind.with_unit(row.planned),
            }
            for row in self.get_rows()
        ]
        return _("%(year)s, given of planned: %(kinds)s") % {
            "year": self.figures.day.year,
            "kinds": _("; ").join(found),
        }

    def get_series(self):
        def planned(row):
            return list_address("contributions", kind=row.kind.pk, year=self.figures.day.year)

        def given(row):
            return f"{planned(row)}&given=yes"

        return [
            self.quantities(_("planned"), "planned", planned, "grey"),
            self.quantities(_("given"), "given", given, "navy"),
        ]

    def quantities(self, name: str, value: str, address: Any, tone: str) -> Series:
        """Of each row its quantity: yuan of money, else a count in the unit of the label."""
        rows = self.get_rows()
        values = [self.shown(getattr(row, value)) for row in rows]
        return Series(name, values, self.unit, links=[address(row) for row in rows], tone=tone)

    def shown(self, quantity: Decimal) -> Decimal | int:
        return quantity


class HelpInMoney(HelpByKind):
    name = "help-in-money"
    subject = gettext_lazy("Help in money, planned and given")
    label = "kind.name"
    unit = "万元"

    def get_rows(self):
        return [row for row in self.figures.contributions if row.kind.is_money]


class HelpInCounts(HelpByKind):
    """People sent, trained and the like, each in the unit of its kind."""

    name = "help-in-counts"
    subject = gettext_lazy("Other help, planned and given")

    def get_rows(self):
        return [row for row in self.figures.contributions if not row.kind.is_money]

    def shown(self, quantity):
        """A whole number without decimals."""
        return int(quantity) if quantity == quantity.to_integral_value() else quantity
