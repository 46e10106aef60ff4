"""The form of a policy document."""

from django.utils.translation import gettext as _

from core.web.fields import RowForm, form_field
from core.web.widgets import suggest
from programmes.models import Document


class DocumentForm(RowForm):
    name = form_field(Document, "name")
    number = form_field(Document, "number")
    issuer = form_field(Document, "issuer")
    issued_on = form_field(Document, "issued_on")
    category = form_field(Document, "category")
    first_year = form_field(Document, "first_year")
    last_year = form_field(Document, "last_year")

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
