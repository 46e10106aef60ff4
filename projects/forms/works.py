"""The forms of what belongs to a project: work items (approvals, milestones, problems, matters),
stages, years, exemptions, links to tasks and needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import TextField
from core.web.fields import DayField, MonthField, RowForm, field_values, form_field, model_fields
from core.web.forms import AmountField, RecordForm, SubmissionForm
from programmes.forms.base import ProgrammeForm
from programmes.forms.tasks import TaskForm
from projects.choices import MatterState, Stage
from projects.figures.stages import SAYS_WHY, Step
from projects.models import (
    Approval,
    Exemption,
    Matter,
    Milestone,
    Problem,
    YearClass,
    YearPlan,
)
from projects.services.works import matter_state

NO_KIND = gettext_lazy(
    "There is nothing to choose yet: the task force enters the kinds under Projects, Catalogues."
)
ANSWERS = [
    ("", gettext_lazy("no answer yet")),
    *[(state.value, state.label) for state in (MatterState.SUPPORTED, MatterState.DECLINED)],
]


class WorkItemForm(ProgrammeForm):
    """Explains an empty catalogue. ``today_field`` is the date that is initially today."""

    today_field = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.fields.get("kind")
        choices: Any = getattr(kind, "queryset", None)
        if kind and choices is not None and not choices.exists():
            kind.help_text = NO_KIND

    def require(self, values: dict[str, Any], name: str, *, where: str, message: str) -> None:
        """Add an error to an empty field where another one, ``where``, is filled in."""
        if values.get(where) and not values.get(name) and name not in self.errors:
            self.add_error(name, message)


@model_fields(Approval, "kind", "unit", "planned_on", "actual_on", "number")
class ApprovalForm(WorkItemForm):
    pass


@model_fields(Milestone, "name", "due_on", "unit", "person", "reached_on", "result")
class MilestoneForm(WorkItemForm):
    pass


@model_fields(Problem, "text", "found_on", "unit", "person", "due_on", "solved_on", "solution")
class ProblemForm(WorkItemForm):
    today_field = "found_on"

    def clean(self):
        values = super().clean() or {}
        self.require(values, "solution", where="solved_on", message=_("Say how it was solved."))
        self.require(values, "solved_on", where="solution", message=_("Say when it was solved."))
        found = values.get("found_on")
        for name in ("due_on", "solved_on"):
            if found and values.get(name) and values[name] < found:
                self.add_error(name, _("This lies before the day on which it was found."))
        return values


@model_fields(
    Matter, "text", "level", "department", "raised_on", "asked_on", "answer", "result",
    "settled_on",
)  # fmt: skip
class MatterForm(WorkItemForm):
    """The state follows from the day on which it was asked and from the answer."""

    today_field = "raised_on"

    answer = forms.ChoiceField(label=gettext_lazy("answer"), choices=ANSWERS, required=False)
    result = TextField(
        label=gettext_lazy("result"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    settled_on = DayField(label=gettext_lazy("settled on"), required=False)

    def record_values(self, record):
        own = [name for name in self.record_fields() if name != "answer"]
        settled = record.state in (MatterState.SUPPORTED, MatterState.DECLINED)
        answer = record.state if settled else ""
        return {**field_values(record, own), "answer": answer}

    def clean(self):
        values = super().clean() or {}
        self.require(values, "asked_on", where="answer", message=_("Say when it was asked."))
        self.require(values, "settled_on", where="answer", message=_("Say when it was answered."))
        self.require(values, "result", where="answer", message=_("Say what came of it."))
        message = _("Say which answer came on this day.")
        self.require(values, "answer", where="settled_on", message=message)
        raised, asked = values.get("raised_on"), values.get("asked_on")
        if raised and asked and asked < raised:
            self.add_error("asked_on", _("This lies before the day on which it was raised."))
        if asked and values.get("settled_on") and values["settled_on"] < asked:
            self.add_error("settled_on", _("This lies before the day on which it was asked."))
        return values

    def values(self):
        values = super().values()
        values["state"] = matter_state(values["asked_on"], values.pop("answer"))
        return values


class MatterTaskForm(TaskForm):
    """The task that a matter becomes; carries the version of the matter."""

    required_hidden = ("version",)


class StageForm(RecordForm):
    """The stage to enter; the choices are the steps that are allowed."""

    required_hidden = ("submission_id",)

    stage = forms.ChoiceField(label=gettext_lazy("stage to enter"), choices=[])
    on = DayField(label=gettext_lazy("entered on"))
    reason = TextField(
        label=gettext_lazy("reason"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Needed for a step back, and for who puts the project aside."),
    )

    def __init__(self, *args, steps: dict[str, Step], **kwargs):
        super().__init__(*args, auto_id="stage_%s", **kwargs)
        groups = {
            _("forward"): (Step.FORWARD, Step.RETURN),
            _("aside, with a reason"): (Step.ASIDE,),
            _("back, with a reason"): (Step.BACK,),
        }
        named = [
            (title, [(s, Stage(s).label) for s, step in steps.items() if step in kinds])
            for title, kinds in groups.items()
        ]
        choices: Any = [("", _("Please choose")), *[group for group in named if group[1]]]
        self.fields["stage"].choices = choices  # type: ignore[attr-defined]
        self.steps = steps

    def clean(self):
        values = super().clean() or {}
        step = self.steps.get(values.get("stage", ""))
        if step in SAYS_WHY and not values.get("reason"):
            self.add_error("reason", _("Say why: the reason stays with the event."))
        return values


class PlanForm(RowForm):
    """Version 0: there was no plan when the form was opened."""

    required_hidden = ("version", "submission_id")

    amount = form_field(YearPlan, "amount")
    image_goal = TextField(
        label=gettext_lazy("image goal"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    planned_start = MonthField(label=gettext_lazy("planned start"), required=False)
    planned_finish = MonthField(label=gettext_lazy("planned finish"), required=False)
    decided_on = DayField(label=gettext_lazy("decided on"))
    reason = TextField(label=gettext_lazy("reason for the adjustment"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.record is None:
            del self.fields["reason"]
        else:
            self.merged_fields = ("amount", "image_goal", "planned_start", "planned_finish")

    def record_fields(self):
        return ["amount", "image_goal", "planned_start", "planned_finish"]

    def clean(self):
        values = super().clean() or {}
        first, last = values.get("planned_start"), values.get("planned_finish")
        if first and last and first > last:
            self.add_error("planned_finish", _("It would be finished before it starts."))
        return values


class ClassForm(RowForm):
    """Version 0: there was no class when the form was opened."""

    required_hidden = ("version", "submission_id")

    name = form_field(YearClass, "name")


class NumberedChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        empty = gettext_lazy("Please choose")
        super().__init__(queryset=None, required=False, empty_label=empty, **kwargs)

    def label_from_instance(self, record):
        return f"{record.number} {record.text}"


class LinkForm(SubmissionForm):
    """One task or one need at a time."""

    task = NumberedChoice(label=gettext_lazy("task"))
    need = NumberedChoice(label=gettext_lazy("need"))
    amount = AmountField(
        label=gettext_lazy("covered amount"),
        required=False,
        help_text=gettext_lazy("How much of the need's amount this covers; empty: not stated."),
    )

    def __init__(self, *args, tasks, needs, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in (("task", tasks), ("need", needs)):
            field: Any = self.fields[name]
            field.queryset = rows


@model_fields(Exemption, "rule", "reason", "approver", "valid_from", "valid_until")
class ExemptionForm(RowForm):
    required_hidden = ("submission_id",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].help_text = gettext_lazy(
            "A month counts as exempt where its last day lies within these days."
        )
