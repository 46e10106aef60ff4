"""Which fields a month's entry has: by the project's stage at the month's end, three at most
(docs/rules.md#fields-of-a-month)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.periods import Period
from projects.choices import ENDED, NOT_BEGUN
from projects.figures.works import with_problem
from projects.models import MonthEntry, Project

TEXTS = ("image_progress", "problems", "next_step", "coordination")


class ReportPhase(StrEnum):
    """Before construction, during it, and after it: each has its own texts."""

    EARLY = "early"
    BUILDING = "building"
    AFTER = "after"


LABELS = {
    ReportPhase.EARLY: {
        "image_progress": _("progress of early work"),
        "problems": _("where it is stuck"),
        "next_step": _("next step"),
    },
    ReportPhase.BUILDING: {"image_progress": _("image progress"), "problems": _("problems")},
    ReportPhase.AFTER: {
        "image_progress": _("settlement of accounts"),
        "problems": _("handing over of assets"),
    },
}
# In the order of the ledger.
OPTIONAL_LABELS = {"coordination": _("to be coordinated"), "next_step": _("next step")}


def phase_of_stage(stage: str | None) -> ReportPhase:
    """No stage, a survey and a suspended project count as construction."""
    if stage in NOT_BEGUN:
        return ReportPhase.EARLY
    return ReportPhase.AFTER if stage in ENDED else ReportPhase.BUILDING


@dataclass(frozen=True)
class MonthFieldSpec:
    """The fields of a project's month. ``planned``: the year has a plan; ``entry``: the stored
    entry of the month; ``last``: the entry before it; ``stage`` and ``last_stage``: those at the
    ends of the two months."""

    project: Project
    month: Period
    planned: bool
    entry: MonthEntry | None
    last: MonthEntry | None
    stage: str | None
    last_stage: str | None

    @property
    def phase(self) -> ReportPhase:
        return phase_of_stage(self.stage)

    @property
    def has_amount(self) -> bool:
        """Outside construction only where the year has a plan, or the entry has an amount."""
        is_stored = self.entry is not None and self.entry.amount != 0
        return self.phase == ReportPhase.BUILDING or self.planned or is_stored

    @property
    def labels(self) -> dict:
        """The labels of the required texts by field, in display order."""
        return LABELS[self.phase]

    @property
    def optional_labels(self) -> dict:
        """The labels of the texts that the form collapses."""
        return {name: label for name, label in OPTIONAL_LABELS.items() if name not in self.labels}

    @property
    def entry_texts(self) -> list[tuple]:
        """The entry's texts with their labels; of the optional ones those that are filled in."""
        labels = {**self.labels, **self.optional_labels}
        texts = [(name, getattr(self.entry, name)) for name in labels]
        return [(labels[name], text) for name, text in texts if text or name in self.labels]

    @property
    def required_texts(self) -> list[tuple]:
        """The required texts with their labels, empty ones too."""
        return [(label, getattr(self.entry, name, "")) for name, label in self.labels.items()]

    @property
    def draft(self) -> dict[str, Any]:
        """Initial texts: those of the last entry if it was of the same phase, without a problem
        that is registered and solved; without any entry
        those of the ledger, which says nothing of the time after construction."""
        if self.last and any(getattr(self.last, name) for name in TEXTS):
            if phase_of_stage(self.last_stage) != self.phase:
                return {}
            texts = {name: getattr(self.last, name) for name in TEXTS}
            return {**texts, "problems": ""} if self.last.is_solved else texts
        if self.phase == ReportPhase.AFTER:
            return {}
        project = self.project
        return {"image_progress": project.image_progress, "problems": project.problems}


def month_field_spec(project: Project, month: Period) -> MonthFieldSpec:
    """The fields of one project's month, with its entry and the one before."""
    rows = Project.objects.with_month(month).with_last_entry(month)
    found = rows.get(pk=project.pk)
    return replace(spec_of(found, month, entries_of([found])), project=project)


def entries_of(projects: Iterable[Any]) -> dict[int, MonthEntry]:
    """The month's entries and the last ones before, by key."""
    keys = [key for one in projects for key in (one.month_entry_id, one.last_entry_id) if key]
    rows = with_problem(MonthEntry.objects.select_related("created_by", "corrected_by"))
    return rows.in_bulk(keys)


def spec_of(project: Any, month: Period, entries: dict[int, MonthEntry]) -> MonthFieldSpec:
    """Of a project of ``with_month`` and ``with_last_entry``."""
    entry, last = (entries.get(key) for key in (project.month_entry_id, project.last_entry_id))
    stages = project.month_stage, project.last_stage
    return MonthFieldSpec(project, month, project.plan is not None, entry, last, *stages)
