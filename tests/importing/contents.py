"""All that imports have written, to be compared."""

from django.db import transaction
from django.forms.models import model_to_dict

from accounts.models import Unit
from funds.models import FundLine, FundSource, Posting
from programmes.models import Membership, Need, NeedCategory, Task, TaskList
from projects.models import MonthEntry, OpeningEntry, Project, Sector, StageEvent, YearPlan
from tests.importing.books import imported

MODELS = (
    Unit, Membership, Task, TaskList, Need, NeedCategory, Project, Sector, StageEvent, YearPlan,
    MonthEntry, OpeningEntry, FundLine, FundSource, Posting,
)  # fmt: skip


def everything() -> dict:
    """All rows in words, without the keys that the database gives."""
    rows = {}
    for model in MODELS:
        found = []
        for record in model.objects.all():
            values = {k: v for k, v in model_to_dict(record).items() if k not in ("id", "position")}
            for field in model._meta.fields:
                if field.is_relation and field.name in values:
                    values[field.name] = str(getattr(record, field.name))
            for field in model._meta.many_to_many:
                values[field.name] = sorted(map(str, values[field.name]))
            found.append(str(sorted(values.items())))
        rows[model.__name__] = sorted(found)
    return rows


def after_import(programme, book, path) -> tuple[dict, int]:
    with transaction.atomic():
        result = imported(programme, book, path)
        assert result.errors == []
        rows = everything()
        transaction.set_rollback(True)
    return rows, result.created + result.updated
