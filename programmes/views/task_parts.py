"""The bases of the pages about the parts of a task, and the sections of the task's page."""

from collections.abc import Iterator
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from core.records import delete_record
from core.web.facts import Section
from core.web.form_pages import Button
from core.web.record_pages import CreateRecord, EditRecord
from programmes.models import (
    Task,
    TaskMilestone,
    TaskOccurrence,
    TaskRecurrence,
    TaskSupport,
)
from programmes.views.one_task import OneTask


class TaskPart(OneTask):
    """A form or button about a part of the task, a row of ``model``."""

    template_name: Any = "programmes/task_form.html"
    model: Any = None
    anchor = ""  # the part of the task's page that is shown afterwards
    permission = "programmes.manage"

    @cached_property
    def record(self) -> Any:
        rows = self.visible(self.model).select_related("programme", "task__programme")
        return get_object_or_404(rows, task=self.task, pk=self.kwargs["row"])

    def get_return_url(self):
        return super().get_return_url() + self.anchor

    def record_address(self, record):
        return self.get_return_url()

    def back_address(self):
        return self.get_return_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(task=self.task, **kwargs)


class AddPart(TaskPart, CreateRecord):
    def add(self, **values: Any) -> Any:
        raise NotImplementedError

    def create(self, **values):
        del values["programme"]
        return self.add(task=self.task, **values)


class OnePart(TaskPart):
    def find(self) -> Any:
        return self.record


class EditPart(OnePart, EditRecord):
    pass


class PartButton(OnePart, Button):
    """Deletes the part, or what ``press`` does instead."""

    words: Any = gettext_lazy("Removed.")

    def press(self, version: int) -> None:
        delete_record(self.record, version=version)

    def perform(self, data):
        self.press(data["version"])
        return self.redirect_back(str(self.words))


def part_sections(page: Any, task: Task) -> Iterator[Section]:
    """The parts of the task; those without rows only for whoever adds to them."""
    supports = page.visible(TaskSupport).filter(task=task).select_related("unit")
    rows = {
        "support": supports.with_known_day(page.request.user),
        "milestone": _of_day(page, TaskMilestone, task),
        "recurrence": page.visible(TaskRecurrence).filter(task=task),
    }
    titles = {
        "support": gettext_lazy("Supporting units"),
        "milestone": gettext_lazy("Milestones"),
        "recurrence": gettext_lazy("Recurrence"),
    }
    may_add = page.may("programmes.manage")
    for name, title in titles.items():
        address = reverse(f"add_task_{name}", args=[task.pk]) if may_add else ""
        template = f"programmes/task_{name}s.html"
        if may_add or rows[name]:
            yield Section(
                title, f"{name}s", template=template, rows=rows[name], add_address=address
            )
    if occurrences := _of_day(page, TaskOccurrence, task):
        template = "programmes/task_occurrences.html"
        yield Section(
            gettext_lazy("Occurrences"), "occurrences", template=template, rows=occurrences
        )


def _of_day(page: Any, model: Any, task: Task) -> list[Any]:
    return [*page.visible(model).filter(task=task).with_late(page.request.programme.today())]
