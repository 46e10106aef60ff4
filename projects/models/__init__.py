from projects.models.attached import ProjectAttachment, ProjectNeed, ProjectNote, ProjectTask
from projects.models.catalogues import ApprovalKind, FinancingSource, Park
from projects.models.closing import ProjectAtClosing
from projects.models.entries import CountedInvestment, MonthEntry, OpeningEntry, YearPlan
from projects.models.lights import Exemption, LightRule
from projects.models.monthly import LateEntry, MonthSheet, StatisticsEntry
from projects.models.plans import PlanVersion, YearClass
from projects.models.project import Project, Sector, StageEvent
from projects.models.works import Approval, Financing, Matter, Milestone, Problem

__all__ = [
    "Approval", "ApprovalKind", "CountedInvestment", "Exemption", "Financing", "FinancingSource",
    "LateEntry", "LightRule", "Matter", "Milestone", "MonthEntry", "MonthSheet", "OpeningEntry",
    "Park", "PlanVersion", "Problem", "Project", "ProjectAtClosing", "ProjectAttachment",
    "ProjectNeed", "ProjectNote", "ProjectTask", "Sector", "StageEvent", "StatisticsEntry",
    "YearClass", "YearPlan",
]  # fmt: skip
