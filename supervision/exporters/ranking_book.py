"""The ranking tables of a quarter as a workbook, a sheet for each table."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter import Workbook

from core.files.exporters import OPTIONS, ListSheet, sheet_title
from core.money import in_wan, round_points
from supervision.figures.ranking_helpers import HelperGift
from supervision.figures.ranking_sentences import nothing_due
from supervision.figures.ranking_words import HEADS, OF_MONEY
from supervision.figures.rankings import RankedRow, RankingTable

POINTS_PLACES = 6
Rows = Iterator[Sequence[Any]]


def ranking_book(title: str, tables: list[RankingTable], helpers: list[HelperGift]) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {**OPTIONS, "constant_memory": False, "in_memory": True}) as book:
        for table in tables:
            name = f"{table.group.label} {table.kind.label}"
            ListSheet(book, sheet_title(name), f"{title} {name}").write(_rows(table))
        if helpers:
            name = _("What the helpers gave")
            ListSheet(book, sheet_title(name), f"{title} {name}").write(_of_helpers(helpers))
    return buffer.getvalue()


def _rows(table: RankingTable) -> Rows:
    counted, done, whole, share = HEADS[table.kind]
    is_money = table.kind in OF_MONEY
    yield (
        pgettext("ranking", "place"), _("place before"), _("places gained"), _("unit"),
        *([counted] if is_money else []), done, whole, share, _("against what is due (points)"),
    )  # fmt: skip
    for row in table.rows:
        yield _cells(row, is_money=is_money)
    if words := nothing_due(table):
        yield (words,)


def _cells(row: RankedRow, *, is_money: bool) -> Sequence[Any]:
    """Where records are counted, the count is the whole: one column."""
    one = row.measure
    amounts: list[Any] = [None, None]
    if row.is_applicable and is_money:
        amounts = [in_wan(one.done), in_wan(one.whole)]
    elif row.is_applicable:
        amounts = [int(one.done), int(one.whole)]
    return (
        shown_place(row), row.before, row.change, row.name,
        *([one.count or None] if is_money else []), *amounts,
        None if one.share is None else float(one.share),
        None if row.gap is None else round_points(row.gap, POINTS_PLACES),
    )  # fmt: skip


def shown_place(row: RankedRow) -> Any:
    """The place, or why there is none."""
    if row.place is not None:
        return row.place
    return _("too few to be ranked") if row.has_few else _("not applicable")


def _of_helpers(helpers: list[HelperGift]) -> Rows:
    yield (
        _("helper"), _("arrived in the quarter (万元)"), _("arrived in the year (万元)"),
        _("tasks done"), _("tasks in progress"), _("tasks planned"),
    )  # fmt: skip
    for one in helpers:
        money = in_wan(one.quarter), in_wan(one.year)
        yield one.name, *money, one.done, one.going, one.planned
