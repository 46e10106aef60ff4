"""Text as people type it."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _


def clean_text(text: str) -> str:
    """Trimmed of spaces (the Chinese one too) and of characters no database or file takes."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip(" \u3000\t\n")


class TextField(forms.CharField):
    """A text field that refuses control characters and lone surrogates by name."""

    default_error_messages = {"control": _("The text holds a character that cannot be stored.")}

    def to_python(self, value):
        text = super().to_python(value) or ""
        if any(c not in "\n\r\t" and unicodedata.category(c) in ("Cc", "Cs") for c in text):
            raise forms.ValidationError(self.error_messages["control"], code="control")
        return text.strip(" \u3000")
