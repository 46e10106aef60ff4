"""Base forms for writing records, and the looks of their widgets."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from core.money import AmountError, parse_amount, plain_amount
from core.web.merging import sign, unsign

DASHES = forms.ModelChoiceField(None).empty_label  # of Django, where a form names no other


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


class DayInput(forms.DateInput):
    """A text in the one format of the platform, 2024-07-08, whatever the browser's language; the
    script adds the browser's calendar (static/js/days.js)."""

    picker, example = "date", "2024-07-08"

    def __init__(self, attrs: dict | None = None, format: str = "%Y-%m-%d"):
        own = {"data-picker": self.picker, "placeholder": self.example, "autocomplete": "off"}
        super().__init__({**own, **(attrs or {})}, format)


class MonthInput(DayInput):
    """As 2024-07."""

    picker, example = "month", "2024-07"


class TickedList(forms.CheckboxSelectMultiple):
    """Checkboxes in a scrolling, grouped list; also accepts one text, ``1,2``."""

    template_name = "core/ticked_list.html"

    def __init__(self, attrs: dict | None = None, choices=()):
        super().__init__({"class": "ticks", **(attrs or {})}, choices)

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name) or []
        return [key for part in sent for key in part.split(",") if key]


class VersionField(forms.IntegerField):
    """The version of a record in ASCII digits; 0 for no record."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, **kwargs)

    def to_python(self, value):
        text = str(value or "").strip()
        if text and not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(self.error_messages["invalid"])
        return super().to_python(text)


class RecordForm(forms.Form):
    """A form with the version of the record to change, the id of the submission, or both;
    ``required_hidden`` names those that must be sent.

    ``merged_fields`` are merged one by one after a concurrent save; ``base`` carries their signed
    initial values.
    """

    required_hidden: tuple[str, ...] = ()
    merged_fields: tuple[str, ...] = ()

    version = VersionField(required=False)
    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        dress(self)
        for name, field in self.fields.items():
            if getattr(field, "empty_label", None) == DASHES:
                choice: Any = field
                choice.empty_label = _("Please choose") if field.required else _("none")
            words = _("Fill in “%(label)s”.") % {"label": field.label}
            field.error_messages["required"] = words
            field.required = field.required or name in self.required_hidden
        if not self.merged_fields:
            del self.fields["base"]
        if not self.is_bound:
            self.initial.setdefault("submission_id", uuid.uuid4())

    def hidden_field_error(self) -> str:
        """The error of a hidden field, which no input of the user can correct; else empty."""
        if "version" in self.errors:
            return _(
                "The form does not say which version it changes: open the page again and "
                "repeat the change."
            )
        if "submission_id" in self.errors:
            return _("The form carries no number of its own: open the page again and repeat it.")
        return ""

    def add_error(self, field, error):
        """Assigns model errors to fields of the form; errors of other fields are shown on top."""
        super().add_error(field, self._by_field(error) if field is None else error)

    def _by_field(self, error: Any) -> forms.ValidationError:
        errors_of = forms.ValidationError(error)
        named = getattr(errors_of, "error_dict", None) or {NON_FIELD_ERRORS: errors_of.error_list}
        placed: dict[str, list[forms.ValidationError]] = {}
        for name, errors in named.items():
            for one in errors:
                # A violated unique constraint is shown at its last field.
                last = (one.params or {}).get("unique_check", (name,))[-1]
                place = last if last in self.fields else NON_FIELD_ERRORS
                placed.setdefault(place, []).append(one)
        return forms.ValidationError(placed)

    def get_initial_for_field(self, field, field_name):
        if field_name == "base":
            return sign(self.input_texts(self.start_values()))
        return super().get_initial_for_field(field, field_name)

    def start_values(self) -> dict[str, Any]:
        """The merged fields as shown initially."""
        return {name: self.initial.get(name) for name in self.merged_fields}

    def current_values(self, record: Any) -> dict[str, Any]:
        """The merged fields as stored."""
        return {name: getattr(record, name) for name in self.merged_fields}

    def base_values(self) -> dict[str, str]:
        """The signed initial values that were sent; empty where missing or invalid."""
        return unsign(self.data.get("base", ""))

    def submitted_values(self) -> dict[str, str]:
        """The merged fields as sent."""
        return self.input_texts({name: self.cleaned_data.get(name) for name in self.merged_fields})

    def input_texts(self, values: dict[str, Any]) -> dict[str, str]:
        """Values as the texts of their inputs."""
        return {name: self._text(name, value) for name, value in values.items()}

    def display_text(self, name: str, text: str) -> str:
        """An input text for display: with the label of a choice or the unit of an amount."""
        field = self.fields[name]
        choices = dict(getattr(field, "choices", ()))
        unit = getattr(field, "unit", "")
        named = {str(getattr(key, "value", key)): str(label) for key, label in choices.items()}
        return named.get(text, f"{text}{unit}" if text else "")

    def _text(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            return ",".join(map(str, sorted(row.pk for row in value or ())))
        shown = field.prepare_value(value)
        return "" if shown is None else str(shown).replace("\r\n", "\n").strip(" \u3000")

    def set_values(self, **values: Any) -> None:
        """Replaces sent values of the bound form."""
        data: Any = self.data
        self.data = data = data.copy()
        for name, value in values.items():
            data[name] = self._text(name, value)
            self.cleaned_data[name] = value


class SubmissionForm(RecordForm):
    """A form that creates a record."""

    required_hidden = ("submission_id",)


class VersionedForm(RecordForm):
    """A form that changes a record."""

    required_hidden: tuple[str, ...] = ("version",)


class AmountField(forms.Field):
    """An amount typed in 万元 (or with its unit); returns yuan."""

    unit = "万元"

    def __init__(self, *args: Any, signed: bool = False, **kwargs: Any):
        self.signed = signed
        super().__init__(*args, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_amount(text, "万元", signed=self.signed)
        except AmountError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value):
        return plain_amount(value) if isinstance(value, Decimal) else value


class QuantityField(forms.DecimalField):
    """A non-negative quantity with at most two decimals; accepts full-width digits."""

    def __init__(self, **kwargs: Any):
        super().__init__(min_value=0, max_digits=14, decimal_places=2, **kwargs)

    def to_python(self, value):
        try:
            amount = parse_amount(value, "元") if value not in self.empty_values else None
        except AmountError as error:
            raise forms.ValidationError(str(error)) from error
        return super().to_python(amount)
