"""How far the findings of an order are rectified, who acts next, and what is unusual about a draft
(docs/rules.md#supervision-orders)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models.light_rules import RuleDay
from supervision.choices import TO_RECTIFY, FindingState, OrderState
from supervision.figures.findings import finding_reason
from supervision.figures.letters import LetterRow, letter_of
from supervision.models import Finding, Order, RectificationReport


@dataclass(frozen=True)
class Answer:
    """The answer of the unit to a finding of an order: the state of the finding on the day, and
    the last report. ``counted`` is the finding itself, or the one that it was merged into."""

    finding: Finding
    counted: Finding
    reason: str
    report: RectificationReport | None


@dataclass(frozen=True)
class OrderLine:
    """A finding as the order has it, and what was answered; None where that is not seen."""

    row: LetterRow
    answer: Answer | None

    @property
    def has_moved(self) -> bool:
        """Whether the day to rectify by is another one today."""
        return self.answer is not None and self.due_now != self.row.due_on

    @property
    def due_now(self) -> date | None:
        return self.answer.counted.due_then if self.answer else None


def lines_of(order: Order, answers: Sequence[Answer]) -> list[OrderLine]:
    """In the order of the letter."""
    by_finding = {one.finding.pk: one for one in answers}
    letter = letter_of(order, [one.finding for one in answers])
    return [OrderLine(row, by_finding.get(row.finding)) for row in letter.rows]


def answers_of(user: Any, order: Order, day: RuleDay) -> list[Answer]:
    """By the findings' numbers, of those that the person sees and that are known on the day, in
    three statements."""
    seen = Finding.objects.visible_to(user).of(order.programme)
    rows = seen.filter(orders=order).order_by("number")
    findings = list(rows.select_related("source", "unit", "programme"))
    keys = {one.merged_into_id or one.pk for one in findings} | {one.pk for one in findings}
    known = seen.filter(pk__in=keys).as_of(day.on).with_ends(day.on).with_light(day)
    standing = {one.pk: one for one in known.select_related("unit", "programme")}
    found = RectificationReport.objects.filter(finding__in=keys).select_related("unit")
    reports = {one.finding_id: one for one in found.order_by("on", "pk")}
    pairs = [(one, standing.get(one.merged_into_id, standing.get(one.pk))) for one in findings]
    return [
        Answer(one, counted, finding_reason(counted, day), reports.get(counted.pk))
        for one, counted in pairs
        if counted
    ]


def remaining(answers: Sequence[Answer]) -> str:
    """How many findings of a sent order are not closed, and the next day to rectify by."""
    waiting = {one.counted for one in answers if one.counted.state_then != FindingState.CLOSED}
    n = len(waiting)
    words = ngettext(
        "%(n)s finding of the order is not closed.",
        "%(n)s findings of the order are not closed.",
        n,
    )
    days = [one.due_then for one in waiting if one.state_then in TO_RECTIFY and one.due_then]
    if not days:
        return words % {"n": n}
    until = _("The next is to be rectified by %(day)s.")
    return " ".join([words % {"n": n}, until % {"day": min(days)}])


def next_step(order: Order, answers: Sequence[Answer]) -> str:
    """Who acts next on an order ``with_finish``, in words for everybody who sees it."""
    unit = {"unit": order.unit, "day": order.due_on}
    if order.state == OrderState.DRAFT:
        return _("An approver who did not draft it signs it; then it is sent to %(unit)s.") % unit
    if order.state == OrderState.REVOKED:
        return _("It is revoked: nobody acts on it any more.")
    if order.is_finished:
        return _("All its findings are closed: nothing remains to be done.")
    if order.state == OrderState.SIGNED:
        return _("%(unit)s signs for it, then answers by %(day)s.") % unit
    if any(one.counted.state_then in TO_RECTIFY for one in answers):
        return _("%(unit)s answers by %(day)s with a report on each finding.") % unit
    return _("The task force verifies what %(unit)s rectified.") % unit


def draft_warnings(order: Order, answers: Sequence[Answer], day: RuleDay) -> list[str]:
    """What is unusual about the days of a draft, a sentence each; none of a signed order."""
    if order.state != OrderState.DRAFT:
        return []
    findings = [one.finding for one in answers if one.finding.due_on]
    found = (
        _rest_day_words(order, day),
        _late_answer_words(order, findings, day.on),
        _overdue_words(findings, day.on),
    )
    return [words for words in found if words]


def _rest_day_words(order: Order, day: RuleDay) -> str:
    if day.workdays.is_workday(order.due_on):
        return ""
    return _("The answer is due on a rest day: %(day)s.") % {"day": order.due_on}


def _late_answer_words(order: Order, findings: Sequence[Finding], on: date) -> str:
    """The findings whose day to rectify by lies before that of the answer and has not passed."""
    late = [one for one in findings if one.due_on and on <= one.due_on < order.due_on]
    words = _("The answer by %(day)s lies after the day to rectify by: %(findings)s.")
    return words % {"day": order.due_on, "findings": _named(late)} if late else ""


def _overdue_words(findings: Sequence[Finding], on: date) -> str:
    """The findings not rectified after their day, which the order would repeat."""
    found = [one for one in findings if one.due_on and one.due_on < on]
    overdue = [one for one in found if one.state in TO_RECTIFY]
    words = _("Overdue, with the day to rectify by: %(findings)s. Consider setting a new day.")
    return words % {"findings": _named(overdue)} if overdue else ""


def _named(findings: Sequence[Finding]) -> str:
    return _(", ").join(f"{one.number} {one.due_on}" for one in findings)
