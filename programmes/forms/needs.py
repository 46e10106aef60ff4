"""The forms of a need and of a category of needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.web.fields import YesNoField, model_fields
from core.web.forms import VersionedForm
from programmes.forms.base import NumberedForm, ProgrammeForm
from programmes.forms.task_requests import text_field
from programmes.models import Need, NeedCategory

FIRST = ("category", "text", "amount")  # what a township types on a telephone


@model_fields(
    Need, "township", "category", "text", "amount", "village", "urgency", "rank", "land_ready",
    "forest_ready", "approval_ready", "person", "phone",
)  # fmt: skip
class NeedForm(NumberedForm):
    """``own_township`` is the only one to choose, for a reporter of it."""

    land_ready = YesNoField(label=_("land ready"), required=False)
    forest_ready = YesNoField(label=_("forest land ready"), required=False)
    approval_ready = YesNoField(label=_("project approved"), required=False)

    def __init__(self, *args: Any, own_township: Unit | None = None, **kwargs: Any):
        self.own_township = own_township
        super().__init__(*args, **kwargs)
        if own_township:
            self.initial["township"] = own_township

    def choices_for(self, name, model):
        if name == "township" and self.own_township:
            return Unit.objects.filter(pk=self.own_township.pk)
        return super().choices_for(name, model)

    @property
    def first_fields(self) -> list[forms.BoundField]:
        names = FIRST if self.own_township else ("township", *FIRST)
        return [self[name] for name in names]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        first = {field.name for field in self.first_fields}
        return [field for field in self.visible_fields() if field.name not in first]

    @property
    def has_error_below(self) -> bool:
        """Whether one of the other fields is to be corrected."""
        return any(field.errors for field in self.other_fields)


class NeedRemarkForm(VersionedForm):
    reason = text_field(_("remark"), required=False)


@model_fields(NeedCategory, "name", "position")
class CategoryForm(ProgrammeForm):
    pass
