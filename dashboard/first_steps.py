"""The first steps of a new county, in the order in which each rests on those before it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.importing.registry import import_address
from funds.models import FundLine
from programmes.models import Membership, Need, Programme, Task
from projects.models import MonthEntry, Project

# The kind of import, its list, what it is called, and what it brings.
STEPS: tuple[tuple[str, str, Any, Any, Any], ...] = (
    (
        "network",
        "network",
        Membership,
        _("Roll"),
        _("units of the network, member units, townships"),
    ),
    (
        "projects",
        "projects",
        Project,
        _("Ledger"),
        _("projects with stage, total and plan of the year"),
    ),
    ("months", "month_entries", MonthEntry, _("Months"), _("what the projects did month by month")),
    (
        "tasks",
        "tasks",
        Task,
        _("Tasks"),
        _("the items of the task lists with lead unit and deadline"),
    ),
    ("needs", "needs", Need, _("Needs"), _("what the townships ask for")),
    ("funds", "funds", FundLine, _("Funds"), _("money by source, with its steps up to payment")),
)


@dataclass(frozen=True)
class FirstStep:
    """``address`` is empty where the person may not import it."""

    label: Any
    words: Any
    is_done: bool
    address: str
    list_address: str


def first_steps(user: Any, programme: Programme) -> list[FirstStep]:
    """All steps of a programme in which one is not done; none once each list has a row. A unit of
    the network is one that helps or reports: every programme has its task force."""
    rows = {
        kind: Exists(model._default_manager.visible_to(user).of(programme))
        for kind, _list, model, *_ in STEPS
    }
    rows["network"] = Exists(Membership.objects.visible_to(user).of(programme).helpers())
    named = {f"has_{kind}": exists for kind, exists in rows.items()}
    this: Any = Programme.objects.filter(pk=programme.pk)
    found = this.values(**named).get()
    if all(found.values()):
        return []
    return [
        FirstStep(
            label,
            words,
            found[f"has_{kind}"],
            import_address(user, programme, kind),
            reverse(list_name),
        )
        for kind, list_name, _model, label, words in STEPS
    ]
