"""Text typed by people."""

import unicodedata
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

# Bidirectional controls change the order in which the surrounding text is displayed.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

LONGEST_TAIL = 6


def is_forbidden_character(character: str) -> bool:
    """Whether the character cannot be stored or could mislead a reader: controls, surrogates,
    noncharacters."""
    if character in BIDI_CONTROLS or ord(character) & 0xFFFE == 0xFFFE:
        return True
    return character not in "\n\r\t" and unicodedata.category(character) in ("Cc", "Cs")


def clean_text(text: str) -> str:
    """Without forbidden characters and surrounding spaces (U+3000 too)."""
    allowed = (character for character in text if not is_forbidden_character(character))
    return "".join(allowed).strip(" \u3000\t\n")


def next_number(prefix: str, taken: Iterable[str]) -> str:
    """The next free number after the highest with this prefix: RW2024-112. Numbers of more than
    LONGEST_TAIL digits are not counted on."""
    tails = [number[len(prefix) :] for number in taken if number.startswith(prefix)]
    counted = [int(t) for t in tails if t.isdecimal() and len(t) <= LONGEST_TAIL]
    return f"{prefix}{max(counted, default=0) + 1:03d}"


class TextField(forms.CharField):
    """A text field that rejects forbidden characters."""

    default_error_messages = {"control": _("The text holds a character that cannot be stored.")}

    def to_python(self, value):
        text = super().to_python(value) or ""
        if any(is_forbidden_character(character) for character in text):
            raise forms.ValidationError(self.error_messages["control"], code="control")
        return text.strip(" \u3000")
