"""The forms of an item of the self-assessment, of its statement, and of copying a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import model_fields
from core.web.forms import SubmissionForm
from programmes.forms.base import ProgrammeForm
from supervision.forms.findings import OfCounty
from supervision.models import AssessmentItem

LINES = 10  # of a statement, shown at once


@model_fields(
    AssessmentItem, "year", "position", "item", "requirement", "full_mark", "own_mark", "unit",
    "statement",
)  # fmt: skip
class AssessmentForm(OfCounty, ProgrammeForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["statement"].widget.attrs["rows"] = LINES


@model_fields(AssessmentItem, "statement")
class StatementForm(ProgrammeForm):
    """With the requirement of the item below its statement."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["statement"]
        field.widget.attrs["rows"] = LINES
        field.help_text = self.record.requirement


class CopyForm(SubmissionForm):
    """Of the years that have items."""

    year = forms.TypedChoiceField(label=_("year"), coerce=int)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [
            (one, _("%(year)s into %(next)s") % {"year": one, "next": one + 1}) for one in years
        ]
