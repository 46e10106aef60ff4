"""The base of the forms that write records."""

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.money import AmountError, parse_amount, plain_amount
from core.widgets import dress


class RecordForm(forms.Form):
    """Carries the version of the record it changes, or the submission id of the one it makes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        dress(self)
        for field in self.fields.values():
            words = _("Fill in “%(label)s”.") % {"label": field.label}
            field.error_messages["required"] = words
        if not self.is_bound:
            self.initial.setdefault("submission_id", uuid.uuid4())


class AmountField(forms.Field):
    """An amount typed in 万元 (or with its unit behind it), given as yuan."""

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
    """A quantity, not below zero, with at most two decimals; full-width digits are taken."""

    def __init__(self, **kwargs: Any):
        super().__init__(min_value=0, max_digits=14, decimal_places=2, **kwargs)

    def to_python(self, value):
        try:
            amount = parse_amount(value, "元") if value not in self.empty_values else None
        except AmountError as error:
            raise forms.ValidationError(str(error)) from error
        return super().to_python(amount)
