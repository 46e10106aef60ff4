"""The forms of rules for lights and of exemptions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.text import TextField
from core.web.fields import RowForm, model_fields
from projects.models import Exemption, LightRule

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


@model_fields(Exemption, "rule", "reason", "approver", "valid_from", "valid_until")
class ExemptionForm(RowForm):
    required_hidden = ("submission_id",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].help_text = _(
            "A month counts as exempt where its last day lies within these days."
        )
