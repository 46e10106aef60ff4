"""The month of all units."""

from dataclasses import dataclass, field
from datetime import date

from core.periods import Period
from projects.choices import Light
from projects.lights import ORDER, WARNINGS


@dataclass
class UnitMonth:
    """A responsible unit's month: its projects that are due to report, and their lights."""

    unit_id: int | None
    unit: str
    sheet: str = ""
    due: list = field(default_factory=list)

    @property
    def missing(self) -> list:
        return [project for project in self.due if project.month_entry_id is None]

    @property
    def reported(self) -> int:
        return len(self.due) - len(self.missing)

    @property
    def lights(self) -> list[tuple[Light, int]]:
        """The lights that the unit's projects show, in the order of urgency."""
        counts = [(light, sum(p.light == light for p in self.due)) for light in ORDER]
        return [(light, count) for light, count in counts if count]

    @property
    def warned(self) -> list:
        return [project for project in self.due if project.light in WARNINGS]


def month_by_unit(
    projects, month: Period, *, on: date, sheets: dict[int, str] | None = None
) -> list[UnitMonth]:
    """The units with due projects, those with missing entries first; ``sheets`` maps unit ids to
    the states of their sheets."""
    rows = projects.due_to_report(month).with_lights(month, on=on)
    units: dict[int | None, UnitMonth] = {}
    for project in rows.select_related("owner_unit").order_by("code"):
        name = project.owner_unit.name if project.owner_unit else "—"
        unit = units.setdefault(project.owner_unit_id, UnitMonth(project.owner_unit_id, name))
        unit.sheet = (sheets or {}).get(unit.unit_id or 0, "")
        unit.due.append(project)
    return sorted(units.values(), key=lambda unit: (-len(unit.missing), unit.unit))
