"""The projects of several programmes as one file: the columns of the list, and the programme."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy

from core.audit.services import record_event_by_programme
from core.choices import EventKind
from core.files.exporters import pieces_of
from core.periods import Period
from projects.querysets import ProjectQuerySet
from projects.tables.projects import EveryProjectTable

TITLE = gettext_lazy("Projects of all programmes")


def table_everywhere(
    projects: ProjectQuerySet, month: Period, *, on: date, **kwargs: Any
) -> EveryProjectTable:
    """``projects`` with the figures of the month and the stages of the day, programme by programme:
    in the order of an index, so that the first rows come at once."""
    rows = projects.with_lights(month, on=on).order_by("programme_id", "code")
    rows = rows.select_related("programme", "sector", "township", "owner_unit", "park")
    return EveryProjectTable(rows, month=month, **kwargs)


def pieces_everywhere(
    projects: ProjectQuerySet, month: Period, kind: str, *, on: date
) -> Iterator[bytes]:
    return pieces_of(table_everywhere(projects, month, on=on), kind, str(TITLE))


def tell_everywhere(projects: ProjectQuerySet, month: Period, kind: str, about: str) -> int:
    """Each programme's record says that its projects were taken away, and how many. The number of
    all of them."""
    counted = projects.order_by().values_list("programme").annotate(Count("pk"))
    told = {programme: {"rows": rows} for programme, rows in counted}
    record_event_by_programme(EventKind.EXPORT, told, about=about, format=kind, month=str(month))
    return sum(one["rows"] for one in told.values())
