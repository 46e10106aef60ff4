"""The check constraints of a model are validated by one statement, and fail by their own names."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.database.checks import with_joint_checks
from programmes.models import Need, Task


def statements(record) -> int:
    with CaptureQueriesContext(connection) as queries:
        record.validate_constraints()
    return sum("SAVEPOINT" not in query["sql"] for query in queries)


def test_checks_that_hold_take_one_statement(cast):
    checks = [one for one in Task._meta.constraints if not hasattr(one, "fields")]
    uniques = len(Task._meta.constraints) - len(checks)
    assert len(checks) > 2
    assert statements(cast.road_task) <= 1 + uniques


def test_each_check_that_fails_is_named(cast):
    need = cast.other_need
    need.amount, need.provenance = Decimal(-1), "heard"
    with pytest.raises(ValidationError) as refused:
        need.validate_constraints()
    messages = refused.value.message_dict["__all__"]
    assert sorted(m.split("“")[1].split("”")[0] for m in messages) == [
        "need_amount_in_range",
        "need_provenance_known",
    ]


def test_a_field_that_is_left_out_leaves_the_other_checks(cast):
    need = cast.other_need
    need.amount, need.provenance = Decimal(-1), "heard"
    with pytest.raises(ValidationError) as refused:
        need.validate_constraints(exclude={"amount"})
    assert len(refused.value.messages) == 1


def test_a_model_without_checks_stays_as_it_is():
    uniques = [one for one in Need._meta.constraints if hasattr(one, "fields")]
    assert with_joint_checks(uniques) == uniques
