"""Base filters. Unknown query parameters are ignored."""

import re
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.days import FIRST_YEAR, LAST_YEAR
from core.pinyin import initials_pattern
from core.text import clean_text
from core.web.fields import DayField
from core.web.query_values import filter_problem

# With more fields than this, only the primary ones are shown at first.
MAX_IN_ROW = 6
# Asks for a page with the secondary fields, which are else loaded when they are unfolded.
ALL_FIELDS = "_filters"
YES_NO = [("yes", _("yes")), ("no", _("no"))]


GAP_FROM = 4
CHINESE = re.compile(rf"[\u4e00-\u9fff]{{{GAP_FROM},20}}")

# Of a text that is searched for: each word reads the table once more.
MAX_LENGTH, MAX_WORDS = 100, 6


class SearchField(forms.CharField):
    """At most MAX_LENGTH characters and MAX_WORDS words, without forbidden characters."""

    default_error_messages = {"words": _("Search for at most %(n)s words.")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, max_length=MAX_LENGTH, **kwargs)

    def clean(self, value):
        text = super().clean(clean_text(value or ""))
        if len(text.split()) > MAX_WORDS:
            raise forms.ValidationError(self.error_messages["words"], params={"n": MAX_WORDS})
        return text


class TextFilter(filters.CharFilter):
    """Part of a text, without forbidden characters."""

    field_class = SearchField


class SearchFilter(filters.CharFilter):
    """Text search in several fields: each word must occur in one of them. A name is also found by
    the first letters of its pinyin, and by GAP_FROM or more characters of it in their order."""

    field_class = SearchField

    def __init__(
        self, *args: Any, fields: tuple[str, ...], names: tuple[str, ...] = (), **kwargs: Any
    ):
        self.fields, self.names = fields, names
        super().__init__(*args, **{"label": _("Search"), **kwargs})

    def filter(self, rows, value):
        for word in (value or "").split():
            found = Q()
            for field in self.fields:
                found |= Q(**{f"{field}__icontains": word})
            if self.names and (pattern := initials_pattern(word) or gaps_pattern(word)):
                for field in self.names:
                    found |= Q(**{f"{field}__regex": pattern})
            rows = rows.filter(found)
        return rows


def gaps_pattern(word: str) -> str:
    """A regular expression for the characters in their order; empty for other words than Chinese
    ones of GAP_FROM characters."""
    return ".*".join(word) if CHINESE.fullmatch(word) else ""


class ChoiceIterator(filters.fields.ModelChoiceIterator):
    """Reads the rows in one statement: a server-side cursor takes three for a few of them."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        if self.field.null_label is not None:
            yield self.field.null_value, self.field.null_label
        yield from map(self.choice, self.queryset)


class ModelChoiceField(filters.fields.ModelChoiceField):
    iterator = ChoiceIterator


class ModelChoiceFilter(filters.ModelChoiceFilter):
    """One of some rows."""

    field_class = ModelChoiceField


class DayFilter(filters.DateFilter):
    field_class = DayField


class YearFilter(filters.NumberFilter):
    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)


class SpanDayFilter(DayFilter):
    """The first or last day of a span by which the view itself reads the rows."""

    is_chip = False

    def filter(self, rows, value):
        return rows


class MonthFilter(filters.ChoiceFilter):
    """The month of the figures; filters no rows."""

    is_chip = False

    def filter(self, rows, value):
        return rows


class SeveralFilter(filters.MultipleChoiceFilter):
    """Several choices as checkboxes."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, **kwargs)


class YesNoFilter(filters.ChoiceFilter):
    """``yes`` and ``no``, each a queryset method or a callable of the rows."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, choices=YES_NO, **kwargs)


class FilterSet(filters.FilterSet):
    """Filters within a programme as of a day; ``primary`` names the fields that are always
    shown."""

    primary: tuple[str, ...] = ()

    def __init__(self, *args: Any, programme: Any = None, day: Any = None, **kwargs: Any):
        self.programme, self.day = programme, day
        super().__init__(*args, **kwargs)

    def visible(self, model):
        return model._default_manager.visible_to(self.request.user).of(self.programme)

    def primary_fields(self) -> list:
        """The fields that are always shown."""
        return [self.form[name] for name in self._primary_names()]

    def has_secondary_fields(self) -> bool:
        return len(self._primary_names()) < len(self.form.fields)

    def secondary_fields(self) -> list:
        """The other fields, behind “More filters”."""
        primary = self._primary_names()
        return [field for field in self.form if field.name not in primary]

    def active_secondary_count(self) -> int:
        """The number of secondary fields that filter or have errors: with any, all are shown."""
        secondary = set(self.form.fields) - set(self._primary_names())
        active = {chip["name"] for chip in self.chips} | set(self.form.errors)
        return len(secondary & active)

    def is_folded(self) -> bool:
        """Whether the secondary fields are left out of the page."""
        return not self.active_secondary_count() and ALL_FIELDS not in self.request.GET

    def _primary_names(self) -> list[str]:
        names = list(self.form.fields)
        primary = [name for name in self.primary if name in names]
        return primary if len(names) > MAX_IN_ROW else names

    def problems(self) -> list[str]:
        """A sentence for each filter whose value is not understood; with any, no row is shown."""
        errors = self.form.errors.as_data() if self.form.is_bound else {}
        fields = self.form.fields
        return [filter_problem(fields[name].label, found[0]) for name, found in errors.items()]

    @cached_property
    def chips(self) -> list[dict[str, str]]:
        """The active filters: name, label, displayed value, and the query without it."""
        if not self.form.is_bound or not self.form.is_valid():
            return []
        found = []
        for name, value in self.form.cleaned_data.items():
            if not value or not getattr(self.filters[name], "is_chip", True):
                continue
            query = self.data.copy()
            query.pop(name, None)
            query.pop("page", None)
            found.append(
                {
                    "name": name,
                    "label": self.filters[name].label or name,
                    "value": self._display_value(name, value),
                    "without": query.urlencode(safe=",") or "view=all",
                }
            )
        return found

    def _display_value(self, name: str, value: Any) -> str:
        words = dict(_flat(getattr(self.form.fields[name], "choices", ()) or ()))
        values = value if isinstance(value, list | tuple) else [value]
        values = [getattr(item, "pk", item) for item in values]
        return _(", ").join(str(words.get(item, words.get(str(item), item))) for item in values)


def _flat(choices):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield getattr(value, "value", value), label


class NameFilter(FilterSet):
    """The filter of a list of names."""

    q = SearchFilter(fields=("name",))
