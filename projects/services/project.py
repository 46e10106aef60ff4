"""Creates and changes a project's own record; stages, plans and work items have services of their
own. A project is never deleted: it ends by a stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import create_record, differing, edit_record, require_version, update_record
from core.text import next_number, usual_prefix
from programmes.models import Programme
from projects.choices import YearClassName
from projects.models import Financing, Project
from projects.services.plans import STARTS_UNPLANNED, create_year_plan, set_year_class
from projects.services.stages import enter_stage

MOST_NAMED = 3


@dataclass(frozen=True)
class InitialState:
    """A stage and the day on which it was entered; of ``year`` the class, and the plan in yuan
    with its image goal and the day on which it was decided. Empty fields are not recorded."""

    year: int
    stage: str = ""
    on: date | None = None
    year_class: str = ""
    amount: Decimal | None = None
    image_goal: str = ""
    decided_on: date | None = None


def apply_initial_state(project: Project, state: InitialState, *, by: Any, today: date) -> None:
    """Raises ValidationError where the project's kind has no such stage, or a day lies after
    ``today``."""
    of_project: dict[str, Any] = {"project": project, "by": by}
    of_year: dict[str, Any] = {**of_project, "year": state.year}
    if state.stage:
        enter_stage(stage=state.stage, on=state.on or today, today=today, **of_project)
    if state.year_class:
        set_year_class(name=state.year_class, current=None, version=0, **of_year)
    if state.amount is not None:
        of_year |= {"amount": state.amount, "image_goal": state.image_goal}
        create_year_plan(on=state.decided_on or today, **of_year)


@transaction.atomic
def create_project(
    *,
    programme: Programme,
    by: Any,
    code: str = "",
    financing: dict[int, Decimal] | None = None,
    supporting_units: Any = (),
    initial: InitialState | None = None,
    **values: Any,
) -> Project:
    """``financing`` holds yuan by the key of its source, ``initial`` its stage and plan. Without a
    code it gets the next free one of the programme's year. Raises ValidationError."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    given = {"programme": programme, "code": code or next_code(programme), **values}
    project = create_record(Project, by=by, **given)
    project.supporting_units.set(supporting_units)
    _set_financing(project, financing or {}, by)
    if initial:
        apply_initial_state(project, initial, by=by, today=programme.today())
    return project


def next_code(programme: Programme) -> str:
    """After the programme's own codes, as imports number: MB2024-140; XM2024-001 for the first."""
    codes = list(Project.objects.of(programme).values_list("code", flat=True))
    year = programme.today().year
    return next_number(usual_prefix(codes, year, f"XM{year}-"), codes)


def same_names(project: Project) -> list[Project]:
    """The other projects of the programme that have the project's name."""
    others = Project.objects.of(project.programme).exclude(pk=project.pk).order_by("code")
    return list(others.filter(name=project.name)[:MOST_NAMED])


def same_name_message(others: Sequence[Project]) -> str:
    """A warning only: two sections of a road may have one name."""
    names = "、".join(map(code_and_name, others[:MOST_NAMED]))
    return _("Another project has this name already: %(projects)s.") % {"projects": names}


def code_and_name(project: Project) -> str:
    return f"{project.code} {project.name}"


@transaction.atomic
def update_project(
    *,
    project: Project,
    version: int,
    by: Any,
    financing: dict[int, Decimal] | None = None,
    supporting_units: Any = None,
    **values: Any,
) -> Project:
    """Change the named fields. What a person has typed loses its mark as published. Without a
    difference nothing is written.

    Raises StaleRecord and ValidationError.
    """
    require_no_circle(project, values.get("parent"))
    require_planned_start(project, values)
    if "code" in values and not values["code"]:
        values["code"] = project.code
    changed = differing(project, values)
    if not (changed or _differ_beside(project, financing, supporting_units)):
        require_version(project, version)
        return project
    published = [name for name in project.published_fields if name not in changed]
    update_record(project, version=version, published_fields=published, **values)
    if supporting_units is not None:
        project.supporting_units.set(supporting_units)
    if financing is not None:
        _set_financing(project, financing, by)
    return project


def require_planned_start(project: Project, values: dict[str, Any]) -> None:
    """Raise ValidationError where a project that is to start in a year would lose its planned
    start."""
    if "planned_start" not in values or values["planned_start"] or not project.planned_start:
        return
    if project.year_classes.filter(name=YearClassName.STARTING).exists():
        raise ValidationError({"planned_start": STARTS_UNPLANNED})


def _differ_beside(
    project: Project, financing: dict[int, Decimal] | None, supporting_units: Any
) -> bool:
    """Whether the rows beside the record are to change; None leaves them as they are."""
    if supporting_units is not None and set(project.supporting_units.all()) != {*supporting_units}:
        return True
    return financing is not None and financing != dict(
        project.financing.values_list("source", "amount")
    )


def require_no_circle(project: Project, parent: Project | None) -> None:
    """Raise ValidationError where a project would be part of itself. Locks the programme: two
    concurrent changes could close a circle together."""
    if parent is None:
        return
    Programme.objects.select_for_update().get(pk=project.programme_id)
    parents = dict(
        Project.objects.filter(programme=project.programme_id, parent__isnull=False).values_list(
            "pk", "parent"
        )
    )
    seen: set[int] = set()
    above: int | None = parent.pk
    while above is not None and above not in seen:
        if above == project.pk:
            words = _("“%(parent)s” is itself a part of this project.") % {"parent": parent}
            raise ValidationError({"parent": words})
        seen.add(above)
        above = parents.get(above)


def _set_financing(project: Project, amounts: dict[int, Decimal], by: Any) -> None:
    """Create, change and delete rows so that they match ``amounts``."""
    current = {row.source_id: row for row in project.financing.all()}
    for key in current.keys() - amounts.keys():
        current[key].delete()
    for key, amount in amounts.items():
        row = current.get(key)
        if row is None:
            new = Financing(
                programme=project.programme, project=project, source_id=key, amount=amount,
                created_by=by,
            )  # fmt: skip
            new.full_clean()
            new.save()
        else:
            edit_record(row, version=row.version, amount=amount)
