"""The base of the importers whose rows name units of the county alone."""

from functools import cached_property

from core.importing.rows import Row
from programmes.importers.base import ProgrammeImporter
from programmes.models import Membership
from supervision.models.findings import COUNTY_ONLY


class CountyImporter(ProgrammeImporter):
    """A helper is a partner: no row names one (docs/rules.md#helpers-are-partners)."""

    @cached_property
    def helpers(self) -> set[int]:
        helpers = Membership.objects.of(self.programme).helpers()
        return set(helpers.values_list("unit", flat=True))

    def refuse_helpers(self, row: Row, *names: str) -> None:
        """Each column has a unit, several, or none."""
        for name in names:
            named = row[name] if isinstance(row[name], list) else [row[name]]
            for unit in named:
                if unit and unit.pk in self.helpers:
                    row.fail(name, str(COUNTY_ONLY) % {"unit": unit})
