"""The workbook of the task lists."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, choice_column, required_column
from core.importing.rows import Change, Row, finished
from core.importing.words import marks_of, plain
from core.importing.workbook import WorkbookError
from core.periods import month_end
from core.text import next_number
from programmes.choices import ImportChoiceKind, TaskState
from programmes.importers.base import PHONE, ProgrammeImporter
from programmes.importers.deadlines import Deadlines
from programmes.importers.supports import Supports
from programmes.importers.task_states import STATES, STATES_TOO, phase_word
from programmes.models import Task, TaskEvent, TaskList, TaskPlace, TaskProgress

YEAR_IN_NUMBER = re.compile(r"\D*(20\d{2})")


class TaskImporter(ProgrammeImporter):
    """Identified by number; without this column, by list, text and lead unit. Rows of one number in
    several lists are one task, which is in all of them; an import takes no task out of a list.
    State and quantity of a task that a person reported on, or whose state a person changed, stay;
    so does a deadline that a person set.
    """

    name = "tasks"
    label = gettext_lazy("Tasks of the lists")
    permission = "programmes.manage"
    asks_day = True
    identity = ("number", "text")
    shown_first = ("list", "lead_unit", "deadline", "state")
    named: ClassVar = {
        "lead_unit": ImportChoiceKind.UNIT,
        "supporting_units": ImportChoiceKind.UNIT,
    }
    columns = (
        Column("number", "任务编号", "(任务)?编号", cells.number),
        Column("year", "年度", "(清单|任务)?年度|年份", cells.year),
        Column("list", "清单名称", "清单(名称|类别)?|任务清单", cells.text(60), required=True),
        required_column("text", "任务内容", "任务(内容|事项|名称)|工作任务|事项", cells.text(300)),
        required_column("lead_unit", "牵头单位", "牵头单位|责任单位", cells.text(80)),
        Column(
            "supporting_units", "配合单位", "(配合|协同|协作)单位", cells.text(1000), names=True
        ),
        Column("due_on", "配合时限", "(配合|协同|协作)时限", cells.deadline),
        Column("duty", "定责", "定责|责任内容|职责", cells.text(300)),
        Column("person", "责任人", "责任人", cells.text(60)),
        PHONE,
        Column("deadline", "完成时限", "(完成)?时限|完成时间", cells.deadline),
        Column("target_quantity", "量化目标", "量化目标|目标(值|数量)?", cells.quantity),
        Column("quantity_unit", "计量单位", "计量单位", cells.text(20)),
        Column("done_quantity", "已完成量", "(已)?完成(数)?量", cells.quantity),
        choice_column("state", "进展状态", "进展状态|状态|完成情况", STATES, STATES_TOO),
        Column("remark", "备注", "备注", cells.text(200)),
    )
    reported_fields = ("state", "done_quantity")
    of_place = ("number", "year", "list")  # the other columns are of the task

    def prepare(self) -> None:
        tasks = Task.objects.of(self.programme).prefetch_related("supports__unit")
        known = {task.pk: task for task in tasks.select_related("lead_unit")}
        self.has_tasks = bool(known)
        self.by_number = {plain(task.number): task for task in known.values()}
        self.by_text: dict[tuple, Task] = {}
        self.lists_of: dict[int, list[TaskList]] = defaultdict(list)
        self.stored: set[int] = set()  # tasks of which a row was read: others agree with it
        for place in TaskPlace.objects.of(self.programme).present().select_related("list"):
            self.note_place(known[place.task_id], place.list)
        progress = TaskProgress.objects.of(self.programme).filter(created_by__isnull=False)
        events = TaskEvent.objects.of(self.programme).filter(created_by__isnull=False)
        self.reported = {*progress.values_list("task_id", flat=True)}
        self.reported |= {*events.values_list("task_id", flat=True)}
        self.lists = self.catalogue(TaskList)
        self.supports = Supports(self)
        self.deadlines = Deadlines(self)
        self.year = self.table.year_in_title()

    def save_rows(self, rows: list[Row]) -> None:
        """What comes in as closed was verified by no second person: the preview states it, and it
        is confirmed where the programme has tasks."""
        self.closings = 0
        super().save_rows(rows)
        if self.closings:
            words = _(
                "%(n)s tasks come in as closed, verified by no second person and recorded as "
                "imported."
            )
            self.result.notes.append(words % {"n": self.closings})
            self.result.needs_confirmation = self.has_tasks

    def note_place(self, task: Task, entry: TaskList) -> None:
        words = entry.year, plain(entry.name), plain(task.text), task.lead_unit_id
        self.by_text[words] = task
        self.lists_of[task.pk].append(entry)

    def year_of(self, row: Row) -> int | None:
        match = YEAR_IN_NUMBER.match(plain(row["number"] or ""))
        return row["year"] or self.year or (int(match[1]) if match else None)

    def key(self, row: Row) -> tuple:
        if self.has_numbers():
            number = super().key(row)
            return number and (*number, self.year_of(row), plain(row["list"] or ""))
        return plain(row["list"] or ""), plain(row["text"]), getattr(row["lead_unit"], "pk", None)

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "lead_unit", "supporting_units")
        year = self.year_of(row)
        for name in ("deadline", "due_on"):
            if isinstance(row[name], int) and year:
                row.values[name] = month_end(date(year, row[name], 1))
            elif isinstance(row[name], tuple) and year:
                self.put_day(row, name, year)

    def put_day(self, row: Row, name: str, year: int) -> None:
        month, day = row[name]
        try:
            row.values[name] = date(year, month, day)
        except ValueError:
            words = _("“%(text)s” is not a day: write 2024-06-30.")
            row.fail(name, words % {"text": f"{year}-{month}-{day}"})

    def check(self, row: Row) -> None:
        self.require_number(row)
        has_key = row["number"] or not self.has_numbers()
        if has_key and self.year_of(row) is None:
            raise WorkbookError(_("Neither the title nor the numbers say the year."))
        self.supports.check(row, self.known(row, self.year_of(row)))
        if not row["list"] and not self.is_in_no_list(row):
            row.fail("list", _("%(title)s is missing.") % {"title": self.title_of("list")})

    def is_in_no_list(self, row: Row) -> bool:
        """Whether it is a known task that went out of all lists."""
        task = self.by_number.get(plain(row["number"] or "")) if self.has_numbers() else None
        return task is not None and not self.lists_of[task.pk]

    def find_repeated(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        super().find_repeated(rows)
        first: dict[str, Row] = {}
        for row in rows if self.has_numbers() else ():
            if row["number"] and not row.unread:
                self.compare(row, first.setdefault(plain(row["number"]), row))

    def compare(self, row: Row, before: Row) -> None:
        """Rows of one task in several lists have equal values."""
        sheets = [table.sheet.name for table in self.tables]
        words = _("%(cell)s says “%(value)s” of the same task: its rows must agree.")
        for column in self.columns:
            name = column.name
            if name in self.of_place or not self.table.column(name):
                continue
            if comparable(row[name]) != comparable(before[name]):
                other = finished(before.problem(name, ""), sheets)
                row.fail(name, words % {"cell": other.place, "value": other.value})

    def save(self, row: Row) -> None:
        year = self.year_of(row)
        task = self.known(row, year) or self.new(Task)
        if task.pk not in self.stored:
            self.put_task(row, task, year)
        if row["list"]:
            self.put_place(row, task, self.lists.get(row["list"], year=year))

    def put_task(self, row: Row, task: Task, year: int | None) -> None:
        values = {
            "text": row["text"],
            "lead_unit": row["lead_unit"],
            **self.given(row),
            **self.contact(row, task),
            **marks_of(row["remark"], published=["text"]).values(),
        }
        row.is_created = task.pk is None
        if row.is_created:
            values["number"] = row["number"] or next_number(f"RW{year}-", self.by_number)
            if values.get("state") == TaskState.CLOSED:
                self.closings += 1
        else:
            self.keep_phase(row, task, values)
            self.keep_reported(row, task, values)
            self.deadlines.note(task, values)
        is_new_state = row.is_created or values.get("state", task.state) != task.state
        self.put(row, task, values)
        if is_new_state:
            self.batch.put(task, {"known_on": self.state_day})
        self.supports.put(row, task)
        self.by_number[plain(task.number)] = task
        self.stored.add(task.pk)

    def put_place(self, row: Row, task: Task, entry: TaskList) -> None:
        """The preview of a known task shows its lists before and after."""
        lists = self.lists_of[task.pk]
        if entry in lists:
            return
        before = "、".join(map(str, lists))
        self.batch.put(self.new(TaskPlace, task=task, list=entry), {"known_on": self.state_day})
        self.note_place(task, entry)
        if not row.is_created:
            after = "、".join(map(str, lists))
            row.is_changed = True
            row.changes.append(Change(self.title_of("list"), before, after))

    def known(self, row: Row, year: int | None) -> Task | None:
        if self.has_numbers():
            return self.by_number.get(plain(row["number"] or ""))
        return self.by_text.get((year, *self.key(row)))

    def given(self, row: Row) -> dict[str, Any]:
        """The values of optional columns that the sheet has."""
        values = self.values_of(row, "deadline", "target_quantity", "done_quantity")
        for name in ("quantity_unit", "duty"):
            if self.table.column(name):
                values[name] = row[name] or ""
        if row["state"]:
            values["state"] = row["state"]
        return values

    def keep_phase(self, row: Row, task: Task, values: dict) -> None:
        """The sheet knows phases: the state within the same one stays; no task becomes a draft. A
        known task is closed and reopened by the steps of two persons, not by a sheet."""
        state = values.get("state", task.state)
        if state == TaskState.DRAFT or phase_word(state) == phase_word(task.state):
            values.pop("state", None)
        elif TaskState.CLOSED in (state, task.state):
            row.keep("state", str(task.get_state_display()))
            values.pop("state")
            self.result.skipped += 1

    def keep_reported(self, row: Row, task: Task, values: dict) -> None:
        names = [*self.reported_fields] if task.pk in self.reported else []
        if self.deadlines.are_kept(task):
            names.append("deadline")
        for name in names:
            kept = getattr(task, name)
            if name in values and values.pop(name) != kept:
                row.keep(name, str(task.get_state_display() if name == "state" else kept or ""))
                self.result.skipped += 1


def comparable(value: Any) -> Any:
    """Several names in any order are the same."""
    return {*value} if isinstance(value, list) else value
