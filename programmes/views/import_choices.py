"""The stored choices for words of workbooks: list, change, delete."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing.registry import importers, importers_for
from core.importing.words import EMPTY
from core.records import delete_record
from core.web.form_pages import Button, FormPage
from core.web.pages import Page, PageMixin
from programmes.choices import ImportChoiceKind
from programmes.forms.imports import LEFT_EMPTY, ChoiceForm, Options
from programmes.models import ImportChoice
from programmes.services.import_choices import change_choice


class ChoicesMixin(PageMixin):
    permission = "programmes.see_imports"

    def choices(self) -> QuerySet[ImportChoice]:
        """Those of the kinds that the user may import."""
        kinds = importers_for(self.request.user, self.request.programme)
        return self.visible(ImportChoice).filter(importer__in=kinds)


class ImportChoices(ChoicesMixin, Page):
    """The choices, the number of imports that used them, and the last use."""

    template_name = "programmes/imports/choices.html"
    title = gettext_lazy("Choices remembered for imports")

    def get_context_data(self, **kwargs):
        rows = [
            {
                "choice": one,
                "workbook": importers()[one.importer].label,
                "title": column_title(one),
                "meaning": meaning_of(one),
            }
            for one in self.choices().select_related("unit", "created_by")
        ]
        return super().get_context_data(rows=rows, **kwargs)


def column_title(choice: ImportChoice) -> str:
    columns = importers()[choice.importer].columns
    return next((one.title for one in columns if one.name == choice.column), choice.column)


def meaning_of(choice: ImportChoice) -> str:
    if choice.kind == ImportChoiceKind.COLUMN:
        return column_title(choice)
    words = choice.unit or choice.value
    return str(LEFT_EMPTY if words == EMPTY else words)


class ChoiceMixin(ChoicesMixin):
    @cached_property
    def choice(self) -> ImportChoice:
        return get_object_or_404(self.choices(), pk=self.kwargs["pk"])

    def find(self) -> ImportChoice:
        return self.choice

    def get_return_url(self):
        return reverse("import_choices")


class EditChoice(ChoiceMixin, FormPage):
    """Changes the meaning of the words from the next import on."""

    form_class = ChoiceForm

    def get_title(self):
        return _("“%(words)s” in workbooks") % {"words": self.choice.words}

    def get_form_kwargs(self):
        importer = importers()[self.choice.importer](self.request.programme)
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


class DeleteChoice(ChoiceMixin, Button):
    def perform(self, data):
        delete_record(self.find(), version=data["version"])
        return self.redirect_back(_("Forgotten: the next import asks again."))
