"""Published figures compared with those of the records, and the indicators not yet entered."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_amount
from core.web.links import list_address
from dashboard.figures import DashboardFigures
from dashboard.words import NEEDS, PROJECTS
from programmes.models import ReportedFact
from projects.figures.totals import all_of


@dataclass(frozen=True)
class Comparison:
    """A published fact and the same figure computed from the records; both as text."""

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


COUNTERPARTS: dict[str, tuple[Callable[[DashboardFigures], str], str, dict[str, str]]] = {
    "pipeline.reserve_projects": (
        lambda figures: _count(figures.pipeline.count, PROJECTS),
        "projects",
        {},
    ),
    "pipeline.reserve_total_investment": (
        lambda figures: _amount(figures.pipeline.total),
        "projects",
        {},
    ),
    "pipeline.signed_deals": (
        lambda figures: _count(all_of(figures.deals).count, PROJECTS),
        "projects",
        {"signed": "yes"},
    ),
    "pipeline.signed_total_investment": (
        lambda figures: _amount(all_of(figures.deals).total),
        "projects",
        {"signed": "yes"},
    ),
    "tasks.township_needs": (
        lambda figures: _count(figures.needs.counts.total, NEEDS),
        "needs",
        {},
    ),
}


def compare_published(figures: DashboardFigures) -> list[Comparison]:
    """The published facts that can be computed from the records."""
    return [
        Comparison(
            figures.reported[key],
            figures.reported[key].value,
            computed(figures),
            list_address(url_name, **filters),
        )
        for key, (computed, url_name, filters) in COUNTERPARTS.items()
        if key in figures.reported
    ]


@dataclass(frozen=True)
class OpenIndicator:
    """A list of indicators whose contents are not published yet."""

    name: str
    about: str


INDICATORS = (
    ("approach.main_indicators", gettext_lazy("Three main indicators")),
    ("approach.indicators", gettext_lazy("Ten indicators")),
)


def open_indicators(figures: DashboardFigures) -> list[OpenIndicator]:
    """Both lists of indicators, by their published names where known."""
    return [
        OpenIndicator(
            figures.reported[key].label if key in figures.reported else str(name),
            _("What they hold is not published: the task force enters them."),
        )
        for key, name in INDICATORS
    ]
