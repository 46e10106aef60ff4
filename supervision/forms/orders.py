"""The form of an order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import model_fields
from core.web.forms import VersionedForm
from programmes.forms.base import ProgrammeForm
from programmes.forms.task_requests import text_field
from supervision.choices import FindingState
from supervision.forms.findings import ResponsibleUnits
from supervision.models import Finding, Order

FIELDS = ("kind", "colour", "unit", "findings", "basis", "demands", "due_on")


@model_fields(Order, *FIELDS)
class OrderForm(ResponsibleUnits, ProgrammeForm):
    """Offers the findings that are not closed; those of the unit alone are accepted. Another order
    of the same form and colour about one of them is confirmed."""

    confirmed = forms.BooleanField(
        label=_("Make another order of the same form and colour."),
        required=False,
        widget=forms.HiddenInput,
    )
    field_order = (*FIELDS, "confirmed")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["demands"].required = True  # signed is what asks for something
        field: Any = self.fields["findings"]
        field.label_from_instance = lambda one: f"{one.unit} · {one.number} {one.text}"

    def record_fields(self):
        return [name for name in super().record_fields() if name != "confirmed"]

    def values(self):
        return {**super().values(), "confirmed": self.cleaned_data["confirmed"]}

    def ask_to_confirm(self) -> None:
        self.fields["confirmed"].widget = forms.CheckboxInput()

    def choices_for(self, name, model):
        rows = super().choices_for(name, model)
        if model is not Finding:
            return rows
        open_ones = rows.counted().exclude(state=FindingState.CLOSED)
        if unit := self.initial.get("unit"):  # from the page of one of its findings
            open_ones = open_ones.filter(unit=unit)
        return open_ones.select_related("unit").order_by("unit__name", "number")


class RevokeForm(VersionedForm):
    reason = text_field(_("reason"))
