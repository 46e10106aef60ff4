"""A form about the rows that are ticked in a list, each with the version that was seen."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import FormPage
from core.web.links import safe_path

MAX_ROWS = 200


def is_number(text: str) -> bool:
    """A key or version that the database can hold."""
    return text.isascii() and text.isdigit() and len(text) <= 18


class VersionsField(forms.CharField):
    """``12-3,13-1``: the key and the version of each row. Returns versions by key."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=forms.HiddenInput, max_length=MAX_ROWS * 30, **kwargs)

    def clean(self, value) -> dict[int, int]:
        text = super().clean(value)
        pairs = [part.split("-") for part in text.split(",")][: MAX_ROWS + 1]
        digits = all(len(pair) == 2 and all(map(is_number, pair)) for pair in pairs)
        if not digits or len(pairs) > MAX_ROWS:
            words = _("Select between 1 and %(n)s rows in the list.")
            raise forms.ValidationError(words % {"n": MAX_ROWS})
        return {int(key): int(version) for key, version in pairs}


class PickedPage(FormPage):
    """``row``: the keys of the rows, as ticked in the list ``list_name`` or another (``next``), to
    which the page returns. The form has a ``VersionsField`` named ``rows``."""

    model: Any = None
    list_name = ""
    nothing_picked: Any = gettext_lazy("Tick the rows in the list first.")

    def get(self, request, *args, **kwargs):
        if not self.sent_keys():
            messages.info(request, self.nothing_picked)
            return HttpResponseRedirect(self.list_page())
        return super().get(request, *args, **kwargs)

    def list_page(self) -> str:
        """The list in which the rows were ticked, with its filters."""
        page = self.request.GET.get("next")
        return safe_path(self.request, page) if page else reverse(self.list_name)

    def get_rows(self) -> Any:
        """The rows that may be picked."""
        return self.visible(self.model)

    @cached_property
    def picked(self) -> list[Any]:
        """404 where one of them is not there."""
        keys = {int(text) for text in self.sent_keys() if is_number(text)}
        found = list(self.get_rows().filter(pk__in=keys))
        if not found or len(found) < len(keys) or len(found) > MAX_ROWS:
            raise Http404
        return found

    def sent_keys(self) -> list[str]:
        if self.request.method == "POST":
            pairs = self.request.POST.get("rows", "").split(",")
            return [pair.partition("-")[0] for pair in pairs]
        return self.request.GET.getlist("row")

    def find(self) -> Any:
        return self.picked

    def get_context_data(self, **kwargs):
        rows = ",".join(f"{one.pk}-{one.version}" for one in self.picked)
        given = {"picked": self.picked, "rows": rows, "back": self.list_page()}
        return super().get_context_data(**given, **kwargs)
