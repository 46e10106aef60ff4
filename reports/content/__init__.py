"""The content of a report: one JSON object rendered as page, Word and Excel."""

from datetime import date

from django.utils import translation

from core.periods import Period
from programmes.models import Programme
from reports.choices import ReportKind
from reports.content import (
    bulletin,
    next_steps,
    notes,
    overview,
    problems,
    progress,
    projects,
    rankings,
)
from reports.content.parts import number_sections
from reports.content.scope import Scope
from reports.content.words import ISSUE, TITLE, issue_of
from supervision.figures.rankings import newest_ranking


def build(programme: Programme, kind: ReportKind, period: Period, on: date) -> dict:
    """Build the content of a period's report as of a day.

    Amounts are in yuan and shares are fractions, both unrounded and as text; sentences are
    lists of parts. Every figure comes from the ``figures`` of its app.
    """
    # Always in the county's language, whatever the language of the request.
    with translation.override("zh-hans"):
        scope = Scope(programme, period, on)
        ranking = newest_ranking(programme, period)
        return {
            "title": TITLE[kind] % {"county": programme.short_county},
            "issue": ISSUE % {"issue": issue_of(scope)},
            "kind": kind.value,
            "period": str(period),
            "month": str(scope.month),
            "as_of": scope.on.isoformat(),
            "closed": scope.is_closed,
            "incomplete": scope.is_incomplete,
            "decimals": programme.decimals,
            "notes": notes.paragraphs(scope),
            "sections": bulletin.with_tables_in_order(
                number_sections(
                    [
                        ("总体情况", overview.blocks(scope)),
                        *bulletin.sections(scope),
                        ("重点工作推进", progress.blocks(scope)),
                        ("存在问题", problems.blocks(scope)),
                        (next_steps.title(scope), next_steps.blocks(scope)),
                        *rankings.sections(ranking),
                    ]
                ),
            ),
            "projects": projects.listing(scope),
            **rankings.stored(ranking),
        }
