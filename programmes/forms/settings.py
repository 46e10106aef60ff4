"""The forms of single values of a programme."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.web.forms import VersionedForm


class ContactForm(VersionedForm):
    contact = TextField(
        label=_("contact of the task force"),
        required=False,
        max_length=120,
        help_text=_("Name and telephone, as printed on sheets and letters; empty prints nothing."),
    )


class DigestTimeForm(VersionedForm):
    digest_at = forms.TimeField(
        label=_("time of the daily digest"),
        help_text=_("As 08:30; on working days of the county's calendar."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
