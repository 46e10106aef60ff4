"""Base forms over the records of a programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.text import TextField
from core.web.fields import RowForm
from programmes.figures.units import by_network, groups_of_units, offered_units, townships_of


def rows_of(field: Any) -> Any:
    return field.queryset


class ProgrammeForm(RowForm):
    """Offers the units and rows of the programme; a unit that left it is offered where the record
    names it, all in the order of the network. Several units are ticked in a list grouped as the
    network."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field, forms.ModelChoiceField) or rows_of(field).model is not Unit:
                continue
            field.queryset = by_network(rows_of(field), self.programme)
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.widget.choices = groups_of_units(self.programme, field.queryset)

    def choices_for(self, name, model):
        if model is not Unit:
            return super().choices_for(name, model)
        units = townships_of if name == "township" else offered_units
        return units(self.programme) | self.current_units(name)

    def day_until_today(self, name: str) -> Any:
        """The day in the field; raises ValidationError for one after today."""
        day = self.cleaned_data[name]
        if day and day > self.programme.today():
            raise forms.ValidationError(_("This day lies in the future."))
        return day

    def current_units(self, name: str) -> Any:
        """The units that the record names in the field."""
        if self.record is None:
            return Unit.objects.none()
        found = self.record_values(self.record)[name]
        units = found if isinstance(found, list) else [found] if found else []
        return Unit.objects.filter(pk__in=[unit.pk for unit in units])


class NumberedForm(ProgrammeForm):
    """An empty number is given by the service; of an existing record it stays."""

    number = TextField(
        label=_("number"),
        max_length=40,
        required=False,
        help_text=_("Left empty, the next free one is given."),
    )

    def clean_number(self):
        return self.cleaned_data["number"] or getattr(self.record, "number", "")
