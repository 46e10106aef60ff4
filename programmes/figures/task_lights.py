"""The rule of the lights of tasks on a day and in words, and the sentence of a light."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.periods import Period
from programmes.choices import NOT_DONE, TaskState
from programmes.figures.workdays import workdays_of
from programmes.models import LightDay, Programme, Task, TaskLightRule


def light_day(programme: Programme, on: date) -> LightDay:
    """In two queries; the defaults where no version is valid."""
    rule = TaskLightRule.objects.of(programme).valid(on=on).first() or TaskLightRule()
    return LightDay(on, rule, workdays_of(programme))


def light_reason(task: Task, day: LightDay) -> str:
    """Why a task of ``with_light`` shows its light, in words; empty where the person may not see
    it, and for tasks that are done or set aside. The words about a helper may be passed on to it
    (docs/rules.md#helpers-are-partners)."""
    if task.is_light_hidden or task.state_then not in NOT_DONE:
        return ""
    if task.state_then == TaskState.CLOSING:
        parts = [_closing_words(task, day)]
    else:
        parts = [_deadline_words(task, day), _report_words(task, day), _sent_back_words(task, day)]
    if task.is_extension_asked:
        parts.append(_("another deadline requested"))
    return _(" — ").join(filter(None, parts))


def _count(day: LightDay, first: date, last: date) -> str:
    """Days between in words: 12天, 12个工作日."""
    return _days(day.rule, day.days_between(first, last))


def _deadline_words(task: Task, day: LightDay) -> str:
    deadline = task.deadline_then
    if deadline is None:
        return _("no deadline set")
    if deadline < day.on:
        return _late_words(task, day, deadline, day.on)
    if deadline == day.on:
        return _("feedback asked for by today") if task.is_led_by_helper else _("due today")
    words = _("feedback asked for, %(days)s left") if task.is_led_by_helper else _("%(days)s left")
    return words % {"days": _count(day, day.on, deadline)}


def _late_words(task: Task, day: LightDay, deadline: date, on: date) -> str:
    if not day.days_between(deadline, on):
        return _("past its day, no working day since")
    words = (
        _("%(days)s after the day asked for") if task.is_led_by_helper else _("%(days)s overdue")
    )
    return words % {"days": _count(day, deadline, on)}


def _report_words(task: Task, day: LightDay) -> str:
    """Names the month that is reported, or the last ended one where the task began in it or
    before."""
    ended = Period.last_ended(day.on)
    if not task.reported_month and task.known_on and task.known_on > ended.last_day:
        return ""
    month = task.reported_month or ended.start
    if task.reported_month:
        if task.deadline_then is None:
            return ""
        given = _("feedback of month %(n)s given"), _("month %(n)s reported")
    else:
        given = _("feedback of month %(n)s awaited"), _("month %(n)s not reported")
    of_helper, of_county = given
    return (of_helper if task.is_led_by_helper else of_county) % {"n": month.month}


def _sent_back_words(task: Task, day: LightDay) -> str:
    if task.sent_back_on is None:
        return ""
    if task.sent_back_on == day.on:
        of_helper = task.is_led_by_helper
        return _("asked to add to it today") if of_helper else _("sent back today, not answered")
    words = (
        _("asked to add to it %(days)s ago")
        if task.is_led_by_helper
        else _("sent back %(days)s ago, not answered")
    )
    return words % {"days": _count(day, task.sent_back_on, day.on)}


def _closing_words(task: Task, day: LightDay) -> str:
    """It is late by the day on which its closing was requested."""
    requested, deadline = task.closing_on, task.deadline_then
    words = _("waits for verification")
    if requested is None or deadline is None or requested <= deadline:
        return words
    return _(" — ").join([_late_words(task, day, deadline, requested), words])


def sentences_of_task_lights(rule: TaskLightRule) -> list[str]:
    """A version in words."""
    near = _(
        "Red after the deadline; yellow %(days)s before it, neither the last month nor this one "
        "reported."
    )
    back = _("Sent back: yellow once %(days)s have passed without an answer.")
    found = [
        near % {"days": _days(rule, rule.yellow_days)},
        back % {"days": _days(rule, rule.answer_days)},
    ]
    if rule.by_workdays:
        found.append(_("Days are working days of the county's calendar."))
    return found


def _days(rule: TaskLightRule, n: int) -> str:
    if rule.by_workdays:
        return ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n}
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
