"""The month of all units."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from core.periods import Period
from projects.choices import Light, LightKind
from projects.lights import COLOURS, WARNINGS


@dataclass
class UnitMonth:
    """A responsible unit's month: its projects that are due to report, and all its projects that
    have a light."""

    unit_id: int | None
    unit: str
    sheet: str = ""
    due: list = field(default_factory=list)
    rated: list = field(default_factory=list)

    @property
    def missing(self) -> list:
        return [project for project in self.due if project.month_entry_id is None]

    @property
    def reported(self) -> int:
        return len(self.due) - len(self.missing)

    @property
    def warnings(self) -> dict[Light, int]:
        """The projects by the colour of their overall warning, in the order of urgency."""
        found = Counter(project.worst_light for project in self.rated)
        return {light: found[light] for light in COLOURS[LightKind.OVERALL] if found[light]}

    @property
    def warned(self) -> list:
        return [project for project in self.rated if project.worst_light in WARNINGS]


def month_by_unit(
    projects, month: Period, *, on: date, sheets: dict[int, str] | None = None
) -> list[UnitMonth]:
    """The units with projects that are due or have a light, those with missing entries first;
    ``sheets`` maps unit ids to the states of their sheets."""
    units: dict[int | None, UnitMonth] = {}

    def unit_of(project) -> UnitMonth:
        key, unit = project.owner_unit_id, project.owner_unit
        sheet = (sheets or {}).get(key or 0, "")
        return units.setdefault(key, UnitMonth(key, unit.name if unit else "—", sheet))

    for project in _shown(projects.due_to_report(month), month, on):
        unit_of(project).due.append(project)
    for project in _shown(projects, month, on).exclude(worst_light=Light.NONE):
        unit_of(project).rated.append(project)
    return sorted(units.values(), key=lambda unit: (-len(unit.missing), unit.unit))


def _shown(projects, month: Period, on: date):
    rows = projects.with_lights(month, on=on).select_related("owner_unit", "programme")
    return rows.order_by("code")
