"""The form of a visit."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import TextField
from core.web.fields import model_fields
from programmes.forms.base import ProgrammeForm
from programmes.models import Visit

OF_FOLLOW_UP = ("unit", "due_on")


@model_fields(
    Visit, "day", "kind", "visited_unit", "whom", "leader", "units", "others", "purpose", "result",
    "follow_up", "unit", "due_on",
)  # fmt: skip
class VisitForm(ProgrammeForm):
    whom = TextField(
        label=Visit._meta.get_field("whom").verbose_name,
        max_length=120,
        required=False,
        help_text=gettext_lazy("Left empty, it is the name of the unit visited."),
    )

    def clean_day(self):
        return self.day_until_today("day")

    def clean(self):
        values: dict[str, Any] = super().clean() or {}
        if "whom" not in self.errors and not values.get("whom"):
            self.name_unit(values)
        if not values.get("follow_up"):
            for name in OF_FOLLOW_UP:
                if values.get(name):
                    self.add_error(name, _("Fill in what follows from the visit, too."))
        elif values.get("day") and values.get("due_on") and values["due_on"] < values["day"]:
            self.add_error("due_on", _("This lies before the day of the visit."))
        return values

    def name_unit(self, values: dict[str, Any]) -> None:
        if values.get("visited_unit"):
            values["whom"] = values["visited_unit"].name
        else:
            self.add_error("whom", _("Choose the unit visited, or write whom."))
