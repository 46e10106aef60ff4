"""The forms of points by hand, falsification, and evaluations."""

from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from core.web.fields import DayField, form_field
from core.web.forms import SubmissionForm, VersionedForm
from programmes.choices import RequestState
from programmes.forms.task_requests import text_field
from supervision.choices import LineKind
from supervision.models import Evaluation, ManualScore, ScoreLine

ANSWERS = (
    ("", _("Please choose")),
    (RequestState.ACCEPTED.value, _("accepted: the records are corrected")),
    (RequestState.REFUSED.value, _("not accepted: the score stays")),
)


class PointsForm(VersionedForm):
    """Points up to those of the line; empty: not applicable to the unit."""

    value = form_field(ManualScore, "value")
    reason = form_field(ManualScore, "reason")
    document: Any = forms.ModelChoiceField(
        None,
        label=_("policy document"),
        required=False,
        empty_label=_("none"),
        help_text=_("The paper that proves it, where there is one."),
    )

    def __init__(self, *args: Any, line: ScoreLine, documents: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        words = _("At most %(weight)s. Left empty, the line does not apply to the unit.")
        value: Any = self.fields["value"]
        if line.kind == LineKind.DEDUCTION:
            value.label = LineKind.DEDUCTION.label
            least = MinValueValidator(0, _("Give a deduction as a positive number."))
            others = (one for one in value.validators if not isinstance(one, MinValueValidator))
            value.validators = [least, *others]
        value.help_text = words % {"weight": f"{line.weight.normalize():f}"}
        document: Any = self.fields["document"]
        document.queryset = documents


class FalsificationForm(SubmissionForm):
    found_on = DayField(label=_("found on"))
    reason = text_field(_("reason"))


class AnnounceForm(SubmissionForm):
    """A correction of what is published says why."""

    reason = form_field(Evaluation, "reason")

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["reason"]


class ObjectionForm(SubmissionForm):
    text = text_field(
        _("objection to the score"), help_text=_("Which line, and what is otherwise.")
    )


class AnswerForm(VersionedForm):
    decision = forms.ChoiceField(label=_("decision on the objection"), choices=ANSWERS)
    answer = text_field(_("answer"))
