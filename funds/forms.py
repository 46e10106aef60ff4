"""The forms of a fund line and of a source."""

from typing import Any

from django.utils.translation import gettext as _

from core.web.fields import model_fields
from funds.models import FundLine, FundSource
from programmes.forms.base import ProgrammeForm


@model_fields(
    FundLine, "number", "source", "payer_unit", "payer_name", "document_number", "project",
    "purpose",
)  # fmt: skip
class FundLineForm(ProgrammeForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["payer_name"].label = _("payer outside the network")

    def clean(self):
        values = super().clean() or {}
        if values.get("payer_unit") and values.get("payer_name"):
            self.add_error("payer_name", _("Choose a unit or write a payer, not both."))
        if bool(values.get("project")) == bool(values.get("purpose")) and not self.errors:
            self.add_error("purpose", _("Choose a project or write a purpose: one of both."))
        return values


@model_fields(FundSource, "name", "family", "position")
class FundSourceForm(ProgrammeForm):
    pass
