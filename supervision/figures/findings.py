"""The rule of findings on a day, and the sentence of a finding's light."""

from datetime import date

from django.utils.translation import gettext as _

from programmes.figures.workdays import workdays_of
from programmes.models import Programme
from programmes.models.light_rules import RuleDay
from supervision.choices import FindingState
from supervision.figures.rules import days_in_words
from supervision.models import Finding, FindingRule


def finding_rule(programme: Programme, on: date) -> FindingRule:
    """The version valid on the day; the defaults where none is."""
    return FindingRule.objects.of(programme).valid(on=on).first() or FindingRule()


def finding_day(programme: Programme, on: date) -> RuleDay:
    """In two queries."""
    return RuleDay(on, finding_rule(programme, on), workdays_of(programme))


def finding_reason(finding: Finding, day: RuleDay) -> str:
    """Why a finding ``with_light`` shows it, in words; empty for one that is closed."""
    if finding.state_then == FindingState.CLOSED:
        return ""
    due = finding.due_then
    if due is None:
        return _("no day set")
    if finding.state_then == FindingState.RECTIFIED:
        return _rectified_words(finding, day, due)
    if due < day.on:
        return _late_words(day, due, day.on)
    if due == day.on:
        return _("due today")
    return _("%(days)s left") % {"days": _count(day, day.on, due)}


def _rectified_words(finding: Finding, day: RuleDay, due: date) -> str:
    words = _("waits for verification")
    rectified = finding.rectified_then
    if rectified is None or rectified <= due:
        return words
    return _(" — ").join([_late_words(day, due, rectified), words])


def _late_words(day: RuleDay, due: date, on: date) -> str:
    if not day.days_between(due, on):
        return _("past its day, no working day since")
    return _("%(days)s overdue") % {"days": _count(day, due, on)}


def _count(day: RuleDay, first: date, last: date) -> str:
    return days_in_words(day.rule, day.days_between(first, last))
