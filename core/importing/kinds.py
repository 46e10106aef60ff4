"""What a row below the heads is, by its words: a record, a sum, or a word about the table."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.importing.cells import shown
from core.importing.words import plain
from core.importing.workbook import Unreadable, Value

COUNTED = r"(?:\((?:共)?(\d{1,9})(?:个|项|条|户|笔)(?:项目)?\))"
TOTAL = re.compile(rf"(合计|总计|共计|总和|小计){COUNTED}?:?")
PART_TOTAL = re.compile(rf"(.{{1,30}}(?:合计|总计|共计|小计)){COUNTED}?:?")
GROUP = re.compile(rf"(.+?){COUNTED}")
ORDINAL = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?")
SIGNED = re.compile(
    r"(?:填报|填表|制表|制单|审核|审定|复核|负责|联系|分管|单位|报送|日期|时间|备注|说明|注)\w{0,6}:.*"
)
COLUMN_MARK = re.compile(r"[甲乙丙丁]|栏次|\d{1,3}")
FEWEST_MARKS = 5
MAY_BE_MORE = re.compile(r"计|和:?$|[)):]|^[一二三四五六七八九十(栏甲乙丙丁—-]|^\d{1,3}$|^\W*$")


@dataclass(frozen=True)
class Kind:
    """What a row below the heads is: a record, a sum with its words, or neither."""

    is_record: bool = False
    sum_words: str = ""


RECORD = Kind(is_record=True)


def kind_of(
    row: Sequence[Value],
    identity: Sequence[int],
    money: Sequence[int],
    heads: Collection[tuple[int, str]] = (),
) -> Kind:
    """A row with its key is a record. Without, it is a sum by its words (合计, 磷化工(14个)) or
    where one text stands before amounts; one text alone is a note; all else is a record that
    lacks its key. ``heads``: the column and the plain words of each head, repeated on a page."""
    if has_plain_key(row, identity, heads):
        return RECORD
    texts = {i: w for i, v in enumerate(row) if i not in money and (w := shown(v))}
    words = next((w for w in texts.values() if TOTAL.fullmatch(plain(w))), "")
    if words and all(texts.get(i, words) == words for i in identity):
        return Kind(sum_words=words)
    if any(isinstance(row[i], Unreadable) for i in identity if i < len(row)):
        return Kind(is_record=True)
    amounts = any(shown(row[i]) for i in money if i < len(row))
    if speaks_of_the_table(row, texts, amounts, heads):
        return Kind()
    if words := group_words(texts, identity):
        return Kind(sum_words=words if amounts or GROUP.fullmatch(plain(words)) else "")
    if len(texts) > 1 or (not texts and amounts):
        return Kind(is_record=True)
    [(index, words)] = texts.items() or {0: ""}.items()
    if index in identity and not (amounts and GROUP.fullmatch(plain(words))):
        return Kind(is_record=bool(words))
    is_sum = bool(words) and (amounts or bool(GROUP.fullmatch(plain(words))))
    return Kind(sum_words=words if is_sum else "")


def has_plain_key(
    row: Sequence[Value], identity: Sequence[int], heads: Collection[tuple[int, str]]
) -> bool:
    """Nearly every row: each key is a text that says nothing but a name or a code."""
    for index in identity:
        value = row[index] if index < len(row) else None
        if not isinstance(value, str) or not (words := plain(value)):
            return False
        if MAY_BE_MORE.search(words) or (index, words) in heads:
            return False
    return bool(identity)


def group_words(texts: Mapping[int, str], identity: Sequence[int]) -> str:
    """The name of a group or of what is summed, where an ordinal (一、) or nothing stands before
    it and nothing behind: 一 | 磷化工, 磷化工小计."""
    if not 1 <= len(texts) <= 2:
        return ""
    *before, (index, words) = texts.items()
    if any(not ORDINAL.fullmatch(plain(ordinal)) for _i, ordinal in before):
        return ""
    has_key = index in identity and sum(i in texts for i in identity) == 1
    if before and has_key or PART_TOTAL.fullmatch(plain(words)):
        return words
    return ""


def speaks_of_the_table(
    row: Sequence[Value],
    texts: Mapping[int, str],
    amounts: bool,
    heads: Collection[tuple[int, str]],
) -> bool:
    """Who filled it in, the numbers of the columns, the heads once more on the next page."""
    if not texts:
        return False
    if not amounts and all(SIGNED.fullmatch(plain(words)) for words in texts.values()):
        return True
    if numbers_the_columns(row):
        return True
    words = [(i, plain(w)) for i, v in enumerate(row) if (w := shown(v))]
    return all(one in heads for one in words)


def numbers_the_columns(row: Sequence[Value]) -> bool:
    """甲 | 乙 | 1 | 2 | 3 below the heads."""
    marks = [plain(words) for value in row if (words := shown(value))]
    if len(marks) < FEWEST_MARKS or not all(COLUMN_MARK.fullmatch(mark) for mark in marks):
        return False
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    first = next(iter(numbers), 0)
    return first in (1, 2) and numbers == list(range(first, first + len(numbers)))
