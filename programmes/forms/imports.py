"""Forms of imports: the upload, and the choices for unknown words."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.importing.columns import Column
from core.importing.models import ImportFile
from core.importing.registry import importers
from core.importing.rows import QUESTION
from core.importing.words import EMPTY, nearest, plain
from core.web.fields import DayField
from core.web.forms import RecordForm, SubmissionForm
from programmes.choices import ImportChoiceKind
from programmes.models import ImportChoice
from programmes.services.import_choices import Chosen

LARGEST = 5 << 20
MOST_ASKED = 60
LEFT_EMPTY = gettext_lazy("leave empty")
Pairs = list[tuple[str, Any]]


class UploadForm(SubmissionForm):
    file = forms.FileField(
        label=gettext_lazy("Workbook (.xlsx)"),
        help_text=gettext_lazy(
            "The sheet as it is: heads, unit and totals are found by their words. At most 5 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx", "autofocus": True}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return upload


class DatedUploadForm(UploadForm):
    """For a kind whose rows have states: asks for their day, where the title has no month."""

    on = DayField(
        label=gettext_lazy("Day of the states"),
        help_text=gettext_lazy(
            "Where the title has no month: of earlier days nothing is said of these rows."
        ),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        self.today = today
        super().__init__(*args, **kwargs)
        self.initial = {"on": today, **self.initial}

    def clean_on(self) -> date:
        if self.cleaned_data["on"] > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return self.cleaned_data["on"]


class Options:
    """The options for words of a workbook, by the kind of choice."""

    def __init__(self, importer: Any):
        self.importer: Any = importer
        self.columns: Sequence[Column] = importer.columns
        self.units = {
            ImportChoiceKind.UNIT.value: list(dict.fromkeys(importer.named_units.values())),
            ImportChoiceKind.TOWNSHIP.value: list(dict.fromkeys(importer.named_townships.values())),
        }

    def of(self, kind: str, words: str, column: str = "", near: Sequence[str] = ()) -> Pairs:
        if kind == ImportChoiceKind.COLUMN:
            return [(one.name, one.title) for one in self.columns]
        if kind in self.units:
            return list(by_nearness(words, near, self.units[kind]))
        meant = near or self._meant(column, words)
        return [(one, LEFT_EMPTY if one == EMPTY else one) for one in meant]

    def _meant(self, name: str, words: str) -> Sequence[str]:
        suggest = next((column.suggest for column in self.columns if column.name == name), None)
        return suggest(words) if suggest else [*self.importer.catalogue_names(name), EMPTY]

    def chosen(self, kind: str, words: str, column: str, value: str) -> Chosen:
        if kind == ImportChoiceKind.COLUMN:
            return Chosen(kind, words, column=value)
        if kind == ImportChoiceKind.VALUE:
            return Chosen(kind, words, column=column, value=value)
        units = {str(unit.pk): unit for unit in self.units[kind]}
        return Chosen(kind, words, unit=units[value])


class ChoicesForm(SubmissionForm):
    """One field for each unknown word, each unread head (``questions``), and each stored choice
    that the workbook used (``taken``): those of the preview, by the name of the field."""

    def __init__(self, *args: Any, preview: dict[str, Any], options: Options, **kwargs: Any):
        self.asked: dict[str, dict[str, Any]] = {}
        self.options = options
        super().__init__(*args, **kwargs)
        unknown = [one for one in preview.get("unknown", []) if one["near"] or not one["name"]]
        for number, one in enumerate(unknown[:MOST_ASKED]):
            words = QUESTION % {**one, "count": one["rows"]}
            nothing = _("is added to the list") if one["is_new"] else _("not chosen")
            self._ask(f"name_{number}", one, words, nothing)
        for number, words in enumerate(preview.get("unread", [])[:MOST_ASKED]):
            head = {"kind": ImportChoiceKind.COLUMN, "words": words, "name": ""}
            label = _("Column “%(words)s”") % head
            self._ask(f"head_{number}", head, label, _("is not read"))
        for number, one in enumerate(preview.get("applied", [])[:MOST_ASKED]):
            self._ask_again(f"taken_{number}", one)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name, one in self.asked.items() if "choice" not in one]

    @property
    def taken(self) -> list[forms.BoundField]:
        return [self[name] for name, one in self.asked.items() if "choice" in one]

    def _ask_again(self, name: str, one: dict[str, Any]) -> None:
        is_head = one["kind"] == ImportChoiceKind.COLUMN
        meaning = LEFT_EMPTY if one["meaning"] == EMPTY else one["meaning"]
        values = {**one, "column": _("Column") if is_head else one["column"], "meaning": meaning}
        label = _("%(column)s “%(words)s” → %(meaning)s, as chosen before") % values
        self._ask(name, one, label.strip(), _("forget, ask again"))
        if one["rows"]:
            values = {"rows": "、".join(one["rows"]), "count": one["count"]}
            self.fields[name].help_text = _("rows %(rows)s (%(count)s in all)") % values

    def _ask(self, name: str, one: dict[str, Any], label: str, nothing: str) -> None:
        pairs = self.options.of(one["kind"], one["words"], one["name"], one.get("near", ()))
        self.asked[name] = one
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[("", f"— {nothing} —"), *pairs],
            initial=one.get("now", ""),
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def chosen(self) -> Iterator[Chosen]:
        """New and changed choices."""
        for name, one in self.asked.items():
            value = self.cleaned_data.get(name)
            if value and value != one.get("now"):
                yield self.options.chosen(one["kind"], one["words"], one["name"], value)

    def forgotten(self) -> list[int]:
        """The keys of stored choices that were cleared in the form."""
        return [
            one["choice"]
            for name, one in self.asked.items()
            if "choice" in one and name in self.data and not self.cleaned_data.get(name)
        ]


class ChoiceForm(RecordForm):
    """The meaning of stored words."""

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
    """All units, the nearest to the words first."""
    first = [*near, *nearest(plain(words), [unit.name for unit in units])]
    places = {name: place for place, name in reversed(list(enumerate(first)))}
    for unit in sorted(units, key=lambda unit: places.get(unit.name, len(places) + 1)):
        yield str(unit.pk), unit.name


def choices_form(record: ImportFile, programme: Any, data: Any = None) -> ChoicesForm:
    """The form about the preview of the upload."""
    options = Options(importers()[record.importer](programme))
    return ChoicesForm(data, preview=record.preview, options=options)
