"""The lists of publications and of media levels: columns and filters."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.columns import DayColumn, ProvenanceColumn, WideColumn
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter
from core.web.tables import Table
from programmes.tables.choices import catalogue_entries, month_choices, units_of_rows
from supervision.choices import PublicationKind
from supervision.models import MediaLevel, Publication


class PublicationTable(Table):
    title = WideColumn(linkify=("publication", [tables.A("pk")]))
    published_on = DayColumn()
    matter = WideColumn()
    mark = ProvenanceColumn()
    hidden_by_default = ("matter", "link")
    in_files = ("matter", "link")

    class Meta(Table.Meta):
        model = Publication
        fields = (
            "title", "medium", "level", "kind", "published_on", "unit", "matter", "link", "mark",
        )  # fmt: skip


class SameMatterTable(Table):
    """The other publications of a matter."""

    title = WideColumn(linkify=("publication", [tables.A("pk")]))
    published_on = DayColumn()

    class Meta(Table.Meta):
        model = Publication
        fields = ("title", "medium", "level", "published_on", "unit")


class MediaLevelTable(Table):
    name = tables.Column(linkify=("media_level", [tables.A("pk")]))

    class Meta(Table.Meta):
        model = MediaLevel
        fields = ("name", "position")


class PublicationFilter(FilterSet):
    level = ModelChoiceFilter(queryset=catalogue_entries(MediaLevel), label=_("media level"))
    kind = SeveralFilter(choices=PublicationKind.choices, label=_("kind"))
    unit = ModelChoiceFilter(
        queryset=units_of_rows(Publication, "unit"), label=_("responsible unit")
    )
    month = filters.ChoiceFilter(label=_("month"), choices=[], method="by_month")
    counted = filters.NumberFilter(
        label=_("counted in the year"), method="by_year", min_value=1990, max_value=2100
    )
    q = SearchFilter(fields=("title", "medium", "unit__name"), names=("title", "medium"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["month"].extra["choices"] = month_choices(self.programme, self.day)

    def by_month(self, rows, name, value):
        return rows.published_in(Period.parse(value))

    def by_year(self, rows, name, value):
        """Each matter once."""
        return rows.counted_in(Period.parse(str(int(value))), on=self.day)
