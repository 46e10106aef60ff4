"""The supporting units of the tasks in a workbook: their names in one cell, one day for all."""

from datetime import date
from typing import Any

from accounts.models import Unit
from core.importing.rows import Row
from programmes.models import Task, TaskEvent, TaskList, TaskPlace, TaskSupport
from programmes.services.tasks import LEADS_ITSELF


class Supports:
    """Units that stay keep their part; an empty day leaves the days as they are."""

    def __init__(self, importer: Any):
        self.importer = importer
        importer.batch.set_order(TaskList, Task, TaskPlace, TaskSupport, TaskEvent)

    def units(self, row: Row, task: Task | None) -> list[Unit]:
        """The units after the import: those of the cell, without a column of them the stored."""
        if self.importer.table.column("supporting_units"):
            return [*dict.fromkeys(row["supporting_units"] or [])]
        return [one.unit for one in self._stored(task)]

    def check(self, row: Row, task: Task | None) -> None:
        if row["lead_unit"] in self.units(row, task):
            has_column = self.importer.table.column("supporting_units")
            row.fail("supporting_units" if has_column else "lead_unit", str(LEADS_ITSELF))

    def put(self, row: Row, task: Task) -> None:
        before = {one.unit: one for one in self._stored(task)}
        units = self.units(row, task)
        for unit in before.keys() - set(units):
            self.importer.batch.remove(before[unit])
        after = [before.get(unit) or self._made(task, unit) for unit in units]
        if before.keys() != set(units):
            difference = [*before], units
            self.importer.add_changes(row, task, {"supporting_units": difference})
        if row["due_on"]:
            self._put_day(row, after)

    def _made(self, task: Task, unit: Unit) -> TaskSupport:
        support = self.importer.new(TaskSupport)
        self.importer.batch.put(support, {"task": task, "unit": unit})
        return support

    def _put_day(self, row: Row, supports: list[TaskSupport]) -> None:
        """All supports get the day; the preview shows the change once."""
        differing = [
            (one, difference)
            for one in supports
            if (difference := self.importer.batch.put(one, {"due_on": row["due_on"]}))
        ]
        for one, difference in differing[:1]:
            self.importer.add_changes(row, one, difference)

    @staticmethod
    def _stored(task: Task | None) -> list[TaskSupport]:
        return [*task.supports.all()] if task and not task._state.adding else []


def common_day(task: Task) -> date | None:
    """The day of all supporting units; None where they have different ones."""
    days = {one.due_on for one in task.supports.all()}
    return days.pop() if len(days) == 1 else None
