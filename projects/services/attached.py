"""Notes of a township on a project within it, added once and taken back on the same day; links of
projects to tasks and needs."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.phones import contains_private_number
from core.records import create_record, delete_record
from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.models import Need, Task
from programmes.scopes import people_with_role
from programmes.services.needs import require_uncovered
from projects.choices import FINISHED
from projects.models import Project, ProjectNeed, ProjectNote, ProjectTask


@transaction.atomic
def add_note(*, project: Project, subject: str, text: str, by: Any, on: date) -> ProjectNote:
    """Adds a note and notifies whoever is to act on it.

    Raises ValidationError for an empty text or one with the number of a villager's identity card or
    telephone.
    """
    if contains_private_number(text):
        raise ValidationError(
            _("Leave out identity card and mobile numbers: the platform does not keep them.")
        )
    note = create_record(
        ProjectNote,
        by=by,
        unit=unit_of(project, by),
        on=on,
        programme=project.programme,
        project=project,
        subject=subject,
        text=text,
    )
    _notify(note)
    return note


def unit_of(project: Project, by: Any) -> Unit:
    """The unit in whose name the person writes: the project's township or the task force."""
    return by.unit if by.unit_id == project.township_id else project.programme.task_force


@transaction.atomic
def take_back_note(*, note: ProjectNote, by: Any, on: date, version: int) -> None:
    """The author deletes a note on the day of writing. Raises ValidationError for another person
    or an earlier day, and StaleRecord where it is deleted already."""
    if not note.may_be_taken_back(by, on):
        raise ValidationError(_("Only its author can take a note back, on the day of writing."))
    delete_record(note, version=version)
    resolve(_key(note))


def _notify(note: ProjectNote) -> None:
    """To the clerks and to the reporters of the responsible unit, without the author."""
    project = note.project
    with notice_language():
        text = _("%(unit)s wrote of “%(project)s”: %(subject)s.") % {
            "unit": note.unit,
            "project": project.name,
            "subject": note.get_subject_display(),
        }
    reporters = people_with_role(project.programme, RoleName.UNIT_REPORTER)
    clerks = people_with_role(project.programme, RoleName.CLERK)
    people = clerks.union(reporters.filter(unit=project.owner_unit_id))
    others = [person for person in people if person.pk != note.created_by_id]
    notify(others, project.programme_id, text, reverse("project", args=[project.pk]), _key(note))


def _key(note: ProjectNote) -> str:
    return f"note:{note.pk}"


def project_links() -> QuerySet:
    """The links of a need to projects."""
    return ProjectNeed.objects.filter(need=OuterRef("pk"))


def finished_project_links(on: date) -> QuerySet:
    """Those to projects that were completed, or surveys that were accepted, on the day."""
    finished = Project.objects.with_stage(on=on).filter(stage__in=FINISHED)
    return project_links().filter(project__in=finished.order_by().values("pk"))


@transaction.atomic
def create_link(
    *,
    project: Project,
    by: Any,
    task: Task | None = None,
    need: Need | None = None,
    amount: Decimal | None = None,
) -> ProjectTask | ProjectNeed:
    """``amount``: what the project covers of the need, in yuan. Raises ValidationError where
    neither or both are named, the link is there already, or the amount is more than is open of the
    need."""
    if (task is None) == (need is None):
        raise ValidationError(_("Choose a task or a need, one at a time."))
    model, name = (ProjectTask, "task") if task else (ProjectNeed, "need")
    values: dict[str, Any] = {"project": project, name: task or need}
    if model.objects.filter(**values).exists():
        raise ValidationError({name: _("It is linked already.")})
    if need:
        require_uncovered(need, amount)
        values["amount"] = amount
    elif amount is not None:
        raise ValidationError({"amount": _("An amount is that of a need.")})
    return create_record(model, by=by, programme=project.programme, **values)
