"""The projects of a bulletin by responsible unit and by township, in the order of the county's
network: nobody is ranked."""

from accounts.models import Unit
from programmes.models import Membership
from projects.figures.totals import grouped, size
from reports.content.marks import total_mark
from reports.content.parts import amount_columns, amounts, column, row, subsection, table

UNITS, TOWNSHIPS = 9, 10
WITHOUT = {"owner_unit": "未定责任单位", "township": "跨乡镇或县外"}
FILTERS = {"owner_unit": "owner", "township": "township"}


def blocks(scope) -> list:
    units, townships = "分责任单位推进情况", "分乡镇推进情况"
    return [
        *subsection(units, _table(scope, UNITS, units, "责任单位", "owner_unit")),
        *subsection(townships, _table(scope, TOWNSHIPS, townships, "乡镇", "township")),
    ]


def _table(scope, number: int, title: str, label: str, field: str) -> dict | None:
    found = grouped(scope.projects, scope.period, scope.month, field=field)
    names = _names(scope, field, [key for key in found if key])
    rows = [
        row(
            _cells(scope, name, *found[key]),
            mark=total_mark(_projects(scope, field, key)),
            to="projects",
            month=str(scope.month),
            **{FILTERS[field]: key or "none"},
        )
        for key, name in names.items()
        if key in found
    ]
    total = row(
        _cells(scope, "合计", size(scope.projects), scope.investment),
        mark=total_mark(scope.project_rows),
        to="projects",
        month=str(scope.month),
    )
    return table(number, title, _columns(scope, label), rows, total)


def _names(scope, field: str, keys: list) -> dict:
    """Projects without a unit last."""
    return {**units_in_order(scope, keys), None: WITHOUT[field]}


def units_in_order(scope, keys: list[int]) -> dict[int, str]:
    """The names of the units by id, those of the network first, in its order."""
    order = scope.rows(Membership).filter(unit__in=keys).order_by("position", "pk")
    listed = dict(order.values_list("unit", "unit__name"))
    others = dict(Unit.objects.filter(pk__in=keys).order_by("name").values_list("pk", "name"))
    return {**listed, **{key: others[key] for key in others if key not in listed}}


def _projects(scope, field: str, key) -> list:
    return [one for one in scope.project_rows if getattr(one, f"{field}_id") == key]


def _columns(scope, label: str) -> list[dict]:
    return [
        column(label),
        column("项目数（个）", "count"),
        column("有计划（个）", "count"),
        column("年度计划", "amount"),
        *amount_columns(scope),
        column("占年度计划", "share"),
        column("与序时进度差", "points"),
        column("未报（个）", "count"),
    ]


def _cells(scope, name: str, group, done) -> list:
    shares = [done.share, done.difference, done.not_reported]
    return [name, group.count, done.planned, done.plan, *amounts(scope, done), *shares]
