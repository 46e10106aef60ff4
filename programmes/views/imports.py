"""Imports of workbooks: upload, preview, confirm, undo; the worker processes large ones."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRefresh

from core.choices import ImportState
from core.importing import preview, undo, uploads
from core.importing.importer import Importer
from core.importing.models import ImportFile
from core.importing.registry import exporters, importers, importers_for
from core.web.form_pages import Button, FormPage
from core.web.forms import SubmissionForm
from core.web.pages import Page, PageMixin, RecordPage
from programmes.forms.imports import ChoicesForm, DatedUploadForm, UploadForm, choices_form
from programmes.importers.pasted_tasks import is_pasted, list_of_pasted
from programmes.models import TaskList
from programmes.services.import_choices import delete_choices, store_choices
from programmes.tasks import check_or_enqueue, process_later, store_and_check


def known_imports(request: Any) -> QuerySet[ImportFile]:
    """The user's own uploads, and all imports of the kinds that the user may import."""
    known = ImportFile.objects.of(request.programme).known_to(request.user)
    return known.filter(importer__in=importers_for(request.user, request.programme))


class ImportKind(PageMixin):
    """A page of one kind of import; 404 for an unknown kind, to the task force."""

    @property
    def permission(self) -> str:  # type: ignore[override]
        importer = importers().get(self.kwargs["kind"])
        return importer.permission if importer else "programmes.manage"

    @property
    def importer_class(self) -> type[Importer]:
        if self.kwargs["kind"] not in importers():
            raise Http404
        return importers()[self.kwargs["kind"]]


class ImportList(Page):
    """The kinds that the user may import, and the imports of the programme."""

    permission = "programmes.see_imports"
    template_name = "programmes/imports/imports.html"
    title = gettext_lazy("Import")

    def get_context_data(self, **kwargs):
        request = self.request
        known = known_imports(request).select_related("uploaded_by", "undone_by")
        known = known.defer("preview", "previous_values")
        page = preview.page_of(known, request.GET.get("imports"))
        for record in page:
            record.label = importers()[record.importer].label
        kinds = importers_for(request.user, request.programme).values()
        exported = [kind.name for kind in kinds if kind.name in exporters()]
        return super().get_context_data(imports=page, kinds=kinds, exported=exported, **kwargs)


class UploadImport(ImportKind, FormPage):
    """Uploads a workbook, and shows what its import would do."""

    form_class = UploadForm
    template_name = "programmes/imports/upload.html"

    def get_title(self):
        return _("Import: %(kind)s") % {"kind": self.importer_class.label}

    def get_context_data(self, **kwargs):
        kind = self.importer_class.name
        return super().get_context_data(
            kind=kind,
            exporter=exporters().get(kind),
            month=self.request.programme.last_ended_month(),
            **kwargs,
        )

    def get_form_class(self):
        return DatedUploadForm if self.importer_class.asks_day else UploadForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.importer_class.asks_day:
            kwargs["today"] = self.request.programme.today()
        return kwargs

    def save(self, form):
        importer = self.importer_class(self.request.programme)
        given = {"by": self.request.user, "states_on": form.cleaned_data.get("on")}
        record = store_and_check(importer, form.cleaned_data["file"], **given)
        return self.redirect(reverse("import_preview", args=[record.pk]), "")


class ImportPreview(RecordPage):
    """The outcome of each row, with changes, errors and conflicts; or the worker's progress."""

    model = ImportFile
    permission = "programmes.see_imports"
    template_name = "programmes/imports/preview.html"
    context_object_name = "upload"

    def get_queryset(self):
        return known_imports(self.request).defer("previous_values")

    def get_context_data(self, **kwargs):
        record, query = self.object, self.request.GET
        kind = query.get("show", "all")
        rows = preview.outcomes(record.preview, kind)
        return super().get_context_data(
            importer=importers()[record.importer],
            earlier=uploads.earlier_import(record),
            preview=record.preview,
            kind=kind,
            rows=preview.with_values(record.preview, preview.page_of(rows, query.get("page"))),
            errors=preview.page_of(record.preview.get("errors", []), query.get("errors")),
            warnings=preview.page_of(record.preview.get("warnings", []), query.get("warnings")),
            choices_form=self.choices_form(record),
            is_own=record.uploaded_by == self.request.user,
            is_pasted=is_pasted(record),
            pasted_list=list_of_pasted(record, self.visible(TaskList)),
            progress=record.worked_on if record.is_waiting else None,
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        """The page polls while the worker is busy, and is then loaded again."""
        if self.request.htmx and not self.object.is_waiting:
            return HttpResponseClientRefresh()
        return super().render_to_response(context, **kwargs)

    def choices_form(self, record: ImportFile) -> ChoicesForm | None:
        if record.confirmed_at or not record.preview:
            return None
        form = choices_form(record, self.request.programme)
        return form if form.asked else None


class ImportButton(Button):
    """A button on the page of the user's own upload."""

    permission = "programmes.see_imports"
    form_class = SubmissionForm

    @cached_property
    def record(self) -> ImportFile:
        return get_object_or_404(self.imports(), pk=self.kwargs["pk"])

    def imports(self) -> QuerySet[ImportFile]:
        return known_imports(self.request).filter(uploaded_by=self.request.user)

    def find(self) -> ImportFile:
        return self.record

    @property
    def importer(self) -> Importer:
        return importers()[self.record.importer](self.request.programme)

    def get_return_url(self):
        return reverse("import_preview", args=[self.kwargs["pk"]])

    def enqueue(self):
        process_later(self.record)
        return self.redirect(self.get_return_url(), "")


class CheckImport(ImportButton):
    """Checks the workbook again."""

    def perform(self, data):
        if not self.record.confirmed_at:
            check_or_enqueue(self.importer, self.record, by=self.request.user)
        return self.redirect(self.get_return_url(), "")


class ConfirmImport(ImportButton):
    """Imports all rows or none; a second press does nothing."""

    def require_confirmation(self) -> None:
        needs_it = self.record.preview.get("needs_confirmation") and not self.record.confirmed_at
        if needs_it and "confirmed" not in self.request.POST:
            raise ValidationError(
                _("Nothing was imported: confirm the note beside the button first.")
            )

    def perform(self, data):
        self.require_confirmation()
        if uploads.is_large(self.record) and not self.record.confirmed_at:
            uploads.request(self.record.pk, ImportState.TO_IMPORT, by=self.request.user)
            return self.enqueue()
        record = uploads.confirm(self.importer, self.record.pk, by=self.request.user)
        if record.undone_at:
            return self.redirect_back(_("This import was undone: upload the workbook again."))
        if record.confirmed_at:
            return self.redirect_back(_("The workbook is imported."))
        words = _("Nothing was imported: see the errors below.") if not record.refusals else ""
        return self.redirect(self.get_return_url(), words, messages.ERROR)


class ChooseRows(ImportButton):
    """Stores for which rows the sheet counts over what is stored, and checks it again."""

    def perform(self, data):
        keys = self.request.POST.getlist("row")
        uploads.choose_rows(self.record.pk, keys, by=self.request.user)
        check_or_enqueue(self.importer, self.record, by=self.request.user)
        return self.redirect_back(_("The workbook was looked at anew."))


class UndoImport(ImportButton):
    """Undoes an import, whoever made it, or shows the reasons against it."""

    def imports(self):
        return known_imports(self.request)

    def perform(self, data):
        if uploads.is_large(self.record) and self.record.is_in_force:
            uploads.request(self.record.pk, ImportState.TO_UNDO, by=self.request.user)
            return self.enqueue()
        undo.undo_import(self.importer, self.record.pk, by=self.request.user)
        return self.redirect_back(_("The import is undone: everything is as it was before."))


class ChooseForImport(ImportButton):
    """Stores the choices for unknown words, and checks the workbook again."""

    def perform(self, data):
        form = choices_form(self.record, self.request.programme, self.request.POST)
        if self.record.confirmed_at or not form.is_valid():
            return HttpResponseRedirect(self.get_return_url())
        store_choices(
            programme=self.request.programme,
            importer=self.record.importer,
            chosen=form.chosen(),
            by=self.request.user,
        )
        delete_choices(programme=self.request.programme, numbers=form.forgotten())
        check_or_enqueue(self.importer, self.record, by=self.request.user)
        words = _("Remembered for the next imports; the workbook was looked at anew.")
        return self.redirect_back(words)
