"""The content of a report: one JSON from which page, Word and Excel are made alike."""

from datetime import date

from django.utils import translation

from core.periods import Period
from programmes.models import Programme
from reports.choices import ReportKind
from reports.content import next_steps, notes, overview, problems, progress, projects
from reports.content.parts import numbered
from reports.content.scope import Scope
from reports.content.words import ISSUE, TITLE, issue_of


def build(programme: Programme, kind: ReportKind, period: Period, on: date) -> dict:
    """Read the whole report of a period as of a day.

    Amounts stand as yuan, shares as fractions, both unrounded and as text; sentences and
    links are lists of parts. Every figure comes from the ``figures`` of its app.
    """
    # The county's language, whoever asks and whatever language they read.
    with translation.override("zh-hans"):
        scope = Scope(programme, period, on)
        return {
            "title": TITLE[kind] % {"county": programme.short_county},
            "issue": ISSUE % {"issue": issue_of(scope)},
            "kind": kind.value,
            "period": str(period),
            "month": str(scope.month),
            "as_of": on.isoformat(),
            "closed": scope.is_closed,
            "incomplete": scope.is_incomplete,
            "decimals": programme.decimals,
            "notes": notes.paragraphs(scope),
            "sections": numbered(
                [
                    ("总体情况", overview.blocks(scope)),
                    ("重点工作推进", progress.blocks(scope)),
                    ("存在问题", problems.blocks(scope)),
                    (next_steps.title(scope), next_steps.blocks(scope)),
                ]
            ),
            "projects": projects.listing(scope),
        }
