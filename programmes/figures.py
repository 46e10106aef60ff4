"""What is counted of tasks and needs. Each figure takes rows that the asker may see, without
annotations of their own; the list behind it is made by the same queryset methods."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from accounts.models import Unit
from programmes.choices import TaskState, Urgency
from programmes.models import Membership, Need, NeedCategory, TaskList

ZERO = Decimal(0)


@dataclass(frozen=True)
class TaskCounts:
    """Tasks by state, those whose deadline has come by the day, and of these the undone."""

    total: int = 0
    assigned: int = 0
    in_progress: int = 0
    closed: int = 0
    due: int = 0
    due_not_done: int = 0


def task_counts(tasks, on: date) -> TaskCounts:
    return TaskCounts(**tasks.aggregate(**_counts(on)))


def _counts(on: date) -> dict[str, Count]:
    due = Q(deadline__lte=on)
    return {
        "total": Count("pk"),
        **{state.value: Count("pk", filter=Q(state=state)) for state in TaskState},
        "due": Count("pk", filter=due),
        "due_not_done": Count("pk", filter=due & ~Q(state=TaskState.CLOSED)),
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
    sums = needs.aggregate(
        total=Count("pk"),
        urgent=Count("pk", filter=Q(urgency=Urgency.HIGH)),
        answered=Count("pk", filter=Q(pk__in=Need.objects.answered().values("pk"))),
        unstated=Count("pk", filter=Q(amount__isnull=True)),
        amount=Sum("amount", default=ZERO),
    )
    return NeedCounts(**sums)


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
    categories: list[NeedCategory]
    rows: list[GridRow]

    @property
    def totals(self) -> list[int]:
        """The needs of each category over all townships."""
        columns = range(len(self.categories))
        return [sum(row.counts[column] for row in self.rows) for column in columns]


def need_grid(needs, programme) -> NeedGrid:
    """All townships of the programme against all categories of its needs."""
    found = {
        (row["township"], row["category"]): row["count"]
        for row in needs.order_by().values("township", "category").annotate(count=Count("pk"))
    }
    categories = list(NeedCategory.objects.of(programme))
    townships = Membership.objects.of(programme).townships().select_related("unit")
    rows = [
        GridRow(each.unit, [found.get((each.unit_id, category.pk), 0) for category in categories])
        for each in townships
    ]
    return NeedGrid(categories, rows)
