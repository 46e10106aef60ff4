"""Which workbook is imported, and what its unknown words stand for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.forms import PressForm
from core.importing.columns import Column
from core.importing.words import nearest, plain
from programmes.choices import ImportChoiceKind
from programmes.services_imports import Chosen

LARGEST = 5 << 20
MOST_ASKED = 60
KINDS = [
    ("projects", gettext_lazy("Ledger of projects")),
    ("months", gettext_lazy("Investment of a year by months")),
    ("statistics", gettext_lazy("Investment in the statistics (入统投资)")),
]


class UploadForm(PressForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of workbook"), choices=KINDS, required=False)
    file = forms.FileField(
        label=gettext_lazy("Workbook (.xlsx)"),
        help_text=gettext_lazy(
            "The ledger as it is: heads, unit and totals are found by their words. At most 5 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx", "autofocus": True}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return upload


class ChoicesForm(PressForm):
    """One field for each unknown name, and for each head that no column takes."""

    def __init__(
        self,
        *args: Any,
        preview: dict[str, Any],
        units: Mapping[str, Sequence[Unit]],
        columns: Sequence[Column],
        **kwargs: Any,
    ):
        self.asked: dict[str, tuple[str, str]] = {}
        self.units = {unit.pk: unit for known in units.values() for unit in known}
        super().__init__(*args, **kwargs)
        for number, one in enumerate(preview.get("unknown", [])[:MOST_ASKED]):
            label = _("%(column)s “%(words)s”, in %(count)s rows")
            values = {"column": one["column"], "words": one["words"], "count": one["rows"]}
            options = list(by_nearness(one["words"], one["near"], units.get(one["kind"], [])))
            self.ask(f"name_{number}", one["kind"], one["words"], label % values, options)
        heads = [(column.name, column.title) for column in columns]
        for number, words in enumerate(preview.get("unread", [])[:MOST_ASKED]):
            label = _("Column “%(words)s”") % {"words": words}
            self.ask(f"head_{number}", ImportChoiceKind.COLUMN, words, label, heads)

    def ask(
        self, name: str, kind: str, words: str, label: str, options: Sequence[tuple[Any, str]]
    ) -> None:
        nothing = _("is not read") if kind == ImportChoiceKind.COLUMN else _("not chosen")
        self.asked[name] = (kind, words)
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[("", f"— {nothing} —"), *options],
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def chosen(self) -> Iterator[Chosen]:
        for name, (kind, words) in self.asked.items():
            if not (value := self.cleaned_data.get(name)):
                continue
            if kind == ImportChoiceKind.COLUMN:
                yield Chosen(kind, words, column=value)
            else:
                yield Chosen(kind, words, unit=self.units[int(value)])


def by_nearness(
    words: str, near: Sequence[str], units: Sequence[Unit]
) -> Iterator[tuple[str, str]]:
    """All units, those most like the words before the others."""
    first = [*near, *nearest(plain(words), [unit.name for unit in units])]
    places = {name: place for place, name in reversed(list(enumerate(first)))}
    for unit in sorted(units, key=lambda unit: places.get(unit.name, len(places) + 1)):
        yield str(unit.pk), unit.name
