"""What the entry of a month asks for: by the project's stage at the month's end, three fields at
most (domain.md 2.2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from projects.choices import ENDED, NOT_BEGUN
from projects.models import MonthEntry, Project

TEXTS = ("image_progress", "problems", "next_step", "coordination")


class Manner(StrEnum):
    """How a month is told: before the building, while it lasts, and after it."""

    EARLY = "early"
    BUILDING = "building"
    AFTER = "after"


LABELS = {
    Manner.EARLY: {
        "image_progress": _("progress of early work"),
        "problems": _("where it is stuck"),
        "next_step": _("next step"),
    },
    Manner.BUILDING: {"image_progress": _("image progress"), "problems": _("problems")},
    Manner.AFTER: {
        "image_progress": _("settlement of accounts"),
        "problems": _("handing over of assets"),
    },
}
FOLDED = {"next_step": _("next step"), "coordination": _("to be coordinated")}


def stage_at(project: Project, day: date) -> str:
    """The stage by the day: one query, or none where the events were fetched."""
    entered = [event for event in project.stage_events.all() if event.on <= day]
    return max(entered, key=lambda event: (event.on, event.pk)).stage if entered else ""


def manner_of(stage: str) -> Manner:
    """What has no stage, is surveyed or suspended, is told as what is being built."""
    if stage in NOT_BEGUN:
        return Manner.EARLY
    return Manner.AFTER if stage in ENDED else Manner.BUILDING


@dataclass(frozen=True)
class Asked:
    """The fields of a project's month. ``planned`` says whether the year has a plan, ``entry`` is
    what stands there, ``last`` the entry before it."""

    project: Project
    month: Period
    planned: bool
    entry: MonthEntry | None
    last: MonthEntry | None

    @cached_property
    def manner(self) -> Manner:
        return manner_of(stage_at(self.project, self.month.last_day))

    @property
    def asks_amount(self) -> bool:
        """Outside construction only where the year has a plan, or a figure stands there."""
        stands = self.entry is not None and self.entry.amount != 0
        return self.manner == Manner.BUILDING or self.planned or stands

    @property
    def labels(self) -> dict:
        """The texts that are asked for, in their order."""
        return LABELS[self.manner]

    @property
    def folded(self) -> dict:
        return {name: label for name, label in FOLDED.items() if name not in self.labels}

    @property
    def told(self) -> list[tuple]:
        """What the entry says, with its labels; what is folded only where it says something."""
        named = {**self.labels, **self.folded}
        texts = [(name, getattr(self.entry, name)) for name in named]
        return [(named[name], text) for name, text in texts if text or name in self.labels]

    @property
    def shown(self) -> list[tuple]:
        """The texts asked for as they stand, empty ones too."""
        return [(label, getattr(self.entry, name, "")) for name, label in self.labels.items()]

    @property
    def draft(self) -> dict[str, Any]:
        """The texts to begin with: those of the last entry, where it told the same things; before
        any those of the ledger, which says nothing of what comes after the building."""
        if self.last and any(getattr(self.last, name) for name in TEXTS):
            then = manner_of(stage_at(self.project, Period(self.last.month).last_day))
            if then != self.manner:
                return {}
            return {name: getattr(self.last, name) for name in TEXTS}
        if self.manner == Manner.AFTER:
            return {}
        project = self.project
        return {"image_progress": project.image_progress, "problems": project.problems}


def asked_of(project: Project, month: Period) -> Asked:
    """What the month of one project asks for, as it stands now."""
    entries = {entry.month: entry for entry in _last_two(project, month)}
    entry = entries.pop(month.start, None)
    last = max(entries.values(), key=lambda found: found.month, default=None)
    planned = project.year_plans.filter(year=month.year).exists()
    return Asked(project, month, planned, entry, last)


def _last_two(project: Project, month: Period):
    return project.entries.filter(month__lte=month.start).order_by("-month")[:2]


def amount_said(asked: Asked, amount: Decimal | None, cumulative: Decimal | None):
    """A month whose investment is not asked for holds 0, unless a figure is given all the same."""
    given = amount is not None or cumulative is not None
    return amount if given or asked.asks_amount else Decimal(0)


def require_words(asked: Asked, said: dict) -> None:
    """Where no amount is asked for, the words are what is reported."""
    if not asked.asks_amount and not any(said.get(name) for name in TEXTS):
        raise ValidationError({"image_progress": _("Say how it stands, or press “no change”.")})
