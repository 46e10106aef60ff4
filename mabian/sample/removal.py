"""Removes what is illustrative, over closed months and posted lines, and keeps what is published.

A row without a published field goes, with all that hangs on it. Of a row that stays, the fields
that are not published are emptied. Real (recorded) rows stay untouched.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import ForeignObjectRel, Model, QuerySet

from accounts.models import Unit
from core.choices import Provenance
from funds.models import FundLine, FundSource, Posting
from programmes.models import (
    Membership,
    Need,
    NeedCategory,
    Programme,
    Task,
    TaskList,
    TaskProgress,
)
from projects.models import MonthEntry, OpeningEntry, Project, Sector, StageEvent, YearPlan

DEMONSTRATION = (Provenance.ILLUSTRATIVE, Provenance.PLACEHOLDER)
# In the order in which nothing is deleted that another row still needs.
ROWS: tuple[type[Model], ...] = (
    Posting,
    FundLine,
    MonthEntry,
    OpeningEntry,
    YearPlan,
    StageEvent,
    Project,
    Need,
    TaskProgress,
    Task,
    NeedCategory,
    Membership,
)
CATALOGUES: tuple[tuple[type[Model], str], ...] = (
    (FundSource, "lines"),
    (Sector, "projects"),
    (TaskList, "tasks"),
)
# The fields that a published row keeps although nobody published them: what it is known by.
KEPT = {"code", "number", "name"}
EMPTIED = (Project, FundLine)


@transaction.atomic
def remove_illustrative(programme: Programme) -> dict[str, dict[str, int]]:
    """Returns how many rows of each kind were deleted, and how many were emptied of fields."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.purge = 'illustrative'")
    deleted: Counter[str] = Counter()
    units = units_of(programme)
    used = used_entries(programme)
    emptied = {model.__name__: empty_fields(model, programme) for model in EMPTIED}
    for model in ROWS:
        deleted += delete(illustrative(model, programme))
    for model, ids in used.items():
        deleted += delete(unused(model, ids))
    deleted += delete(unneeded(units))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.purge = ''")
    return {"deleted": dict(sorted(deleted.items())), "emptied": emptied}


def illustrative(model: type[Model], programme: Programme) -> QuerySet:
    rows = model._default_manager.filter(programme=programme, provenance__in=DEMONSTRATION)
    # A reversal goes before what it reverses.
    return rows.order_by("-pk") if model is Posting else rows


def delete(rows: QuerySet) -> Counter[str]:
    _count, by_model = rows.delete()
    return Counter({label.split(".")[1]: n for label, n in by_model.items() if n})


def empty_fields(model: type[Model], programme: Programme) -> int:
    """Empty what is not published of the published rows; links to other rows go as well."""
    rows: QuerySet = model._default_manager.filter(
        programme=programme, provenance=Provenance.PUBLISHED
    )
    for row in rows:
        keep = {*KEPT, *row.published_fields}
        values = {f.name: empty(f) for f in fields_that_can_be_empty(model) if f.name not in keep}
        type(row)._default_manager.filter(pk=row.pk).update(**values)
        for link in model._meta.many_to_many:
            if link.name not in keep:
                getattr(row, link.name).clear()
    return len(rows)


def fields_that_can_be_empty(model: type[Model]) -> Iterable:
    marks = {"provenance", "published_fields", "source_note"}
    return (
        field
        for field in model._meta.concrete_fields
        if field.blank and field.editable and not field.primary_key and field.name not in marks
    )


def empty(field: Any) -> None | str:
    return None if field.null else ""


def units_of(programme: Programme) -> list[int]:
    """Units of the programme's network that are illustrative or wait for their name."""
    places = Membership.objects.of(programme).filter(unit__provenance__in=DEMONSTRATION)
    return list(places.values_list("unit", flat=True))


def unneeded(units: list[int]) -> QuerySet[Unit]:
    """Those of the units that no person signs in for and no row of any programme names."""
    needed: set[int] = set()
    for relation in Unit._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            name, model = relation.field.name, relation.field.model
            rows = model._base_manager.filter(**{f"{name}__in": units})
            needed |= set(rows.values_list(name, flat=True))
    return Unit.objects.filter(pk__in=set(units) - needed)


def used_entries(programme: Programme) -> dict[type[Model], list[int]]:
    """Entries of the catalogues that rows point to now; those nobody used are the staff's."""
    return {
        model: list(
            model._default_manager.filter(programme=programme, **{f"{name}__isnull": False})
            .distinct()
            .values_list("pk", flat=True)
        )
        for model, name in CATALOGUES
    }


def unused(model: type[Model], ids: list[int]) -> QuerySet:
    name = dict(CATALOGUES)[model]
    return model._default_manager.filter(pk__in=ids, **{f"{name}__isnull": True})
