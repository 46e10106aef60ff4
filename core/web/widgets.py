"""CSS classes of form widgets."""

from collections.abc import Iterable
from typing import Any

from django import forms


def dress(form: forms.BaseForm) -> None:
    """Sets the CSS class of each widget of the form."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.CheckboxInput | forms.HiddenInput):
            continue
        kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
        widget.attrs.setdefault("class", kind)


def suggest(field: forms.Field, values: Iterable[str]) -> None:
    """Offer values while a text is typed; any other text is valid, too."""
    choices: Any = field  # core/field.html draws them
    choices.suggestions = list(values)
    field.widget.attrs["list"] = f"suggestions-{id(field)}"


class TickedList(forms.CheckboxSelectMultiple):
    """Checkboxes in a scrolling, grouped list; also accepts one text, ``1,2``."""

    template_name = "core/ticked_list.html"

    def __init__(self, attrs: dict | None = None, choices=()):
        super().__init__({"class": "ticks", **(attrs or {})}, choices)

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name) or []
        return [key for part in sent for key in part.split(",") if key]
