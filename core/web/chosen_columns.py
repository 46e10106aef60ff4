"""Which columns a list shows and in which order: its address says so, ``columns=name,stage``.

Without script the fold-out sends its ticks (``_column``) and the pressed arrow (``_move``); the
page answers with the address that says the same.
"""

from typing import Any

from django.http import QueryDict

COLUMNS, TICKED, MOVE = "columns", "_column", "_move"
STEPS = {"up": -1, "down": 1}


def named(text: str, known: list[str]) -> list[str]:
    """The known columns that the address names, in its order; others are left aside."""
    return [name for name in dict.fromkeys(text.split(",")) if name in known]


def settled(query: QueryDict) -> str | None:
    """The query that says what the fold-out sent; None where it sent nothing."""
    if TICKED not in query and MOVE not in query:
        return None
    ticked = moved(query.getlist(TICKED), query.get(MOVE, ""))
    told = query.copy()
    for name in (TICKED, MOVE, COLUMNS, "page"):
        told.pop(name, None)
    if ticked:
        told[COLUMNS] = ",".join(ticked)
    return told.urlencode(safe=",") or "view=all"


def moved(names: list[str], move: str) -> list[str]:
    """The names with one of them a place further up or down, as ``up-stage`` says."""
    way, _, name = move.partition("-")
    if way not in STEPS or name not in names:
        return names
    at = names.index(name)
    to = min(max(at + STEPS[way], 0), len(names) - 1)
    rest = [*names[:at], *names[at + 1 :]]
    return [*rest[:to], name, *rest[to:]]


def choices(table: Any) -> list[dict[str, Any]]:
    """What the fold-out offers: the columns shown in their order, then the others."""
    columns = {column.name: column for column in table.columns.iterall()}
    names = [name for name in table.selectable_columns() if name in columns]
    shown = [name for name in columns if name in names and columns[name].visible]
    rest = [name for name in names if name not in shown]
    return [
        {"name": name, "header": columns[name].header, "is_shown": name in shown}
        for name in [*shown, *rest]
    ]
