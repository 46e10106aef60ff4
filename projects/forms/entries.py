from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.web.forms import AmountField, PressForm, RecordForm, VersionForm
from projects.choices import NoteSubject
from projects.figures.month_fields import TEXTS, Asked

FIGURES = ("amount", "cumulative", "reason")


def said_in(length: int) -> TextField:
    rows = forms.Textarea(attrs={"rows": 2})
    return TextField(required=False, max_length=length, widget=rows)


class MonthForm(RecordForm):
    """The fields of a month, three at most by the project's stage; ``asked`` says which. Either the
    month or the cumulative figure may be typed. The version 0 says that nothing stood there when
    the form was opened."""

    needs = ("version", "submission_id")
    merged: tuple[str, ...] = ("amount", *TEXTS, "reason")

    amount = AmountField(label=_("investment of the month"), required=False, signed=True)
    cumulative = AmountField(label=_("cumulative of the year"), required=False, signed=True)
    image_progress = said_in(300)
    problems = said_in(500)
    next_step = said_in(300)
    coordination = said_in(300)
    reason = TextField(
        label=_("reason for a month below zero"),
        required=False,
        max_length=200,
        help_text=_("Only for a correction."),
    )

    confirmed = forms.BooleanField(
        label=_("The figures are right, in 万元."), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, asked: Asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        for name, label in {**asked.labels, **asked.folded}.items():
            self.fields[name].label = label
        if not asked.asks_amount:
            for name in FIGURES:
                del self.fields[name]
            self.merged = TEXTS

    def texts_asked(self) -> list:
        return [self[name] for name in self.asked.labels]

    def folded(self) -> list:
        return [self[name] for name in self.asked.folded]

    def has_folded(self) -> bool:
        """Whether something stands in what is folded away, or is wrong with it."""
        return any(field.value() or field.errors for field in self.folded())

    def ask_to_confirm(self) -> None:
        self.fields["confirmed"].widget = forms.CheckboxInput()

    def values(self) -> dict:
        """What the service takes."""
        values = {**self.cleaned_data, "version": self.cleaned_data["version"] or None}
        del values["base"]
        return values

    def settle(self, amount) -> None:
        """The cumulative says the month's figure too: that is what is merged."""
        self.say(amount=amount, cumulative=None, confirmed="")


class NoChangeForm(PressForm):
    """The button beside the month's form, which sends along what is typed there."""

    amount = forms.CharField(required=False)
    cumulative = forms.CharField(required=False)


class NoteForm(RecordForm):
    """What the township knows on the spot. It has no field for money: that is the month's."""

    needs = ("submission_id",)

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
        # It stands on a page beside another form.
        super().__init__(*args, auto_id="note_%s", **kwargs)


class RowForm(MonthForm):
    """The same as a row of the grid: its fields stand outside the form, which they name."""

    def __init__(self, *args, asked: Asked, **kwargs):
        key = f"row-{asked.project.pk}"
        super().__init__(*args, asked=asked, auto_id=f"{key}-%s", **kwargs)
        for name, field in self.fields.items():
            label = f"{asked.project.name} {field.label}"
            field.widget.attrs |= {"form": key, "data-col": name, "aria-label": label}
            if name in TEXTS:
                field.widget.attrs["rows"] = 2

    def ask_to_confirm(self) -> None:
        super().ask_to_confirm()
        self.fields["confirmed"].widget.attrs["form"] = f"row-{self.asked.project.pk}"

    def hides_reason(self) -> bool:
        return "reason" in self.fields and not (self["reason"].value() or self["reason"].errors)

    def sent_along(self) -> list:
        """What the row does not show it sends along as it stands."""
        named = [*self.asked.folded, *(["reason"] if self.hides_reason() else [])]
        return [self[name].as_hidden() for name in named]


class LateForm(PressForm):
    """What is made up for a closed month."""

    amount = AmountField(
        label=_("investment made up"),
        signed=True,
        help_text=_("Only what is to be added; with a minus what is to be taken off."),
    )
    reason = TextField(label=_("reason"), max_length=200)
    confirmed = forms.BooleanField(
        label=_("The figures are right, in 万元."), required=False, widget=forms.HiddenInput
    )

    def ask_to_confirm(self) -> None:
        self.fields["confirmed"].widget = forms.CheckboxInput()

    def clean(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SubmitForm(RecordForm):
    """The button that submits a unit's sheet; ``confirmed`` where it said what is missing."""

    needs = ("version", "submission_id")

    confirmed = forms.BooleanField(required=False)

    def clean(self):
        return {name: self.cleaned_data.get(name) for name in (*self.needs, "confirmed")}


class ReturnForm(VersionForm):
    reason = TextField(label=_("reason for returning"), max_length=300)
