"""Rows in words, to be compared."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model
from django.forms.models import model_to_dict

from accounts.models import Unit
from funds.models import FundLine, FundSource, Posting
from programmes.models import (
    Agreement,
    AgreementDelivery,
    Membership,
    Need,
    NeedCategory,
    Task,
    TaskList,
    TaskPlace,
    Visit,
)
from projects.models import MonthEntry, OpeningEntry, Project, Sector, StageEvent, YearPlan
from tests.importing.books import imported

MODELS = (
    Unit, Membership, Task, TaskList, TaskPlace, Need, NeedCategory, Project, Sector, StageEvent,
    YearPlan, MonthEntry, OpeningEntry, FundLine, FundSource, Posting, Visit, Agreement,
    AgreementDelivery,
)  # fmt: skip


def in_words(record: Model, *left_out: str) -> str:
    """Its values, without the keys that the database gives."""
    values = {k: v for k, v in model_to_dict(record).items() if k not in ("id", *left_out)}
    for field in record._meta.fields:
        if field.is_relation and field.name in values:
            values[field.name] = str(getattr(record, field.name))
    for field in record._meta.many_to_many:
        values[field.name] = sorted(map(str, values[field.name]))
    return str(sorted(values.items()))


def rows_of(models: Iterable[type[Model]], *left_out: str) -> dict[str, list[str]]:
    return {
        model.__name__: sorted(in_words(row, *left_out) for row in model._default_manager.all())
        for model in models
    }


def everything() -> dict[str, list[str]]:
    """All that imports write; an order in a list may be another one."""
    return rows_of(MODELS, "position")


def after_import(programme, book, path) -> tuple[dict, int]:
    with transaction.atomic():
        result = imported(programme, book, path)
        assert result.errors == []
        rows = everything()
        transaction.set_rollback(True)
    return rows, result.created + result.updated
