"""The import of the ledger by browser: upload, preview, confirm."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PressForm
from core.importing import files
from core.models import ImportFile
from core.views import RecordPage
from core.views_forms import Button, FormPage
from projects.importers import LedgerImporter

LARGEST = 5 << 20


class UploadForm(PressForm):
    file = forms.FileField(
        label=gettext_lazy("Workbook (.xlsx)"),
        help_text=gettext_lazy(
            "The ledger as it is: heads, unit and totals are found by their words. At most 5 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx", "autofocus": True}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return upload


class ImportProjects(FormPage):
    """Upload; what the import would do is shown before anything is written."""

    permission = "projects.import"
    form_class = UploadForm
    template_name = "projects/import_upload.html"
    title = gettext_lazy("Import the project ledger")

    def save(self, form):
        importer = LedgerImporter(self.request.programme)
        record = files.upload(importer, form.cleaned_data["file"], by=self.request.user)
        return self.accepted(reverse("import_preview", args=[record.pk]), "")


class ImportPreview(RecordPage):
    """What becomes of each row; errors and conflicts by row and cell."""

    model = ImportFile
    permission = "projects.import"
    template_name = "projects/import_preview.html"
    context_object_name = "upload"

    def get_queryset(self):
        return super().get_queryset().filter(importer=LedgerImporter.name)

    def get_context_data(self, **kwargs):
        earlier = files.earlier_import(self.object)
        return super().get_context_data(earlier=earlier, preview=self.object.preview, **kwargs)


class ConfirmImport(Button):
    """Imports all rows or none; a second press does nothing."""

    permission = "projects.import"
    form_class = PressForm

    def find(self) -> ImportFile:
        mine = self.visible(ImportFile).filter(importer=LedgerImporter.name)
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    def page_of_button(self):
        return reverse("import_preview", args=[self.kwargs["pk"]])

    def press(self, said):
        importer = LedgerImporter(self.request.programme)
        record = files.confirm(importer, self.kwargs["pk"], by=self.request.user)
        if record.confirmed_at:
            return self.done(_("The ledger is imported."))
        words = _("Nothing was imported: see the errors below.")
        return self.accepted(self.page_of_button(), words, messages.ERROR)
