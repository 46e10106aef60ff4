"""The forms of a need and of a category of needs."""

from typing import Any

from accounts.models import Unit
from core.web.fields import model_fields
from programmes.forms.base import NumberedForm, ProgrammeForm
from programmes.models import Need, NeedCategory


@model_fields(Need, "township", "category", "text", "amount", "person", "phone", "urgency")
class NeedForm(NumberedForm):
    """``own_township`` is the only one to choose, for a reporter of it."""

    def __init__(self, *args: Any, own_township: Unit | None = None, **kwargs: Any):
        self.own_township = own_township
        super().__init__(*args, **kwargs)
        if own_township:
            self.initial["township"] = own_township

    def choices_for(self, name, model):
        if name == "township" and self.own_township:
            return Unit.objects.filter(pk=self.own_township.pk)
        return super().choices_for(name, model)


@model_fields(NeedCategory, "name", "position")
class CategoryForm(ProgrammeForm):
    pass
