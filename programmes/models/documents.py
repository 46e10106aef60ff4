"""Policy documents (政策文件) of a programme."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.attachments.models import Attachment, register_attachment
from core.database.unique import UniquePlain
from core.kinds import Caption, Menu, register
from core.models import Sourced
from programmes.models.base import YEARS, ProgrammeQuerySet, ProgrammeRecord


class DocumentQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Whoever works in the programme sees the rules that it works by."""
        return Q()

    def valid_in(self, year: int):
        """Those that apply to the year."""
        return self.filter(first_year__lte=year, last_year__gte=year)

    def categories(self) -> list[str]:
        named = self.exclude(category="").order_by("category")
        return list(named.values_list("category", flat=True).distinct())


@register(
    label=_("policy document"),
    title_template="“{name}”",
    search_columns=("name", "number"),
    has_history_page=True,
    name="document",
    plural="documents",
    plural_label=_("Policy documents"),
    view_right="programmes.view",
    edit_right="programmes.manage",
    publishes_fields=True,
    caption=Caption("number", "name", "issuer"),
    menu=Menu("file-certificate", after="needs"),
)
class Document(ProgrammeRecord, Sourced):
    """A policy document, and the years that it applies to; both empty where that is not known."""

    name = models.CharField(_("name of the document"), max_length=200)
    number = models.CharField(_("document number"), max_length=80, blank=True)
    issuer = models.CharField(_("issuer"), max_length=80, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    category = models.CharField(_("category of document"), max_length=40, blank=True)
    first_year = models.PositiveSmallIntegerField(
        _("applies from (year)"), null=True, blank=True, validators=YEARS
    )
    last_year = models.PositiveSmallIntegerField(
        _("applies until (year)"), null=True, blank=True, validators=YEARS
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = [F("issued_on").desc(nulls_last=True), "name", "pk"]
        verbose_name = _("policy document")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "name"], name="unique_document_name"),
            UniquePlain(field="name", name="unique_plain_document_name"),
            UniquePlain(field="number", name="unique_plain_document_number"),
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="unique_document_number",
                condition=~Q(number=""),
            ),
            models.CheckConstraint(
                condition=Q(first_year__isnull=True, last_year__isnull=True)
                | Q(
                    first_year__isnull=False,
                    last_year__isnull=False,
                    first_year__gte=1990,
                    last_year__gte=F("first_year"),
                    last_year__lte=2100,
                ),
                name="document_years_in_order",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """A number that another document has is refused beside its field."""
        others = Document.objects.filter(programme=self.programme_id, number=self.number)
        if self.number and others.exclude(pk=self.pk).exists():
            message = self.unique_error_message(Document, ("programme", "number"))
            raise ValidationError({"number": message})

    @property
    def years(self) -> str:
        """2024, or 2024—2027; empty where it is not known."""
        if self.first_year is None:
            return ""
        one = self.first_year == self.last_year
        return str(self.first_year) if one else f"{self.first_year}—{self.last_year}"


@register_attachment
class DocumentAttachment(Attachment):
    record_name = "document"

    document = models.ForeignKey(Document, models.CASCADE, related_name="attachments")
