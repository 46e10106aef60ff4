"""Notices of requests about tasks and of the decisions. A helper reads its own words
(docs/rules.md#helpers-are-partners)."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit, User
from notifications.services import notice_language, notify, resolve
from programmes.choices import (
    RequestState,
    RoleName,
    TaskRequestKind,
    event_words,
    request_words,
)
from programmes.models import Membership, Programme, Task, TaskEvent, TaskRemark, TaskRequest
from programmes.scopes import people_with_role

REPORTERS = (RoleName.UNIT_REPORTER, RoleName.TOWNSHIP_REPORTER, RoleName.HELPER_REPORTER)


def notify_requested(request: TaskRequest) -> None:
    """Notify those who decide: a closing any of the task force, all else the approvers."""
    programme = request.programme
    people = people_with_role(programme, RoleName.APPROVER)
    if request.kind == TaskRequestKind.CLOSING:
        people = people.union(people_with_role(programme, RoleName.CLERK))
    others = [person for person in people if person.pk != request.created_by_id]
    with notice_language():
        text = _("%(unit)s requests %(kind)s: “%(task)s”") % _words(request, as_helper=False)
        _notify(request, others, text)


def notify_event(event: TaskEvent) -> None:
    """Notify the reporters of the lead unit of what the task force did with their task."""
    page = reverse("task", args=[event.task_id])
    _notify_lead_unit([event], gettext_lazy("%(what)s: “%(task)s” %(reason)s"), page)


def notify_assigned(events: Sequence[TaskEvent]) -> None:
    """Notify the reporters of each lead unit once, of one task or of their number."""
    by_unit: dict[int, list[TaskEvent]] = {}
    for event in events:
        by_unit.setdefault(event.task.lead_unit_id, []).append(event)
    for own in by_unit.values():
        if len(own) == 1:
            notify_event(own[0])
        else:
            text = gettext_lazy("%(what)s: %(n)s tasks, the first is “%(task)s”")
            _notify_lead_unit(own, text, reverse("my_work"))


def _notify_lead_unit(events: Sequence[TaskEvent], text: Any, page: str) -> None:
    """``events`` are of one kind and lead unit."""
    event, task = events[0], events[0].task
    people = reporters_of(task.programme, task.lead_unit).exclude(pk=event.created_by_id)
    with notice_language():
        what = event_words(event.kind, as_helper=_is_led_by_helper(task))
        given = {"what": what, "task": task.text, "reason": event.reason, "n": len(events)}
        notify(people, task.programme_id, str(text) % given, page, f"task-event:{event.pk}")


def notify_remark(remark: TaskRemark) -> None:
    """Notify the other clerks of what a unit remarks, and the reporters of the lead unit of what
    they may read."""
    people = people_with_role(remark.programme, RoleName.CLERK)
    if not remark.is_internal and not (remark.is_instruction and _is_led_by_helper(remark.task)):
        people = people.union(reporters_of(remark.programme, remark.task.lead_unit))
    with notice_language():
        text = _("%(who)s on “%(task)s”: %(text)s")
        who = remark.leader or str(remark.created_by)
        shown = text % {"who": who, "task": remark.task.text, "text": remark.text}
        page = f"{reverse('task', args=[remark.task_id])}#remarks"
        others = [person for person in people if person.pk != remark.created_by_id]
        notify(others, remark.programme_id, shown, page, f"task-remark:{remark.pk}")


def reporters_of(programme: Programme, unit: Unit):
    roles = {"roles__programme": programme, "roles__name__in": REPORTERS}
    return User.objects.filter(unit=unit, is_active=True, **roles).distinct()


def notify_decided(request: TaskRequest) -> None:
    """Notify the unit's reporters, and whoever made the request."""
    people = {person.pk: person for person in reporters_of(request.programme, request.unit)}
    if request.state == RequestState.ACCEPTED and request.kind == TaskRequestKind.DISPUTE:
        clerks = people_with_role(request.programme, RoleName.CLERK)
        people |= {person.pk: person for person in clerks}
    if request.created_by:
        people[request.created_by_id] = request.created_by
    with notice_language():
        words = _words(request, as_helper=_is_of_helper(request))
        _notify(request, people.values(), _decision(request) % words)


def _decision(request: TaskRequest) -> str:
    if request.state == RequestState.ACCEPTED:
        return _("Accepted: %(kind)s of “%(task)s”. %(answer)s")
    if _is_of_helper(request):
        return _("Kindly asked to add to it: %(kind)s of “%(task)s”. %(answer)s")
    return _("Not accepted: %(kind)s of “%(task)s”. %(answer)s")


def resolve_request(request: TaskRequest) -> None:
    """Mark the notices of the request's present version as read: it is about to change."""
    resolve(_key(request))


def _notify(request: TaskRequest, people, text: str) -> None:
    page = reverse("task", args=[request.task_id])
    notify(people, request.programme_id, text, page, _key(request))


def _is_of_helper(request: TaskRequest) -> bool:
    return _is_helper(request.programme, request.unit)


def _is_led_by_helper(task: Task) -> bool:
    return _is_helper(task.programme, task.lead_unit)


def _is_helper(programme: Programme, unit: Unit) -> bool:
    return Membership.objects.of(programme).helpers().filter(unit=unit).exists()


def _words(request: TaskRequest, *, as_helper: bool) -> dict[str, str]:
    return {
        "unit": request.unit.name,
        "kind": request_words(request.kind, as_helper=as_helper),
        "task": request.task.text,
        "answer": request.answer,
    }


def _key(request: TaskRequest) -> str:
    return f"task-request:{request.pk}:{request.version}"
