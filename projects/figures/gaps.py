"""Fields of projects that are missing in a month, or contradict each other: nothing refuses them,
since published lists contain them."""

from django.db.models import Exists, OuterRef, QuerySet

from core.periods import Period
from projects.choices import Stage
from projects.models import YearClass


def finished_in_construction(projects, month: Period) -> QuerySet:
    """Those with an actual finish by the month's end that are in construction then."""
    rows = projects.with_month(month).filter(month_stage=Stage.BUILDING)
    return rows.filter(actual_finish__lte=month.last_day)


def planned_without_stage(projects, month: Period) -> QuerySet:
    return projects.planned(month).filter(month_stage__isnull=True)


def planned_without_class(projects, month: Period) -> QuerySet:
    """None where the programme gives no project of the year a class."""
    classes = YearClass.objects.filter(year=month.year)
    rows = projects.planned(month).exclude(Exists(classes.filter(project=OuterRef("pk"))))
    return rows.filter(Exists(classes.filter(programme=OuterRef("programme"))))
