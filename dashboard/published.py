"""What is published beside what the records give, and the indicators not yet entered."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_amount
from core.web.links import list_address
from dashboard.figures import Facts
from dashboard.words import NEEDS, PROJECTS
from programmes.models import ReportedFact
from projects.figures.totals import all_of


@dataclass(frozen=True)
class Compared:
    """A published fact and the same thing counted from the records; both as text."""

    fact: ReportedFact
    published: str
    computed: str
    link: str

    @property
    def agrees(self) -> bool:
        return self.published == self.computed


def _count(number, unit) -> str:
    return f"{number:,}{unit}"


def _amount(yuan) -> str:
    return f"{format_amount(yuan, '亿元')}亿元"


COUNTERPARTS: dict[str, tuple[Callable[[Facts], str], str, dict[str, str]]] = {
    "pipeline.reserve_projects": (
        lambda facts: _count(facts.pipeline.count, PROJECTS),
        "projects",
        {},
    ),
    "pipeline.reserve_total_investment": (
        lambda facts: _amount(facts.pipeline.total),
        "projects",
        {},
    ),
    "pipeline.signed_deals": (
        lambda facts: _count(all_of(facts.deals).count, PROJECTS),
        "projects",
        {"signed": "yes"},
    ),
    "pipeline.signed_total_investment": (
        lambda facts: _amount(all_of(facts.deals).total),
        "projects",
        {"signed": "yes"},
    ),
    "tasks.township_needs": (lambda facts: _count(facts.needs.counts.total, NEEDS), "needs", {}),
}


def beside_published(facts: Facts) -> list[Compared]:
    """The published facts that the records can be asked for too."""
    return [
        Compared(
            facts.reported[key],
            facts.reported[key].value,
            computed(facts),
            list_address(url_name, **filters),
        )
        for key, (computed, url_name, filters) in COUNTERPARTS.items()
        if key in facts.reported
    ]


@dataclass(frozen=True)
class OpenIndicator:
    """A list of indicators whose contents the county has not published yet."""

    name: str
    about: str


INDICATORS = (
    ("approach.main_indicators", gettext_lazy("Three main indicators")),
    ("approach.indicators", gettext_lazy("Ten indicators")),
)


def open_indicators(facts: Facts) -> list[OpenIndicator]:
    """Both lists, by their published name where there is one. Never hidden, never guessed."""
    return [
        OpenIndicator(
            facts.reported[key].label if key in facts.reported else str(name),
            _("What they hold is not published: the task force enters them."),
        )
        for key, name in INDICATORS
    ]
