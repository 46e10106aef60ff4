from typing import Any

from django.db.models import Func, IntegerField


def days_between(first: Any, last: Any) -> Func:
    """The number of days from one date to another, negative where the other is the earlier."""
    template, joiner = "(%(expressions)s)", " - "
    return Func(last, first, template=template, arg_joiner=joiner, output_field=IntegerField())
