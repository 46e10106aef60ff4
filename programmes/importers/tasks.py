"""The workbook of the task lists."""

import re
from collections.abc import Iterable
from operator import attrgetter
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, choice_column, required_column
from core.importing.exporter import CHUNK, Exporter
from core.importing.rows import Row
from core.importing.words import marks_of, plain, remark_of
from core.importing.workbook import WorkbookError
from core.text import next_number
from programmes.choices import ImportChoiceKind, TaskState
from programmes.importers.base import PHONE, ProgrammeImporter
from programmes.models import Task, TaskList, TaskProgress

STATES = {
    "未启动": TaskState.ASSIGNED,
    "推进中": TaskState.IN_PROGRESS,
    "已完成": TaskState.CLOSED,
}
YEAR_IN_NUMBER = re.compile(r"\D*(20\d{2})")


class TaskImporter(ProgrammeImporter):
    """Identified by number; without this column, by list, text and lead unit. State and quantity
    of a task that was reported on or closed by a person stay."""

    name = "tasks"
    label = gettext_lazy("Tasks of the lists")
    permission = "programmes.manage"
    identity = ("number", "text")
    shown_first = ("list", "lead_unit", "deadline", "state")
    named: ClassVar = {
        "lead_unit": ImportChoiceKind.UNIT,
        "supporting_units": ImportChoiceKind.UNIT,
    }
    columns = (
        Column("number", "任务编号", "(任务)?编号", cells.number),
        Column("year", "年度", "(清单|任务)?年度|年份", cells.year),
        required_column("list", "清单名称", "清单(名称|类别)?|任务清单", cells.text(60)),
        required_column("text", "任务内容", "任务(内容|事项|名称)|工作任务|事项", cells.text(300)),
        required_column("lead_unit", "牵头单位", "牵头单位|责任单位", cells.text(80)),
        Column(
            "supporting_units", "配合单位", "(配合|协同|协作)单位", cells.text(1000), names=True
        ),
        Column("person", "责任人", "责任人", cells.text(60)),
        PHONE,
        Column("deadline", "完成时限", "(完成)?时限|完成时间", cells.deadline),
        Column("target_quantity", "量化目标", "量化目标|目标(值|数量)?", cells.quantity),
        Column("quantity_unit", "计量单位", "计量单位", cells.text(20)),
        Column("done_quantity", "已完成量", "(已)?完成(数)?量", cells.quantity),
        choice_column("state", "进展状态", "进展状态|状态|完成情况", STATES),
        Column("remark", "备注", "备注", cells.text(200)),
    )
    reported_fields = ("state", "done_quantity")

    def prepare(self) -> None:
        tasks = Task.objects.of(self.programme).select_related("list", "lead_unit")
        self.tasks = list(tasks.prefetch_related("supporting_units"))
        self.by_number = {plain(task.number): task for task in self.tasks}
        self.by_text = {self.words_of(task): task for task in self.tasks}
        progress = TaskProgress.objects.of(self.programme).filter(created_by__isnull=False)
        self.reported = set(progress.values_list("task_id", flat=True))
        self.lists = self.catalogue(TaskList)
        self.year = self.table.year_in_title()

    @staticmethod
    def words_of(task: Task) -> tuple:
        return task.list.year, plain(task.list.name), plain(task.text), task.lead_unit_id

    def year_of(self, row: Row) -> int | None:
        match = YEAR_IN_NUMBER.match(plain(row["number"] or ""))
        return row["year"] or self.year or (int(match[1]) if match else None)

    def key(self, row: Row) -> tuple:
        if self.has_numbers():
            return super().key(row)
        return plain(row["list"]), plain(row["text"]), getattr(row["lead_unit"], "pk", None)

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "lead_unit", "supporting_units")

    def check(self, row: Row) -> None:
        self.require_number(row)
        has_key = row["number"] or not self.has_numbers()
        if has_key and self.year_of(row) is None:
            raise WorkbookError(_("Neither the title nor the numbers say the year."))

    def save(self, row: Row) -> None:
        year = self.year_of(row)
        task = self.known(row, year) or self.new(Task)
        values = {
            "list": self.lists.get(row["list"], year=year),
            "text": row["text"],
            "lead_unit": row["lead_unit"],
            **self.given(row),
            **self.contact(row, task),
            **marks_of(row["remark"], published=["text"]).values(),
        }
        row.is_created = task.pk is None
        if row.is_created:
            values["number"] = row["number"] or next_number(f"RW{year}-", self.by_number)
        else:
            self.keep_reported(row, task, values)
        self.put(row, task, values)
        if self.table.column("supporting_units"):
            self.put_links(row, task, "supporting_units", row["supporting_units"] or [])
        self.by_number[plain(task.number)] = self.by_text[self.words_of(task)] = task

    def known(self, row: Row, year: int | None) -> Task | None:
        if self.has_numbers():
            return self.by_number.get(plain(row["number"]))
        return self.by_text.get((year, *self.key(row)))

    def given(self, row: Row) -> dict[str, Any]:
        """The values of optional columns that the sheet has."""
        values = self.values_of(row, "deadline", "target_quantity", "done_quantity")
        if self.table.column("quantity_unit"):
            values["quantity_unit"] = row["quantity_unit"] or ""
        if row["state"]:
            values["state"] = row["state"]
        return values

    def keep_reported(self, row: Row, task: Task, values: dict) -> None:
        if task.pk not in self.reported and task.closed_on is None:
            return
        for name in self.reported_fields:
            kept = getattr(task, name)
            if name in values and values.pop(name) != kept:
                row.keep(name, str(task.get_state_display() if name == "state" else kept or ""))
                self.result.skipped += 1


STATE_WORDS = {state: word for word, state in STATES.items()}


class TaskExporter(Exporter):
    importer = TaskImporter
    values: ClassVar = {
        "year": attrgetter("list.year"),
        "supporting_units": lambda task: "、".join(map(str, task.supporting_units.all())),
        "state": lambda task: STATE_WORDS[task.state],
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        tasks = self.rows_of(Task).select_related("list", "lead_unit").order_by("number")
        return tasks.prefetch_related("supporting_units").iterator(CHUNK)
