"""Published figures compared with those of the records, and the indicators not yet entered."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.links import list_address
from dashboard.figures import DashboardFigures
from dashboard.words import NEEDS, PROJECTS, yi
from programmes.models import ReportedFact


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


def _counterparts(figures: DashboardFigures) -> dict[str, tuple[str, str]]:
    """The figures of the records and the addresses of their lists, by the keys of the facts."""
    pipeline, deals, needs = figures.pipeline, figures.signed, figures.needs.counts
    projects, signed = list_address("projects"), list_address("projects", signed="yes")
    return {
        "pipeline.reserve_projects": (f"{pipeline.count:,}{PROJECTS}", projects),
        "pipeline.reserve_total_investment": (f"{yi(pipeline.total)}亿元", projects),
        "pipeline.signed_deals": (f"{deals.count:,}{PROJECTS}", signed),
        "pipeline.signed_total_investment": (f"{yi(deals.total)}亿元", signed),
        "tasks.township_needs": (f"{needs.total:,}{NEEDS}", list_address("needs")),
    }


def compare_published(figures: DashboardFigures) -> list[Comparison]:
    """The published facts that can be computed from the records."""
    facts = figures.reported
    return [
        Comparison(facts[key], facts[key].value, computed, address)
        for key, (computed, address) in _counterparts(figures).items()
        if key in facts
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
