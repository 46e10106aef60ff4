"""The forms about a whole list: its adjustment, its next year, rows pasted from a workbook."""

import csv
import re
from io import StringIO
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import TextField
from core.web.fields import DayField, form_field
from core.web.forms import SubmissionForm, TickedList, VersionedForm
from core.web.record_pages import DeleteForm
from programmes.models import Task, TaskList, TaskListVersion

LINES = {"rows": 3}
BETWEEN = re.compile(r"[\s,，、;；]+")


class AdjustForm(VersionedForm):
    """Which tasks go out of the list and come into it, by which document."""

    on = DayField(label=gettext_lazy("adjusted on"))
    document_number = form_field(TaskListVersion, "document_number")
    note = form_field(TaskListVersion, "note")
    out = forms.ModelMultipleChoiceField(
        Task.objects.none(),
        label=gettext_lazy("tasks that go out"),
        required=False,
        widget=TickedList,
        help_text=gettext_lazy("They stay as tasks, outside this list."),
    )
    added = TextField(
        label=gettext_lazy("numbers of tasks that come in"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=LINES),
        help_text=gettext_lazy("Of tasks that exist, one a line. New ones are created afterwards."),
    )
    new_follow = forms.BooleanField(
        label=gettext_lazy("New tasks that come in are created afterwards"), required=False
    )

    def __init__(self, *args: Any, programme: Any, record: TaskList, **kwargs: Any):
        self.programme, self.record = programme, record
        super().__init__(*args, **kwargs)
        present = record.places.present()
        out: Any = self.fields["out"]
        out.queryset = Task.objects.filter(places__in=present).order_by("number")
        out.label_from_instance = lambda task: f"{task.number} {task.text}"

    def clean_added(self) -> list[Task]:
        numbers = dict.fromkeys(filter(None, BETWEEN.split(self.cleaned_data["added"])))
        tasks = Task.objects.of(self.programme).filter(number__in=numbers)
        known = {one.number: one for one in tasks}
        if missing := [number for number in numbers if number not in known]:
            words = _("There is no task with the number %(numbers)s.")
            raise forms.ValidationError(words % {"numbers": "、".join(missing)})
        present = set(self.record.places.present().values_list("task_id", flat=True))
        if held := [number for number in numbers if known[number].pk in present]:
            words = _("%(numbers)s: in this list already.")
            raise forms.ValidationError(words % {"numbers": "、".join(held)})
        return [known[number] for number in numbers]

    def values(self) -> dict[str, Any]:
        names = ("on", "document_number", "note", "out", "added", "new_follow")
        return {name: self.cleaned_data[name] for name in names}


class DeleteListForm(DeleteForm):
    """``drafts``: the number that the confirmation names."""

    drafts = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CarryForm(SubmissionForm):
    copies_closed = forms.BooleanField(
        label=gettext_lazy("Copy the closed tasks as drafts without a deadline"), required=False
    )


class PasteForm(SubmissionForm):
    """A block of cells with its row of heads."""

    list = forms.ModelChoiceField(
        TaskList.objects.none(),
        label=TaskList._meta.verbose_name,
        empty_label=gettext_lazy("Please choose"),
    )
    block = TextField(
        label=gettext_lazy("rows copied from Excel"),
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off"}),
        help_text=gettext_lazy(
            "With the row of heads: task, lead unit, supporting units, person, deadline, target …"
        ),
    )

    def __init__(self, *args: Any, programme: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["list"]
        field.queryset = TaskList.objects.of(programme).order_by("-year", "position", "pk")
        field.label_from_instance = lambda entry: f"{entry.name}（{entry.year}）"

    def clean_block(self) -> str:
        text = self.cleaned_data["block"].strip("\r\n")
        if "\n" not in text:
            raise forms.ValidationError(_("Paste the row of heads and at least one row below it."))
        try:
            self.rows = list(csv.reader(StringIO(text), delimiter="\t"))
        except csv.Error as error:
            words = _(
                "A cell has more than %(n)s characters: shorten it, or look for a quotation mark "
                "without its pair, which makes one cell of many."
            )
            raise forms.ValidationError(words % {"n": csv.field_size_limit()}) from error
        return text
