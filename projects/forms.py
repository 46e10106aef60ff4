from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, PressForm, RecordForm
from core.text import TextField
from projects.choices import NoteSubject


class MonthForm(RecordForm):
    """The three fields of a month. Either the month or the cumulative figure may be typed. The
    version 0 says that nothing stood there when the form was opened."""

    needs = ("version", "submission_id")
    merged = ("amount", "image_progress", "problems", "reason")

    amount = AmountField(label=_("investment of the month"), required=False, signed=True)
    cumulative = AmountField(label=_("cumulative of the year"), required=False, signed=True)
    image_progress = TextField(
        label=_("image progress"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    problems = TextField(
        label=_("problems"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = TextField(
        label=_("reason for a month below zero"),
        required=False,
        max_length=200,
        help_text=_("Only for a correction."),
    )

    confirmed = forms.BooleanField(
        label=_("The figures are right, in 万元."), required=False, widget=forms.HiddenInput
    )

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
