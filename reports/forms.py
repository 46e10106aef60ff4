from django import forms

from core.periods import Period
from core.web.forms import SubmissionForm
from reports.choices import ReportKind


class RenewForm(SubmissionForm):
    """The kind and period of the requested report."""

    kind = forms.ChoiceField(choices=ReportKind.choices)
    period = forms.CharField(max_length=10)

    def clean_kind(self) -> ReportKind:
        return ReportKind(self.cleaned_data["kind"])

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
