"""Rendering time of fifty rows of the reference table: the platform's template and bootstrap5.

    python benchmarks/table.py [--rounds N]

Prints medians in milliseconds and their ratio as JSON. Both are rendered in turns in one run,
heads and pager included.
"""

import argparse
import json
import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")
# No database is read.
os.environ.setdefault("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")

import django

django.setup()

import django_tables2 as tables  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django_tables2.config import RequestConfig  # noqa: E402

from accounts.models import Unit  # noqa: E402
from core.web.tables import DayColumn, MoneyColumn, Table  # noqa: E402
from projects.choices import Stage  # noqa: E402
from projects.models import Project  # noqa: E402


class Reference(Table):
    """Two linked columns, two of money, a date, a status, two texts."""

    name = tables.Column(linkify=("project", [tables.A("pk")]))
    owner_unit = tables.Column(linkify=("unit", [tables.A("owner_unit_id")]))
    total_investment = MoneyColumn()
    plan = MoneyColumn()
    planned_start = DayColumn()
    stage = tables.Column()
    image_progress = tables.Column()
    problems = tables.Column()

    class Meta(Table.Meta):
        model = Project
        fields = ()

    def render_stage(self, value):
        return Stage(value).label


def project(number: int) -> Project:
    project_row = Project(
        pk=number, code=f"P{number}", name=f"农村公路{number}",
        owner_unit=Unit(pk=7, name="交通局"),
        total_investment=Decimal(number * 10**6), planned_start=date(2024, 3, 1),
        image_progress="路基完成", problems="征地未完",
    )  # fmt: skip
    project_row.plan, project_row.stage = Decimal(number * 10**5), "building"
    return project_row


def milliseconds(table: Table, request) -> float:
    start = perf_counter()
    table.as_html(request)
    return (perf_counter() - start) * 1000


def tables_of(request) -> dict[str, Table]:
    found = {}
    for name, template in (
        ("stock", "django_tables2/bootstrap5.html"),
        ("ours", "core/table.html"),
    ):
        table = Reference([project(number) for number in range(1, 201)], template_name=template)
        RequestConfig(request, paginate={"per_page": 50}).configure(table)
        found[name] = table
    return found


def measure(rounds: int) -> dict[str, float]:
    request = RequestFactory().get("/")
    times: dict[str, list[float]] = {"stock": [], "ours": []}
    for _ in range(rounds + 3):
        for name, table in tables_of(request).items():
            times[name].append(milliseconds(table, request))
    medians = {name: median(found[3:]) for name, found in times.items()}
    return {**medians, "ratio": medians["ours"] / medians["stock"]}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    print(
        json.dumps({name: round(v, 3) for name, v in measure(parser.parse_args().rounds).items()})
    )
