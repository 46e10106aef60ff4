"""The forms of a fund line and of a source."""

from typing import Any

from django.utils.translation import gettext as _

from core.web.fields import form_field
from funds.models import FundLine, FundSource
from programmes.forms.base import ProgrammeForm


class FundLineForm(ProgrammeForm):
    number = form_field(FundLine, "number")
    source = form_field(FundLine, "source")
    payer_unit = form_field(FundLine, "payer_unit")
    payer_name = form_field(FundLine, "payer_name")
    document_number = form_field(FundLine, "document_number")
    project = form_field(FundLine, "project")
    purpose = form_field(FundLine, "purpose")

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


class FundSourceForm(ProgrammeForm):
    name = form_field(FundSource, "name")
    is_assistance = form_field(FundSource, "is_assistance")
    position = form_field(FundSource, "position")
