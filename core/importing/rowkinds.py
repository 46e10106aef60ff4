"""Classifies the rows below the heads by their words: a record, a sum, or a note."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.importing.cells import DASHES, shown
from core.importing.words import plain
from core.importing.workbook import Unreadable, Value

COUNT = r"(?:共|计)?(\d{1,9})(?:个|项|条|户|笔|家)(?:项目|单位)?"
COUNT_CELL = re.compile(rf"\(?{COUNT}\)?|(\d{{1,9}})")  # 139个 beside 合计
COUNTED = rf"(?:\({COUNT}\)|:?{COUNT})?"
TOTAL = re.compile(rf"(合计|总计|共计|总和|累计|小计){COUNTED}:?")
PART_TOTAL = re.compile(rf"(.{{1,30}}(?:合计|总计|共计|小计)){COUNTED}:?")
NUMERALS = "[一二三四五六七八九十]{1,3}"
ORDINAL = re.compile(rf"[(]?{NUMERALS}[)]?[、.]?")
# 一、交通类, (一)交通类, 一 交通类: widths made alike, spaces kept.
HEADED = re.compile(rf"\s*(?:\(\s*{NUMERALS}\s*\)|{NUMERALS}[、.,:\s]).")
GROUP = re.compile(rf"(.+?)\({COUNT}\)")
HEADED_GROUP = re.compile(rf"(.+?){COUNT}")
SIGNED = re.compile(
    r"(?:填报|填表|制表|制单|审核|审定|复核|负责|联系|分管|单位|报送|日期|时间|备注|说明|注)\w{0,6}:.*"
)
PAGE_WORDS = re.compile(
    r"\(?续表?\)?|以下(?:空白|无(?:正文|内容))|[接转][上下]页|第\d+页(?:,?共\d+页)?"
)
FIGURE = re.compile(r"[-+]?[\d.,]+%?(?:[万亿]?元?)")
COLUMN_MARK = re.compile(r"[甲乙丙丁]|栏次|\d{1,3}")
FEWEST_MARKS = 5
MAY_BE_MORE = re.compile(
    r"计|和:?$|[)):]|^[一二三四五六七八九十(栏甲乙丙丁—-]|^\d{1,3}$|^\W*$|^\d{1,9}[个项条户笔家]|^(?:以下|续|[接转第])"
)


@dataclass(frozen=True)
class Kind:
    """A record, a sum with its words and the number of records that it states, or neither."""

    is_record: bool = False
    sum_words: str = ""
    count: int | None = None


RECORD = Kind(is_record=True)


def kind_of(
    row: Sequence[Value],
    identity: Sequence[int],
    money: Sequence[int],
    words_above: Collection[tuple[int, str]] = (),
    numbers: int | None = None,
    unread: Collection[int] = (),
) -> Kind:
    """A row with its key is a record. Without, it is a sum by its words (合计, 磷化工(14个)) or
    where one text stands before amounts; one text alone is a note; all else is a record that
    lacks its key. ``words_above``: the column and the plain words of each head and title, which a
    new page repeats. ``numbers``: the column of 序号, where groups have 一、二 and records 1, 2.
    ``unread``: undeclared columns, whose figures are no words of the row."""
    if has_plain_key(row, identity, words_above, numbers):
        return RECORD
    texts = {
        index: words
        for index, value in enumerate(row)
        if index not in money and (words := shown(value)) and not DASHES.fullmatch(plain(words))
        if index not in unread or not FIGURE.fullmatch(plain(words))
    }
    if (total := total_of(texts, identity)) is not None:
        return total
    if any(isinstance(row[i], Unreadable) for i in identity if i < len(row)):
        return RECORD
    amounts = any(shown(row[i]) for i in money if i < len(row))
    if is_note(row, texts, amounts, words_above):
        return Kind()
    if words := group_words(texts, identity):
        return group(words, amounts)
    if len(texts) > 1 or (not texts and amounts):
        return RECORD
    [(index, words)] = texts.items() or {0: ""}.items()
    if index in identity and not (amounts and GROUP.fullmatch(plain(words))):
        return Kind(is_record=bool(words))
    return group(words, amounts) if words else Kind()


def has_plain_key(
    row: Sequence[Value],
    identity: Sequence[int],
    words_above: Collection[tuple[int, str]],
    numbers: int | None,
) -> bool:
    """Nearly every row: each key is a plain name or code."""
    for index in identity:
        value = row[index] if index < len(row) else None
        if not isinstance(value, str) or not (words := plain(value)):
            return False
        if MAY_BE_MORE.search(words) or (index, words) in words_above:
            return False
    if numbers is not None and len(identity) == 1 and isinstance(row[numbers], str):
        return not ORDINAL.fullmatch(plain(str(row[numbers])))
    return bool(identity)


def total_of(texts: Mapping[int, str], identity: Sequence[int]) -> Kind | None:
    """合计 in any column, with the number of records in its words or beside: 合计 | 139个."""
    words = next((w for w in texts.values() if TOTAL.fullmatch(plain(w))), "")
    if not words:
        return None
    keys = {plain(texts[i]) for i in identity if i in texts} - {plain(words)}
    beside = [match for key in keys if (match := COUNT_CELL.fullmatch(key))]
    if len(beside) < len(keys):
        return None
    return Kind(sum_words=words, count=count_in(words) or next(map(counted, beside), None))


def group(words: str, amounts: bool) -> Kind:
    """The head of a group: a sum if its row has amounts or it counts its records, else a note."""
    count = count_in(words)
    return Kind(sum_words=words if amounts or count is not None else "", count=count)


def count_in(words: str) -> int | None:
    """The 5 of 小计(5个), 合计5个, 产业类(5个) and, behind an ordinal, of (一)产业类5个."""
    kinds = [TOTAL, PART_TOTAL, GROUP, *([HEADED_GROUP] if is_headed(words) else [])]
    matches = (kind.fullmatch(plain(words)) for kind in kinds)
    return next((counted(match) for match in matches if match), None)


def counted(match: re.Match) -> int | None:
    return next((int(found) for found in match.groups() if found and found.isdecimal()), None)


def is_headed(words: str) -> bool:
    return bool(HEADED.match(unicodedata.normalize("NFKC", words)))


def group_words(texts: Mapping[int, str], identity: Sequence[int]) -> str:
    """The name of a group, with at most an ordinal before it and nothing after it: 一 | 磷化工,
    一、磷化工, 磷化工小计."""
    if not 1 <= len(texts) <= 2:
        return ""
    *before, (index, words) = texts.items()
    if any(not ORDINAL.fullmatch(plain(ordinal)) for _i, ordinal in before):
        return ""
    has_key = index in identity and sum(i in texts for i in identity) == 1
    if before and has_key or is_headed(words) or PART_TOTAL.fullmatch(plain(words)):
        return words
    return ""


def is_note(
    row: Sequence[Value],
    texts: Mapping[int, str],
    amounts: bool,
    words_above: Collection[tuple[int, str]],
) -> bool:
    """Signatures, column numbers, heads and title repeated on the next page."""
    if texts and not amounts and all(map(is_aside, texts.values())):
        return True
    if numbers_the_columns(row):
        return True
    words = [(i, plain(w)) for i, v in enumerate(row) if (w := shown(v))]
    return bool(words) and all(one in words_above for one in words)


def is_aside(words: str) -> bool:
    return any(kind.fullmatch(plain(words)) for kind in (SIGNED, PAGE_WORDS))


def numbers_the_columns(row: Sequence[Value]) -> bool:
    """甲 | 乙 | 1 | 2 | 3 below the heads."""
    marks = [plain(words) for value in row if (words := shown(value))]
    if len(marks) < FEWEST_MARKS or not all(COLUMN_MARK.fullmatch(mark) for mark in marks):
        return False
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    first = next(iter(numbers), 0)
    return first in (1, 2) and numbers == list(range(first, first + len(numbers)))
