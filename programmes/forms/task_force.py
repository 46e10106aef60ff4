"""The forms of seconded staff and of working mechanisms."""

from django import forms

from accounts.models import Unit
from core.web.fields import model_fields
from programmes.forms.base import ProgrammeForm
from programmes.models import Mechanism, Membership, SecondedPerson
from programmes.models.task_force import BACK_BEFORE, WITH_MECHANISM


@model_fields(SecondedPerson, "name", "home_unit", "first_day", "last_day", "duty")
class SecondedForm(ProgrammeForm):
    def clean_last_day(self):
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data["last_day"]
        if first and last and last < first:
            raise forms.ValidationError(BACK_BEFORE)
        return last


@model_fields(Mechanism, "unit", "duties", "person", "contact", "document", "basis")
class MechanismForm(ProgrammeForm):
    """Offers the member units and townships."""

    def choices_for(self, name, model):
        rows = super().choices_for(name, model)
        if model is not Unit:
            return rows
        places = Membership.objects.of(self.programme).filter(tier__in=WITH_MECHANISM)
        return rows.filter(pk__in=places.values("unit")) | self.current_units(name)
