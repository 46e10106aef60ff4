"""The first stage of a new project, and its class and plan of the current year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from projects.models import Project
from projects.services.plans import create_year_plan, set_year_class
from projects.services.stages import enter_stage


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
