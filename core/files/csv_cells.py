"""The cells of a .csv, written here or by the database. Text that a spreadsheet would take for a
formula gets an apostrophe; a share, the only float there is, is written as percent."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.files.cells import Form
from core.money import format_share

STARTS = "=+@\t\r\n\uff1d\uff0b\uff0d\uff20-"  # of what a spreadsheet takes for a formula
QUOTED = re.compile('[",\r\n]')


def cell(value: Any) -> str:
    text = plain(value)
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if QUOTED.search(text) else text


def plain(value: Any) -> str:
    if isinstance(value, float):
        return format_share(Fraction(str(value)))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(tuple(STARTS)) else text


# In SQL one look is enough for most texts.
GUARDED = f"CASE WHEN {{0}} ~ '^[{STARTS}]' THEN '''' ELSE '' END || {{0}}"
TEXT = f"""CASE WHEN {{0}} !~ '[",{STARTS}]' THEN {{0}}
WHEN {{0}} ~ '[",\r\n]' THEN '"' || replace({GUARDED}, '"', '""') || '"'
ELSE coalesce({GUARDED}, '') END"""
CSV = Form(
    write=cell,
    head=cell,
    sql={
        "text": TEXT,
        "amount": "coalesce(trim_scale({0})::text, '')",
        "share": "coalesce(round(({0}) * 100, 2) || chr(37), '')",
    },
    around=("", ",", "\r\n"),
)
