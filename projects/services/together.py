"""Changes several projects together: all of them or none, each with its own version and record."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from core.actors import with_reason
from core.records import differing, lock_versions
from projects.models import Project, YearClass
from projects.services.plans import set_year_class
from projects.services.project import update_project

MARKS = ("published_fields",)
CLASS_FIELDS = ("name", "provenance", "published_fields", "source_note")


@transaction.atomic
def change_together(
    *,
    versions: Mapping[int, int],
    values: Mapping[str, Any],
    year: int,
    year_class: str = "",
    by: Any,
) -> list[dict[str, Any]]:
    """Sets the values, and the class of the year where one is given. Returns the former and the set
    values of each changed project, as JSON, for ``restore_together``.

    Raises ValidationError, and writes nothing, where somebody saved one of them since the
    ``versions`` were read.
    """
    projects = lock_versions(Project.objects.select_related("programme"), versions)
    with with_reason(_("changed together, %(n)s projects") % {"n": len(projects)}):
        found = [_change(one, values, year, year_class, by) for one in projects]
    return [former for former in found if former]


def _change(
    project: Project, values: Mapping[str, Any], year: int, year_class: str, by: Any
) -> dict[str, Any] | None:
    former: dict[str, Any] = {"project": project.pk}
    if changed := differing(project, dict(values)):
        before = _stored(project, (*changed, *MARKS))
        after = update_project(project=project, version=project.version, by=by, **changed)
        former |= {"values": before, "set": _stored(after, changed)}
    if year_class and (one := _set_class(project, year, year_class, by)):
        former["class"] = one
    return former if len(former) > 1 else None


def _set_class(project: Project, year: int, name: str, by: Any) -> dict[str, Any] | None:
    current = YearClass.objects.filter(project=project, year=year).first()
    if current and current.name == name:
        return None
    before = _stored(current, CLASS_FIELDS) if current else None
    version = current.version if current else 0
    given: dict[str, Any] = {"project": project, "year": year, "name": name}
    after = set_year_class(**given, current=current, version=version, by=by)
    return {"key": after.pk, "values": before, "set": name}


def _stored(record: Any, names: Iterable[str]) -> dict[str, Any]:
    """As JSON: a related record by its key."""
    values = {name: getattr(record, name) for name in names}
    return {n: one.pk if isinstance(one, Model) else one for n, one in values.items()}
