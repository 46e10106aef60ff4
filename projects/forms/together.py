"""The form that changes several projects together."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.fields import model_fields
from core.web.forms import SubmissionForm, suggest
from core.web.picked import VersionsField
from programmes.forms.base import ProgrammeForm
from projects.choices import YearClassName
from projects.models import Project

UNCHANGED = gettext_lazy("leave as it is")


@model_fields(Project, "owner_unit", "person", "lead_official", "township")
class TogetherForm(ProgrammeForm):
    """What is left empty stays as it is."""

    rows = VersionsField()
    year_class = forms.ChoiceField(
        label=gettext_lazy("class of the year"),
        choices=[("", UNCHANGED), *YearClassName.choices],
        required=False,
    )

    def __init__(self, *args: Any, officials: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("owner_unit", "township"):
            unit: Any = self.fields[name]
            unit.empty_label = UNCHANGED
        for name in ("person", "lead_official"):
            self.fields[name].widget.attrs["placeholder"] = UNCHANGED
        suggest(self.fields["lead_official"], officials)

    def clean(self):
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not (self.project_values() or values.get("year_class")):
            raise forms.ValidationError(_("Fill in at least one field: nothing would change."))
        return values

    def project_values(self) -> dict[str, Any]:
        names = ("owner_unit", "person", "lead_official", "township")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}


class UndoForm(SubmissionForm):
    """``preview``: the check sum of what the page has shown to be undone."""

    preview = forms.CharField(widget=forms.HiddenInput, max_length=20)
