from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.text import TextField
from core.web.forms import QuantityField, RecordForm
from programmes.figures.units import groups_of_units, members_of, offered_units
from programmes.models import Task, TaskProgress

OPTIONAL = ("problem", "help_needed", "help_from")


def text_area(label, max_length: int, *, required: bool = False, rows: int = 2) -> TextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, max_length=max_length, required=required, widget=widget)


class ReportForm(RecordForm):
    """A unit's report on a task for a month. The quantity is the lead unit's, of a task with one;
    left empty it stays as it is. Version 0: there was no report when the form was opened."""

    required_hidden = ("version", "submission_id")
    merged_fields: tuple[str, ...] = ("text", "done_quantity", "problem", "help_needed")

    text = text_area(_("progress"), 2000, required=True, rows=4)
    done_quantity = QuantityField(label=_("done so far"), required=False)
    problem = text_area(_("problem"), 1000)
    help_needed = text_area(_("help needed"), 500)

    def __init__(self, *args, task: Task, unit: Unit, **kwargs):
        super().__init__(*args, **{"auto_id": f"task-{task.pk}-%s", **kwargs})
        self.task = task
        if unit.pk != task.lead_unit_id or not task.has_quantity:
            del self.fields["done_quantity"]
            self.merged_fields = tuple(n for n in self.merged_fields if n != "done_quantity")
        elif task.target_quantity is not None:
            words = _("of %(target)s") % {"target": task.shown_target}
            self.fields["done_quantity"].help_text = words

    def values(self) -> dict:
        """The arguments of ``report_progress``."""
        return {n: v for n, v in self.cleaned_data.items() if n not in ("base", "submission_id")}


class ProgressForm(ReportForm):
    """The report on a page of its own, with the unit whose help is needed."""

    merged_fields = (*ReportForm.merged_fields, "help_from")

    help_from = forms.ModelChoiceField(
        label=_("help from"), queryset=Unit.objects.none(), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = members_of(self.task.programme) & offered_units(self.task.programme)
        if known := self.initial.get("help_from"):
            units |= Unit.objects.filter(pk=known.pk)
        field: Any = self.fields["help_from"]
        field.queryset = units
        field.choices = [("", "—"), *groups_of_units(self.task.programme, units)]

    def main_fields(self) -> list:
        return [field for field in self.visible_fields() if field.name not in OPTIONAL]

    def optional_fields(self) -> list:
        return [self[name] for name in OPTIONAL]

    def has_optional_values(self) -> bool:
        """Whether an optional field has a value or an error: the page then opens them."""
        return any(field.value() or field.errors for field in self.optional_fields())


class UnchangedForm(RecordForm):
    """The “no change” button beside the form; carries the quantity typed there."""

    required_hidden = ("version", "submission_id")

    done_quantity = forms.CharField(required=False)


def initial_of(progress: TaskProgress | None, last: TaskProgress | None) -> dict:
    """The stored report; without one, the text of the last month as a draft."""
    if progress is None:
        return {"version": 0, "text": last.text if last else ""}
    return {n: getattr(progress, n) for n in ("version", *ProgressForm.merged_fields)}
