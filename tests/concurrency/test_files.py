"""Files that are sent while others are, and to whoever goes away."""

import time

import pytest
from django.db import connection

from core.files.exporters import pieces_of
from projects.models import MonthEntry, Project
from projects.tables.projects import ProjectTable
from tests.concurrency.conftest import at_once
from tests.making import DAY, JUNE, building

pytestmark = pytest.mark.django_db(transaction=True)

OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'
"""
MANY = 5_000  # rows: more than the buffers of a line hold


@pytest.fixture
def many(cast):
    first = building(cast.alpha, "M", cast.bureau_unit, name="很长的名称" * 20)
    Project.objects.bulk_create(
        Project(programme=cast.alpha, code=f"M{n}", name=first.name, image_progress="路" * 300)
        for n in range(MANY)
    )
    return cast


def table_of(cast) -> ProjectTable:
    rows = Project.objects.of(cast.alpha).with_lights(JUNE).with_stage(on=DAY)
    return ProjectTable(rows, month=JUNE, day=DAY)


def others_at_rest() -> bool:
    """Whether soon no other connection waits within a transaction."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            if cursor.fetchone() == (0,):
                return True
        time.sleep(0.1)
    return False


def test_a_csv_that_is_closed_early_leaves_no_transaction(many):
    pieces = pieces_of(table_of(many), "csv")
    next(pieces), next(pieces)
    assert connection.in_atomic_block
    pieces.close()
    assert not connection.in_atomic_block
    assert MonthEntry.objects.exists()


def test_a_workbook_is_sent_without_a_transaction_and_its_folder_is_removed(
    many, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pieces = pieces_of(table_of(many), "xlsx")
    next(pieces)
    assert not connection.in_atomic_block
    assert len(list(tmp_path.iterdir())) == 1
    pieces.close()
    assert list(tmp_path.iterdir()) == []
    assert MonthEntry.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_whoever_goes_away_leaves_no_transaction(many, visitor, kind):
    line = visitor("clerk").line()
    line.request("GET", f"/projects/?_export={kind}", headers={"Cookie": visitor("clerk").cookies})
    assert line.getresponse().read(10)
    line.close()
    assert others_at_rest()


def test_two_files_at_once_are_both_whole(many, visitor):
    def taken() -> bytes:
        line = visitor("clerk").line()
        line.request("GET", "/projects/?_export=csv", headers={"Cookie": visitor("clerk").cookies})
        return line.getresponse().read()

    first, second = at_once(taken, taken)
    assert first == second
    assert first.count(b"\r\n") == Project.objects.of(many.alpha).count() + 1


def test_whoever_takes_nothing_for_long_loses_the_rest(many, monkeypatch):
    monkeypatch.setattr("core.web.row_values.PATIENCE", "100ms")
    pieces = pieces_of(table_of(many), "csv")
    next(pieces), next(pieces)
    time.sleep(1)
    with pytest.raises(Exception, match="closed|terminat"):
        list(pieces)
    connection.close()
