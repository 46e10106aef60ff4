"""The form of a new project: its record, its stage, and its plan of this year."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.fields import DayField, form_field
from core.web.forms import AmountField
from projects.choices import LINES, ProjectKind, Stage, YearClassName
from projects.forms.project import ProjectForm
from projects.models import YearPlan
from projects.services.plans import STARTS_UNPLANNED
from projects.services.project import InitialState

INITIAL = ("stage", "on", "year_class", "amount", "image_goal", "decided_on")
ON_A_LINE = [
    (stage.value, stage.label) for stage in Stage if any(stage in line for line in LINES.values())
]


class NewProjectForm(ProjectForm):
    required_hidden = ("submission_id",)

    stage = forms.ChoiceField(
        label=gettext_lazy("stage"),
        choices=[("", gettext_lazy("no stage recorded")), *ON_A_LINE],
        required=False,
    )
    on = DayField(label=gettext_lazy("entered on"), required=False)
    year_class = forms.ChoiceField(
        label=gettext_lazy("class of the year"),
        choices=[("", gettext_lazy("Please choose")), *YearClassName.choices],
        required=False,
    )
    amount = AmountField(label=gettext_lazy("planned investment"), required=False)
    image_goal = form_field(YearPlan, "image_goal")
    decided_on = DayField(
        label=gettext_lazy("decided on"),
        required=False,
        help_text=gettext_lazy("From the month of this day on the project is asked to report."),
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, programme=programme, **kwargs)
        self.today = programme.today()
        days = {"on": self.today, "decided_on": self.today}
        self.initial = {"stage": Stage.RESERVE, **days, **self.initial}

    def groups(self):
        stage = (_("Where it stands"), [self["stage"], self["on"]])
        names = ("year_class", "amount", "decided_on", "image_goal")
        year = (_("This year, %(year)s") % {"year": self.today.year}, [self[n] for n in names])
        first, *others = super().groups()
        return [first, stage, year, *others]

    def record_fields(self):
        return [name for name in super().record_fields() if name not in INITIAL]

    def initial_state(self) -> InitialState:
        initial = {name: self.cleaned_data[name] for name in INITIAL}
        return InitialState(year=self.today.year, **initial)

    def clean(self):
        values: dict[str, Any] = super().clean() or {}
        self._require_day(values, "on", where="stage")
        self._require_day(values, "decided_on", where="amount")
        if values.get("year_class") == YearClassName.STARTING and not values.get("planned_start"):
            self.add_error("planned_start", STARTS_UNPLANNED)
        kind, stage = values.get("kind"), values.get("stage")
        if kind and stage and stage not in LINES[ProjectKind(kind)]:
            words = _("A project of the kind “%(kind)s” has no such stage.")
            self.add_error("stage", words % {"kind": ProjectKind(kind).label})
        if (
            values.get("image_goal")
            and values.get("amount") is None
            and "amount" not in self.errors
        ):
            self.add_error("amount", _("A goal goes with a plan: type its amount as well."))
        return values

    def _require_day(self, values: dict[str, Any], name: str, *, where: str) -> None:
        """Require the day where the field ``where`` is filled in, and no day after today."""
        day = values.get(name)
        if day and day > self.today:
            self.add_error(name, _("This day has not come yet."))
        if not day and values.get(where) not in (None, "") and name not in self.errors:
            self.add_error(name, self.fields[name].error_messages["required"])
