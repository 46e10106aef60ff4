"""The pages of needs and of their categories, and their addresses."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.money import format_amount
from core.web.facts import Section
from core.web.filters import NameFilter
from core.web.record_pages import (
    CreateRecord,
    EditRecord,
    ListOfKind,
    RecordFormPage,
    RecordOfKind,
    record_urls,
)
from programmes.figures.phones import contact_of
from programmes.forms.needs import CategoryForm, NeedForm
from programmes.models import Need, NeedAnswer, NeedAttachment, NeedCategory, NeedEvent
from programmes.panels import answer_sections
from programmes.services.needs import create_need
from programmes.tables.needs import CategoryTable, NeedFilter, NeedTable
from programmes.views.history import HistoryMixin
from programmes.views.known import KnownRows
from programmes.views.need_events import need_actions
from programmes.views.task_rows import shown_tasks

ATTACHMENTS = Kind(NeedAttachment, "need", "programmes.attach_to_need")


class NeedList(KnownRows, ListOfKind):
    model = Need
    catalogue = NeedCategory
    table_class, filterset_class = NeedTable, NeedFilter
    totals = ("amount",)
    empty = gettext_lazy("No need fits. Change the filters, or import the needs first.")

    def get_queryset(self):
        rows = super().get_queryset().known(on=self.request.day).with_answer()
        rows = rows.with_state(self.request.day).with_covered()
        return rows.select_related("township", "category")


class NeedRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Need
    template_name = "programmes/need.html"
    attachments = ATTACHMENTS
    title_field = "text"
    highlights = (
        "township",
        "category",
        "amount",
        ("shown_open", gettext_lazy("open amount (万元)")),
        "urgency",
        ("state_label", gettext_lazy("state")),
    )
    facts = (
        "number",
        ("answer", gettext_lazy("What answers it")),
        "village",
        "rank",
        "land_ready",
        "forest_ready",
        "approval_ready",
        ("contact", gettext_lazy("person")),
    )

    def get_queryset(self):
        rows = super().get_queryset().with_answer().with_state(self.request.day)
        return rows.with_covered().select_related("township", "category")

    def get_object(self, queryset=None):
        need = super().get_object(queryset)
        need.contact = contact_of(self.request.user, need)
        need.shown_open = format_amount(need.open_amount)
        need.sections = [one for one in self._answers(need) if one.rows]
        need.answer = need.answer_label
        if need.is_answered and not need.sections:
            need.answer = _("answered (shown to the units concerned alone)")
        return need

    def get_actions(self):
        today = self.request.programme.today()
        now = self.visible(Need).with_state(today).select_related("programme")
        return [*need_actions(self, now.get(pk=self.object.pk)), *super().get_actions()]

    def get_sections(self):
        return self.object.sections

    def get_context_data(self, **kwargs):
        events = self.visible(NeedEvent).filter(need=self.object, on__lte=self.request.day)
        return super().get_context_data(events=events.select_related("unit"), **kwargs)

    def _answers(self, need) -> list[Section]:
        """What answers the need, of the rows that the user may see."""
        answers = self.visible(NeedAnswer).filter(need=need, task=OuterRef("pk"))
        covers = Subquery(answers.values("amount")[:1])
        tasks = shown_tasks(self).filter(needs=need).annotate(covers=covers)
        title, template = gettext_lazy("Answering tasks"), "programmes/answering_tasks.html"
        answers = Section(title, "answers", template=template, rows=tasks)
        return [answers, *(section(self, need) for section in answer_sections)]


class NeedFormPage(RecordFormPage):
    """A reporter states the needs of the own township only."""

    template_name = "programmes/need_form.html"

    def get_form_kwargs(self):
        own = None if self.may("programmes.manage") else self.request.user.unit
        return {**super().get_form_kwargs(), "own_township": own}


class CreateNeed(NeedFormPage, CreateRecord):
    def create(self, **values):
        return create_need(**values)


class EditNeed(NeedFormPage, EditRecord):
    pass


class CategoryList(ListOfKind):
    model = NeedCategory
    table_class, filterset_class = CategoryTable, NameFilter


class CategoryRecord(RecordOfKind):
    model = NeedCategory
    facts = ("position",)


urlpatterns = [
    *record_urls(NeedList, NeedRecord, NeedForm, create=CreateNeed, edit=EditNeed),
    *ATTACHMENTS.urls("needs"),
    *record_urls(CategoryList, CategoryRecord, CategoryForm, prefix="needs/categories"),
]
