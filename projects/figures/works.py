"""Approvals, milestones, problems and matters of projects, and which of them are late. A helper is
a partner: what it has to do is never late."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When

from programmes.models import Membership
from projects.models import Approval, Matter, Milestone, Problem

# The day by which it is due, and the day on which it was done.
DAYS: dict[type, tuple[str, str]] = {
    Approval: ("planned_on", "actual_on"),
    Milestone: ("due_on", "reached_on"),
    Problem: ("due_on", "solved_on"),
}


def with_late(rows: Any, *, on: date) -> Any:
    """Adds ``is_late``, and ``late_since``: the day on which it was due."""
    due, done = DAYS[rows.model]
    theirs = Membership.objects.helpers().filter(
        programme=OuterRef("programme"), unit=OuterRef("unit")
    )
    late = Q(**{f"{done}__isnull": True, f"{due}__lt": on}) & ~Exists(theirs)
    is_late = Case(When(late, then=True), default=Value(False), output_field=BooleanField())
    return rows.annotate(is_late=is_late, late_since=F(due))


def open_first(rows: Any) -> Any:
    """Unsolved problems and unsettled matters first, each oldest first."""
    done, then = {Problem: ("solved_on", "due_on"), Matter: ("settled_on", "raised_on")}[rows.model]
    return rows.order_by(F(done).asc(nulls_first=True), then, "pk")


def without_owner_or_day(problems: Any) -> Any:
    """The unsolved problems that nobody must solve, or by no day."""
    return problems.filter(Q(unit__isnull=True) | Q(due_on__isnull=True), solved_on__isnull=True)


def with_problem(entries: Any) -> Any:
    """Adds ``is_registered``: whether the problem that the entry states is registered for its
    project, in the same words, and ``is_solved``."""
    same = Problem.objects.filter(project=OuterRef("project"), text=OuterRef("problems"))
    unsolved = same.filter(solved_on__isnull=True)
    return entries.annotate(is_registered=Exists(same), is_solved=Exists(same) & ~Exists(unsolved))


def departments(matters: Any) -> list[str]:
    """The departments of the matters, as choices of a filter."""
    named = matters.exclude(department="").order_by("department")
    return list(named.values_list("department", flat=True).distinct())


def matters_of(task: Any, user: Any) -> Any:
    """The matters that became the task, of projects that the user may see."""
    rows = Matter.objects.visible_to(user).filter(task=task)
    return rows.select_related("project")
