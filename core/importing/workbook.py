"""A workbook as rows of values. Whatever the file is, the answer is rows or one clear sentence."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

READER = Path(__file__).with_name("reader.py")
WALL_SECONDS = 30
SENTENCES = {
    "bytes": gettext_lazy("The file is larger than 5 MB."),
    "parts": gettext_lazy("The workbook holds too many parts."),
    "unpacked": gettext_lazy("The workbook unpacks to far more than a data sheet needs."),
    "rows": gettext_lazy("The sheet has more than 20,000 rows."),
    "columns": gettext_lazy("The sheet has more than 100 columns."),
    "active": gettext_lazy("The workbook holds macros, links to other files or entities."),
    "old_or_encrypted": gettext_lazy(
        "The file is an old .xls or has a password: save it as .xlsx without one."
    ),
    "not_a_workbook": gettext_lazy("The file is not an Excel workbook (.xlsx)."),
    "unreadable": gettext_lazy("The workbook is damaged and cannot be read."),
}


class WorkbookError(Exception):
    """The workbook as a whole cannot be read or used; the message says why."""


@dataclass(frozen=True)
class Unreadable:
    """A cell without a usable value: a formula never calculated, or an error such as #REF!."""

    is_formula: bool


Value = None | str | bool | Decimal | date | Unreadable


@dataclass(frozen=True)
class Sheet:
    """Rows from the sheet's first; ``hidden`` holds the numbers of hidden rows, from 1."""

    name: str
    rows: list[list[Value]]
    hidden: list[int] = field(default_factory=list)


def read_workbook(path: Path) -> list[Sheet]:
    """The visible sheets. Raises WorkbookError for what is no workbook, too large or hostile."""
    if not path.is_file():
        raise WorkbookError(_("There is no file “%(name)s”.") % {"name": path.name})
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER), str(path.absolute())],
            capture_output=True,
            timeout=WALL_SECONDS,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        # Killed at a limit, or out of time: nothing of what it printed can be trusted.
        answer = {"refused": "unreadable"}
    if refused := answer.get("refused"):
        raise WorkbookError(str(SENTENCES[refused]))
    sheets = [made_sheet(sheet) for sheet in answer["sheets"]]
    if not any(sheet.rows for sheet in sheets):
        raise WorkbookError(_("The workbook is empty."))
    return sheets


def made_sheet(found: dict) -> Sheet:
    rows = [[made_value(value) for value in row] for row in found["rows"]]
    for name, is_formula in (("formulas", True), ("broken", False)):
        for row, column in found[name]:
            # calamine ends at the last value: such a cell may lie beyond it.
            rows += [[] for _n in range(len(rows), row)]
            rows[row - 1] += [None] * (column - len(rows[row - 1]))
            rows[row - 1][column - 1] = Unreadable(is_formula)
    return Sheet(found["name"], rows, found["hidden"])


def made_value(value) -> Value:
    if isinstance(value, dict):
        return Decimal(value["n"]) if "n" in value else date.fromisoformat(value["d"])
    return value if isinstance(value, bool) else (value or None)
