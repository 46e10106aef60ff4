"""Reads a workbook as rows of values, or raises WorkbookError with one clear sentence."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

READER = Path(__file__).with_name("reader.py")
WALL_SECONDS = 30
LONGEST_NAME = 60
SENTENCES = {
    "bytes": gettext_lazy("The file is larger than 5 MB."),
    "parts": gettext_lazy("The workbook holds too many parts."),
    "unpacked": gettext_lazy("The workbook unpacks to far more than a data sheet needs."),
    "rows": gettext_lazy("The sheet has more than 20,000 rows."),
    "columns": gettext_lazy("The sheet has more than 100 columns."),
    "sheets": gettext_lazy("The workbook has more than 20 sheets: leave only the data sheet."),
    "cells": gettext_lazy(
        "The workbook has more than 500,000 cells: leave only the rows and columns of the table."
    ),
    "active": gettext_lazy("The workbook holds macros, links to other files or entities."),
    "old_or_encrypted": gettext_lazy(
        "The file is an old .xls or has a password: save it as .xlsx without one."
    ),
    "not_a_workbook": gettext_lazy("The file is not an Excel workbook (.xlsx)."),
    "unreadable": gettext_lazy("The workbook is damaged and cannot be read."),
}


class WorkbookError(Exception):
    """The workbook as a whole cannot be used; the message gives the reason."""


@dataclass(frozen=True)
class Unreadable:
    """A cell without a usable value, and why."""

    reason: Any


UNCALCULATED = Unreadable(
    gettext_lazy("The formula here was never calculated: open the file in Excel, save it again.")
)
INFINITE = Unreadable(gettext_lazy("This is no number that can be counted with (NaN or infinite)."))
BROKEN = Unreadable(gettext_lazy("The formula here ends in an error."))  # such as #REF!


class FormattedNumber(Decimal):
    """A number that its format shows as another one: as a percentage, in 万, in thousands."""

    number_format = ""


Value = None | str | bool | Decimal | date | Unreadable


@dataclass(frozen=True)
class Sheet:
    """``hidden``: the numbers of hidden rows, from 1. ``merged``: top, left, bottom and right of
    merged cells, rows from 1, columns from 0."""

    name: str
    rows: list[list[Value]]
    hidden: list[int] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)


def read_workbook(path: Path) -> list[Sheet]:
    """The visible sheets; WorkbookError if the file is too large, hostile or no workbook."""
    check_file(path)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER), str(path.absolute())],
            capture_output=True,
            timeout=WALL_SECONDS,
            check=True,
        )
        *lines, last = done.stdout.splitlines()
        answer = json.loads(last)
    except (subprocess.SubprocessError, ValueError, IndexError):
        # Killed at a limit, or out of time: its output is not reliable.
        answer = {"refused": "unreadable"}
    if refused := answer.get("refused"):
        raise WorkbookError(str(SENTENCES[refused]))
    sheets = [parse_sheet(line) for line in lines]
    if not any(sheet.rows for sheet in sheets):
        raise WorkbookError(_("The workbook is empty."))
    return sheets


def check_file(path: Path) -> None:
    name = path.name if len(path.name) <= LONGEST_NAME else path.name[:LONGEST_NAME] + "…"
    try:
        if not path.is_file():
            raise WorkbookError(_("There is no file “%(name)s”.") % {"name": name})
        path.open("rb").close()
    except OSError as error:
        values = {"name": name, "reason": error.strerror}
        raise WorkbookError(_("“%(name)s” cannot be read: %(reason)s.") % values) from error


def parse_sheet(line: bytes) -> Sheet:
    data = json.loads(
        line,
        parse_int=Decimal,
        parse_float=Decimal,
        parse_constant=lambda name: INFINITE,
        object_hook=day_or_sheet,
    )
    rows: list[list[Value]] = data["rows"]
    for row, column in data["formulas"]:
        put_value(rows, int(row), int(column), UNCALCULATED)
    for row, column in data["broken"]:
        put_value(rows, int(row), int(column), BROKEN)
    for row, column, code in data["formats"]:
        put_format(rows[int(row) - 1], int(column) - 1, code)
    hidden = [int(row) for row in data["hidden"]]
    return Sheet(data["sheet"], rows, hidden, [[int(n) for n in place] for place in data["merged"]])


def day_or_sheet(data: dict[str, Any]) -> Any:
    return date.fromisoformat(data["day"]) if "day" in data else data


def put_value(rows: list[list[Value]], row: int, column: int, value: Value) -> None:
    """The cell may be beyond the last value, where calamine ends."""
    rows += [[] for _n in range(len(rows), row)]
    rows[row - 1] += [None] * (column - len(rows[row - 1]))
    rows[row - 1][column - 1] = value


def put_format(row: list[Value], index: int, code: str) -> None:
    value = row[index] if index < len(row) else None
    if isinstance(value, Decimal):
        row[index] = number = FormattedNumber(value)
        number.number_format = code
