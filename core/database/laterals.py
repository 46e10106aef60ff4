"""Joins a query to a small one that is asked once for each of its rows (LEFT JOIN LATERAL).

Django knows subqueries as expressions only: what a long expression names four times is written and
asked four times, and several sums of one table are as many passes over it. ``join`` adds a query in
SQL, ``settle`` expressions of Django's that others are to build on, ``written`` makes of a whole
query of Django's one that is joined, so that it is worked out in Python once and not for each page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Expression, Field
from django.db.models.sql import Query
from django.db.models.sql.constants import LOUTER

ROW = "(SELECT {row}.*)"  # in the place of a table: of all its rows the one that is joined to


@dataclass(frozen=True)
class Lateral:
    """``words`` is a SELECT of at most one row; in it ``{row}`` stands for the table of the rows,
    and %s for each of ``values``. ``columns`` are the types of what it selects."""

    name: str
    words: str
    values: tuple[Any, ...]
    columns: Mapping[str, Field]

    def same(self, other: "Lateral") -> bool:
        return (self.words, self.values) == (other.words, other.values)


class LateralJoin:
    """What Django asks of a join."""

    join_type = LOUTER
    join_field = None
    join_cols = ()
    nullable = True
    filtered_relation = None

    def __init__(self, lateral: Lateral, alias: str, parent: str):
        self.lateral, self.table_alias, self.parent_alias = lateral, alias, parent
        self.table_name = lateral.name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        quote = compiler.quote_name_unless_alias
        words = self.lateral.words.format(row=quote(self.parent_alias))
        joined = f"{self.join_type} LATERAL ({words}) {quote(self.table_alias)} ON true"
        return joined, list(self.lateral.values)

    def relabeled_clone(self, changes: dict[str, str]) -> "LateralJoin":
        alias, parent = self.table_alias, self.parent_alias
        return type(self)(self.lateral, changes.get(alias, alias), changes.get(parent, parent))

    def promote(self) -> "LateralJoin":
        return self

    demote = promote


class Settled(LateralJoin):
    """Expressions over the rows; without the OFFSET they would be written into whatever names
    them."""

    def __init__(self, name: str, found: Mapping[str, Any], alias: str, parent: str):
        self.found, self.table_name = found, name
        self.table_alias, self.parent_alias = alias, parent

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        words, values, quote = [], [], compiler.quote_name_unless_alias
        for name, expression in self.found.items():
            word, more = compiler.compile(expression)
            words.append(f"{word} AS {quote(name)}")
            values.extend(more)
        made = f"SELECT {', '.join(words)} OFFSET 0"
        return f"{self.join_type} LATERAL ({made}) {quote(self.table_alias)} ON true", values

    def relabeled_clone(self, changes: dict[str, str]) -> "Settled":
        found = {name: one.relabeled_clone(changes) for name, one in self.found.items()}
        alias, parent = self.table_alias, self.parent_alias
        return Settled(
            self.table_name, found, changes.get(alias, alias), changes.get(parent, parent)
        )


class LateralColumn(Expression):
    """A column of what was joined."""

    def __init__(self, alias: str, name: str, output_field: Field):
        self.alias, self.name = alias, name
        super().__init__(output_field=output_field)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        quote = compiler.quote_name_unless_alias
        return f"{quote(self.alias)}.{quote(self.name)}", []

    def relabeled_clone(self, change_map: Mapping[str, str]) -> "LateralColumn":
        return type(self)(change_map.get(self.alias, self.alias), self.name, self.output_field)

    def get_group_by_cols(self) -> list[Any]:
        return [self]


def written(name: str, rows: Any) -> Lateral:
    """What ``rows`` annotate, as a query in SQL that is joined to each row of the same model."""
    fields = {key: one.output_field for key, one in rows.query.annotation_select.items()}
    query = rows.order_by().values(*fields).query
    # The names of its tables must not be those of the query that it is joined to.
    query.bump_prefix(Query(rows.model))
    words, values = query.get_compiler(connection=connection).as_sql()
    words = words.replace("{", "{{").replace("}", "}}")
    table, alias = connection.ops.quote_name(rows.model._meta.db_table), next(iter(query.alias_map))
    words = words.replace(f"FROM {table} {alias} ", f"FROM {ROW} {alias} ", 1)
    return Lateral(name, words, tuple(values), fields)


def join(rows: Any, lateral: Lateral) -> tuple[Any, dict[str, LateralColumn]]:
    """The rows with the join, and its columns to annotate with. What is joined already in the same
    words is not joined again."""
    rows = rows._chain()
    query = rows.query
    parent = query.get_initial_alias()
    joined = {
        alias: one.lateral for alias, one in query.alias_map.items() if type(one) is LateralJoin
    }
    alias = next((alias for alias, one in joined.items() if one.same(lateral)), None)
    if alias is None:
        alias = f"{lateral.name}_{len(query.alias_map)}"
        _add(query, LateralJoin(lateral, alias, parent))
    return rows, {
        name: LateralColumn(alias, name, field) for name, field in lateral.columns.items()
    }


def settle(rows: Any, name: str, **expressions: Any) -> tuple[Any, dict[str, LateralColumn]]:
    """The rows with these expressions worked out once for each, as columns to annotate with."""
    rows = rows._chain()
    query = rows.query
    found = {key: one.resolve_expression(query) for key, one in expressions.items()}
    alias = f"{name}_{len(query.alias_map)}"
    _add(query, Settled(name, found, alias, query.get_initial_alias()))
    return rows, {key: LateralColumn(alias, key, one.output_field) for key, one in found.items()}


def _add(query: Any, made: LateralJoin) -> None:
    query.alias_map[made.table_alias] = made
    query.alias_refcount[made.table_alias] = 1
    aliases = query.table_map.get(made.table_name, ())
    query.table_map[made.table_name] = [*aliases, made.table_alias]
