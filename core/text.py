"""Text as people type it."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

# They change the order in which the text around them is read.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_forbidden_character(character: str) -> bool:
    """Whether no database or file takes the character, or no reader could trust it."""
    if character in BIDI_CONTROLS or ord(character) & 0xFFFE == 0xFFFE:
        return True
    return character not in "\n\r\t" and unicodedata.category(character) in ("Cc", "Cs")


def clean_text(text: str) -> str:
    """Trimmed of spaces (the Chinese one too) and of foreign characters."""
    kept = (character for character in text if not is_forbidden_character(character))
    return "".join(kept).strip(" \u3000\t\n")


class TextField(forms.CharField):
    """A text field that refuses control characters and lone surrogates by name."""

    default_error_messages = {"control": _("The text holds a character that cannot be stored.")}

    def to_python(self, value):
        text = super().to_python(value) or ""
        if any(is_forbidden_character(character) for character in text):
            raise forms.ValidationError(self.error_messages["control"], code="control")
        return text.strip(" \u3000")
