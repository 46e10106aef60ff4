"""The forms of a year's plan and class."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import TextField
from core.web.fields import DayField, MonthField, RowForm, form_field
from projects.models import YearClass, YearPlan


class PlanForm(RowForm):
    """Version 0: there was no plan when the form was opened."""

    required_hidden = ("version", "submission_id")

    amount = form_field(YearPlan, "amount")
    image_goal = TextField(
        label=gettext_lazy("image goal"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    planned_start = MonthField(label=gettext_lazy("planned start"), required=False)
    planned_finish = MonthField(label=gettext_lazy("planned finish"), required=False)
    decided_on = DayField(label=gettext_lazy("decided on"))
    reason = TextField(label=gettext_lazy("reason for the adjustment"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.record is None:
            del self.fields["reason"]
        else:
            self.merged_fields = ("amount", "image_goal", "planned_start", "planned_finish")

    def record_fields(self):
        return ["amount", "image_goal", "planned_start", "planned_finish"]

    def clean(self):
        values = super().clean() or {}
        first, last = values.get("planned_start"), values.get("planned_finish")
        if first and last and first > last:
            self.add_error("planned_finish", _("It would be finished before it starts."))
        return values


class ClassForm(RowForm):
    """Version 0: there was no class when the form was opened."""

    required_hidden = ("version", "submission_id")

    name = form_field(YearClass, "name")
