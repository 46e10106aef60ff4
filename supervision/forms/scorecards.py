"""The forms of a scorecard and of its lines."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.fields import RowForm, YesNoField, form_field, model_fields
from core.web.forms import VersionedForm, dress
from programmes.forms.task_requests import text_field
from supervision.choices import FORMULAS_BY_HAND, LineKind
from supervision.models import Scorecard, ScoreLine

# 《整治形式主义为基层减负若干规定》 (2024-08), shown beside the switch.
RULE_OF_2024 = (
    "《整治形式主义为基层减负若干规定》（2024年8月）：“不得将……在刊物和媒体刊发文章信息、"
    "经验做法等作为督查检查考核内容”。"
)
VALUES = (
    "basis", "good_from", "fair_from", "passing_from", "bonus_limit", "deduction_limit",
    "falsification_deduction", "objection_days", "counts_publicity",
)  # fmt: skip


class GradesForm(RowForm):
    """The grades begin at falling points."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.record is None:
            first = Scorecard()
            self.initial = {**{name: getattr(first, name) for name in VALUES}, **self.initial}

    def clean(self):
        values = super().clean() or {}
        steps = [values.get(name) for name in ("good_from", "fair_from", "passing_from")]
        given = [one for one in steps if one is not None]
        if given != sorted(set(given), reverse=True):
            self.add_error("fair_from", _("The grades begin at falling points: 90, 80, 60."))
        return values


@model_fields(Scorecard, "year", "group", *VALUES)
class NewScorecardForm(GradesForm):
    counts_publicity = YesNoField(
        label=gettext_lazy("publicity counts"), help_text=RULE_OF_2024, required=True
    )


@model_fields(Scorecard, *VALUES)
class ScorecardForm(GradesForm):
    counts_publicity = YesNoField(
        label=gettext_lazy("publicity counts"), help_text=RULE_OF_2024, required=True
    )


class CorrectionForm(VersionedForm):
    reason = text_field(gettext_lazy("reason of the correction"))


COLUMNS = ("name", "kind", "weight", "formula")
MORE_ROWS, MAX_ROWS = 3, 40
NAME = re.compile(r"name_([0-9]{1,3})")


class LinesForm(VersionedForm):
    """All lines of a scorecard: a row of fields for each, and some empty ones. A row without a name
    is left out."""

    def __init__(self, *args: Any, lines: list[ScoreLine], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sent_count = _rows_sent(self.data) if self.is_bound else len(lines) + MORE_ROWS
        self.row_count = min(self.sent_count, MAX_ROWS)
        for number in range(self.row_count):
            for name in COLUMNS:
                self.fields[f"{name}_{number}"] = _line_field(name, number)
        dress(self)
        if not self.is_bound:
            for number, line in enumerate(lines):
                values = {f"{name}_{number}": getattr(line, name) for name in COLUMNS}
                self.initial.update(values)

    def rows(self) -> Iterator[list[forms.BoundField]]:
        for number in range(self.row_count):
            yield [self[f"{name}_{number}"] for name in COLUMNS]

    def clean(self):
        values = super().clean() or {}
        named = [n for n in range(self.row_count) if values.get(f"name_{n}")]
        if self.sent_count > MAX_ROWS:
            words = _("A scorecard has %(count)s rows at most: %(sent)s were sent, none is saved.")
            self.add_error(None, words % {"count": MAX_ROWS, "sent": self.sent_count})
        if not named:
            self.add_error(None, _("Name at least one line."))
        for number in named:
            self._check_row(number, values)
        names = [values[f"name_{number}"] for number in named]
        for place, number in enumerate(named):
            if names[place] in names[:place]:
                words = _("There is a line “%(name)s” already.") % {"name": names[place]}
                self.add_error(f"name_{number}", words)
        return values

    def _check_row(self, number: int, values: dict[str, Any]) -> None:
        for name in ("kind", "weight", "formula"):
            place = f"{name}_{number}"
            if not values.get(place) and place not in self.errors:
                words = _("Give points above 0.") if name == "weight" else _("Please choose")
                self.add_error(place, words)
        is_other = values.get(f"kind_{number}") in (LineKind.BONUS, LineKind.DEDUCTION)
        if is_other and values.get(f"formula_{number}") not in FORMULAS_BY_HAND:
            words = _("Bonus and deduction are scored by hand.")
            self.add_error(f"formula_{number}", words)

    def lines(self) -> list[dict[str, Any]]:
        """The values of the rows with a name, in their order."""
        sent = self.cleaned_data
        numbers = [n for n in range(self.row_count) if sent.get(f"name_{n}")]
        return [{name: sent[f"{name}_{number}"] for name in COLUMNS} for number in numbers]


def _rows_sent(data: Any) -> int:
    """One more than the highest number of a row that was sent."""
    found = filter(None, map(NAME.fullmatch, data))
    return max((int(match[1]) + 1 for match in found), default=0)


def _line_field(name: str, number: int) -> forms.Field:
    field = form_field(ScoreLine, name)
    field.required = False
    field.initial = getattr(ScoreLine(), name)
    label = _("%(field)s, row %(number)s") % {"field": field.label, "number": number + 1}
    field.widget.attrs["aria-label"] = label
    if isinstance(field, forms.DecimalField):
        field.validators += [MinValueValidator(0), MaxValueValidator(100)]
        field.widget = forms.TextInput(attrs={**field.widget.attrs, "inputmode": "decimal"})
        field.widget.attrs["class"] = "form-control text-end"
    return field
