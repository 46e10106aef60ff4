"""A programme as create_programme makes it, and one with the network, projects and months."""

from datetime import date

import pytest

from core.importing.result import Result
from programmes.models import Programme
from programmes.services import create_programme
from tests.importing.books import LEDGER, MONTHS, NETWORK, Book


@pytest.fixture
def programme(db) -> Programme:
    return create_programme(
        code="mabian",
        name="马边彝族自治县托底性帮扶",
        county="马边彝族自治县",
        start_year=2024,
        end_year=2027,
        task_force="县级工作专班",
        leadership="县委、县政府",
        as_of=date(2024, 7, 8),
    )


def imported(programme: Programme, book: Book, path=None, **options) -> Result:
    return book.importer(programme).run(path or book.path, **options)


@pytest.fixture
def network(programme) -> Programme:
    assert imported(programme, NETWORK).is_good
    return programme


@pytest.fixture
def ledger(network) -> Programme:
    assert imported(network, LEDGER).is_good
    return network


@pytest.fixture
def months(ledger) -> Programme:
    assert imported(ledger, MONTHS).is_good
    return ledger
