"""The form of a version of the rule of findings and orders."""

from core.web.fields import RowForm, model_fields
from supervision.models import FindingRule

THRESHOLDS = ("yellow_days", "by_workdays", "raise_days", "max_moves", "order_prefix", "basis")


@model_fields(FindingRule, "valid_from", *THRESHOLDS)
class FindingRuleForm(RowForm):
    required_hidden = ("submission_id",)
