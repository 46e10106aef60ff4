"""Exports the projects of several programmes as one file: the columns of the list, and the
programme."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy

from core.periods import Period
from projects.querysets import ProjectQuerySet
from projects.tables.projects import EveryProjectTable

TITLE = gettext_lazy("Projects of all programmes")


def cross_programme_table(
    projects: ProjectQuerySet, month: Period, **kwargs: Any
) -> EveryProjectTable:
    """``projects`` with stages and the figures of the month, in the order of an index, so that the
    first rows are streamed at once."""
    rows = projects.order_by("programme_id", "code")
    rows = rows.select_related("programme", "sector", "township", "owner_unit", "park")
    return EveryProjectTable(rows, month=month, **kwargs)


def project_counts(projects: ProjectQuerySet) -> dict[int, int]:
    """The number of projects by programme."""
    return dict(projects.order_by().values_list("programme").annotate(Count("pk")))
