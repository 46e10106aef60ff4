"""Removes illustrative data, also of closed months and posted lines, and keeps published data.

A row without a published field is deleted with its dependent rows. Of the other marked rows the
unpublished fields are emptied, numbers replaced, and the source says nothing of them any more.
Recorded rows stay unchanged. The programme is the county's own afterwards: months that the set-up
closed are open, the sample's rules for lights and scorecards are gone.
"""

import re
from collections import Counter
from collections.abc import Iterable
from graphlib import TopologicalSorter
from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel, Model, QuerySet

from accounts.models import Unit, User
from core.choices import ILLUSTRATIVE_WORDS, Provenance
from core.kinds import registered_kinds
from core.models import DEMONSTRATION, Sourced
from funds.models import FundSource, Posting
from mabian.database import query
from mabian.sample.facts import REPORT_DAY, SAMPLE_BASIS
from mabian.sample.people import SAMPLE_NAMES
from programmes.choices import PeriodState
from programmes.models import (
    ContributionKind,
    Document,
    Membership,
    Programme,
    ProgrammeRecord,
    ReportingPeriod,
    Role,
    TaskList,
    Visit,
)
from projects.models import ProjectAtClosing, Sector
from projects.services.closing import store_closing
from supervision.models import (
    Falsification,
    Finding,
    FindingSource,
    ManualScore,
    Publication,
    Scorecard,
)

CATALOGUES: tuple[tuple[type[Model], str], ...] = (
    (FundSource, "lines"),
    (Sector, "projects"),
    (TaskList, "places"),
    (FindingSource, "findings"),
    (ContributionKind, "contributions"),
)
# What a row says of another one of its kind, emptied where that one is removed.
OF_ITS_KIND: tuple[tuple[type[Model], str], ...] = (
    (Finding, "merged_into"),
    (Publication, "matter"),
)
# What cites a document as its paper: a row of the county's own stays without a removed one.
CITING: tuple[type[Model], ...] = (ManualScore, TaskList)
# Fields that a published row always keeps, since they identify it; of these the numbers of a row
# that do not belong to its published fields are replaced.
NUMBERS = ("code", "number")
IDENTIFYING_FIELDS = {*NUMBERS, "name"}
PROVISIONAL = "待编%03d"
# What a source says of the illustrative rest of a row, up to the next mark between clauses.
ILLUSTRATIVE_CLAUSE = re.compile(rf"[;；]?[^;；]*{ILLUSTRATIVE_WORDS}[^;；]*")


@transaction.atomic
def remove_illustrative(programme: Programme) -> dict[str, dict[str, int]]:
    """Returns how many rows of each kind were deleted, and how many were emptied of fields."""
    query("SET LOCAL app.remove_illustrative = 'on'")
    deleted: Counter[str] = Counter()
    units = units_of(programme)
    open_months(programme)
    programme.light_rules.filter(basis=SAMPLE_BASIS).delete()
    deleted += remove_scorecards(programme)
    used = used_entries(programme)
    kinds = [kind for kind in registered_kinds() if kind.publishes_fields]
    ProjectAtClosing.objects.filter(programme=programme).delete()
    counts = {kind.model.__name__: empty_fields(kind.model, programme) for kind in kinds}
    for kind in kinds:
        renumber(kind.model, programme)
    redate(programme)
    emptied = {name: count for name, count in counts.items() if count}
    release_others(programme)
    for model in marked_models():
        deleted += delete(illustrative(model, programme))
    for model in marked_models():
        clean_sources(model, programme)
    for model, ids in used.items():
        deleted += delete(unused(model, ids))
    free_units(programme, units)
    deleted += delete(unreferenced(units))
    for period in ReportingPeriod.objects.of(programme).closed():
        store_closing(programme, period.period)
    keep_units(units)
    Programme.objects.filter(pk=programme.pk).update(is_sample=False)
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


def release_others(programme: Programme) -> None:
    """A finding that was merged into a removed one counts again, a publication of a matter whose
    first one is removed counts for itself; what cites a removed document cites none."""
    for model in CITING:
        cited = {"document__in": illustrative(Document, programme)}
        model._default_manager.filter(**cited).update(document=None)
    for model, name in OF_ITS_KIND:
        others = {f"{name}__in": illustrative(model, programme)}
        model._default_manager.filter(**others).update(**{name: None})


def remove_scorecards(programme: Programme) -> Counter[str]:
    """Those of the sample with what people added to them, but for one by which a year is announced
    or published."""
    cards = Scorecard.objects.of(programme).filter(basis=SAMPLE_BASIS, evaluations=None)
    found = list(cards.values_list("pk", flat=True))
    given = (ManualScore, Falsification)
    of_cards = (model.objects.filter(line__scorecard__in=found) for model in given)
    removed = sum(map(delete, of_cards), Counter())
    return removed + delete(Scorecard.objects.filter(pk__in=found))


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


def renumber(model: type[Model], programme: Programme) -> None:
    """Replace the numbers of published rows that are not among their published fields."""
    for name in NUMBERS:
        if not any(field.name == name for field in model._meta.concrete_fields):
            continue
        rows = model._default_manager.filter(programme=programme, provenance=Provenance.PUBLISHED)
        made_up = rows.exclude(published_fields__contains=[name]).exclude(**{name: ""})
        for number, row in enumerate(made_up.order_by("pk"), 1):
            rows.filter(pk=row.pk).update(**{name: PROVISIONAL % number})


def clean_sources(model: type[Model], programme: Programme) -> None:
    """Leave of the sources of published rows what they say of the published fields."""
    rows = model._default_manager.filter(
        programme=programme, source_note__contains=ILLUSTRATIVE_WORDS
    ).exclude(provenance=Provenance.RECORDED)
    for key, note in list(rows.values_list("pk", "source_note")):
        rows.filter(pk=key).update(source_note=ILLUSTRATIVE_CLAUSE.sub("", note))


def redate(programme: Programme) -> None:
    """The published amounts were planned, and the published visits held, by the day of the
    report."""
    published = {"provenance": Provenance.PUBLISHED}
    Posting.objects.of(programme).filter(**published).update(on=REPORT_DAY)
    Visit.objects.of(programme).filter(**published).update(day=REPORT_DAY)


def open_months(programme: Programme) -> None:
    """Open the months that the set-up closed."""
    closed = ReportingPeriod.objects.of(programme).closed().filter(closed_by__isnull=True)
    closed.update(state=PeriodState.OPEN, closed_at=None, report_wanted=True)


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


def free_units(programme: Programme, units: list[int]) -> None:
    """Disable the sample's sign-ins that belong to the units; they count as the task force's."""
    people = User.objects.filter(unit__in=units, username__in=SAMPLE_NAMES)
    Role.objects.filter(user__in=people).delete()
    people.update(unit=programme.task_force, is_active=False)


def keep_units(units: list[int]) -> None:
    """A unit that people or rows of the county refer to is the county's own."""
    Unit.objects.filter(pk__in=units).update(
        provenance=Provenance.RECORDED, published_fields=[], source_note=""
    )


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
