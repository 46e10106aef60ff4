"""Form fields get the look of the kit in one place."""

from django import forms


def dress(form: forms.BaseForm) -> None:
    """Give each widget of the form its class, and its help text to screen readers."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.CheckboxInput | forms.HiddenInput):
            continue
        kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
        widget.attrs.setdefault("class", kind)


class FilteredSelect(forms.Select):
    """A long select: a field above it takes a few letters and leaves what holds them."""

    @classmethod
    def of(cls, field: forms.Field) -> "FilteredSelect":
        widget = cls(attrs={**field.widget.attrs, "data-filtered": ""})
        widget.choices = field.widget.choices
        return widget


class TickedList(forms.CheckboxSelectMultiple):
    """Several of many, ticked in a list that scrolls; also sent as one text, ``1,2``."""

    def __init__(self, attrs: dict | None = None, choices=()):
        super().__init__({"class": "ticks", **(attrs or {})}, choices)

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name) or []
        return [key for part in sent for key in part.split(",") if key]
