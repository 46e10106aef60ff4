"""Notices of findings, requests about them and orders. No helper gets any."""

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.services import notice_language, notify, resolve
from programmes.choices import RequestState, RoleName
from programmes.scopes import people_with_role
from programmes.services.task_notices import reporters_of
from supervision.choices import FindingRequestKind
from supervision.models import FindingEvent, FindingRequest, Order


def notify_event(event: FindingEvent) -> None:
    """Notify the reporters of the responsible unit of what the task force did with its finding."""
    finding = event.finding
    people = reporters_of(finding.programme, finding.unit).exclude(pk=event.created_by_id)
    with notice_language():
        text = _("%(what)s: “%(finding)s” %(reason)s") % {
            "what": event.get_kind_display(),
            "finding": finding.text,
            "reason": event.reason,
        }
        _send(people, finding.programme_id, text, finding, f"finding-event:{event.pk}")


def notify_requested(request: FindingRequest) -> None:
    """Notify those who decide: a verification any of the task force, another day an approver."""
    programme = request.programme
    people = people_with_role(programme, RoleName.APPROVER)
    if request.kind == FindingRequestKind.CLOSING:
        people = people.union(people_with_role(programme, RoleName.CLERK))
    others = [person for person in people if person.pk != request.created_by_id]
    with notice_language():
        text = _("%(unit)s requests %(kind)s: “%(finding)s”") % {
            "unit": request.unit,
            "kind": request.get_kind_display(),
            "finding": request.finding.text,
        }
        _send(others, programme.pk, text, request.finding, _key(request))


def notify_decided(request: FindingRequest) -> None:
    """Notify the reporters of the unit, and whoever made the request."""
    people = {person.pk: person for person in reporters_of(request.programme, request.unit)}
    if request.created_by:
        people[request.created_by_id] = request.created_by
    is_accepted = request.state == RequestState.ACCEPTED
    with notice_language():
        words = _("Accepted: %(kind)s of “%(finding)s”. %(answer)s")
        if not is_accepted:
            words = _("Not accepted: %(kind)s of “%(finding)s”. %(answer)s")
        text = words % {
            "kind": request.get_kind_display(),
            "finding": request.finding.text,
            "answer": request.answer,
        }
        _send(people.values(), request.programme_id, text, request.finding, _key(request))


def resolve_request(request: FindingRequest) -> None:
    """Mark the notices of the request's present version as read: it is about to change."""
    resolve(_key(request))


def notify_order(order: Order) -> None:
    """Notify the reporters of the unit of an order that was signed."""
    with notice_language():
        words = _("%(order)s asks for an answer by %(day)s: sign for it.")
        text = words % {"order": order, "day": order.due_on}
        people = reporters_of(order.programme, order.unit)
        page = reverse("order", args=[order.pk])
        notify(people, order.programme_id, text, page, f"order:{order.pk}")


def notify_revoked(order: Order) -> None:
    """Notify the reporters of the unit that what they were sent is revoked."""
    with notice_language():
        text = _("%(order)s is revoked: %(reason)s") % {"order": order, "reason": order.reason}
        people = reporters_of(order.programme, order.unit)
        page = reverse("order", args=[order.pk])
        notify(people, order.programme_id, text, page, f"order-revoked:{order.pk}")


def resolve_order(order: Order) -> None:
    resolve(f"order:{order.pk}")


def _send(people, programme_id: int, text: str, finding, key: str) -> None:
    page = reverse("finding", args=[finding.pk])
    notify(people, programme_id, text, page, key)


def _key(request: FindingRequest) -> str:
    return f"finding-request:{request.pk}:{request.version}"
