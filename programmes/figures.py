"""What is counted of tasks and needs. Each figure takes rows that the asker may see, without
annotations of their own; the list behind it is made by the same queryset methods."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from accounts.models import Unit
from programmes.choices import TaskState, Urgency
from programmes.models import Membership, NeedCategory, TaskList

ZERO = Decimal(0)


@dataclass(frozen=True)
class TaskCounts:
    """Tasks by state, those whose deadline has come by the day, of these the
    undone, and those without a deadline."""

    total: int = 0
    assigned: int = 0
    in_progress: int = 0
    closed: int = 0
    due: int = 0
    due_not_done: int = 0
    undated: int = 0


def task_counts(tasks, on: date) -> TaskCounts:
    return TaskCounts(**tasks.aggregate(**_counts(on)))


def _counts(on: date) -> dict[str, Count]:
    due = Q(deadline__lte=on)
    return {
        "total": Count("pk"),
        **{state.value: Count("pk", filter=Q(state=state)) for state in TaskState},
        "due": Count("pk", filter=due),
        "due_not_done": Count("pk", filter=due & ~Q(state=TaskState.CLOSED)),
        "undated": Count("pk", filter=Q(deadline__isnull=True)),
    }


def _grouped(tasks, field: str, on: date) -> dict[int, TaskCounts]:
    rows = tasks.order_by().values(field).annotate(**_counts(on))
    return {row.pop(field): TaskCounts(**row) for row in rows}


@dataclass(frozen=True)
class ListRow:
    list: TaskList
    counts: TaskCounts


def by_list(tasks, on: date) -> list[ListRow]:
    """The lists that have tasks, in the order of the catalogue."""
    found = _grouped(tasks, "list", on)
    return [ListRow(each, found[each.pk]) for each in TaskList.objects.filter(pk__in=found)]


def together(rows: list[Any]) -> TaskCounts:
    """The counts of all rows (of ``by_list`` or ``by_helper``) added up."""
    names = [field.name for field in fields(TaskCounts)]
    return TaskCounts(**{name: sum(getattr(row.counts, name) for row in rows) for name in names})


@dataclass(frozen=True)
class HelperRow:
    """A helper and the tasks it leads. Rows stand in the order of the network: helpers are
    never ranked."""

    membership: Membership
    counts: TaskCounts


def by_helper(tasks, programme, on: date) -> list[HelperRow]:
    """Every helper of the programme (tiers 1, 5 and N), those without a task too."""
    found = _grouped(tasks.led_by_helpers(programme), "lead_unit", on)
    helpers = Membership.objects.of(programme).helpers().select_related("unit")
    return [HelperRow(helper, found.get(helper.unit_id, TaskCounts())) for helper in helpers]


@dataclass(frozen=True)
class NeedCounts:
    """``answered`` have a link to what answers them; ``unstated`` have no amount, and
    ``amount`` is the sum of the others in yuan."""

    total: int
    urgent: int
    answered: int
    amount: Decimal
    unstated: int


def need_counts(needs) -> NeedCounts:
    return NeedCounts(**needs.with_answer().aggregate(**_need_counts()))


def _need_counts() -> dict[str, Any]:
    """Of needs ``with_answer``."""
    return {
        "total": Count("pk"),
        "urgent": Count("pk", filter=Q(urgency=Urgency.HIGH)),
        "answered": Count("pk", filter=Q(is_answered=True)),
        "unstated": Count("pk", filter=Q(amount__isnull=True)),
        # Last, since an aggregate's name hides the field from those after it.
        "amount": Sum("amount", default=ZERO),
    }


@dataclass(frozen=True)
class GridRow:
    """A township's needs, one count for each category of the grid."""

    township: Unit
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class NeedGrid:
    """Townships × categories; ``counts`` are those of all needs in it."""

    categories: list[NeedCategory]
    rows: list[GridRow]
    counts: NeedCounts

    @property
    def totals(self) -> list[int]:
        """The needs of each category over all townships."""
        columns = range(len(self.categories))
        return [sum(row.counts[column] for row in self.rows) for column in columns]


def need_grid(needs, programme) -> NeedGrid:
    """All townships of the programme, and others that stated needs, against all categories."""
    rows = needs.order_by().with_answer().values("township", "category")
    groups = rows.annotate(**_need_counts())
    found = {(group.pop("township"), group.pop("category")): group for group in groups}
    categories = list(NeedCategory.objects.of(programme))
    rows = [
        GridRow(unit, [_count(found, unit, category) for category in categories])
        for unit in _townships(programme, [township for township, _category in found])
    ]
    return NeedGrid(categories, rows, _added(found.values()))


def _count(found, unit: Unit, category: NeedCategory) -> int:
    return found[unit.pk, category.pk]["total"] if (unit.pk, category.pk) in found else 0


def _townships(programme, stated: list[int]):
    """In the order of the network; a unit outside of it that stated needs comes last."""
    places = Membership.objects.of(programme)
    place = Subquery(places.filter(unit=OuterRef("pk")).values("position")[:1])
    listed = Q(pk__in=places.townships().values("unit")) | Q(pk__in=stated)
    return Unit.objects.filter(listed).annotate(place=place).order_by("place", "name")


def _added(groups) -> NeedCounts:
    names = [field.name for field in fields(NeedCounts)]
    counts = {name: sum(group[name] for group in groups) for name in names}
    return NeedCounts(**counts | {"amount": counts["amount"] + ZERO})
