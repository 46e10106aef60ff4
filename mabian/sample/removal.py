"""Removes illustrative data, also of closed months and posted lines, and keeps published data.

A row without a published field is deleted with its dependent rows. Of the other marked rows the
unpublished fields are emptied. Recorded rows stay unchanged.
"""

from collections import Counter
from collections.abc import Iterable
from graphlib import TopologicalSorter
from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel, Model, QuerySet

from accounts.models import Unit
from core.choices import Provenance
from core.kinds import registered_kinds
from core.models import Sourced
from funds.models import FundSource, Posting
from mabian.database import query
from programmes.models import Membership, Programme, ProgrammeRecord, TaskList
from projects.models import Sector

DEMONSTRATION = (Provenance.ILLUSTRATIVE, Provenance.PLACEHOLDER)
CATALOGUES: tuple[tuple[type[Model], str], ...] = (
    (FundSource, "lines"),
    (Sector, "projects"),
    (TaskList, "tasks"),
)
# Fields that a published row always keeps, since they identify it.
IDENTIFYING_FIELDS = {"code", "number", "name"}


@transaction.atomic
def remove_illustrative(programme: Programme) -> dict[str, dict[str, int]]:
    """Returns how many rows of each kind were deleted, and how many were emptied of fields."""
    query("SET LOCAL app.remove_illustrative = 'on'")
    deleted: Counter[str] = Counter()
    units = units_of(programme)
    used = used_entries(programme)
    kinds = [kind for kind in registered_kinds() if kind.publishes_fields]
    counts = {kind.model.__name__: empty_fields(kind.model, programme) for kind in kinds}
    emptied = {name: count for name, count in counts.items() if count}
    for model in marked_models():
        deleted += delete(illustrative(model, programme))
    for model, ids in used.items():
        deleted += delete(unused(model, ids))
    deleted += delete(unreferenced(units))
    query("SET LOCAL app.remove_illustrative = ''")
    return {"deleted": dict(sorted(deleted.items())), "emptied": emptied}


def marked_models() -> list[Any]:
    """The models whose rows say where they come from, each before those that its rows refer to."""
    models = [
        kind.model
        for kind in registered_kinds()
        if issubclass(kind.model, Sourced) and issubclass(kind.model, ProgrammeRecord)
    ]
    order: TopologicalSorter[Any] = TopologicalSorter({model: () for model in models})
    for model in models:
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is not model:
                order.add(field.related_model, model)
    return [model for model in order.static_order() if model in models]


def illustrative(model: type[Model], programme: Programme) -> QuerySet:
    rows = model._default_manager.filter(programme=programme, provenance__in=DEMONSTRATION)
    # A reversal is deleted before the posting it reverses.
    return rows.order_by("-pk") if model is Posting else rows


def delete(rows: QuerySet) -> Counter[str]:
    _count, by_model = rows.delete()
    return Counter({label.split(".")[1]: n for label, n in by_model.items() if n})


def empty_fields(model: type[Model], programme: Programme) -> int:
    """Empty the unpublished fields of the published rows, links included; returns their number."""
    rows: QuerySet = model._default_manager.filter(
        programme=programme, provenance=Provenance.PUBLISHED
    )
    for row in rows:
        keep = {*IDENTIFYING_FIELDS, *row.published_fields}
        values = {f.name: empty_value(f) for f in nullable_fields(model) if f.name not in keep}
        type(row)._default_manager.filter(pk=row.pk).update(**values)
        for link in model._meta.many_to_many:
            if link.name not in keep:
                getattr(row, link.name).clear()
    return len(rows)


def nullable_fields(model: type[Model]) -> Iterable:
    marks = {"provenance", "published_fields", "source_note"}
    return (
        field
        for field in model._meta.concrete_fields
        if field.blank and field.editable and not field.primary_key and field.name not in marks
    )


def empty_value(field: Any) -> None | str:
    return None if field.null else ""


def units_of(programme: Programme) -> list[int]:
    """Ids of the network's units that are illustrative or placeholders."""
    places = Membership.objects.of(programme).filter(unit__provenance__in=DEMONSTRATION)
    return list(places.values_list("unit", flat=True))


def unreferenced(units: list[int]) -> QuerySet[Unit]:
    """Those of the units that no person and no row of any programme references."""
    referenced: set[int] = set()
    for relation in Unit._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            name, model = relation.field.name, relation.field.model
            rows = model._base_manager.filter(**{f"{name}__in": units})
            referenced |= set(rows.values_list(name, flat=True))
    return Unit.objects.filter(pk__in=set(units) - referenced)


def used_entries(programme: Programme) -> dict[type[Model], list[int]]:
    """Ids of the catalogue entries in use; unused ones belong to the staff."""
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
