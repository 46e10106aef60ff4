"""The forms of a task and of a task list. Done quantity and state come from progress reports."""

from core.web.fields import form_field
from core.web.forms import QuantityField
from programmes.forms.base import NumberedForm, ProgrammeForm
from programmes.models import Task, TaskList


class TaskForm(NumberedForm):
    list = form_field(Task, "list")
    text = form_field(Task, "text")
    lead_unit = form_field(Task, "lead_unit")
    supporting_units = form_field(Task, "supporting_units")
    person = form_field(Task, "person")
    phone = form_field(Task, "phone")
    deadline = form_field(Task, "deadline")
    target_quantity = QuantityField(
        label=Task._meta.get_field("target_quantity").verbose_name, required=False
    )
    quantity_unit = form_field(Task, "quantity_unit")

    def choices_for(self, name, model):
        rows = super().choices_for(name, model)
        return rows.order_by("-year", "position", "pk") if model is TaskList else rows


class TaskListForm(ProgrammeForm):
    name = form_field(TaskList, "name")
    year = form_field(TaskList, "year")
    position = form_field(TaskList, "position")
