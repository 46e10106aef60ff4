"""Registry of the kinds of records. Each model declares its kind by the decorator ``register``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from string import Formatter
from typing import Any

from django.db.models import DateField, Field, ForeignKey, Model
from django.utils.translation import gettext_lazy as _

# Bookkeeping columns that histories omit: the audit row itself names the actor and the time. Rows
# of before core.0002_without_submission_ids have a ``submission_id``.
IGNORED_COLUMNS = frozenset(
    {"id", "version", "submission_id", "created_at", "created_by_id", "updated_at", "programme_id"}
)
# Columns that a history lists after all others.
TRAILING_COLUMNS = ("provenance", "published_fields", "source_note")
# Labels of columns that many tables have.
COMMON_LABELS: dict[str, Any] = {
    "programme_id": _("programme"),
    "position": _("order"),
    "provenance": _("provenance"),
    "published_fields": _("published fields"),
}


@dataclass(frozen=True)
class Menu:
    """The entry of a kind's list in the navigation, behind the entry ``after``."""

    icon: str
    after: str


@dataclass(frozen=True)
class Caption:
    """What a search result shows of a record: paths of attributes, and the foreign keys that they
    read. ``parameter`` is the filter of the list that finds it. A kind without pages of its own
    names its ``list``, and the page at ``key`` that shows the record."""

    number: str
    text: str
    owner: str
    related: tuple[str, ...] = ()
    parameter: str = "q"
    list: str = ""
    page: str = ""
    key: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of record: the label of its model, how a row is titled, and who works with it.

    ``title_template`` is filled with the row's columns, a foreign key with the title of its
    target; ``title_function`` builds the title from these columns where a template cannot.
    ``column_labels`` override the verbose names of fields. ``month_columns`` are dates that mean
    their month. ``parent`` is the column of the record whose history includes the row,
    ``also_within`` those of further ones, as of both ends of a link.
    ``search_columns`` are matched by a text search; a ``filterable`` kind is only chosen by its
    kind or parent. Histories omit ``ignored_columns``; the audit log does not store the values of
    ``redacted_columns``. With ``has_history_page``, staff who see the record see its history.

    A kind with pages of its own has a ``name``, the url name of a record (``document``), and a
    ``plural``, that of its list (``documents``), of its import and of its export; ``key`` is the
    attribute in the address of a record. ``view_right``, ``edit_right`` and ``create_right``
    (empty: as ``edit_right``) are permissions on the programme, ``own_right`` is one on a record,
    for whoever may edit some. Where a kind ``publishes_fields``, the removal of illustrative data
    empties all other fields of a published row. ``caption`` is its search result, ``menu`` its
    entry in the navigation.
    """

    model: type[Model]
    label: Any
    title_template: str
    column_labels: Mapping[str, Any] = field(default_factory=dict)
    month_columns: frozenset[str] = frozenset()
    parent: str = ""
    also_within: tuple[str, ...] = ()
    search_columns: tuple[str, ...] = ()
    ignored_columns: frozenset[str] = frozenset()
    redacted_columns: frozenset[str] = frozenset()
    has_history_page: bool = False
    filterable: bool = False
    title_function: Callable[[dict[str, Any]], str] | None = None
    name: str = ""
    plural: str = ""
    plural_label: Any = ""
    key: str = "pk"
    view_right: str = ""
    edit_right: str = ""
    create_right: str = ""
    own_right: str = ""
    publishes_fields: bool = False
    caption: Caption | None = None
    menu: Menu | None = None

    @property
    def list_name(self) -> str:
        """The url name of the list that finds its records."""
        return (self.caption and self.caption.list) or self.plural

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> dict[str, Field]:
        """Fields by column name, in the order of a history."""
        fields = {str(one.column): one for one in self.model._meta.concrete_fields}
        return fields | {name: fields.pop(name) for name in TRAILING_COLUMNS if name in fields}

    @cached_property
    def title_columns(self) -> list[str]:
        """The columns needed for the full title, including the parent's."""
        names = [part[1] for part in Formatter().parse(self.title_template) if part[1]]
        return [*names, self.parent] if self.parent else names

    def has_empty_title(self, row: Mapping[str, Any]) -> bool:
        """Whether a row has none of the columns of its title, as a draft without a number."""
        names = [name for name in self.title_columns if name != self.parent]
        return bool(names) and all(row.get(name) in (None, "") for name in names)

    def referenced_table(self, column: str) -> str:
        """The table that a foreign key references; empty for any other column."""
        found = self.columns.get(column)
        return found.related_model._meta.db_table if isinstance(found, ForeignKey) else ""

    def column_label(self, column: str) -> str:
        found = self.columns.get(column)
        default = found.verbose_name if found else column
        return str(self.column_labels.get(column, COMMON_LABELS.get(column, default)))

    def field_label(self, name: str) -> str:
        """As ``column_label``, by the name of the field."""
        column = f"{name}_id" if f"{name}_id" in self.columns else name
        return self.column_label(column)

    def is_month(self, column: str) -> bool:
        return column in self.month_columns and isinstance(self.columns.get(column), DateField)


_registered: list[Kind] = []


def register(*, label: Any, title_template: str, **options: Any) -> Callable[[Any], Any]:
    """Decorates a model: declares its kind, and one for each of its many-to-many tables."""
    for name in ("month_columns", "ignored_columns", "redacted_columns"):
        options[name] = frozenset(options.get(name, ()))

    def decorate(model: Any) -> Any:
        _registered.append(Kind(model, label, title_template, **options))
        return model

    return decorate


@cache
def _kinds() -> dict[str, Kind]:
    """All kinds by table, complete once every model is loaded."""
    kinds = {kind.table: kind for kind in _registered}
    for kind in _registered:
        links = (_link_kind(kind, one) for one in kind.model._meta.local_many_to_many)
        kinds |= {link.table: link for link in links if link}
    return kinds


def _link_kind(kind: Kind, relation: Any) -> Kind | None:
    """The kind of the rows of a many-to-many table without a model of its own."""
    through = relation.remote_field.through
    if not through._meta.auto_created:
        return None
    source, target = relation.m2m_column_name(), relation.m2m_reverse_name()
    return Kind(
        through,
        label=kind.column_labels.get(relation.name, relation.verbose_name),
        title_template=f"{{{target}}}",
        parent=source,
        ignored_columns=frozenset({source, target}),
    )


def kind_of(model: Any) -> Kind:
    """The kind of a model or of a record. Raises LookupError where none is registered."""
    return kind_of_table(model._meta.db_table)


def kind_of_table(table: str) -> Kind:
    """Raises LookupError for a table without a registered kind."""
    if table not in _kinds():
        raise LookupError(table)
    return _kinds()[table]


def is_registered(table: str) -> bool:
    return table in _kinds()


def registered_kinds() -> list[Kind]:
    return list(_kinds().values())


def child_columns(table: str) -> list[tuple[Kind, str]]:
    """The kinds whose rows belong to the history of a record of this table, and the column that
    names the record."""
    return [
        (kind, column)
        for kind in _kinds().values()
        for column in (kind.parent, *kind.also_within)
        if column and kind.referenced_table(column) == table
    ]


def child_tables(table: str) -> list[str]:
    return [kind.table for kind, _column in child_columns(table)]


def search_table(table: str) -> str:
    """The table that a text search for rows of this one matches: itself, the parent's where it
    has no search columns, or empty for all."""
    kind = kind_of_table(table)
    return table if kind.search_columns else kind.referenced_table(kind.parent)


def tables_with_history_page() -> list[str]:
    """The tables whose records show their history to staff, and those of their children."""
    tables = [kind.table for kind in _kinds().values() if kind.has_history_page]
    return tables + [child for table in tables for child in child_tables(table)]
