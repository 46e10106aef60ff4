"""What a page asks of the large tables is found by an index, however many programmes there are."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from programmes.models import Task, TaskEvent, TaskProgress
from programmes.services.task_events import sign_for
from projects.models import MonthEntry, Project
from tests.cast import make_cast
from tests.making import MAY, progress, signed_in

OTHERS, EACH, MONTHS = 200, 110, 3  # programmes, their projects and tasks, the entries of each
LARGE = {
    "projects_project": EACH * OTHERS,
    "projects_monthentry": EACH * OTHERS * MONTHS,
    "programmes_task": EACH * OTHERS,
    "programmes_taskprogress": EACH * OTHERS,
    "programmes_taskevent": EACH * OTHERS,
}
WHOLE, ALONG_AN_INDEX = {"Seq Scan"}, {"Index Scan", "Index Only Scan"}
OTHER_WAYS = ("seqscan", "hashjoin", "mergejoin", "bitmapscan")  # but a loop along an index
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
    "tasks": "/tasks/",
    "tasks, last page": "/tasks/?page=3",
    "tasks by light": "/tasks/?light=red&sort=light",
    "tasks not reported": "/tasks/?reported=no&sort=feedback",
    "tasks done late": "/tasks/?outcome=late",
    "tasks that need attention": "/tasks/?attention=sent_back",
    "file of tasks": "/tasks/?_export=csv",
    "a task": "/tasks/{task}/",
    "board of tasks": "/tasks/board/",
    "calendar of deadlines": "/tasks/calendar/",
    "events of tasks": "/tasks/events/",
    "requests about tasks": "/tasks/requests/",
    "grid of tasks": "/tasks/month/2024-06/",
    "my work": "/my/",
}
OF_A_UNIT = [
    "list",
    "not reported",
    "last page",
    "searched",
    "entries",
    "the month to enter",
    "search of a code",
    "tasks",
    "tasks by light",
    "a task",
    "calendar of deadlines",
    "grid of tasks",
    "my work",
]
OF_A_HELPER = ["tasks", "tasks not reported", "a task", "calendar of deadlines", "my work"]
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
TASKS = """
INSERT INTO programmes_task ({columns}, number, text, programme_id, lead_unit_id)
SELECT {columns}, 'N' || lpad(n::text, 4, '0'), '任务' || n,
    CASE p WHEN 0 THEN programme_id ELSE 1000000 + p END,
    CASE p WHEN 0 THEN lead_unit_id ELSE 1000000 + p * 20 + n %% 20 END
FROM programmes_task, generate_series(0, %s) p, generate_series(1, %s) n WHERE id = %s
"""
OF_TASKS = """
INSERT INTO {table} ({columns}, programme_id, task_id, unit_id)
SELECT {columns}, t.programme_id, t.id, t.lead_unit_id
FROM {table} e, programmes_task t WHERE e.id = %s AND t.number LIKE 'N____'
"""


def columns_but(model: Any, *others: str) -> str:
    left_out = {"id", "submission_id", *others}
    names = [field.column for field in model._meta.concrete_fields if field.column not in left_out]
    return ", ".join(f'"{name}"' for name in names)


def load(cast: Any) -> None:
    project = columns_but(Project, "code", "name", "programme_id", "owner_unit_id")
    entry = columns_but(MonthEntry, "programme_id", "project_id", "month")
    of_task = columns_but(Task, "number", "text", "programme_id", "lead_unit_id")
    with connection.cursor() as cursor:
        for table in LARGE:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(PROJECTS.format(columns=project), [OTHERS, EACH, cast.road.pk])
        cursor.execute(prefixed(ENTRIES, entry), [MONTHS - 1, cast.road_june.pk])
        cursor.execute(TASKS.format(columns=of_task), [OTHERS, EACH, cast.road_task.pk])
        for row in (progress(cast.road_task, MAY, created_by=cast.bureau), signed(cast)):
            columns = columns_but(type(row), "programme_id", "task_id", "unit_id")
            words = prefixed(OF_TASKS, columns, row._meta.db_table)
            cursor.execute(words, [row.pk])
        cursor.execute("ANALYZE")  # all of them: earlier tests leave dead rows that count as rows


def signed(cast: Any) -> TaskEvent:
    sign_for(cast.road_task, version=cast.road_task.version, by=cast.bureau, on=cast.day)
    return TaskEvent.objects.get(task=cast.road_task)


def prefixed(words: str, columns: str, table: str = "") -> str:
    """The entry's columns, told apart from the project's where they are read."""
    into, _, rest = words.partition("SELECT")
    of_entry = ", ".join(f"e.{name}" for name in columns.split(", "))
    into = into.format(columns=columns, table=table)
    return f"{into}SELECT{rest.format(columns=of_entry, table=table)}"


@pytest.fixture(scope="module")
def large(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    """The cast, with many other programmes beside theirs."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in LARGE:  # what earlier tests left on the disk would make its indexes dear
            cursor.execute(f"VACUUM FULL {table}")
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        connection.check_constraints()
        load(cast)
        yield cast
        transaction.set_rollback(True)
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def there(large: Any, db: None) -> Iterator[Any]:
    yield large
    transaction.set_rollback(True)


def read_whole(words: str) -> set[str]:
    """The large tables that the statement can only read from end to end. Where an index serves,
    the order in which the planner joins many small tables is not what this test is about."""
    asked = words.partition(" CURSOR ")[2].partition(" FOR ")[2] or words
    if not asked.lstrip("( \n").startswith(("SELECT", "WITH")):
        return set()
    return scanned(asked, WHOLE) and scanned(asked, WHOLE | ALONG_AN_INDEX, without=OTHER_WAYS)


def scanned(asked: str, kinds: set[str], without: Sequence[str] = ()) -> set[str]:
    """The large tables that are scanned in these ways without the condition of an index."""
    with connection.cursor() as cursor:
        set_ways(cursor, without, "off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {asked}")
        plan = cursor.fetchone()[0][0]["Plan"]
        set_ways(cursor, without, "on")
    found = [one for one in nodes(plan) if one["Node Type"] in kinds and "Index Cond" not in one]
    return {one["Relation Name"] for one in found if one["Relation Name"] in LARGE}


def set_ways(cursor: Any, ways: Sequence[str], to: str) -> None:
    for way in ways:
        cursor.execute(f"SET LOCAL enable_{way} = {to}")


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
    [
        *(("leader", name) for name in PAGES),
        *(("bureau", name) for name in OF_A_UNIT),
        *(("helper", name) for name in OF_A_HELPER),
    ],
)
def test_no_page_reads_a_large_table_from_end_to_end(there, who, name):
    task = there.help_task if who == "helper" else there.road_task
    asked = asked_by(getattr(there, who), PAGES[name].format(task=task.pk))
    assert any(table in words for words in asked for table in LARGE)
    assert {words: found for words in asked if (found := read_whole(words))} == {}


def test_a_statement_without_an_index_would_be_found(there):
    assert read_whole("SELECT * FROM projects_project WHERE problems = 'x'") == {"projects_project"}


def test_the_tables_are_large(there):
    for model in (Project, MonthEntry, Task, TaskProgress, TaskEvent):
        assert model.objects.count() > LARGE[model._meta.db_table]
