"""What the cells of a list hold, for the database to write: a row of a file then costs Python one
text, where an instance and a value for each cell cost twenty times as much."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import connection, models, transaction
from django.db.models import F, Field, Func, QuerySet, TextField, Value
from django_tables2.columns import Column

ROWS = 2000  # that come from the server together
# Whoever takes so long over what was sent loses the rest: the transaction is not kept for them.
PATIENCE = "60s"


class Sql(Func):
    """A piece of SQL; in it {0}, {1} … stand for the expressions, as often as they are needed."""

    output_field = TextField()

    def __init__(self, words: str, *expressions: Any):
        self.words = words
        super().__init__(*expressions)

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> Any:  # type: ignore[override]
        told, values = "", []
        for number, piece in enumerate(re.split(r"\{(\d+)\}", self.words)):
            if number % 2:
                piece, more = compiler.compile(self.source_expressions[int(piece)])
                values.extend(more)
            told += piece
        return told, values


@dataclass(frozen=True)
class Cell:
    """``kind`` is text, amount (numeric), share (numeric, unrounded) or whole. Where the value is
    one of ``words``, its word is written."""

    kind: str
    value: Any
    words: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Form:
    """How a file writes the rows of a list: a value as Python has it, and one of each kind in SQL,
    where {0} stands for it; NULL is written, too. ``head`` writes the first row."""

    write: Callable[[Any], str]
    head: Callable[[Any], str]
    sql: Mapping[str, str]
    around: tuple[str, str, str]  # before a row, between its cells, and after it

    def line(self, values: Sequence[Any], write: Callable[[Any], str] | None = None) -> str:
        before, between, after = self.around
        return before + between.join(map(write or self.write, values)) + after

    def asked(self, cells: Sequence[Cell]) -> Func:
        """The line of a row as an expression over the rows."""
        before, between, after = self.around
        written = [self._asked(cell) for cell in cells]
        words = between.join(f"' || {{{number}}} || '" for number in range(len(cells)))
        return Sql(f"'{before}{words}{after}'", *written)

    def _asked(self, cell: Cell) -> Sql:
        plain = Sql(self.sql[cell.kind], cell.value)
        if cell.words is None:
            return plain
        told = json.dumps({value: self.write(word) for value, word in cell.words.items()})
        return Sql("coalesce({0}::jsonb ->> {1}, {2})", Value(told), cell.value, plain)


def lines_asked(rows: QuerySet, line: Func) -> Iterator[str]:
    """The lines, as the database comes to them."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = %s", [PATIENCE])
        yield from rows.values_list(line, flat=True).iterator(chunk_size=ROWS)


def cells_of(table: Any, columns: Sequence[Any]) -> list[Cell] | None:
    """The cells of these columns; None where the rows are not the database's, or only Python knows
    what one of the columns holds."""
    if not isinstance(table.data.data, QuerySet):
        return None
    found = [_cell(column, table) for column in columns]
    told = [cell for cell in found if cell and _is_known(cell.value, table.data.data)]
    return told if len(told) == len(found) else None


def _cell(bound: Any, table: Any) -> Cell | None:
    """A column says so itself, by ``cell(value, table)``; one that has no words of its own holds
    what its field holds."""
    kind, path = type(bound.column), "__".join(bound.accessor.bits)
    if hasattr(table, f"value_{bound.name}"):
        return None
    if _decides(kind) is Column:
        return _plain(path, field_of(table.data.data, path))
    return bound.column.cell(F(path), table) if _says(kind) else None


def _is_known(value: Any, rows: QuerySet) -> bool:
    """Whether a query of the rows knows all that the expression names."""
    pieces = [value] if isinstance(value, F) else value.flatten()
    named = [piece for piece in pieces if isinstance(piece, F)]
    return all(field_of(rows, one.name) for one in named)  # type: ignore[attr-defined]


def _decides(kind: type) -> type:
    """The class that decides what stands in a file: by ``value``, else by ``render``."""
    own = [one for one in kind.__mro__ if "value" in vars(one)]
    if own[0] is not Column:
        return own[0]
    return next(one for one in kind.__mro__ if "render" in vars(one))


def _says(kind: type) -> bool:
    """Whether ``cell`` speaks of that: one above the class that decides says something else."""
    says = next((one for one in kind.__mro__ if "cell" in vars(one)), None)
    return says is not None and issubclass(says, _decides(kind))


def field_of(rows: QuerySet, path: str) -> Field | None:
    """The field that a path of the rows leads to; None where no query knows it."""
    if path in rows.query.annotations:
        return rows.query.annotations[path].output_field
    try:
        found = rows.query.names_to_path(path.split("__"), rows.query.get_meta(), True, True)
    except FieldError:
        return None
    return found[1]


def _plain(path: str, field: Any) -> Cell | None:
    if isinstance(field, models.ForeignKey):
        return Cell("text", F(f"{path}__name")) if _goes_by_name(field.related_model) else None
    if getattr(field, "choices", None):
        words = {str(value): str(word) for value, word in field.flatchoices}
        return Cell("text", Sql("({0})::text", F(path)), words)
    kinds = {models.CharField: "text", models.TextField: "text", models.DecimalField: "amount"}
    kind = next((kind for one, kind in kinds.items() if isinstance(field, one)), None)
    return Cell(kind, F(path)) if kind else None


def _goes_by_name(model: Any) -> bool:
    """Whether a row is told by its name, as ``__str__`` says."""
    try:
        model._meta.get_field("name")
    except FieldDoesNotExist:
        return False
    return str(model(name="name")) == "name"
