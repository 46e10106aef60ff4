"""The forms of the rankings of a quarter: their rule, objections and the answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import RowForm, model_fields
from core.web.forms import SubmissionForm, VersionedForm
from programmes.forms.task_requests import text_field
from supervision.models import RankingRule

VALUES = (
    "min_rows", "best_named", "slow_named", "slow_points", "objection_days", "has_lists", "basis",
)  # fmt: skip


@model_fields(RankingRule, "valid_from", *VALUES)
class RankingRuleForm(RowForm):
    required_hidden = ("submission_id",)


class ObjectionForm(SubmissionForm):
    text = text_field(
        _("what is objected to"), help_text=_("Which figure is wrong, and what proves it.")
    )


class AnswerForm(VersionedForm):
    """Nothing is chosen beforehand."""

    is_accepted: Any = forms.TypedChoiceField(
        label=_("decision"),
        choices=[
            ("", _("Please choose")),
            ("yes", _("Accept the objection")),
            ("no", _("Refuse the objection")),
        ],
        coerce=lambda value: value == "yes",
    )
    answer = text_field(_("reason"))


class DraftForm(VersionedForm):
    """The version of the newest ranking of the quarter; 0 where there is none."""

    required_hidden = ("version", "submission_id")
