"""Rows of tasks that are pasted from a workbook, as a workbook for the importer of tasks."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from core.importing.cells import shown
from core.importing.models import ImportFile
from core.importing.words import plain_head
from core.importing.workbook import WorkbookError, read_workbook
from programmes.importers.task_states import DRAFT
from programmes.importers.tasks import TaskImporter
from programmes.models import TaskList

NAME, SHEET = "粘贴的任务.xlsx", "粘贴内容"
CREATED = datetime(2024, 1, 1, tzinfo=UTC)
OF_LIST = ("year", "list", "state")  # given by the list, whatever the block has
LEFT_OUT = (*OF_LIST, "number")  # a pasted row is a new task with a number of its own


def pasted_workbook(pasted: list[list[str]], entry: TaskList) -> SimpleUploadedFile:
    """The rows, of which the first has the heads, with the list, its year and the state of a draft
    in each row."""
    heads, *rows = pasted
    columns = [one for one in TaskImporter.columns if one.name in OF_LIST]
    left_out = [one for one in TaskImporter.columns if one.name in LEFT_OUT]
    kept = [n for n, head in enumerate(heads) if not _is_one_of(left_out, head)]
    given = {"year": entry.year, "list": entry.name, "state": DRAFT}
    lines = [[*(heads[n] for n in kept), *(one.title for one in columns)]]
    for row in rows:
        if any(map(str.strip, row)):
            cells = [row[n] if n < len(row) else "" for n in kept]
            lines.append([*cells, *(str(given[one.name]) for one in columns)])
    return SimpleUploadedFile(NAME, _workbook(lines))


def is_pasted(record: ImportFile) -> bool:
    return (record.importer, record.name) == (TaskImporter.name, NAME)


def pasted_again(path: Path) -> tuple[str, list[str]]:
    """The block of a stored workbook as it was pasted, and what its list gave: the values of
    ``OF_LIST``. Raises WorkbookError."""
    [sheet] = read_workbook(path)
    width, own = len(sheet.rows[0]), len(OF_LIST)
    rows = [[shown(value) for value in row] + [""] * (width - len(row)) for row in sheet.rows]
    block = StringIO()
    csv.writer(block, delimiter="\t", lineterminator="\n").writerows(row[:-own] for row in rows)
    return block.getvalue(), rows[1][-own:]


def list_of_pasted(record: ImportFile, lists: Any) -> TaskList | None:
    """The one of the lists into which the pasted rows were imported; None where list or file are
    there no longer, and for another import."""
    if not (record.is_in_force and is_pasted(record)):
        return None
    try:
        _block, given = pasted_again(Path(record.file.path))
    except WorkbookError:
        return None
    of_list = dict(zip(OF_LIST, given, strict=True))
    return lists.filter(year=of_list["year"], name=of_list["list"]).first()


def _workbook(lines: list[list[str]]) -> bytes:
    """All cells are texts, whatever they begin with. The same lines are the same file."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet(SHEET)
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                sheet.write_string(number, column, text)
    return file.getvalue()


def _is_one_of(columns, head: str) -> bool:
    return any(one.pattern.fullmatch(plain_head(head)) for one in columns)
