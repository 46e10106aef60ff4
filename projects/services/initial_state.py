"""Where a new project stands, and what it plans for the year in which it is recorded."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from projects.models import Project
from projects.services.plans import plan_year, put_class
from projects.services.stages import enter_stage


@dataclass(frozen=True)
class Beginning:
    """A stage and the day on which it was entered; of ``year`` the class, and the plan in yuan
    with its image goal and the day on which it was decided. What is empty is not said."""

    year: int
    stage: str = ""
    on: date | None = None
    year_class: str = ""
    amount: Decimal | None = None
    image_goal: str = ""
    decided_on: date | None = None


def begin(project: Project, said: Beginning, *, by: Any, today: date) -> None:
    """Raises ValidationError where the stage does not lie on the project's line, or a day has not
    come by ``today``."""
    of_project: dict[str, Any] = {"project": project, "by": by}
    of_year: dict[str, Any] = {**of_project, "year": said.year, "submission_id": None}
    if said.stage:
        enter_stage(stage=said.stage, on=said.on or today, today=today, **of_project)
    if said.year_class:
        put_class(name=said.year_class, standing=None, version=0, **of_year)
    if said.amount is not None:
        of_year |= {"amount": said.amount, "image_goal": said.image_goal}
        plan_year(on=said.decided_on or today, **of_year)
