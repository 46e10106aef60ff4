"""The forms of what a helper gives, and of a kind of help."""

from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.money import AmountError
from core.text import TextField
from core.web.fields import model_fields
from programmes.figures.units import helper_units
from programmes.forms.base import ProgrammeForm
from programmes.models import Contribution, ContributionKind, Task
from programmes.models.contributions import IN_FUTURE, quantities

LONGEST_QUANTITY = 30


def quantity_field(label: Any, **options: Any) -> TextField:
    field = TextField(label=label, max_length=LONGEST_QUANTITY, required=False, **options)
    field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
    return field


@model_fields(
    Contribution, "helper", "kind", "given", "given_on", "planned", "content", "township", "year",
    "task", "reason",
)  # fmt: skip
class ContributionForm(ProgrammeForm):
    """Quantities are typed in the unit of the kind, money in 万元. ``own_helper`` is that of a
    reporter, who enters no other; ``is_correction``: of an entry of the helper, with a reason."""

    given = quantity_field(
        gettext_lazy("given quantity"), help_text=gettext_lazy("In the unit of the kind.")
    )
    planned = quantity_field(gettext_lazy("planned quantity"))
    reason = TextField(
        label=gettext_lazy("reason"),
        max_length=200,
        help_text=gettext_lazy("The helper entered this itself and reads the reason."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        own_helper: Unit | None = None,
        is_correction: bool = False,
        **kwargs: Any,
    ):
        self.own_helper = own_helper
        super().__init__(*args, **kwargs)
        if own_helper:
            self.initial["helper"] = own_helper
            self.fields["helper"].disabled = True
        if not is_correction:
            del self.fields["reason"]
        self.fields["year"].required = False
        kinds: Any = self.fields["kind"]
        kinds.label_from_instance = attrgetter("label")

    def record_fields(self):
        return [name for name in super().record_fields() if name != "reason"]

    def record_values(self, record):
        own = {name: record.kind.plain(getattr(record, name)) for name in ("planned", "given")}
        names = [name for name in self.record_fields() if name not in own]
        return {**{name: getattr(record, name) for name in names}, **own}

    def clean_given_on(self):
        day = self.cleaned_data["given_on"]
        if day and day > self.programme.today():
            raise ValidationError(IN_FUTURE)
        return day

    def choices_for(self, name, model):
        if name == "helper":
            if self.own_helper:
                return Unit.objects.filter(pk=self.own_helper.pk)
            return helper_units(self.programme) | self.current_units(name)
        if model is Task and self.own_helper:
            tasks = super().choices_for(name, model).worked_on()
            own = tasks.filter(lead_unit=self.own_helper)
            return own | tasks.filter(pk=getattr(self.record, "task_id", None))
        return super().choices_for(name, model)

    def clean(self):
        values = super().clean() or {}
        kind = values.get("kind")
        self.read = {name: self._quantity(kind, name) for name in ("planned", "given")}
        if not (self.read["planned"] or self.read["given"] or self.errors):
            self.add_error("given", _("Fill in what is given or planned."))
        day = values.get("given_on")
        self._check_day(day)
        values["year"] = values.get("year") or (day or self.programme.today()).year
        return values

    def _check_day(self, day):
        """What is given was given by a day, and the other way round."""
        if {"given", "given_on"} & set(self.errors):
            return
        if self.read["given"] and not day:
            self.add_error("given_on", _("Say by which day it was given."))
        if day and not self.read["given"]:
            self.add_error("given", _("Fill in what was given by that day, or empty the day."))

    def _quantity(self, kind, name):
        text = self.cleaned_data.get(name)
        if not kind or not text:
            return None
        try:
            found = kind.read(text)
        except AmountError as error:
            self.add_error(name, ValidationError(str(error)))
            return None
        self.cleaned_data[name] = kind.plain(found)
        return found

    def values(self):
        given = super().values()
        for name in ("planned", "given"):
            del given[name]
        more = {"reason": self.cleaned_data["reason"]} if "reason" in self.fields else {}
        return {**given, **quantities(given["kind"], **self.read), **more}

    @property
    def first_fields(self) -> list:
        """What a helper fills in; all else is folded."""
        return [field for field in self.visible_fields() if field.name not in self._folded]

    @property
    def folded_fields(self) -> list:
        return [field for field in self.visible_fields() if field.name in self._folded]

    @property
    def is_unfolded(self) -> bool:
        return self.record is not None or any(field.errors for field in self.folded_fields)

    @property
    def _folded(self) -> tuple[str, ...]:
        if self.own_helper:
            return ("helper", "planned", "content", "township", "year", "task")
        return ("township", "year", "task")


@model_fields(ContributionKind, "name", "unit", "position")
class ContributionKindForm(ProgrammeForm):
    pass
