from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.widgets import dress


class ReopenForm(forms.Form):
    """Why a closed month must be opened again."""

    reason = TextField(label=_("reason"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)
