"""Workbooks by browser: upload, preview, choices, confirm, undo; the worker does the large ones."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRefresh

from core.importing import files, preview, undo, waiting
from core.importing.asking import NOTHING
from core.importing.importer import Importer
from core.models import ImportFile
from core.tasks import enqueue
from core.web.form_pages import Button, FormPage
from core.web.forms import SubmissionForm
from core.web.pages import Page, PageMixin, RecordPage
from programmes.choices import ImportChoiceKind
from programmes.models import ImportChoice
from programmes.services.import_choices import (
    change_choice,
    delete_choice,
    delete_choices,
    store_choices,
)
from projects.exporters import last_ended_month
from projects.forms.imports import KINDS, LEFT_EMPTY, ChoiceForm, ChoicesForm, Options, UploadForm
from projects.importers import IMPORTERS, LedgerImporter
from projects.tasks import work_on_import


def importer_of(record: ImportFile, programme: Any) -> Importer:
    return IMPORTERS[record.importer](programme)


def ring_for(record: ImportFile) -> None:
    """The worker does what was asked, and the page of the import says how far it is."""
    transaction.on_commit(lambda: enqueue(work_on_import, record.pk))


def check_soon(importer: Importer, record: ImportFile, *, by: Any) -> None:
    if files.is_large(record):
        waiting.ask_check(record.pk, by=by)
        ring_for(record)
    else:
        files.check(importer, record)


class ImportProjects(FormPage):
    """Upload; what the import would do is shown before anything is written. Below, what was
    imported in the programme before, by whomever."""

    permission = "projects.import"
    form_class = UploadForm
    template_name = "projects/import_upload.html"
    title = gettext_lazy("Import the project ledger")

    def get_context_data(self, **kwargs):
        known = known_imports(self.request).select_related("uploaded_by", "undone_by")
        imports = preview.page_of(
            known.defer("preview", "previous_values"), self.request.GET.get("imports")
        )
        month = last_ended_month(self.request.programme)
        return super().get_context_data(imports=imports, month=month, **kwargs)

    def save(self, form):
        file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        importer = IMPORTERS[kind or LedgerImporter.name](self.request.programme)
        record = files.keep(importer, file, by=self.request.user)
        check_soon(importer, record, by=self.request.user)
        return self.redirect(reverse("import_preview", args=[record.pk]), "")


def known_imports(request: Any) -> QuerySet[ImportFile]:
    """For pages that ask for the right to import."""
    mine = ImportFile.objects.of(request.programme).known_to(request.user)
    return mine.filter(importer__in=IMPORTERS)


class ImportPreview(RecordPage):
    """What becomes of each row, and each field that changes; errors and conflicts by row and
    cell. While the worker is at it, how far it is."""

    model = ImportFile
    permission = "projects.import"
    template_name = "projects/import_preview.html"
    context_object_name = "upload"

    def get_queryset(self):
        return known_imports(self.request).defer("previous_values")

    def get_context_data(self, **kwargs):
        record, asked = self.object, self.request.GET
        kind = asked.get("show", "all")
        rows = preview.outcomes(record.preview, kind)
        return super().get_context_data(
            earlier=files.earlier_import(record),
            preview=record.preview,
            kind=kind,
            rows=preview.with_values(record.preview, preview.page_of(rows, asked.get("page"))),
            errors=preview.page_of(record.preview.get("errors", []), asked.get("errors")),
            choices_form=self.choices_form(record),
            is_own=record.uploaded_by == self.request.user,
            progress=record.worked_on if record.is_waiting else None,
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        """What is polled while the worker is at it; then the whole page anew."""
        if self.request.htmx and not self.object.is_waiting:
            return HttpResponseClientRefresh()
        return super().render_to_response(context, **kwargs)

    def choices_form(self, record: ImportFile) -> ChoicesForm | None:
        if record.confirmed_at or not record.preview:
            return None
        form = choices_form(record, self.request.programme)
        return form if form.asked else None


def choices_form(record: ImportFile, programme: Any, data: Any = None) -> ChoicesForm:
    options = Options(importer_of(record, programme))
    return ChoicesForm(data, preview=record.preview, options=options)


class OfImport(Button):
    """A button on the page of an import: of one's own upload."""

    permission = "projects.import"
    form_class = SubmissionForm

    @cached_property
    def record(self) -> ImportFile:
        return get_object_or_404(self.imports(), pk=self.kwargs["pk"])

    def imports(self) -> QuerySet[ImportFile]:
        return self.visible(ImportFile).filter(importer__in=IMPORTERS)

    def find(self) -> ImportFile:
        return self.record

    @property
    def importer(self) -> Importer:
        return importer_of(self.record, self.request.programme)

    def get_return_url(self):
        return reverse("import_preview", args=[self.kwargs["pk"]])


class CheckImport(OfImport):
    """Looks at the workbook once more."""

    def perform(self, data):
        if not self.record.confirmed_at:
            check_soon(self.importer, self.record, by=self.request.user)
        return self.redirect(self.get_return_url(), "")


class ConfirmImport(OfImport):
    """Imports all rows or none; a second press does nothing."""

    def perform(self, data):
        if files.is_large(self.record) and not self.record.confirmed_at:
            waiting.ask_import(self.record.pk, by=self.request.user)
            ring_for(self.record)
            return self.redirect(self.get_return_url(), "")
        record = files.confirm(self.importer, self.record.pk, by=self.request.user)
        if record.confirmed_at:
            return self.redirect_back(_("The ledger is imported."))
        words = _("Nothing was imported: see the errors below.") if not record.refusals else ""
        return self.redirect(self.get_return_url(), words, messages.ERROR)


class UndoImport(OfImport):
    """Takes the whole import back, or says what stands against it; whoever imported it, it
    concerns all who may import."""

    def imports(self):
        return known_imports(self.request)

    def perform(self, data):
        if files.is_large(self.record) and self.record.is_in_force:
            waiting.ask_undo(self.request.programme, self.record.pk, by=self.request.user)
            ring_for(self.record)
            return self.redirect(self.get_return_url(), "")
        undo.take_back(self.importer, self.record.pk, by=self.request.user)
        return self.redirect_back(_("The import is undone: everything is as it was before."))


class ChooseForImport(OfImport):
    """Remembers what unknown words stand for, and looks at the workbook anew."""

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
        check_soon(self.importer, self.record, by=self.request.user)
        return self.redirect_back(
            _("Remembered for the next imports; the workbook was looked at anew.")
        )


class ImportChoices(Page):
    """What was remembered of words in workbooks, how often it was used, and when last."""

    permission = "projects.import"
    template_name = "projects/import_choices.html"
    title = gettext_lazy("Choices remembered for imports")

    def get_context_data(self, **kwargs):
        choices = self.visible(ImportChoice).select_related("unit", "created_by")
        for choice in choices:
            choice.workbook = dict(KINDS).get(choice.importer, choice.importer)
            choice.title = title_of(choice)
            choice.meaning = meaning_of(choice)
        return super().get_context_data(choices=choices, **kwargs)


def title_of(choice: ImportChoice) -> str:
    importer = IMPORTERS.get(choice.importer)
    columns = importer.columns if importer else ()
    return next((one.title for one in columns if one.name == choice.column), choice.column)


def meaning_of(choice: ImportChoice) -> str:
    if choice.kind == ImportChoiceKind.COLUMN:
        return title_of(choice)
    words = choice.unit or choice.value
    return str(LEFT_EMPTY if words == NOTHING else words)


class OfChoice(PageMixin):
    permission = "projects.import"

    @cached_property
    def choice(self) -> ImportChoice:
        known = self.visible(ImportChoice).filter(importer__in=IMPORTERS)
        return get_object_or_404(known, pk=self.kwargs["pk"])

    def find(self) -> ImportChoice:
        return self.choice

    def get_return_url(self):
        return reverse("import_choices")


class EditChoice(OfChoice, FormPage):
    """The same words stand for something else from the next import on."""

    form_class = ChoiceForm

    def get_title(self):
        return _("“%(words)s” in workbooks") % {"words": self.choice.words}

    def get_form_kwargs(self):
        importer = IMPORTERS[self.choice.importer](self.request.programme)
        more = {"choice": self.choice, "options": Options(importer)}
        return {**super().get_form_kwargs(), **more}

    def get_initial(self):
        one = self.choice
        meaning = one.column if one.kind == ImportChoiceKind.COLUMN else one.value
        return {"version": one.version, "meaning": one.unit_id or meaning}

    def save(self, form):
        version = form.cleaned_data["version"]
        change_choice(self.choice, version=version, chosen=form.chosen())
        return self.redirect(self.get_return_url(), _("Saved: it counts from the next import on."))


class ForgetChoice(OfChoice, Button):
    def perform(self, data):
        delete_choice(self.find(), version=data["version"])
        return self.redirect_back(_("Forgotten: the next import asks again."))
