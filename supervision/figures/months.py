"""The month of all units."""

from collections import Counter
from dataclasses import dataclass, field

from core.choices import Light
from core.periods import Period
from programmes.figures.task_reports import ReportCount
from projects.choices import LightKind
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
    tasks: ReportCount = ReportCount(0, 0)

    @property
    def has_sheet(self) -> bool:
        return bool(self.due or self.tasks.due)

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
    projects,
    month: Period,
    sheets: dict[int, str] | None = None,
    tasks: dict[tuple[int, str], ReportCount] | None = None,
) -> list[UnitMonth]:
    """The units with projects that are due or have a light, or with tasks that are due, those with
    missing entries first; ``sheets`` maps unit ids to the states of their sheets, ``tasks`` the
    lead units to the counts of theirs (``counts_by_lead_unit``)."""
    units: dict[int | None, UnitMonth] = {}

    def named(key: int | None, name: str) -> UnitMonth:
        return units.setdefault(key, UnitMonth(key, name, (sheets or {}).get(key or 0, "")))

    def unit_of(project) -> UnitMonth:
        unit = project.owner_unit
        return named(project.owner_unit_id, unit.name if unit else "—")

    rows = projects.known_in(month).with_lights(month).order_by("code")
    for project in rows.select_related("owner_unit", "programme"):
        if project.is_due:
            unit_of(project).due.append(project)
        if project.worst_light != Light.NONE:
            unit_of(project).rated.append(project)
    for (key, name), count in (tasks or {}).items():
        named(key, name).tasks = count
    return sorted(units.values(), key=lambda unit: (-len(unit.missing), unit.unit))
