"""The form of a unit's place in the network."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.web.fields import model_fields
from core.web.forms import suggest
from programmes.forms.base import ProgrammeForm
from programmes.models import Membership
from programmes.models.network import LEFT_BEFORE


@model_fields(
    Membership,
    "unit", "tier", "channel", "industry", "person", "phone", "joined_on", "left_on", "position",
)  # fmt: skip
class MemberForm(ProgrammeForm):
    unit = TextField(
        label=_("unit"),
        max_length=80,
        help_text=_("A unit of exactly this name is taken; any other name makes a new unit."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        channels = Membership.objects.of(self.programme).order_by("channel")
        suggest(self.fields["channel"], channels.values_list("channel", flat=True).distinct())
        if self.record is not None:
            self.fields["unit"].help_text = _(
                "The name of the unit, everywhere; the one of before stays as a former name."
            )

    def clean_left_on(self):
        joined, left = self.cleaned_data.get("joined_on"), self.cleaned_data["left_on"]
        if joined and left and left < joined:
            raise forms.ValidationError(LEFT_BEFORE)
        return left

    def record_values(self, record):
        return {**super().record_values(record), "unit": record.unit.name}
