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
