from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.types import ContentType
from core.periods import Period
from core.text import TextField
from core.web.forms import SubmissionForm, VersionedForm
from reports.choices import ReportKind
from reports.content.edits import Place, result_of


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


class ReturnForm(VersionedForm):
    reason = TextField(label=gettext_lazy("reason"), max_length=300)


class WordForm(VersionedForm):
    """The corrected Word; the service checks it."""

    file = forms.FileField(
        label=gettext_lazy("Corrected Word (docx)"),
        help_text=gettext_lazy(
            "The Word of this report, taken out here and corrected. At most 10 MB."
        ),
        widget=forms.FileInput(attrs={"accept": f".{ContentType.DOCX.label}"}),
    )


class EditForm(VersionedForm):
    """The text of every paragraph of a report."""

    def __init__(self, *args, places: list[Place], **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        for number, place in enumerate(places):
            self.fields[f"text_{number}"] = self._field(number, place)

    def _field(self, number: int, place: Place) -> forms.Field:
        rows = min(max(2, len(place.text) // 34 + 1), 14)
        widget = forms.Textarea(attrs={"class": "form-control", "rows": rows})
        label = _("Paragraph %(number)s") % {"number": number + 1}
        return TextField(
            label=label, initial=place.text, required=False, max_length=4000, widget=widget
        )

    def rows(self) -> Iterator[tuple[Place, list[dict], forms.BoundField]]:
        """Each paragraph with what its edit makes of it, and its field."""
        for number, place in enumerate(self.places):
            result = result_of(place) if place.edit else []
            yield place, result, self[f"text_{number}"]

    def texts(self) -> list[str]:
        return [self.cleaned_data[f"text_{number}"] for number in range(len(self.places))]
