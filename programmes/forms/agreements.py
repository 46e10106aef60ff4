"""The forms of an agreement and of a delivery."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import TextField
from core.web.fields import model_fields
from programmes.figures.agreements import end_of_term
from programmes.forms.base import ProgrammeForm
from programmes.models import Agreement, AgreementDelivery


@model_fields(
    Agreement, "name", "partner_unit", "partner", "signed_on", "amount", "brought_by", "unit",
    "term", "valid_until", "progress",
)  # fmt: skip
class AgreementForm(ProgrammeForm):
    partner = TextField(
        label=Agreement._meta.get_field("partner").verbose_name,
        max_length=120,
        required=False,
        help_text=gettext_lazy("Left empty, it is the name of the partner unit."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        words = _("Left empty, it is the last day of the last year of the term (2024—2026年).")
        self.fields["valid_until"].help_text = words

    def clean_signed_on(self):
        return self.day_until_today("signed_on")

    def clean(self):
        values: dict[str, Any] = super().clean() or {}
        if "partner" not in self.errors and not values.get("partner"):
            self.name_partner(values)
        if "valid_until" not in self.errors and not values.get("valid_until"):
            values["valid_until"] = end_of_term(values.get("term") or "")
        signed, until = values.get("signed_on"), values.get("valid_until")
        if signed and until and until < signed:
            self.add_error("valid_until", _("This lies before the day of signing."))
        return values

    def name_partner(self, values: dict[str, Any]) -> None:
        if values.get("partner_unit"):
            values["partner"] = values["partner_unit"].name
        else:
            self.add_error("partner", _("Choose the partner unit, or write the partner."))


@model_fields(AgreementDelivery, "day", "amount", "text")
class DeliveryForm(ProgrammeForm):
    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any):
        self.agreement = agreement
        super().__init__(*args, **kwargs)

    def clean_day(self):
        return self.day_until_today("day")

    def clean(self):
        values: dict[str, Any] = super().clean() or {}
        signed = self.agreement.signed_on
        if signed and values.get("day") and values["day"] < signed:
            words = _("The agreement was signed on %(day)s, after this day.")
            self.add_error("day", words % {"day": signed})
        if "amount" not in self.errors and values.get("amount") == 0:
            self.add_error("amount", _("Fill in an amount above 0, or leave it empty."))
        elif values.get("amount") is None and not values.get("text") and not self.errors:
            self.add_error("text", _("Fill in the amount, or what was delivered."))
        return values
