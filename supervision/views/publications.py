"""The pages of the publicity log, of media levels and of the statistics, and their addresses."""

from django.db.models import Q
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.periods import Period
from core.web.facts import Section
from core.web.filters import NameFilter
from core.web.pages import Page
from core.web.record_pages import (
    CreateRecord,
    EditRecord,
    ListOfKind,
    RecordFormPage,
    RecordOfKind,
    record_urls,
)
from core.web.routes import routes
from programmes.views.history import HistoryMixin
from supervision.figures.publications import publication_statistics
from supervision.forms.publications import MediaLevelForm, PublicationForm
from supervision.models import MediaLevel, Publication, PublicationAttachment
from supervision.tables.publications import (
    MediaLevelTable,
    PublicationFilter,
    PublicationTable,
    SameMatterTable,
)

ATTACHMENTS = Kind(PublicationAttachment, "publication", "supervision.attach_to_publication")


class PublicationList(ListOfKind):
    model = Publication
    template_name = "supervision/publications.html"
    catalogue = MediaLevel
    table_class, filterset_class = PublicationTable, PublicationFilter
    empty = gettext_lazy("No publication fits. Change the filters, import the log, or add one.")

    def get_queryset(self):
        rows = super().get_queryset().published_by(self.request.day)
        return rows.select_related("level", "unit", "matter")


class PublicationRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Publication
    attachments = ATTACHMENTS
    title_field = "title"
    facts = (
        "medium",
        "level",
        "kind",
        "published_on",
        "unit",
        ("shown_link", gettext_lazy("link or note")),
        "matter",
    )

    def get_queryset(self):
        return super().get_queryset().select_related("level", "unit", "matter")

    def get_object(self, queryset=None):
        publication = super().get_object(queryset)
        publication.shown_link = linked(publication.link)
        return publication

    def get_sections(self):
        """The other publications of the matter that the person sees."""
        first = self.object.matter_id or self.object.pk
        rows = self.visible(Publication).filter(Q(pk=first) | Q(matter=first))
        others = rows.exclude(pk=self.object.pk).select_related("level", "unit")
        if not others:
            return []
        return [Section(_("Same matter"), "matter", table=SameMatterTable(others))]


def linked(text: str):
    """A link where the text is the address of a page of the web."""
    if not text.startswith(("http://", "https://")) or " " in text:
        return text
    return format_html('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>', text, text)


class PublicationFormPage(RecordFormPage):
    """A reporter adds publications of the own unit only."""

    def get_form_kwargs(self):
        own = None if self.may("supervision.manage_publications") else self.request.user.unit
        return {**super().get_form_kwargs(), "own_unit": own}


class CreatePublication(PublicationFormPage, CreateRecord):
    def get_initial(self):
        return {**super().get_initial(), "published_on": self.request.programme.today()}


class EditPublication(PublicationFormPage, EditRecord):
    pass


class MediaLevelList(ListOfKind):
    model = MediaLevel
    table_class, filterset_class = MediaLevelTable, NameFilter


class MediaLevelRecord(RecordOfKind):
    model = MediaLevel
    facts = ("position",)


class PublicationStatistics(Page):
    """``?year=2024``; default: that of the day."""

    permission = "supervision.view_publications"
    template_name = "supervision/publication_statistics.html"

    @cached_property
    def year(self) -> Period:
        """Raises Http404 for a year outside the programme or one that has not begun."""
        programme, day = self.request.programme, self.request.day
        try:
            year = Period.parse(self.request.GET.get("year") or str(day.year))
        except ValueError as error:
            raise Http404 from error
        if year.kind != "year" or not programme.start_year <= year.year <= day.year:
            raise Http404
        return year

    def get_title(self):
        return _("Publicity log: %(year)s") % {"year": self.year.label()}

    def get_context_data(self, **kwargs):
        user, programme, day = self.request.user, self.request.programme, self.request.day
        statistics = publication_statistics(user, programme, self.year, on=day)
        return super().get_context_data(statistics=statistics, year=self.year, **kwargs)


urlpatterns = [
    *routes("publications/", ("statistics/", PublicationStatistics, "publication_statistics")),
    *record_urls(MediaLevelList, MediaLevelRecord, MediaLevelForm, prefix="publications/levels"),
    *record_urls(
        PublicationList,
        PublicationRecord,
        PublicationForm,
        create=CreatePublication,
        edit=EditPublication,
    ),
    *ATTACHMENTS.urls("publications"),
]
