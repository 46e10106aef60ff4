"""An import writes in sets: as many statements for a few rows as for many."""

import re

import pytest
from django.db import connection

from core.importing.batch import Batch
from core.records import StaleRecord
from projects.models import Project, YearPlan
from tests.importing import books
from tests.importing.books import LEDGER, MONTHS, imported

MOST_STATEMENTS = 30


class Counted:
    """All statements but COPY, of which there is at most one a table."""

    def __init__(self):
        self.statements: list[str] = []

    def __call__(self, execute, sql, *rest):
        self.statements.append(sql)
        return execute(sql, *rest)


def statements(programme, book, path=None) -> int:
    counted = Counted()
    with connection.execute_wrapper(counted):
        assert imported(programme, book, path).errors == []
    return len(counted.statements)


def test_a_few_rows_cost_as_many_statements_as_all(network, tmp_path):
    few = books.write(books.fewer(LEDGER, LEDGER.grid()), tmp_path / "few.xlsx")
    first = statements(network, LEDGER, few)
    again, whole = statements(network, LEDGER, few), statements(network, LEDGER)
    assert (first <= MOST_STATEMENTS, again <= MOST_STATEMENTS) == (True, True)
    assert whole <= MOST_STATEMENTS
    assert Project.objects.count() == LEDGER.rows


def test_changing_every_row_is_one_statement_a_table(ledger, tmp_path):
    grid = LEDGER.grid()
    for row in grid[4:]:
        if books.is_record(row):
            row[19] = "县领导09"
    counted = Counted()
    with connection.execute_wrapper(counted):
        result = imported(ledger, LEDGER, books.write(grid, tmp_path / "changed.xlsx"))
    written = [s for s in counted.statements if re.match(r"INSERT|UPDATE|DELETE", s)]
    assert result.updated > 100
    assert [re.sub(" AS .*", "", s) for s in written] == ['UPDATE "projects_project"']


def test_the_months_cost_no_more(ledger):
    assert statements(ledger, MONTHS) <= MOST_STATEMENTS


def test_every_kind_of_value_is_stored_as_it_was_given(network):
    batch = Batch(is_trial=False)
    text = 'a\tb\\c\nd"e{},\\N荍坝'
    project = Project(programme=network)
    batch.put(project, {"code": "X", "name": text, "published_fields": [text, "name"]})
    batch.put(project, {"signed": False, "total_investment": 5})
    batch.write()
    held = Project.objects.get()
    assert (held.name, held.published_fields) == (text, [text, "name"])
    assert (held.signed, held.in_statistics, held.total_investment) == (False, None, 5)


def test_what_somebody_saved_meanwhile_is_not_overwritten(ledger):
    batch = Batch(is_trial=False)
    project = Project.objects.order_by("code").first()
    batch.put(project, {"lead_official": "县领导09"})
    Project.objects.filter(pk=project.pk).update(version=project.version + 1)
    with pytest.raises(StaleRecord):
        batch.write()


def test_a_record_that_was_made_and_removed_is_not_written(network):
    batch = Batch(is_trial=False)
    project = Project(programme=network)
    batch.put(project, {"code": "X", "name": "X"})
    batch.remove(project)
    batch.write()
    assert not Project.objects.exists()


def test_of_a_trial_the_numbers_are_none_of_the_tables(network):
    batch = Batch(is_trial=True)
    plan = YearPlan(programme=network)
    batch.put(plan, {"amount": 1})
    assert plan.pk < 0
