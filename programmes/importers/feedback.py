"""Feedback sheets that came back: each row is stored as a report of the unit, entered on its behalf
by the task force, and, where that is filled in, as a request to close the task."""

from collections.abc import Sequence
from copy import copy
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column
from core.importing.rows import Change, Row
from programmes.choices import ImportChoiceKind, TaskRequestKind
from programmes.figures.sheet_codes import FIRST_OF_COUNTY, FIRST_OF_HELPER, TASK
from programmes.importers.feedback_rows import LOCKED, SentRow, check_content, check_sent
from programmes.importers.returned import ReturnedSheetImporter, messages_of
from programmes.models import FeedbackSheet, Task, TaskEvent, TaskProgress, TaskRequest
from programmes.services.progress import report_progress
from programmes.services.task_notices import resolve_request
from programmes.services.task_requests import request_of_task

TYPED = ("done_quantity", "problem", "help_needed", "help_from")
COLUMN_OF = {"text": "progress", "done_quantity": "done_quantity", "new_deadline": "closing"}


def unchanged(value: cells.Value, unit: str) -> bool | None:
    """The note in a cell without an earlier report to repeat is no entry."""
    if cells.text_of(value) in (FIRST_OF_HELPER, FIRST_OF_COUNTY):
        return None
    return cells.yes_or_no(value, unit)


class FeedbackSheetImporter(ReturnedSheetImporter):
    """The rows name their task by a signed code. Stored row by row through the services of the
    task: a sheet has few rows."""

    name = "feedback_sheets"
    label = gettext_lazy("Returned feedback sheets")
    permission = "programmes.manage"
    kind = TASK
    locked = LOCKED
    identity = ("number", "text")
    shown_first = ("progress", "is_unchanged", "done_quantity", "closing")
    computed = "上次进展"
    named: ClassVar = {"help_from": ImportChoiceKind.UNIT}
    columns = (
        Column("code", "识别码", "识别码", cells.text(200), required=True, is_technical=True),
        Column("number", "编号", "(任务)?编号", cells.text(40), required=True),
        Column("text", "任务内容", "任务内容", cells.text(300), required=True),
        Column("share", "分工", "分工", cells.text(20), is_technical=True),
        Column("duty", "职责", "职责", cells.text(300), is_technical=True),
        Column("day", "时限", "时限|商定时间", cells.text(40), is_technical=True),
        Column("target", "目标", "目标", cells.text(60), is_technical=True),
        Column("progress", "本月进展", "本月进展", cells.text(2000), required=True),
        Column("done_quantity", "完成量", "完成量", cells.quantity, single=True),
        Column("problem", "存在问题", "存在问题", cells.text(1000)),
        Column("help_needed", "商请协助", "商请协助", cells.text(500)),
        Column("help_from", "商请单位", "商请单位", cells.name(80)),
        Column("is_unchanged", "无变化", "无变化", unchanged),
        Column("closing", "申请办结", "申请办结", cells.yes_or_no, single=True),
        Column("result", "办结成果", "办结成果", cells.text(500)),
    )

    def prepare(self) -> None:
        super().prepare()
        self.batch.set_order(TaskProgress, TaskRequest, TaskEvent)
        self.sent: dict[int, SentRow] = {}

    @cached_property
    def tasks(self) -> dict[int, Task]:
        rows = Task.objects.of(self.programme).select_related("lead_unit", "programme")
        return {one.pk: one for one in rows.prefetch_related("supports")}

    def has_reports(self, sheet: FeedbackSheet) -> bool:
        rows = TaskProgress.objects.of(self.programme).filter(unit=sheet.unit)
        return rows.filter(month=sheet.month).exists()

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "help_from")

    def check(self, row: Row) -> None:
        sent = check_sent(self, row)
        if sent:
            self.sent[id(row)] = sent
            check_content(row, sent)

    def save(self, row: Row) -> None:
        sent = self.sent[id(row)]
        self.mark_returned(sent.sheet)
        if not sent.has_entries:
            return
        if not sent.concerns_unit or not sent.task.is_worked_on and not self._is_stored(row, sent):
            row.keep("progress", sent.refusal)
        elif sent.task.is_worked_on:
            self._store(row, sent)

    def _store(self, row: Row, sent: SentRow) -> None:
        try:
            if sent.has_report:
                self._report(row, sent)
            if row["closing"]:
                self._request_closing(row, sent)
        except ValidationError as error:
            for name, message in messages_of(error):
                row.fail(COLUMN_OF.get(name, name if name in TYPED else "progress"), message)

    def _report(self, row: Row, sent: SentRow) -> None:
        stored = self._report_of(sent)
        if stored is not None and is_same(row, stored):
            return
        if stored is not None and not row.replaces("progress", stored.text):
            self.result.skipped += 1
            return
        given = {name: row[name] for name in TYPED}
        given |= {name: given[name] or "" for name in ("problem", "help_needed")}
        before, events = copy(sent.task), last_event(sent.task)
        report = report_progress(
            task=sent.task,
            version=stored.version if stored else 0,
            month=sent.sheet.period,
            unit=sent.sheet.unit,
            text=row["progress"] or "",
            is_unchanged=bool(row["is_unchanged"]),
            by=self.by,
            on=self.programme.today(),
            **given,
        )
        self._note_report(row, stored, report)
        self._note_task(sent, before, events)

    def _note_report(self, row: Row, stored: TaskProgress | None, report: TaskProgress) -> None:
        if stored is None:
            row.is_created = True
            self.batch.add_made(report)
        else:
            row.is_changed = True
            row.changes.append(Change(self.title_of("progress"), stored.text, report.text))
            self.batch.add_changed(stored, report)

    def _request_closing(self, row: Row, sent: SentRow) -> None:
        before, events = copy(sent.task), last_event(sent.task)
        request = request_of_task(
            task=sent.task,
            kind=TaskRequestKind.CLOSING,
            version=sent.task.version,
            text=row["result"],
            done_quantity=row["done_quantity"],
            by=self.by,
            on=self.programme.today(),
        )
        row.is_changed = True
        row.changes.append(Change(self.title_of("closing"), "", request.text))
        self.batch.add_made(request)
        self._note_task(sent, before, events)

    def _note_task(self, sent: SentRow, before: Task, last: int) -> None:
        """Notes the task's new state and quantity and its new events, and reads it again."""
        for event in TaskEvent.objects.filter(task=sent.task, pk__gt=last):
            self.batch.add_made(event)
        sent.task.refresh_from_db()
        self.batch.add_changed(before, sent.task)

    def _report_of(self, sent: SentRow) -> TaskProgress | None:
        rows = TaskProgress.objects.filter(task=sent.task, month=sent.sheet.month)
        return rows.filter(unit=sent.sheet.unit).first()

    def _is_stored(self, row: Row, sent: SentRow) -> bool:
        """Whether all values of the row were stored before."""
        stored = self._report_of(sent)
        if sent.has_report and (stored is None or not is_same(row, stored)):
            return False
        given = {"kind": TaskRequestKind.CLOSING, "text": row["result"] or ""}
        return not row["closing"] or sent.task.requests.not_ended().filter(**given).exists()

    def delete_made(self, model: type, keys: Sequence[int]) -> None:
        if model is TaskRequest:
            for request in TaskRequest.objects.filter(pk__in=keys):
                resolve_request(request)
        super().delete_made(model, keys)


def is_same(row: Row, stored: TaskProgress) -> bool:
    """Whether the row equals what is stored; an empty quantity equals any."""
    if row["done_quantity"] not in (None, stored.done_quantity):
        return False
    if row["is_unchanged"] and not stored.is_unchanged:
        return False
    text = row["progress"] or (stored.text if row["is_unchanged"] else "")
    rest = (row["problem"] or "", row["help_needed"] or "", getattr(row["help_from"], "pk", None))
    return (text, *rest) == (
        stored.text, stored.problem, stored.help_needed, stored.help_from_id,
    )  # fmt: skip


def last_event(task: Task) -> int:
    return task.events.order_by("-pk").values_list("pk", flat=True).first() or 0
