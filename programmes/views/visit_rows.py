"""Visits as rows of the pages of a unit and of a task."""

from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.web.facts import Section
from core.web.pages import PageMixin
from programmes.models import Task, Visit
from programmes.tables.visits import UnitVisitTable


def shown_visits(page: PageMixin) -> Any:
    """The visits that the user sees, with all that the table shows of them."""
    return page.visible(Visit).held_by(page.request.day).with_outcome(page.request.day)


def section_of(rows: Any, title: Any) -> Section:
    return Section(title, "visits", table=UnitVisitTable(rows), rows=rows)


def visits_of_unit(page: PageMixin, unit: Unit) -> Section:
    """Those that the unit received, took part in, or is to follow up."""
    return section_of(shown_visits(page).of_unit(unit), gettext_lazy("Visits"))


def visits_of_task(page: PageMixin, task: Task) -> Section | None:
    rows = shown_visits(page).filter(task=task)
    return section_of(rows, gettext_lazy("Follows from the visit")) if rows else None
