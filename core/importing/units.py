"""The unit of each money column: that of its own head, else that of the unit line (单位:万元)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.importing.columns import Found
from core.importing.layout import Cell, Table
from core.importing.rows import Problem
from core.importing.words import UNIT, UNIT_LINE, plain
from core.money import UNITS

UNITS_EXPECTED = "、".join(UNITS)


def set_units(table: Table, sheet: str) -> Iterator[Problem]:
    """Sets them, and yields what is wrong with them. ``sheet``: its name, where several are
    read."""
    money = [found for found in table.found if found.column.money]
    line, problem = unit_above(table)
    if problem and money:
        cell, message = problem
        yield Problem(cell.row, "", cell.words, message, sheet, cell.index)
        return
    for found in money:
        head = found.head
        found.unit = head.unit or line or head.unit_above
        if message := fault_of(found, line):
            yield Problem(head.row, head.words, head.words, message, sheet, head.index)


def unit_above(table: Table) -> tuple[str, tuple[Cell, str] | None]:
    """The unit above the heads; or the last cell that names one, and what is wrong with it."""
    named = [(cell, UNIT_LINE.findall(plain(cell.words))) for cell in table.above]
    named = [(cell, lines) for cell, lines in named if lines]
    lines = (line for _cell, found in named for line in found)
    units = list(dict.fromkeys(unit for line in lines for unit in UNIT.findall(line)))
    if len(units) > 1:
        message = _("Above the heads stand different units of money: %(units)s.")
        return "", (named[-1][0], message % {"units": "、".join(units)})
    if units and units[0] not in UNITS:
        return "", (named[-1][0], unknown_unit(units[0]))
    return next(iter(units), ""), None


def fault_of(found: Found, line: str) -> str:
    """What is wrong with the unit of a column; a head above it must not contradict the line."""
    head, units = found.head, UNIT.findall(found.unit)
    if len(units) > 1:
        message = _("This head has several units of money: %(units)s. Leave only one.")
        return message % {"units": "、".join(units)}
    if units and units[0] not in UNITS:
        return unknown_unit(units[0])
    if not head.unit and line and head.unit_above and head.unit_above != line:
        message = _("The unit line says %(line)s, the head above this column %(head)s.")
        return message % {"line": line, "head": head.unit_above}
    if not units:
        return _("No unit is given: write 单位:万元 above the heads, or (万元) in the head.")
    return ""


def unknown_unit(unit: str) -> str:
    message = _("“%(unit)s” is no unit that amounts are read in: write one of %(units)s.")
    return message % {"unit": unit, "units": UNITS_EXPECTED}
