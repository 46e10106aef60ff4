"""Notices of needs: to the task force of what a township stated or confirmed, to the township of
what was decided."""

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.models import Need, NeedEvent
from programmes.scopes import people_with_role
from programmes.services.task_notices import reporters_of


def notify_stated(need: Need) -> None:
    """Notify the clerks that a need waits for their decision."""
    clerks = people_with_role(need.programme, RoleName.CLERK)
    with notice_language():
        text = _("%(township)s states a need: “%(need)s”")
        shown = text % {"township": need.township, "need": need.text}
        notify(clerks, need.programme_id, shown, reverse("need", args=[need.pk]), _key(need))


def resolve_stated(need: Need) -> None:
    """Mark the notices that it waits as read: it is decided."""
    resolve(_key(need))


def notify_event(event: NeedEvent) -> None:
    """Notify the reporters of the township, and the clerks of what the township did itself."""
    need = event.need
    people = {person.pk: person for person in reporters_of(need.programme, need.township)}
    if event.unit_id == need.township_id:
        clerks = people_with_role(need.programme, RoleName.CLERK)
        people |= {person.pk: person for person in clerks}
    people.pop(event.created_by_id, None)
    with notice_language():
        text = _("%(what)s: “%(need)s” %(reason)s")
        what = event.get_kind_display()
        shown = text % {"what": what, "need": need.text, "reason": event.reason}
        page = reverse("need", args=[need.pk])
        notify(people.values(), need.programme_id, shown, page, f"need-event:{event.pk}")


def _key(need: Need) -> str:
    return f"need:{need.pk}"
