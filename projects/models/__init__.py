from projects.models.attachments import ProjectAttachment
from projects.models.entries import MonthEntry, OpeningEntry, YearPlan
from projects.models.notes import ProjectNote
from projects.models.project import Project, Sector, StageEvent

__all__ = [
    "MonthEntry",
    "OpeningEntry",
    "Project",
    "ProjectAttachment",
    "ProjectNote",
    "Sector",
    "StageEvent",
    "YearPlan",
]
