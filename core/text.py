"""Text typed by people."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

# Bidirectional controls change the order in which the surrounding text is displayed.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters of Unicode that show nothing.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")

LONGEST_TAIL = 6
NUMBERED = re.compile(rf"(.*\D)\d{{1,{LONGEST_TAIL}}}")
YEAR_IN_NUMBER = re.compile(r"20\d\d(?!.*20\d\d)")


def is_forbidden_character(character: str) -> bool:
    """Whether the character cannot be stored or could mislead a reader: controls, surrogates,
    noncharacters."""
    if character in BIDI_CONTROLS or ord(character) & 0xFFFE == 0xFFFE:
        return True
    return character not in "\n\r\t" and unicodedata.category(character) in ("Cc", "Cs")


def is_blank(text: str) -> bool:
    """Whether no character of it can be seen."""
    return all(
        character.isspace() or character in BLANK or unicodedata.category(character) == "Cf"
        for character in text
    )


def clean_text(text: str) -> str:
    """Without forbidden characters and surrounding spaces (U+3000 too)."""
    allowed = (character for character in text if not is_forbidden_character(character))
    return "".join(allowed).strip(" \u3000\t\n")


NUMERALS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """一, 十, 二十三: 1 to 99, as headings are numbered. Larger ones in digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    first = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return first + (NUMERALS[ones] if ones else "")


def next_number(prefix: str, taken: Iterable[str]) -> str:
    """The next free number after the highest with this prefix, as wide as that: RW2024-112. Numbers
    of more than LONGEST_TAIL digits are not counted on."""
    tails = [number[len(prefix) :] for number in taken if number.startswith(prefix)]
    counted = [t for t in tails if t.isdecimal() and len(t) <= LONGEST_TAIL]
    last = max(counted, key=int, default="000")
    return f"{prefix}{int(last) + 1:0{len(last)}d}"


def usual_prefix(taken: Iterable[str], year: int, default: str) -> str:
    """The text before the last digits of most of the numbers, with the year in place of
    another: MB2025- after MB2024-001 and MB2024-002. The default where none ends in digits."""
    found = Counter(match[1] for number in taken if (match := NUMBERED.fullmatch(number)))
    prefix = found.most_common(1)[0][0] if found else default
    return YEAR_IN_NUMBER.sub(str(year), prefix)


class TextField(forms.CharField):
    """A text field that rejects forbidden characters."""

    default_error_messages = {"control": _("The text holds a character that cannot be stored.")}

    def to_python(self, value):
        text = super().to_python(value) or ""
        if any(is_forbidden_character(character) for character in text):
            raise forms.ValidationError(self.error_messages["control"], code="control")
        return "" if is_blank(text) else text.strip(" \u3000")
