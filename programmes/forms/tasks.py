"""The forms of a task and of a task list. Done quantity and state come from progress reports."""

from core.web.fields import model_fields
from core.web.forms import QuantityField
from programmes.forms.base import NumberedForm, ProgrammeForm
from programmes.models import Task, TaskList


@model_fields(
    Task, "list", "text", "lead_unit", "supporting_units", "person", "phone", "deadline",
    "target_quantity", "quantity_unit",
)  # fmt: skip
class TaskForm(NumberedForm):
    target_quantity = QuantityField(
        label=Task._meta.get_field("target_quantity").verbose_name, required=False
    )

    def choices_for(self, name, model):
        rows = super().choices_for(name, model)
        return rows.order_by("-year", "position", "pk") if model is TaskList else rows


@model_fields(TaskList, "name", "year", "position")
class TaskListForm(ProgrammeForm):
    pass
