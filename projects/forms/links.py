from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import SubmissionForm


class NumberedChoice(forms.ModelChoiceField):
    def label_from_instance(self, record):
        return f"{record.number} {record.text}"


class LinkForm(SubmissionForm):
    """One task or one need at a time."""

    task = NumberedChoice(
        queryset=None, required=False, label=_("task"), empty_label=_("Please choose")
    )
    need = NumberedChoice(
        queryset=None, required=False, label=_("need"), empty_label=_("Please choose")
    )

    def __init__(self, *args, tasks, needs, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in (("task", tasks), ("need", needs)):
            field: Any = self.fields[name]
            field.queryset = rows
