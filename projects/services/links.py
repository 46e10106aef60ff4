"""Links of projects to tasks and needs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core.records import create_record, require_version
from programmes.models import Need, Task
from projects.models import Project, ProjectNeed, ProjectTask


def answered_by_project() -> Exists:
    """Whether a project is linked to a need."""
    return Exists(ProjectNeed.objects.filter(need=OuterRef("pk")))


@transaction.atomic
def create_link(
    *, project: Project, by: Any, task: Task | None = None, need: Need | None = None
) -> ProjectTask | ProjectNeed:
    """Raises ValidationError where neither or both are named, or the link is there already."""
    if (task is None) == (need is None):
        raise ValidationError(_("Choose a task or a need, one at a time."))
    model, name = (ProjectTask, "task") if task else (ProjectNeed, "need")
    values: dict[str, Any] = {"project": project, name: task or need}
    if model.objects.filter(**values).exists():
        raise ValidationError({name: _("It is linked already.")})
    return create_record(model, by=by, programme=project.programme, **values)


def remove_link(*, found: ProjectTask | ProjectNeed, version: int) -> None:
    require_version(found, version)
    found.delete()
