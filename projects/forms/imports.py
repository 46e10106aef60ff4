"""Which workbook is imported, and what its unknown words stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.importing.asking import NOTHING
from core.importing.columns import Column
from core.importing.words import nearest, plain
from core.web.forms import RecordForm, SubmissionForm
from programmes.choices import ImportChoiceKind
from programmes.models import ImportChoice
from programmes.services.import_choices import Chosen

LARGEST = 5 << 20
MOST_ASKED = 60
LEFT_EMPTY = gettext_lazy("leave empty")
Pairs = list[tuple[str, Any]]
KINDS = [
    ("projects", gettext_lazy("Ledger of projects")),
    ("months", gettext_lazy("Investment of a year by months")),
    ("statistics", gettext_lazy("Investment in the statistics (入统投资)")),
]


class UploadForm(SubmissionForm):
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


class Options:
    """What words of a workbook may be said to stand for, by the kind of choice."""

    def __init__(self, importer: Any):
        self.importer: Any = importer
        self.columns: Sequence[Column] = importer.columns
        self.units = {
            ImportChoiceKind.UNIT.value: list(importer.named_units.values()),
            ImportChoiceKind.TOWNSHIP.value: list(importer.named_townships.values()),
        }

    def of(self, kind: str, words: str, column: str = "", near: Sequence[str] = ()) -> Pairs:
        if kind == ImportChoiceKind.COLUMN:
            return [(one.name, one.title) for one in self.columns]
        if kind in self.units:
            return list(by_nearness(words, near, self.units[kind]))
        meant = near or self._meant(column, words)
        return [(one, LEFT_EMPTY if one == NOTHING else one) for one in meant]

    def _meant(self, name: str, words: str) -> Sequence[str]:
        asks = next((column.asks for column in self.columns if column.name == name), None)
        return asks(words) if asks else [*self.importer.listed(name), NOTHING]

    def chosen(self, kind: str, words: str, column: str, value: str) -> Chosen:
        if kind == ImportChoiceKind.COLUMN:
            return Chosen(kind, words, column=value)
        if kind == ImportChoiceKind.VALUE:
            return Chosen(kind, words, column=column, value=value)
        units = {str(unit.pk): unit for unit in self.units[kind]}
        return Chosen(kind, words, unit=units[value])


class ChoicesForm(SubmissionForm):
    """One field for each of the words that nobody knows, for each head that no column takes, and
    for each choice of before that the workbook took: ``taken``."""

    def __init__(self, *args: Any, preview: dict[str, Any], options: Options, **kwargs: Any):
        self.asked: dict[str, Asked] = {}
        self.options = options
        super().__init__(*args, **kwargs)
        unknown = [one for one in preview.get("unknown", []) if one["near"] or not one["name"]]
        for number, one in enumerate(unknown[:MOST_ASKED]):
            self._ask_unknown(f"name_{number}", one)
        for number, words in enumerate(preview.get("unread", [])[:MOST_ASKED]):
            label = _("Column “%(words)s”") % {"words": words}
            asked = Asked(ImportChoiceKind.COLUMN, words)
            self._ask(f"head_{number}", asked, label, _("is not read"))
        for number, one in enumerate(preview.get("applied", [])[:MOST_ASKED]):
            self._ask_again(f"taken_{number}", one)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name, asked in self.asked.items() if not asked.choice]

    @property
    def taken(self) -> list[forms.BoundField]:
        return [self[name] for name, asked in self.asked.items() if asked.choice]

    def _ask_unknown(self, name: str, one: dict[str, Any]) -> None:
        words = _("%(column)s “%(words)s”, in %(count)s rows")
        values = {"column": one["column"], "words": one["words"], "count": one["rows"]}
        nothing = _("is added to the list") if one["is_new"] else _("not chosen")
        asked = Asked(one["kind"], one["words"], one["name"], one["near"])
        self._ask(name, asked, words % values, nothing)

    def _ask_again(self, name: str, one: dict[str, Any]) -> None:
        is_head = one["kind"] == ImportChoiceKind.COLUMN
        column = _("Column") if is_head else one["column"]
        asked = Asked(one["kind"], one["words"], one["name"], choice=one["choice"], now=one["now"])
        words = _("%(column)s “%(words)s” → %(meaning)s, as chosen before")
        meaning = LEFT_EMPTY if one["meaning"] == NOTHING else one["meaning"]
        label = words % {"column": column, "words": one["words"], "meaning": meaning}
        self._ask(name, asked, label.strip(), _("forget, ask again"))
        if one["rows"]:
            values = {"rows": "、".join(one["rows"]), "count": one["count"]}
            self.fields[name].help_text = _("%(count)s rows: %(rows)s") % values

    def _ask(self, name: str, asked: "Asked", label: str, nothing: str) -> None:
        pairs = self.options.of(asked.kind, asked.words, asked.column, asked.near)
        self.asked[name] = asked
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[("", f"— {nothing} —"), *pairs],
            initial=asked.now,
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def chosen(self) -> Iterator[Chosen]:
        """What is new, or is to stand for something else than before."""
        for name, asked in self.asked.items():
            value = self.cleaned_data.get(name)
            if value and value != asked.now:
                yield self.options.chosen(asked.kind, asked.words, asked.column, value)

    def forgotten(self) -> list[int]:
        """The numbers of the choices that are to be asked about again. What a page of before
        did not show is not forgotten."""
        return [
            asked.choice
            for name, asked in self.asked.items()
            if asked.choice and name in self.data and not self.cleaned_data.get(name)
        ]


@dataclass(frozen=True)
class Asked:
    """Words that are asked about; ``choice`` and ``now``: what is remembered of them."""

    kind: str
    words: str
    column: str = ""
    near: Sequence[str] = ()
    choice: int | None = None
    now: str = ""


class ChoiceForm(RecordForm):
    """What remembered words stand for."""

    required_hidden = ("version",)

    meaning = forms.ChoiceField(label=gettext_lazy("Stand for"))

    def __init__(self, *args: Any, choice: ImportChoice, options: Options, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.choice, self.options = choice, options
        field: Any = self.fields["meaning"]
        field.choices = options.of(choice.kind, choice.words, choice.column)

    def chosen(self) -> Chosen:
        one = self.choice
        return self.options.chosen(one.kind, one.words, one.column, self.cleaned_data["meaning"])


def by_nearness(
    words: str, near: Sequence[str], units: Sequence[Unit]
) -> Iterator[tuple[str, str]]:
    """All units, those most like the words before the others."""
    first = [*near, *nearest(plain(words), [unit.name for unit in units])]
    places = {name: place for place, name in reversed(list(enumerate(first)))}
    for unit in sorted(units, key=lambda unit: places.get(unit.name, len(places) + 1)):
        yield str(unit.pk), unit.name
