from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from programmes.figures.task_reports import ReportRow
from programmes.figures.units import members_of
from programmes.forms.progress import ProgressForm, ReportForm


def quantity_input() -> forms.TextInput:
    """A text, of which the grid selects a part as it does of others."""
    return forms.TextInput({"class": "form-control", "inputmode": "decimal", "autocomplete": "off"})


class ReportRowForm(ReportForm):
    """The report as a row of the grid: its fields name a form element elsewhere. The unit whose
    help is needed is kept as it is: one of those that the form of the report offers."""

    merged_fields = ProgressForm.merged_fields

    help_from = forms.ModelChoiceField(
        Unit.objects.none(), label=_("help from"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, row: ReportRow, **kwargs: Any):
        key = f"row-{row.key}"
        given: dict[str, Any] = {"task": row.task, "unit": row.unit, "auto_id": f"{key}-%s"}
        super().__init__(*args, **given, **kwargs)
        helping: Any = self.fields["help_from"]
        helping.queryset = members_of(row.task.programme)
        self.fields["text"].widget.attrs["rows"] = 2
        if quantity := self.fields.get("done_quantity"):
            quantity.widget, quantity.help_text = quantity_input(), ""
        for name, field in self.fields.items():
            if not field.widget.is_hidden:
                label = f"{row.task.text} {field.label}"
                field.widget.attrs |= {"form": key, "data-col": name, "aria-label": label}
