"""What a page asks of the large tables is found by an index, however many programmes there are."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from projects.models import MonthEntry, Project
from tests.cast import make_cast
from tests.making import signed_in

OTHERS, EACH, MONTHS = 200, 110, 3  # programmes, their projects, the entries of each
LARGE = {"projects_project": EACH * OTHERS, "projects_monthentry": EACH * OTHERS * MONTHS}
PAGES = {
    "list": "/projects/",
    "filtered and sorted": "/projects/?signed=yes&stage=building&sort=-year_amount",
    "last page": "/projects/?page=3",
    "last page, sorted": "/projects/?page=3&sort=-total_investment",
    "searched": "/projects/?q=饮水",
    "not reported": "/projects/?reported=no",
    "not planned": "/projects/?planned=no",
    "an earlier month": "/projects/?month=2024-05",
    "file": "/projects/?_export=csv",
    "entries": "/projects/entries/",
    "entries of a month": "/projects/entries/?month=2024-06&sort=-amount",
    "the month to enter": "/projects/month/2024-06/",
    "grid of the month": "/projects/month/2024-06/grid/",
    "board": "/projects/board/",
    "search of everything": "/search/?q=饮水",
    "search of a code": "/search/?q=N0107",
    "dashboard": "/dashboard/",
    "supervision": "/supervision/month/2024-06/",
    "all programmes": "/projects/all/csv/",
}
OF_A_UNIT = [
    "list",
    "not reported",
    "last page",
    "searched",
    "entries",
    "the month to enter",
    "search of a code",
]
# What is not said here stands as in a project and an entry of the cast; one of the programmes is
# theirs. The others' keys lead to nothing: they are looked at only when something is to be kept.
PROJECTS = """
INSERT INTO projects_project ({columns}, code, name, programme_id, owner_unit_id)
SELECT {columns}, 'N' || lpad(n::text, 4, '0'),
    CASE n %% 28 WHEN 0 THEN '饮水' ELSE '公路' END || n,
    CASE p WHEN 0 THEN programme_id ELSE 1000000 + p END,
    CASE p WHEN 0 THEN owner_unit_id ELSE 1000000 + p * 20 + n %% 20 END
FROM projects_project, generate_series(0, %s) p, generate_series(1, %s) n WHERE id = %s
"""
ENTRIES = """
INSERT INTO projects_monthentry ({columns}, programme_id, project_id, month)
SELECT {columns}, p.programme_id, p.id, DATE '2024-04-01' + m * INTERVAL '1 month'
FROM projects_monthentry e, projects_project p, generate_series(0, %s) m
WHERE e.id = %s AND p.code LIKE 'N____'
"""


def columns_but(model: Any, *others: str) -> str:
    left_out = {"id", "submission_id", *others}
    names = [field.column for field in model._meta.concrete_fields if field.column not in left_out]
    return ", ".join(f'"{name}"' for name in names)


def load(cast: Any) -> None:
    project = columns_but(Project, "code", "name", "programme_id", "owner_unit_id")
    entry = columns_but(MonthEntry, "programme_id", "project_id", "month")
    with connection.cursor() as cursor:
        for table in LARGE:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(PROJECTS.format(columns=project), [OTHERS, EACH, cast.road.pk])
        cursor.execute(prefixed(ENTRIES, entry), [MONTHS - 1, cast.road_june.pk])
        cursor.execute(f"ANALYZE {', '.join(LARGE)}")


def prefixed(words: str, columns: str) -> str:
    """The entry's columns, told apart from the project's where they are read."""
    into, _, rest = words.partition("SELECT")
    of_entry = ", ".join(f"e.{name}" for name in columns.split(", "))
    return f"{into.format(columns=columns)}SELECT{rest.format(columns=of_entry)}"


@pytest.fixture(scope="module")
def large(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    """The cast, with many other programmes beside theirs."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        connection.check_constraints()
        load(cast)
        yield cast
        transaction.set_rollback(True)
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(LARGE)}")


@pytest.fixture
def there(large: Any, db: None) -> Iterator[Any]:
    yield large
    transaction.set_rollback(True)


def read_whole(words: str) -> set[str]:
    """The large tables that the statement would read from end to end."""
    asked = words.partition(" CURSOR ")[2].partition(" FOR ")[2] or words
    if not asked.lstrip("( \n").startswith(("SELECT", "WITH")):
        return set()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {asked}")
        plan = cursor.fetchone()[0][0]["Plan"]
    whole = [node["Relation Name"] for node in nodes(plan) if node["Node Type"] == "Seq Scan"]
    return {name for name in whole if name in LARGE}


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def asked_by(person: Any, address: str) -> list[str]:
    client = signed_in(person)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        assert answer.status_code == 200
        answer.getvalue()
    return [query["sql"] for query in asked]


@pytest.mark.parametrize(
    ("who", "name"),
    [*(("leader", name) for name in PAGES), *(("bureau", name) for name in OF_A_UNIT)],
)
def test_no_page_reads_a_large_table_from_end_to_end(there, who, name):
    asked = asked_by(getattr(there, who), PAGES[name])
    assert any(table in words for words in asked for table in LARGE)
    assert {words: found for words in asked if (found := read_whole(words))} == {}


def test_a_statement_without_an_index_would_be_found(there):
    assert read_whole("SELECT * FROM projects_project WHERE problems = 'x'") == {"projects_project"}


def test_the_tables_are_large(there):
    for model in (Project, MonthEntry):
        assert model.objects.count() > LARGE[model._meta.db_table]
