"""The forms of a project's own record."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import AmountError, parse_amount, plain_amount
from core.text import TextField
from core.web.fields import MonthField, field_values, model_fields
from programmes.forms.base import ProgrammeForm
from projects.figures.financing import financing_of
from projects.models import FinancingSource, Project

DEAL = ("signed_on", "partner", "contracted_amount", "arrived_amount")
MONTHS = ("planned_start", "actual_start", "planned_finish", "actual_finish")
ORDERED = (("planned_start", "planned_finish"), ("actual_start", "actual_finish"))


class FinancingRows(forms.Widget):
    """One amount a source. Sent as a field a source, or, where two texts are merged, as one."""

    template_name = "projects/parts/financing_rows.html"
    sources: list[FinancingSource] = []

    def value_from_datadict(self, data, files, name):
        if name in data:
            return data.get(name)
        rows = ((source.pk, data.get(f"{name}_{source.pk}", "")) for source in self.sources)
        return ";".join(f"{key}={text}" for key, text in rows if text.strip())

    def use_required_attribute(self, initial):
        return False

    def rows(self, name: str, text: str) -> list[dict[str, Any]]:
        """What the page shows of each source."""
        typed = dict(part.partition("=")[::2] for part in (text or "").split(";") if part)
        return [
            {"source": s, "name": f"{name}_{s.pk}", "text": typed.get(str(s.pk), "")}
            for s in self.sources
        ]

    def get_context(self, name, value, attrs):
        return {**super().get_context(name, value, attrs), "rows": self.rows(name, value)}


class FinancingField(forms.Field):
    """Yuan by the key of the source; sources without an amount stay out."""

    widget: Any = FinancingRows

    def clean(self, value) -> dict[int, Decimal]:
        found: dict[int, Decimal] = {}
        for row in self.widget.rows("", value):
            if not (text := row["text"].strip()):
                continue
            try:
                found[row["source"].pk] = parse_amount(text, "万元")
            except AmountError as error:
                words = _("%(label)s: %(value)s") % {"label": row["source"], "value": error}
                raise forms.ValidationError(words) from error
        return {key: amount for key, amount in found.items() if amount}

    def prepare_value(self, value):
        if not isinstance(value, dict):
            return value or ""
        return ";".join(f"{key}={plain_amount(amount)}" for key, amount in sorted(value.items()))


class ProjectRowForm(ProgrammeForm):
    """The base of the forms over a project: choices and the order of dates."""

    def choices_for(self, name, model):
        rows = super().choices_for(name, model)
        return rows.exclude(pk=self.record.pk) if self.record and model is Project else rows

    def clean(self):
        values: dict[str, Any] = super().clean() or {}
        for first, last in ORDERED:
            if values.get(first) and values.get(last) and values[first] > values[last]:
                self.add_error(last, _("It would be finished before it starts."))
        return values


@model_fields(
    Project, "person", "contact", "phone", "township", "place", "content", "planned_start",
    "actual_start", "planned_finish", "actual_finish",
)  # fmt: skip
class DescribeForm(ProjectRowForm):
    """The fields that the responsible unit may edit."""

    required_hidden = ("version",)

    planned_start = MonthField(label=gettext_lazy("planned start"), required=False)
    actual_start = MonthField(label=gettext_lazy("actual start"), required=False)
    planned_finish = MonthField(label=gettext_lazy("planned finish"), required=False)
    actual_finish = MonthField(label=gettext_lazy("actual finish"), required=False)

    sections: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (gettext_lazy("People"), ("person", "contact", "phone")),
        (gettext_lazy("Place and content"), ("township", "place", "content")),
        (gettext_lazy("Time"), MONTHS),
    )

    def groups(self):
        """The fields by section, as the template shows them."""
        return [(title, [self[name] for name in names]) for title, names in self.sections]


@model_fields(
    Project, "parent", "kind", "nature", "sector", "industry", "park", "owner_unit",
    "lead_official", "first_year", "last_year", "total_investment", "signed", "signed_on",
    "partner", "contracted_amount", "arrived_amount", "in_statistics", "remark", "code", "name",
    "supporting_units", "financing", "last_report",
)  # fmt: skip
class ProjectForm(DescribeForm):
    """All fields, for the task force."""

    code = TextField(
        label=gettext_lazy("code"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Left empty, the next free one is given."),
    )
    name = TextField(label=gettext_lazy("project name"), max_length=120)
    financing = FinancingField(label=gettext_lazy("financing"), required=False)
    last_report = MonthField(
        label=gettext_lazy("last month to report"),
        required=False,
        help_text=gettext_lazy("After it nothing more is reported."),
    )

    sections = (
        (
            gettext_lazy("What it is"),
            ("code", "name", "parent", "kind", "nature", "sector", "industry", "content"),
        ),
        (gettext_lazy("Where it lies"), ("township", "place", "park")),
        (
            gettext_lazy("Who answers for it"),
            ("owner_unit", "lead_official", "person", "contact", "phone", "supporting_units"),
        ),
        (gettext_lazy("Time"), ("first_year", "last_year", *MONTHS, "last_report")),
        (gettext_lazy("Money"), ("total_investment", "financing")),
        (gettext_lazy("Signed deal"), ("signed", *DEAL)),
        (gettext_lazy("Further"), ("in_statistics", "remark")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sources = FinancingSource.objects.of(self.programme)
        self.fields["financing"].widget.sources = list(sources)

    def record_values(self, record):
        """The financing has rows of its own."""
        names = [name for name in self.record_fields() if name != "financing"]
        rows = {row.source_id: row.amount for row in financing_of(record)}
        return {**field_values(record, names), "financing": rows}

    def display_text(self, name, text):
        if name != "financing":
            return super().display_text(name, text)
        rows = self.fields[name].widget.rows("", text)
        return "、".join(f"{row['source']} {row['text']}万元" for row in rows if row["text"])

    def clean(self):
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("first_year"), values.get("last_year")
        if first and last and first > last:
            self.add_error("last_year", _("It would be finished before it starts."))
        if not values.get("signed") and any(values.get(name) for name in DEAL):
            words = _("Only a signed deal has these: say “yes” here, or clear them.")
            self.add_error("signed", words)
        return values
