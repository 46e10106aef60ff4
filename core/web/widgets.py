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


class TickedList(forms.CheckboxSelectMultiple):
    """Several of many, ticked in a list that scrolls, in groups; also sent as one text, ``1,2``."""

    template_name = "core/ticked_list.html"

    def __init__(self, attrs: dict | None = None, choices=()):
        super().__init__({"class": "ticks", **(attrs or {})}, choices)

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name) or []
        return [key for part in sent for key in part.split(",") if key]
