"""The choice of a record that a task is linked to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import AmountField, SubmissionForm


class TaskLinkForm(SubmissionForm):
    """``name_of`` returns the text by which a record is offered."""

    row: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, empty_label=_("Please choose")
    )

    def __init__(self, *args: Any, rows: Any, label: Any, name_of: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.queryset, field.label, field.label_from_instance = rows, label, name_of

    def values(self) -> dict[str, Any]:
        """What is stored with the link."""
        return {}


class NeedLinkForm(TaskLinkForm):
    amount = AmountField(
        label=_("covered amount"),
        required=False,
        help_text=_("How much of the need's amount this covers; empty: not stated."),
    )

    def values(self):
        return {"amount": self.cleaned_data["amount"]}
