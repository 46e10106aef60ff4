"""The visible columns of a list and their order, in the query as ``columns=name,stage``.

The form without JavaScript sends checkboxes (``_column``) and a pressed arrow (``_move``); the page
redirects to the query with the resulting ``columns``.
"""

from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

COLUMNS, TICKED, MOVE = "columns", "_column", "_move"
STEPS = {"up": -1, "down": 1}


def named(text: str, known: list[str]) -> list[str]:
    """The known columns named in the text, in its order."""
    return [name for name in dict.fromkeys(text.split(",")) if name in known]


def settled(query: QueryDict) -> str | None:
    """The query that the column form results in; None where it was not sent."""
    if TICKED not in query and MOVE not in query:
        return None
    ticked = moved(query.getlist(TICKED), query.get(MOVE, ""))
    result = query.copy()
    for name in (TICKED, MOVE, COLUMNS, "page"):
        result.pop(name, None)
    if ticked:
        result[COLUMNS] = ",".join(ticked)
    return result.urlencode(safe=",") or "view=all"


def moved(names: list[str], move: str) -> list[str]:
    """Moves one name up or down, for example ``up-stage``."""
    direction, _, name = move.partition("-")
    if direction not in STEPS or name not in names:
        return names
    at = names.index(name)
    to = min(max(at + STEPS[direction], 0), len(names) - 1)
    rest = [*names[:at], *names[at + 1 :]]
    return [*rest[:to], name, *rest[to:]]


def choices(table: Any) -> list[dict[str, Any]]:
    """All columns for the form: the visible ones in order, then the others."""
    columns = {column.name: column for column in table.columns.iterall()}
    names = [name for name in table.selectable_columns() if name in columns]
    shown = [name for name in columns if name in names and columns[name].visible]
    rest = [name for name in names if name not in shown]
    return [_choice(columns[name], is_shown=name in shown) for name in [*shown, *rest]]


def _choice(column: Any, is_shown: bool) -> dict[str, Any]:
    header = str(column.header)
    return {
        "name": column.name,
        "header": capfirst(header),
        "is_shown": is_shown,
        "to_left": _("%(name)s: further to the left") % {"name": header},
        "to_right": _("%(name)s: further to the right") % {"name": header},
    }
