"""The form of the time at which the digests of a day are made."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import VersionedForm


class DigestTimeForm(VersionedForm):
    digest_at = forms.TimeField(
        label=_("time of the daily digest"),
        help_text=_("As 08:30; on working days of the county's calendar."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
