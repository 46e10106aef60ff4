"""The rows of a table as HTML. The arguments of each column's methods are resolved once per table,
where django-tables2 resolves them for every cell."""

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from html import escape
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.template import Context
from django.template.base import render_value_in_context
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django_tables2.rows import BoundRow
from django_tables2.utils import Accessor, AttributeDict, signature

Read = Callable[[Any], Any]  # returns the value of a record's cell
Draw = Callable[[Any], str]  # returns the HTML of a record's cell
# The placeholder of the record's arguments in an address.
PLACE = 7046519822
LOCAL = (int, float, Decimal, date, time)  # localized types


def body_of(table: Any) -> SafeString:
    """The rows of the page. Raises AttributeError for an accessor that a record lacks, where
    django-tables2 shows a dash."""
    return mark_safe("".join(_rows(table)))  # noqa: S308 each part is HTML or was escaped


def _rows(table: Any) -> Iterator[str]:
    cells = [(_opening(column), drawer(column, table)) for column in table.columns]
    for record in table.paginated_rows.data:
        yield "<tr>"
        for opening, draw in cells:
            yield opening
            yield draw(record)
            yield "</td>"
        yield "</tr>\n"


def _opening(column: Any) -> str:
    words = AttributeDict(column.attrs["td"]).as_html()
    return f"<td {words}>" if words else "<td>"


def drawer(column: Any, table: Any) -> Draw:
    """Returns the function that draws the column's cells: a dash for an empty value, else the
    rendered value, with its link."""
    render, empty = renderer(column.render, column, table), column.column.empty_values
    read = value_reader(column.render, column, table)
    shown, link = conditional_escape(column.default), _linker(column.link)

    def draw(record: Any) -> str:
        value = read(record)
        if value in empty:
            return shown
        content = _html(render(value, record))
        return f'<a href="{escape(link(record))}">{content}</a>' if link else content

    return draw


def value_reader(call: Any, column: Any, table: Any) -> Read:
    """Reads what is rendered, where it is asked for at all."""
    names, takes_all = signature(call)
    if takes_all or "value" in names or column.column.empty_values:
        return reader(column.accessor, table._meta.model)
    return lambda record: None


def renderer(render: Any, column: Any, table: Any) -> Callable[[Any, Any], Any]:
    """Calls what the column or the table renders with, with those words that it takes."""
    names, takes_all = signature(render)
    same = {"column": column.column, "bound_column": column, "table": table}
    if takes_all or "bound_row" in names:
        return lambda value, record: render(
            value=value, record=record, bound_row=BoundRow(record, table), **same
        )
    fixed = {name: one for name, one in same.items() if name in names}
    return {
        (True, True): lambda value, record: render(value=value, record=record, **fixed),
        (True, False): lambda value, record: render(value=value, **fixed),
        (False, True): lambda value, record: render(record=record, **fixed),
        (False, False): lambda value, record: render(**fixed),
    }["value" in names, "record" in names]


def reader(accessor: Accessor, model: Any) -> Read:
    """Follows the accessor; a field with choices gives the words of the chosen one."""
    *path, last = accessor.bits
    words = choices_of(accessor.bits, model)

    def read(record: Any) -> Any:
        for step in path:
            record = getattr(record, step)
            if record is None:
                return None
        value = getattr(record, last)
        if words:
            return words.get(value, value)
        return value() if callable(value) else value

    return read


def choices_of(path: list[str], model: Any) -> dict[Any, str]:
    """The choices of a field in words; none where it has no choices, or is no field."""
    try:
        for step in path:
            field = model._meta.get_field(step)
            model = field.related_model
    except (FieldDoesNotExist, AttributeError):
        return {}
    return {value: str(word) for value, word in getattr(field, "flatchoices", None) or ()}


def _linker(link: Any) -> Draw | None:
    """The address that a column links each record to; its arguments are numbers or slugs."""
    if link is None:
        return None
    name, args = link.reverse_args["viewname"], link.reverse_args["args"]
    reads = [reader(one, None) for one in args]
    pattern = reverse(name, args=[PLACE + number for number in range(len(args))])
    for number in range(len(args)):
        pattern = pattern.replace(str(PLACE + number), f"{{{number}}}")
    return lambda record: pattern.format(*(read(record) for read in reads))


def _html(content: Any) -> str:
    """As a template shows it."""
    if hasattr(content, "__html__"):
        return content.__html__()
    if isinstance(content, LOCAL):
        return render_value_in_context(content, Context())
    return escape(str(content))
