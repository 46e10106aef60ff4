"""The forms of what hangs on a project, and of its stage."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import TextField
from core.web.fields import DayField, RowForm, asks
from core.web.forms import RecordForm
from programmes.models import Task, TaskList
from projects.choices import MatterState, Stage
from projects.figures.choosing import rows_for
from projects.figures.stages import SAYS_WHY, Step
from projects.models import Approval, Matter, Milestone, Problem
from projects.services.works import matter_state

NO_KIND = gettext_lazy(
    "There is nothing to choose yet: the task force enters the kinds under Projects, Catalogues."
)
ANSWERS = [
    ("", gettext_lazy("no answer yet")),
    *[(state.value, state.label) for state in (MatterState.SUPPORTED, MatterState.DECLINED)],
]


class WorkForm(RowForm):
    """``rows_for`` are the programme's own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.fields.get("kind")
        choices: Any = getattr(kind, "queryset", None)
        if kind and choices is not None and not choices.exists():
            kind.help_text = NO_KIND

    def rows_for(self, name, model):
        return rows_for(self.programme, model)

    def require(self, said: dict[str, Any], name: str, *, where: str, words: str) -> None:
        if said.get(where) and not said.get(name) and name not in self.errors:
            self.add_error(name, words)


@asks(Approval, "kind", "unit", "planned_on", "actual_on", "number")
class ApprovalForm(WorkForm):
    pass


@asks(Milestone, "name", "due_on", "unit", "person", "reached_on", "result")
class MilestoneForm(WorkForm):
    pass


@asks(Problem, "text", "found_on", "unit", "person", "due_on", "solved_on", "solution")
class ProblemForm(WorkForm):
    def clean(self):
        said = super().clean() or {}
        self.require(said, "solution", where="solved_on", words=_("Say how it was solved."))
        self.require(said, "solved_on", where="solution", words=_("Say when it was solved."))
        found = said.get("found_on")
        for name in ("due_on", "solved_on"):
            if found and said.get(name) and said[name] < found:
                self.add_error(name, _("This lies before the day on which it was found."))
        return said


@asks(Matter, "text", "level", "department", "raised_on", "asked_on")
class MatterForm(WorkForm):
    """The state follows from what is known: asked by its day, settled by its answer."""

    answer = forms.ChoiceField(label=gettext_lazy("answer"), choices=ANSWERS, required=False)
    result = TextField(
        label=gettext_lazy("result"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    settled_on = DayField(label=gettext_lazy("settled on"), required=False)

    def of_record(self, record):
        return self.standing(record)

    def standing(self, record):
        own = [name for name in self.asked() if name != "answer"]
        settled = record.state in (MatterState.SUPPORTED, MatterState.DECLINED)
        answer = record.state if settled else ""
        return {**{name: getattr(record, name) for name in own}, "answer": answer}

    def clean(self):
        said = super().clean() or {}
        self.require(said, "asked_on", where="answer", words=_("Say when it was asked."))
        self.require(said, "settled_on", where="answer", words=_("Say when it was answered."))
        self.require(said, "result", where="answer", words=_("Say what came of it."))
        words = _("Say which answer came on this day.")
        self.require(said, "answer", where="settled_on", words=words)
        raised, asked = said.get("raised_on"), said.get("asked_on")
        if raised and asked and asked < raised:
            self.add_error("asked_on", _("This lies before the day on which it was raised."))
        if asked and said.get("settled_on") and said["settled_on"] < asked:
            self.add_error("settled_on", _("This lies before the day on which it was asked."))
        return said

    def values(self):
        said = super().values()
        said["state"] = matter_state(said["asked_on"], said.pop("answer"))
        return said


@asks(Task, "list", "text", "lead_unit", "person", "deadline")
class MatterTaskForm(WorkForm):
    """The task that a matter becomes; carries the version of the matter."""

    needs = ("version",)

    def rows_for(self, name, model):
        rows = rows_for(self.programme, model)
        return rows.order_by("-year", "position", "pk") if model is TaskList else rows


class StageForm(RecordForm):
    """Which stage is entered; the choices are those that lie on the project's way."""

    needs = ("submission_id",)

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
        said = super().clean() or {}
        step = self.steps.get(said.get("stage", ""))
        if step in SAYS_WHY and not said.get("reason"):
            self.add_error("reason", _("Say why: the reason stays with the event."))
        return said
