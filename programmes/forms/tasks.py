"""The forms of a task and of a task list. Done quantity and state come from progress reports."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.web.fields import model_fields
from core.web.forms import QuantityField, SubmissionForm, TickedList
from core.web.picked import VersionsField
from programmes.choices import TaskState
from programmes.forms.base import NumberedForm, ProgrammeForm
from programmes.models import Task, TaskGroup, TaskList
from programmes.services.tasks import DEADLINE_OF_ASSIGNED


@model_fields(
    Task, "text", "lead_unit", "supporting_units", "duty", "person", "phone", "deadline",
    "target_quantity", "quantity_unit",
)  # fmt: skip
class TaskForm(NumberedForm):
    lists = ModelMultipleChoiceField(
        TaskList.objects.none(), label=TaskList._meta.verbose_name, widget=TickedList
    )
    target_quantity = QuantityField(
        label=Task._meta.get_field("target_quantity").verbose_name, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lists: Any = self.fields["lists"]
        lists.widget.choices = lists_by_year(lists.queryset)
        lists.required = self.record is None
        if self.record is not None and self.record.state != TaskState.DRAFT:
            self.fields["deadline"].help_text = DEADLINE_OF_ASSIGNED

    def choices_for(self, name, model):
        rows = super().choices_for(name, model)
        return rows.order_by("-year", "position", "pk") if model is TaskList else rows


def lists_by_year(lists: QuerySet) -> list[tuple[int, list[tuple[int, str]]]]:
    """The choices of lists, the latest year first; ``lists`` are in that order."""
    return [
        (year, [(entry.pk, entry.name) for entry in of_year])
        for year, of_year in groupby(lists, key=attrgetter("year"))
    ]


@model_fields(
    TaskList, "name", "year", "position", "group", "document_number", "document", "meeting",
    "issued_on",
)  # fmt: skip
class TaskListForm(ProgrammeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        group.label_from_instance = lambda one: f"{one.year} {one.name}"


@model_fields(TaskGroup, "year", "position", "name")
class TaskGroupForm(ProgrammeForm):
    pass


class AssignForm(SubmissionForm):
    rows = VersionsField()


@model_fields(Task, "person", "deadline")
class SeveralTasksForm(SubmissionForm):
    """What is left empty stays as it is."""

    field_order = ("person", "deadline", "reason")

    rows = VersionsField()
    reason = TextField(label=_("reason for the deadline"), max_length=500, required=False)

    def clean(self):
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not (values.get("person") or values.get("deadline")):
            raise ValidationError(_("Fill in at least one field: nothing would change."))
        if values.get("deadline") and not values.get("reason"):
            self.add_error("reason", _("Another deadline needs a reason."))
        return values
