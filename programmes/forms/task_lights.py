"""The form of a version of the rule for the lights of tasks."""

from core.web.fields import RowForm, model_fields
from programmes.models import TaskLightRule

THRESHOLDS = ("yellow_days", "answer_days", "by_workdays", "basis")


@model_fields(TaskLightRule, "valid_from", *THRESHOLDS)
class TaskLightRuleForm(RowForm):
    required_hidden = ("submission_id",)
