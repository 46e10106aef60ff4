"""The check constraints of a model, validated together."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import BaseConstraint, CheckConstraint, Q


class JointChecks:
    """Validates check constraints with one statement, and each by itself only where not all of
    them hold, or where a field is left out."""

    def __init__(self, checks: list[CheckConstraint]) -> None:
        self.checks = checks

    def validate(self, model: Any, instance: Any, exclude: Any, using: str) -> None:
        """Raises ValidationError with the message of each check that fails."""
        if self._all_hold(instance._get_field_expression_map(model._meta, exclude), using):
            return
        errors = []
        for check in self.checks:
            try:
                check.validate(model, instance, exclude=exclude, using=using)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)

    def _all_hold(self, against: dict[str, Any], using: str) -> bool:
        try:
            return Q(*(check.condition for check in self.checks)).check(against, using)
        except FieldError:
            return False


def with_joint_checks(constraints: Iterable[BaseConstraint]) -> list[Any]:
    """The constraints to validate, of which the checks are one."""
    constraints = list(constraints)
    checks = [one for one in constraints if isinstance(one, CheckConstraint)]
    others = [one for one in constraints if not isinstance(one, CheckConstraint)]
    return [*others, JointChecks(checks)] if checks else others
