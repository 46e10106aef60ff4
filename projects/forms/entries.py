from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.web.forms import AmountField, RecordForm, SubmissionForm, VersionedForm
from projects.choices import NoteSubject
from projects.figures.month_fields import TEXTS, MonthFieldSpec

FIGURES = ("amount", "cumulative", "reason")


def text_area(max_length: int) -> TextField:
    widget = forms.Textarea(attrs={"rows": 2})
    return TextField(required=False, max_length=max_length, widget=widget)


class FiguresForm(RecordForm):
    """Figures that may look like a slip: the user is asked to confirm them."""

    confirmed = forms.BooleanField(
        label=_("The figures are right, in 万元."), required=False, widget=forms.HiddenInput
    )

    def ask_to_confirm(self) -> None:
        self.fields["confirmed"].widget = forms.CheckboxInput()


class MonthForm(FiguresForm):
    """A month's entry with the fields of ``spec``. Either the month's or the cumulative figure may
    be typed. Version 0: there was no entry when the form was opened."""

    required_hidden = ("version", "submission_id")
    merged_fields: tuple[str, ...] = ("amount", *TEXTS, "reason")

    amount = AmountField(label=_("investment of the month"), required=False, signed=True)
    cumulative = AmountField(label=_("cumulative of the year"), required=False, signed=True)
    image_progress = text_area(300)
    problems = text_area(500)
    next_step = text_area(300)
    coordination = text_area(300)
    reason = TextField(
        label=_("reason for a month below zero"),
        required=False,
        max_length=200,
        help_text=_("Only for a correction."),
    )

    def __init__(self, *args, spec: MonthFieldSpec, **kwargs):
        super().__init__(*args, **kwargs)
        self.spec = spec
        for name, label in {**spec.labels, **spec.optional_labels}.items():
            self.fields[name].label = label
        if not spec.has_amount:
            for name in FIGURES:
                del self.fields[name]
            self.merged_fields = TEXTS

    def text_fields(self) -> list:
        return [self[name] for name in self.spec.labels]

    def optional_fields(self) -> list:
        return [self[name] for name in self.spec.optional_labels]

    def has_optional_values(self) -> bool:
        """Whether an optional field has a value or an error: the page then opens them."""
        return any(field.value() or field.errors for field in self.optional_fields())

    def values(self) -> dict:
        """What the service takes."""
        own = {n: v for n, v in self.cleaned_data.items() if n not in ("base", "submission_id")}
        return {**own, "version": self.cleaned_data["version"] or None}

    def set_amount(self, amount) -> None:
        """Replace a typed cumulative by the month's amount, which is the field that is merged."""
        self.set_values(amount=amount, cumulative=None, confirmed="")


class EntryForm(MonthForm):
    """The month's entry on a page of its own, which begins in its first field. A key fills in the
    text of the entry before (static/js/entry.js)."""

    def __init__(self, *args, spec: MonthFieldSpec, **kwargs):
        super().__init__(*args, spec=spec, **kwargs)
        first = "amount" if spec.has_amount else next(iter(spec.labels))
        self.fields[first].widget.attrs["autofocus"] = True
        for name in TEXTS:
            previous = getattr(spec.last, name, "")
            self.fields[name].widget.attrs["data-previous"] = previous


class PreviewForm(forms.Form):
    """The figures of a row that is not saved yet."""

    amount = AmountField(required=False, signed=True)
    cumulative = AmountField(required=False, signed=True)


class NoChangeForm(SubmissionForm):
    """The “no change” button beside the month's form; carries the figures typed there."""

    amount = forms.CharField(required=False)
    cumulative = forms.CharField(required=False)


class NoteForm(RecordForm):
    """A note of the township. It has no field for money, which belongs to the month's entry."""

    required_hidden = ("submission_id",)

    subject = forms.ChoiceField(
        label=_("subject"), choices=[("", _("Please choose")), *NoteSubject.choices]
    )
    text = TextField(
        label=_("text"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Land: acquisition, forest, temporary use. People: requests, disputes, local labour. "
            "No investment figures, no identity card or telephone numbers of villagers."
        ),
    )

    def __init__(self, *args, **kwargs):
        # The page has another form, whose ids must differ.
        super().__init__(*args, auto_id="note_%s", **kwargs)


class RowForm(MonthForm):
    """The month's entry as a row of the grid: its fields name a form element elsewhere."""

    def __init__(self, *args, spec: MonthFieldSpec, **kwargs):
        key = f"row-{spec.project.pk}"
        super().__init__(*args, spec=spec, auto_id=f"{key}-%s", **kwargs)
        for name, field in self.fields.items():
            label = f"{spec.project.name} {field.label}"
            field.widget.attrs |= {"form": key, "data-col": name, "aria-label": label}
            if name in TEXTS:
                field.widget.attrs["rows"] = 2

    def ask_to_confirm(self) -> None:
        super().ask_to_confirm()
        self.fields["confirmed"].widget.attrs["form"] = f"row-{self.spec.project.pk}"

    def hides_reason(self) -> bool:
        return "reason" in self.fields and not (self["reason"].value() or self["reason"].errors)

    def hidden_inputs(self) -> list:
        """The fields that the row does not show, with their present values."""
        names = [*self.spec.optional_labels, *(["reason"] if self.hides_reason() else [])]
        return [self[name].as_hidden() for name in names]


class LateForm(FiguresForm):
    """A late entry of a closed month."""

    required_hidden = ("submission_id",)

    amount = AmountField(
        label=_("late investment"),
        signed=True,
        help_text=_("Only what is to be added; with a minus what is to be taken off."),
    )
    reason = TextField(label=_("reason"), max_length=200)

    def clean(self):
        return {name: self.cleaned_data.get(name) for name in ("amount", "reason", "confirmed")}


class SubmitForm(RecordForm):
    """The button that submits a unit's sheet; ``confirmed`` after a warning of missing reports."""

    required_hidden = ("version", "submission_id")

    confirmed = forms.BooleanField(required=False)

    def clean(self):
        return {name: self.cleaned_data.get(name) for name in ("version", "confirmed")}


class ReturnForm(VersionedForm):
    reason = TextField(label=_("reason for returning"), max_length=300)
