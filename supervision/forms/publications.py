"""The forms of a publication and of a media level."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Unit
from core.web.fields import model_fields
from programmes.forms.base import ProgrammeForm
from supervision.forms.findings import ResponsibleUnits
from supervision.models import MediaLevel, Publication


@model_fields(
    Publication, "title", "medium", "level", "kind", "published_on", "unit", "link", "matter"
)
class PublicationForm(ResponsibleUnits, ProgrammeForm):
    """``own_unit`` is that of a reporter, who enters no other; the matter is then one of its own
    publications."""

    def __init__(self, *args: Any, own_unit: Unit | None = None, **kwargs: Any):
        self.own_unit = own_unit
        super().__init__(*args, **kwargs)
        if own_unit:
            self.initial["unit"] = own_unit
            self.fields["unit"].disabled = True
        field: Any = self.fields["matter"]
        field.help_text = _("Of a matter that another medium published before: it counts once.")
        field.label_from_instance = lambda one: f"{one.published_on} {one.title}（{one.medium}）"

    def choices_for(self, name, model):
        rows = super().choices_for(name, model)
        if name == "unit" and self.own_unit:
            return rows.filter(pk=self.own_unit.pk)
        return self.matters(rows) if name == "matter" else rows

    def matters(self, rows: Any) -> Any:
        """The first publication of each matter, and the one that the record names."""
        firsts = rows.first_ones()
        if self.own_unit:
            firsts = firsts.filter(unit=self.own_unit)
        if self.record is None:
            return firsts
        return firsts.exclude(pk=self.record.pk) | rows.filter(pk=self.record.matter_id)

    def clean_published_on(self):
        return self.day_until_today("published_on")


@model_fields(MediaLevel, "name", "position")
class MediaLevelForm(ProgrammeForm):
    pass
