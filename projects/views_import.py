"""The import of the ledger by browser: upload, preview, confirm."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core.importing import files
from core.models import ImportFile
from core.views import FormPage, PageMixin, RecordPage
from projects.importers import LedgerImporter

LARGEST = 5 << 20


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Workbook (.xlsx)"),
        help_text=gettext_lazy(
            "The ledger as it is: heads, unit and totals are found by their words. At most 5 MB."
        ),
        widget=forms.ClearableFileInput(
            attrs={"class": "form-control", "accept": ".xlsx", "autofocus": True}
        ),
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

    def form_valid(self, form):
        importer = LedgerImporter(self.request.programme)
        record = files.upload(importer, form.cleaned_data["file"], by=self.request.user)
        return redirect("import_preview", pk=record.pk)


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


class ConfirmImport(PageMixin, View):
    """Imports all rows or none; a second press does nothing."""

    permission = "projects.import"
    http_method_names = ["post"]

    def post(self, request, pk):
        mine = self.visible(ImportFile).filter(importer=LedgerImporter.name, pk=pk)
        if not mine.exists():
            raise Http404
        record = files.confirm(LedgerImporter(request.programme), pk, by=request.user)
        if record.confirmed_at:
            messages.success(request, _("The ledger is imported."))
        else:
            messages.error(request, _("Nothing was imported: see the errors below."))
        return redirect("import_preview", pk=record.pk)
