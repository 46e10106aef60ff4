"""Querysets that read a SELECT in place of their model's table, with the same columns."""

from typing import Any

from django.db.models.sql.datastructures import BaseTable


class Source(BaseTable):
    """``sql`` selects the columns of the table; each %s is one of ``params``."""

    def __init__(self, table_name: str, alias: str | None, sql: str, params: tuple[Any, ...]):
        super().__init__(table_name, alias)
        self.sql, self.params = sql, params

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        alias = compiler.quote_name_unless_alias(self.table_alias)
        return f"({self.sql}) {alias}", self.params

    def relabeled_clone(self, change_map: dict[Any, str]) -> "Source":
        alias = change_map.get(self.table_alias, self.table_alias)
        return Source(self.table_name, alias, self.sql, self.params)


def read_from(rows: Any, sql: str, *params: Any) -> Any:
    """The rows, which have no other joins yet, read from the SELECT."""
    rows = rows._chain()
    alias = rows.query.get_initial_alias()
    rows.query.alias_map[alias] = Source(rows.model._meta.db_table, alias, sql, params)
    return rows
