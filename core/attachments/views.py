"""Attachments of a record: list on its page, upload, download, removal."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core.attachments import files, services
from core.attachments.models import Attachment
from core.attachments.types import SUFFIXES
from core.files.downloads import download
from core.web.form_pages import Button, FormPage
from core.web.forms import SubmissionForm
from core.web.pages import NOT_YOURS, PageMixin
from core.web.routes import routes


class AttachmentForm(SubmissionForm):
    """One file, validated by the service."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A photo (jpg, png), PDF, Word (docx) or Excel (xlsx) file of at most 10 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )


@dataclass(frozen=True)
class Kind:
    """The attachments of one kind of record. ``page`` is the URL name of the record, from which
    the other URL names derive; ``right`` is the permission to add files and remove own ones."""

    model: type[Attachment]
    page: str
    right: str

    def urls(self, prefix: str) -> list:
        attach, serve, remove = (
            view.as_view(kind=self) for view in (AttachFile, ServeFile, RemoveFile)
        )
        return routes(
            f"{prefix}/<int:record>/attachments/",
            ("", attach, f"attach_to_{self.page}"),
            ("<int:pk>/", serve, f"{self.page}_attachment"),
            ("<int:pk>/remove/", remove, f"remove_{self.page}_attachment"),
        )


class AttachmentsMixin(PageMixin):
    """Adds the attachments, and the form for users who may add, to the page of a record."""

    attachments: Kind
    object: Any

    def get_context_data(self, **kwargs):
        kind, record = self.attachments, self.object
        rows = self.visible(kind.model).filter(**{kind.model.record_name: record})
        return super().get_context_data(
            attached=rows.select_related("created_by"),
            attach_form=AttachmentForm() if self.may(kind.right, record) else None,
            attach_address=f"attach_to_{kind.page}",
            attachment_address=f"{kind.page}_attachment",
            remove_address=f"remove_{kind.page}_attachment",
            **kwargs,
        )


class AttachFile(FormPage):
    """The upload from the record's page; shows the errors of a refused file."""

    kind: Any = None  # a Kind
    form_class = AttachmentForm
    template_name = "core/attach.html"
    title = gettext_lazy("Attach a file")

    @cached_property
    def record(self):
        rows = self.visible(self.kind.model.record_model())
        record = get_object_or_404(rows, pk=self.kwargs["record"])
        if not self.may(self.kind.right, record):
            raise PermissionDenied(NOT_YOURS)
        return record

    def get_return_url(self):
        return reverse(self.kind.page, args=[self.kwargs["record"]])

    def get_context_data(self, **kwargs):
        address = self.get_return_url()
        return super().get_context_data(record=self.record, record_address=address, **kwargs)

    def save(self, form):
        file = form.cleaned_data["file"]
        services.attach(self.kind.model, self.record, file, by=self.request.user)
        return self.redirect(self.get_return_url(), _("The file is attached."))


class AttachmentMixin(PageMixin):
    kind: Any = None  # a Kind

    def get_attachment(self) -> Attachment:
        rows = self.visible(self.kind.model)
        of_record = {self.kind.model.record_name: self.kwargs["record"]}
        return get_object_or_404(rows, pk=self.kwargs["pk"], **of_record)


class ServeFile(AttachmentMixin, View):
    """Download, never displayed in the browser."""

    http_method_names = ["get", "head"]

    def get(self, request, **kwargs):
        found = self.get_attachment()
        try:
            data = files.read(found.stored, found.sha256)
        except files.DamagedFile as error:
            text = _("The file is no longer what was attached. Tell the system administrator.")
            raise Http404(text) from error
        return download(request, data, name=found.name, content_type=found.content_type)


class RemoveFile(AttachmentMixin, Button):
    def find(self) -> Attachment:
        found = self.get_attachment()
        if not self.may(self.kind.right, getattr(found, self.kind.model.record_name)):
            raise PermissionDenied(NOT_YOURS)
        return found

    def get_return_url(self):
        return reverse(self.kind.page, args=[self.kwargs["record"]])

    def perform(self, data):
        services.remove(self.find(), version=data["version"], by=self.request.user)
        return self.redirect_back(_("The file is removed."))
