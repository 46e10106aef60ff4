"""The catalogues of the pipeline, whose names staff add, rename, order and remove."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.records import delete_record
from core.web.form_pages import Button
from core.web.forms import SubmissionForm
from core.web.pages import PageMixin
from core.web.record_pages import CreateRecord, EditRecord
from projects.forms.settings import NameForm, NewNameForm
from projects.models import ApprovalKind, FinancingSource, Park, Sector
from projects.services import catalogues as services

# By the slug in the address.
CATALOGUES: dict[str, tuple[Any, Any]] = {
    "sectors": (Sector, gettext_lazy("Sectors")),
    "parks": (Park, gettext_lazy("Parks")),
    "approvals": (ApprovalKind, gettext_lazy("Kinds of approvals")),
    "financing": (FinancingSource, gettext_lazy("Sources of financing")),
}


class CatalogueMixin(PageMixin):
    """A page about one of the catalogues; 404 for another slug."""

    permission = "projects.manage"

    @cached_property
    def model(self) -> Any:
        if self.kwargs["catalogue"] not in CATALOGUES:
            raise Http404
        return CATALOGUES[self.kwargs["catalogue"]][0]

    def find(self):
        return self.model

    def get_title(self):
        return CATALOGUES[self.kwargs["catalogue"]][1]

    def get_return_url(self):
        return reverse("catalogue", args=[self.kwargs["catalogue"]])

    def record_address(self, record):
        return self.get_return_url()

    def back_address(self):
        return self.get_return_url()


class CataloguePage(CatalogueMixin, CreateRecord):
    """The names in their order, and the form to add one."""

    form_class = NewNameForm
    template_name = "projects/catalogue.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            rows=self.visible(self.model),
            usual=services.missing_usual(self.model, self.request.programme),
            catalogue=self.kwargs["catalogue"],
            catalogues=[(word, title) for word, (_model, title) in CATALOGUES.items()],
            **kwargs,
        )

    def process(self):
        self.find()
        return super().process()

    def create(self, **values):
        return services.add_name(self.model, **values)


class AddUsual(CatalogueMixin, Button):
    form_class = SubmissionForm

    def perform(self, data):
        number = services.add_usual(
            self.model, programme=self.request.programme, by=self.request.user
        )
        return self.redirect_back(
            _("%(n)s added: rename or remove what does not fit.") % {"n": number}
        )


class NameMixin(CatalogueMixin):
    @cached_property
    def record(self) -> Any:
        rows = self.visible(self.model).select_related("programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def find(self):
        return self.record


class EditName(NameMixin, EditRecord):
    form_class = NameForm
    template_name = "projects/catalogue_row.html"


class RemoveName(NameMixin, Button):
    def perform(self, data):
        delete_record(self.record, version=data["version"])
        return self.redirect_back(_("Removed."))
