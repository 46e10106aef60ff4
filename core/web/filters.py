"""The base of all filters. What the address bar says and no filter knows is left aside."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.text import clean_text

# So many fields stand in one row of the page; of more, those that are seldom used fold away.
IN_A_ROW = 6
YES_NO = [("yes", _("yes")), ("no", _("no"))]


class SearchField(forms.CharField):
    def clean(self, value):
        return super().clean(clean_text(value or ""))


class TextFilter(filters.CharFilter):
    """Part of a text, cleaned of what no database takes."""

    field_class = SearchField


class SearchFilter(filters.CharFilter):
    """Words looked for in several fields; every word must be found in one of them."""

    field_class = SearchField

    def __init__(self, *args: Any, fields: tuple[str, ...], **kwargs: Any):
        self.fields = fields
        super().__init__(*args, label=_("Search"), **kwargs)

    def filter(self, rows, value):
        for word in (value or "").split():
            found = Q()
            for field in self.fields:
                found |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(found)
        return rows


class SeveralFilter(filters.MultipleChoiceFilter):
    """One or several of a few choices, ticked in a fold-out list."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, **kwargs)


class YesNoFilter(filters.ChoiceFilter):
    """``yes`` and ``no``, each a queryset method or a callable of the rows."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, choices=YES_NO, **kwargs)


class FilterSet(filters.FilterSet):
    """Knows the programme and the day that the list is looked at as of.

    ``usual`` names the fields that stay in sight where there are more than fit in a row."""

    primary: tuple[str, ...] = ()

    def __init__(self, *args: Any, programme: Any = None, day: Any = None, **kwargs: Any):
        self.programme, self.day = programme, day
        super().__init__(*args, **kwargs)

    def visible(self, model):
        return model._default_manager.visible_to(self.request.user).of(self.programme)

    def primary_fields(self) -> list:
        """The fields of the first row."""
        return [self.form[name] for name in self._in_sight()]

    def secondary_fields(self) -> list:
        """Those that fold away."""
        seen = self._in_sight()
        return [field for field in self.form if field.name not in seen]

    def active_secondary_count(self) -> int:
        """How many of those that fold away take rows away, or cannot be read: none is hidden."""
        folded = {field.name for field in self.secondary_fields()}
        in_force = {chip["name"] for chip in self.chips()} | set(self.form.errors)
        return len(folded & in_force)

    def _in_sight(self) -> list[str]:
        names = list(self.form.fields)
        usual = [name for name in self.primary if name in names]
        return usual if len(names) > IN_A_ROW else names

    def chips(self) -> list[dict[str, str]]:
        """The filters in force: name, label, value in words, and the query without it."""
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
                    "value": self._in_words(name, value),
                    "without": query.urlencode(safe=",") or "view=all",
                }
            )
        return found

    def _in_words(self, name: str, value: Any) -> str:
        words = dict(_flat(getattr(self.form.fields[name], "choices", ()) or ()))
        values = value if isinstance(value, list | tuple) else [value]
        return _(", ").join(str(words.get(item, words.get(str(item), item))) for item in values)


def _flat(choices):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield getattr(value, "value", value), label
