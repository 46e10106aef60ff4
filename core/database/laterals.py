"""LEFT JOIN LATERAL for querysets: joins a query that is evaluated once for each row.

Django has subqueries as expressions only: an expression used four times is evaluated four times,
and four sums of one table scan it four times. ``join_lateral`` joins a SELECT written in SQL,
``compute_once`` joins Django expressions that others use, ``compile_lateral`` compiles a whole
queryset to a SELECT, so that Django builds it once and not for each request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Expression, Field
from django.db.models.sql import Query
from django.db.models.sql.constants import LOUTER

ROW = "(SELECT {row}.*)"  # replaces the table in FROM: the one row that is joined to

# Without it the planner would copy each expression to every place that uses it.
FENCE = " OFFSET 0"


@dataclass(frozen=True)
class Lateral:
    """``sql`` is a SELECT that returns at most one row; ``{row}`` is the alias of the rows' table,
    and %s stands for ``params``. ``columns`` are the fields of what it selects."""

    name: str
    sql: str
    params: tuple[Any, ...]
    columns: Mapping[str, Field]

    def is_same(self, other: "Lateral") -> bool:
        return (self.sql, self.params) == (other.sql, other.params)


class LateralJoin:
    """The interface that Django's compiler expects of a join."""

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
        select = self.lateral.sql.format(row=quote(self.parent_alias))
        return self.join(select, quote), list(self.lateral.params)

    def join(self, select: str, quote: Any) -> str:
        return f"{self.join_type} LATERAL ({select}) {quote(self.table_alias)} ON true"

    def relabeled_clone(self, changes: dict[str, str]) -> "LateralJoin":
        alias, parent = self.table_alias, self.parent_alias
        return type(self)(self.lateral, changes.get(alias, alias), changes.get(parent, parent))

    def promote(self) -> "LateralJoin":
        return self

    demote = promote


class ExpressionJoin(LateralJoin):
    """Expressions over the rows."""

    def __init__(self, name: str, expressions: Mapping[str, Any], alias: str, parent: str):
        self.expressions, self.table_name = expressions, name
        self.table_alias, self.parent_alias = alias, parent

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        columns, params, quote = [], [], compiler.quote_name_unless_alias
        for name, expression in self.expressions.items():
            sql, more = compiler.compile(expression)
            columns.append(f"{sql} AS {quote(name)}")
            params.extend(more)
        return self.join(f"SELECT {', '.join(columns)}{FENCE}", quote), params

    def relabeled_clone(self, changes: dict[str, str]) -> "ExpressionJoin":
        found = {name: one.relabeled_clone(changes) for name, one in self.expressions.items()}
        alias, parent = self.table_alias, self.parent_alias
        return ExpressionJoin(
            self.table_name, found, changes.get(alias, alias), changes.get(parent, parent)
        )


class LateralColumn(Expression):
    """A column of a lateral join."""

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


def compile_lateral(name: str, rows: Any) -> Lateral:
    """The annotations of ``rows`` as a SELECT to be joined to rows of the same model.

    Raises RuntimeError where the compiled SQL does not read the model's table exactly once.
    """
    fields = {key: one.output_field for key, one in rows.query.annotation_select.items()}
    query = rows.order_by().values(*fields).query
    # Its aliases must differ from those of the query that it is joined to.
    query.bump_prefix(Query(rows.model))
    sql, params = query.get_compiler(connection=connection).as_sql()
    sql = sql.replace("{", "{{").replace("}", "}}")
    table, alias = connection.ops.quote_name(rows.model._meta.db_table), next(iter(query.alias_map))
    source = f"FROM {table} {alias} "
    sql = sql + FENCE if f"{sql} ".endswith(source) else sql
    if sql.count(source) != 1:
        raise RuntimeError(f"Expected “{source}” exactly once in: {sql}")
    return Lateral(name, sql.replace(source, f"FROM {ROW} {alias} "), tuple(params), fields)


def join_lateral(rows: Any, lateral: Lateral) -> tuple[Any, dict[str, LateralColumn]]:
    """The rows with the join, and its columns for annotations. An identical join is reused."""
    rows = rows._chain()
    query = rows.query
    parent = query.get_initial_alias()
    joined = {
        alias: one.lateral for alias, one in query.alias_map.items() if type(one) is LateralJoin
    }
    alias = next((alias for alias, one in joined.items() if one.is_same(lateral)), None)
    if alias is None:
        alias = f"{lateral.name}_{len(query.alias_map)}"
        _add(query, LateralJoin(lateral, alias, parent))
    return rows, {
        name: LateralColumn(alias, name, field) for name, field in lateral.columns.items()
    }


def compute_once(rows: Any, name: str, **expressions: Any) -> tuple[Any, dict[str, LateralColumn]]:
    """The rows with these expressions, each evaluated once a row, as columns for annotations."""
    rows = rows._chain()
    query = rows.query
    found = {key: one.resolve_expression(query) for key, one in expressions.items()}
    alias = f"{name}_{len(query.alias_map)}"
    _add(query, ExpressionJoin(name, found, alias, query.get_initial_alias()))
    return rows, {key: LateralColumn(alias, key, one.output_field) for key, one in found.items()}


def _add(query: Any, join: LateralJoin) -> None:
    query.alias_map[join.table_alias] = join
    query.alias_refcount[join.table_alias] = 1
    aliases = query.table_map.get(join.table_name, ())
    query.table_map[join.table_name] = [*aliases, join.table_alias]
