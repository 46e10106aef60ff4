"""Undoes a change of several projects field by field: a field that has another value since then
stays as it is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.actors import with_reason
from core.records import delete_record, update_record
from projects.models import Project, YearClass


@dataclass(frozen=True)
class Part:
    """A field that the change set. ``before`` is its former value as stored, None for a class that
    did not exist; ``words`` is that value as shown. ``is_undone``: it still has the value that was
    set."""

    record: Project | YearClass
    name: str
    before: Any
    words: str
    is_undone: bool

    @property
    def field(self) -> Any:
        return self.record._meta.get_field(self.name)

    @property
    def label(self) -> str:
        return str(self.field.verbose_name)


@dataclass(frozen=True)
class Undo:
    """What the undo does to a project."""

    project: Project
    parts: list[Part]
    former: dict[str, Any]

    @property
    def undone(self) -> list[Part]:
        return [part for part in self.parts if part.is_undone]

    @property
    def kept(self) -> list[Part]:
        return [part for part in self.parts if not part.is_undone]


def undos_of(former: list[dict[str, Any]], *, lock: bool = False) -> list[Undo]:
    """For each project of what ``change_together`` returned, by code."""
    by_key = {one["project"]: one for one in former}
    class_keys = [one["class"]["key"] for one in former if "class" in one]
    projects = Project.objects.filter(pk__in=by_key).order_by("pk")
    classes = YearClass.objects.filter(pk__in=class_keys).order_by("pk")
    if lock:
        projects = projects.select_for_update(no_key=True, of=("self",))
        classes = classes.select_for_update(of=("self",))
    units = Unit.objects.in_bulk(_unit_keys(former))
    found, known = list(projects.select_related("programme")), {one.pk: one for one in classes}
    undos = [
        Undo(one, list(_parts(by_key[one.pk], one, known, units)), by_key[one.pk]) for one in found
    ]
    return sorted(undos, key=lambda undo: undo.project.code)


def _unit_keys(former: list[dict[str, Any]]) -> set[int]:
    names = ("owner_unit", "township")
    values = [one.get("values", {}).get(name) for one in former for name in names]
    return {value for value in values if value}


def _parts(one: dict[str, Any], project: Project, classes: dict, units: dict) -> Iterable[Part]:
    for name, value in one.get("set", {}).items():
        before = one["values"][name]
        field: Any = Project._meta.get_field(name)
        words = str(units.get(before, "") if field.is_relation else before)
        yield Part(project, name, before, words or "—", getattr(project, field.attname) == value)
    if "class" in one and (record := classes.get(one["class"]["key"])):
        before = (one["class"]["values"] or {}).get("name")
        words = YearClass(name=before).get_name_display() if before else "—"
        yield Part(record, "name", before, words, record.name == one["class"].get("set"))


def preview_key(undos: Iterable[Undo]) -> str:
    """The check sum of what would be undone, as a page has shown it."""
    shown = [(undo.project.pk, [part.name for part in undo.undone]) for undo in undos]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:20]


@transaction.atomic
def restore_together(former: list[dict[str, Any]], *, preview: str) -> list[Undo]:
    """Restores the former values of what nobody has changed since; returns what was done.

    Raises ValidationError, and writes nothing, where that is no longer what the ``preview`` has
    shown, or nothing is left to undo.
    """
    undos = undos_of(former, lock=True)
    if preview_key(undos) != preview:
        raise ValidationError(
            _("Somebody saved one of them in the meantime: look again, then undo.")
        )
    number = sum(bool(undo.undone) for undo in undos)
    if not number:
        raise ValidationError(_("Nothing is left to undo: all of them were changed since."))
    with with_reason(_("change of %(n)s projects undone") % {"n": number}):
        for undo in undos:
            _restore(undo)
    return undos


def _restore(undo: Undo) -> None:
    project = undo.project
    own = [part for part in undo.undone if part.record is project]
    if own:
        values = {part.field.attname: part.before for part in own}
        marks = _published(project, undo.former, {part.name for part in own})
        update_record(project, version=project.version, published_fields=marks, **values)
    for part in undo.undone:
        if part.record is not project:
            _restore_class(part, undo.former["class"]["values"])


def _published(project: Project, former: dict[str, Any], restored: set[str]) -> list[str]:
    """The marks as published now, and those that the restored fields had."""
    back = [name for name in former["values"]["published_fields"] if name in restored]
    return [*project.published_fields, *(n for n in back if n not in project.published_fields)]


def _restore_class(part: Part, values: dict[str, Any] | None) -> None:
    if values is None:
        delete_record(part.record, version=part.record.version)
    else:
        update_record(part.record, version=part.record.version, **values)
