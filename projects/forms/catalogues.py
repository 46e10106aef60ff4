"""The forms of a catalogue's row."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.web.fields import RowForm
from core.web.forms import RecordForm


class NewNameForm(RecordForm):
    required_hidden = ("submission_id",)

    name = TextField(label=_("name in the list"), max_length=40)


class NameForm(RowForm):
    name = TextField(label=_("name in the list"), max_length=40)
    position = forms.IntegerField(
        label=_("position"),
        min_value=0,
        max_value=9999,
        help_text=_("Smaller numbers stand first."),
    )
