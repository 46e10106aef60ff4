from projects.models.entries import MonthEntry, OpeningEntry, YearPlan
from projects.models.project import Project, Sector, StageEvent

__all__ = ["MonthEntry", "OpeningEntry", "Project", "Sector", "StageEvent", "YearPlan"]
