"""The form of a policy document."""

from django.utils.translation import gettext as _

from core.web.fields import RowForm, model_fields
from core.web.forms import suggest
from programmes.models import Document


@model_fields(
    Document, "name", "number", "issuer", "issued_on", "category", "first_year", "last_year",
)  # fmt: skip
class DocumentForm(RowForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        suggest(self.fields["category"], Document.objects.of(self.programme).categories())

    def clean(self):
        values = super().clean() or {}
        first, last = values.get("first_year"), values.get("last_year")
        if last and not first:
            self.add_error("first_year", _("Fill in the first year, too."))
        elif first and last and last < first:
            self.add_error("last_year", _("This lies before the first year."))
        elif first and not last:
            values["last_year"] = first
        return values
