"""The choice of a record that a task is linked to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import SubmissionForm


class NamedChoice(forms.ModelChoiceField):
    """Offers records by number and words, which ``name_of`` returns."""

    name_of: Any = str

    def label_from_instance(self, record):
        return self.name_of(record)


class TaskLinkForm(SubmissionForm):
    row = NamedChoice(queryset=None, empty_label=_("Please choose"))

    def __init__(self, *args: Any, rows: Any, label: Any, name_of: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.queryset, field.label, field.name_of = rows, label, name_of
