"""The content of a ranking: what is stored, shown, printed and issued."""

from datetime import date
from typing import Any

from django.db.models import Exists

from core.models import HAS_ILLUSTRATIVE
from core.periods import Period
from funds.models import FundLine
from programmes.models import Programme, ReportingPeriod, Task
from projects.models import Project
from supervision.choices import RankingGroup
from supervision.figures.ranking_helpers import gifts
from supervision.figures.ranking_sentences import first_rows, sentences, slow_rows
from supervision.figures.rankings import (
    RankingTable,
    places_before,
    ranking_rule,
    ranking_tables,
    tables_of,
)
from supervision.models import Finding, RankingRule

RULE = ("min_rows", "best_named", "slow_named", "slow_points", "objection_days", "has_lists")


def ranking_content(programme: Programme, quarter: Period, on: date) -> dict[str, Any]:
    """As computed on the day, as JSON; shares and amounts are recomputed from exact values."""
    month = quarter.months()[-1]
    rule = ranking_rule(programme, month.last_day)
    tables = ranking_tables(programme, month, rule, places_before(programme, quarter))
    unclosed = [str(one) for one in open_months(programme, quarter)]
    return {
        "quarter": str(quarter),
        "month": str(month),
        "as_of": on.isoformat(),
        "closed": not unclosed,
        "open_months": unclosed,
        "illustrative": _has_illustrative(programme),
        "decimals": programme.decimals,
        "rule": {name: _plain(getattr(rule, name)) for name in RULE},
        "groups": [
            _group(group, tables, rule, month, programme.decimals) for group in RankingGroup
        ],
        "helpers": [one.to_json() for one in gifts(programme, quarter)],
        "changes": [],
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)


def open_months(programme: Programme, quarter: Period) -> list[Period]:
    """Its months that take entries."""
    months = quarter.months()
    closed = ReportingPeriod.objects.of(programme).closed()
    found = set(
        closed.filter(month__in=[one.start for one in months]).values_list("month", flat=True)
    )
    return [one for one in months if one.start not in found]


def _has_illustrative(programme: Programme) -> bool:
    """Whether illustrative records may be counted, in one query."""
    rows = (model.objects.of(programme) for model in (Project, Task, Finding, FundLine))
    found = [Exists(one.filter(HAS_ILLUSTRATIVE)) for one in rows]
    names = {f"has_{number}": one for number, one in enumerate(found)}
    row = Programme.objects.filter(pk=programme.pk).values(**names).get()
    return any(row.values())


def _group(
    group: RankingGroup, tables: list[RankingTable], rule: RankingRule, month: Period, places: int
) -> dict[str, Any]:
    own = [table for table in tables if table.group == group]
    return {
        "group": group.value,
        "tables": [
            {
                "kind": table.kind.value,
                "rows": [row.to_json() for row in table.rows],
                "sentences": sentences(table, rule, month, places),
                **(_lists(table, rule) if rule.has_lists else {}),
            }
            for table in own
        ],
    }


def _lists(table: RankingTable, rule: RankingRule) -> dict[str, list[str]]:
    """The names of the red and the black list."""
    return {
        "red": [row.name for row in first_rows(table, rule)],
        "black": [row.name for row in slow_rows(table, rule)],
    }


def is_same(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether two contents differ in nothing but the day."""
    return {**before, "as_of": ""} == {**now, "as_of": ""}


def differences(before: dict[str, Any], now: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a content that differ from those of an earlier one."""
    old = {(table.kind, row.unit): row for table in tables_of(before) for row in table.rows}
    return [
        {
            "kind": table.kind.value,
            "group": table.group.value,
            "unit": row.unit,
            "name": row.name,
            "before": old[table.kind, row.unit].to_json(),
            "now": row.to_json(),
        }
        for table in tables_of(now)
        for row in table.rows
        if (table.kind, row.unit) in old and old[table.kind, row.unit] != row
    ]
