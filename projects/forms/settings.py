"""The forms of what a programme sets for its projects: catalogues, and the rules for lights."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.text import TextField
from core.web.fields import RowForm, model_fields
from projects.models import LightRule

THRESHOLDS = (
    *("yellow_points", "red_points", "repeated_yellow_is_red", "rates_start", "start_red_months"),
    *("rates_statistics", "statistics_yellow_months", "statistics_red_months"),
    *("quarter_1", "quarter_2", "quarter_3", "quarter_4", "basis"),
)


def _switch(label) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


@model_fields(LightRule, "valid_from", *THRESHOLDS)
class RulesForm(RowForm):
    """A new version of the rules."""

    required_hidden = ("submission_id",)

    valid_from = forms.TypedChoiceField(
        label=_("valid from the month"), coerce=lambda text: Period.parse(text).start, choices=[]
    )
    repeated_yellow_is_red = _switch(_("two yellow in a row are red"))
    rates_start = _switch(_("start is rated"))
    rates_statistics = _switch(_("statistics are rated"))
    basis = TextField(label=_("decided by (meeting, document)"), max_length=200, required=False)

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(str(Period(month)), Period(month).label()) for month in months]
        self.fields["valid_from"].choices = choices  # type: ignore[attr-defined]


class NewNameForm(RowForm):
    """The name of a row of a catalogue."""

    name = TextField(label=_("name in the list"), max_length=40)


class NameForm(NewNameForm):
    position = forms.IntegerField(
        label=_("position"),
        min_value=0,
        max_value=9999,
        help_text=_("Smaller numbers stand first."),
    )
