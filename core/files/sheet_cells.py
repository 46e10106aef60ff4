"""The cells of a workbook's sheet as XML, written here or by the database. Every text stands in its
cell as text, so that nothing is ever run as a formula."""

import re
from decimal import Decimal
from html import escape, unescape
from itertools import zip_longest
from typing import Any

from core.files.cells import Form

NARROWEST, WIDEST = 8, 60  # of a column, in characters of Excel's standard type
LONGEST = 32_767  # characters that a cell takes
# Styles of core.files.workbooks: a head, an amount, a share, a text that stays one when edited.
HEAD, AMOUNT, SHARE, TEXT = 1, 2, 3, 4
NOTHING = "<c/>"
NUMBER = '<c s="{style}"><v>{told}</v></c>'
WORDS = '<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{told}</t></is></c>'
TOLD = re.compile(r'<c(?: s="(\d)")?[^>]*>(?:<is><t[^>]*>|<v>)?([^<]*)')
UNKNOWN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")


def cell(value: Any) -> str:
    if isinstance(value, Decimal):
        return NUMBER.format(style=AMOUNT, told=f"{value:f}")
    if isinstance(value, float):
        return NUMBER.format(style=SHARE, told=repr(value))
    if isinstance(value, int):
        return f"<c><v>{int(value)}</v></c>"
    return NOTHING if value in (None, "") else _text(str(value), TEXT)


def head(value: Any) -> str:
    return _text(str(value), HEAD)


def _text(text: str, style: int) -> str:
    return WORDS.format(style=style, told=escape(text[:LONGEST], quote=False))


def named(lines: str) -> str:
    """As XML takes it: characters that it does not take are named, as Excel does."""
    if lines.isprintable() and "_x" not in lines:  # as most are, and sooner seen
        return lines
    return UNKNOWN.sub(lambda found: f"_x{ord(found[0]):04X}_", lines)


def widths(lines: list[str]) -> list[int]:
    """How wide the columns are that hold these rows, in characters."""
    rows = [[_width(style, told) for style, told in TOLD.findall(line)] for line in lines]
    return [max(NARROWEST, *column) for column in zip_longest(*rows, fillvalue=0)]


def _width(style: str, told: str) -> int:
    """A Chinese character takes two."""
    if not told or style == str(SHARE):
        return 0
    text = f"{Decimal(told):,.2f}" if style == str(AMOUNT) else unescape(told)
    return len(text) + len(WIDE.findall(text)) + 2


def _in_sql(form: str, style: int, told: str) -> str:
    """The same cell in SQL; nothing where ``told`` is NULL."""
    before, after = form.format(style=style, told="\n").split("\n")
    return f"coalesce('{before}' || {told} || '{after}', '{NOTHING}')"


def _escaped(told: str) -> str:
    for sign in "&<>":
        told = f"replace({told}, '{sign}', '{escape(sign)}')"
    return told


SHEET = Form(
    write=cell,
    head=head,
    sql={
        "text": _in_sql(WORDS, TEXT, _escaped(f"left(nullif({{0}}, ''), {LONGEST})")),
        "amount": _in_sql(NUMBER, AMOUNT, "({0})"),
        "share": _in_sql(NUMBER, SHARE, "({0})::float8"),
    },
    around=("<row>", "", "</row>"),
)
