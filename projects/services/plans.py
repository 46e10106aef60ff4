"""The plan of a year and its versions, and the class of a year."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.records import create_record, edit_record
from programmes.models import Programme
from projects.choices import YearClassName
from projects.models import Project, YearClass, YearPlan

STARTS_UNPLANNED = gettext_lazy("A project that starts this year needs its planned start.")

# Inserts a version for each plan that differs from its last version.
INSERT_VERSIONS = """
INSERT INTO "projects_planversion" (
    version, created_at, updated_at, created_by_id, programme_id, plan_id, number, amount,
    image_goal, planned_start, planned_finish, decided_on, reason
)
SELECT 1, now(), now(), %(by)s, plan.programme_id, plan.id, coalesce(last.number, 0) + 1,
    plan.amount, plan.image_goal, plan.planned_start, plan.planned_finish, %(on)s,
    CASE WHEN last.number IS NULL THEN '' ELSE %(reason)s END
FROM projects_yearplan AS plan
LEFT JOIN LATERAL (
    SELECT * FROM projects_planversion AS one
    WHERE one.plan_id = plan.id ORDER BY one.number DESC LIMIT 1
) AS last ON true
WHERE plan.programme_id = %(programme)s AND plan.year = %(year)s
    AND (%(plans)s::bigint[] IS NULL OR plan.id = ANY(%(plans)s))
    AND (plan.amount, plan.image_goal, plan.planned_start, plan.planned_finish)
        IS DISTINCT FROM
        (last.amount, last.image_goal, last.planned_start, last.planned_finish)
"""


def record_plan_versions(
    programme: Programme,
    year: int,
    *,
    on: date,
    reason: str,
    by: Any = None,
    plans: Collection[int] | None = None,
) -> int:
    """Store a version of each plan of the year that differs from its last version; the first
    version has no reason. Returns the number of new versions.

    Must be called in the transaction that writes plans: with ``plans`` for single ones, without
    for all of the year.
    """
    values = {
        "by": by and by.pk,
        "on": on,
        "reason": reason,
        "programme": programme.pk,
        "year": year,
        "plans": None if plans is None else list(plans),
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT_VERSIONS, values)
        return cursor.rowcount


@transaction.atomic
def create_year_plan(*, project: Project, year: int, on: date, by: Any, **values: Any) -> YearPlan:
    """Create the plan with its first version. Raises ValidationError."""
    given = {"programme": project.programme, "project": project, "year": year, **values}
    plan = create_record(YearPlan, by=by, **given)
    record_plan_versions(project.programme, year, on=on, reason="", by=by, plans=[plan.pk])
    return plan


@transaction.atomic
def adjust_plan(
    *, plan: YearPlan, version: int, on: date, reason: str, by: Any, **values: Any
) -> YearPlan:
    """Change the plan and store a version with the reason.

    Raises StaleRecord, and ValidationError without a reason, or where the day lies before that of
    the last version.
    """
    if not reason:
        raise ValidationError({"reason": _("Say why the plan is adjusted.")})
    last = plan.versions.order_by("-number").first()
    if last and on < last.decided_on:
        words = _("The last version was decided on %(day)s: this one cannot be earlier.")
        raise ValidationError({"decided_on": words % {"day": last.decided_on}})
    edit_record(plan, version=version, **values)
    record_plan_versions(plan.programme, plan.year, on=on, reason=reason, by=by, plans=[plan.pk])
    return plan


@transaction.atomic
def set_year_class(
    *,
    project: Project,
    year: int,
    name: str,
    current: YearClass | None,
    version: int,
    by: Any,
) -> YearClass:
    """Create or change the class of the year. Raises StaleRecord, and ValidationError where a
    project starts this year without its planned start."""
    if name == YearClassName.STARTING and project.planned_start is None:
        raise ValidationError({"name": STARTS_UNPLANNED})
    if current:
        return edit_record(current, version=version, name=name)
    given: dict[str, Any] = {"programme": project.programme, "project": project}
    given |= {"year": year, "name": name}
    return create_record(YearClass, by=by, **given)
