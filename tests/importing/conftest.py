"""A programme as create_programme makes it, and one with the network, projects and months; a messy
ledger beside the tidy one."""

from datetime import date

import pytest

from core.importing.result import Problem
from programmes.models import Programme
from programmes.services.programmes import create_programme
from projects.models import Project
from tests.importing import messy
from tests.importing.books import LEDGER, MONTHS, NETWORK, imported
from tests.importing.contents import after_import
from tests.importing.messy import Mess


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


@pytest.fixture
def tidy(network, tmp_path):
    rows, count = after_import(network, LEDGER, messy.save(tmp_path / "tidy.xlsx", Mess()))
    assert count == 4
    return rows


@pytest.fixture
def reads_alike(network, tidy, tmp_path):
    def check(*messes, **how):
        path = messy.save(tmp_path / "mess.xlsx", *messes, **how)
        assert after_import(network, LEDGER, path)[0] == tidy

    return check


@pytest.fixture
def refused(network, tmp_path):
    def errors(*messes, **how) -> list[Problem]:
        result = imported(network, LEDGER, messy.save(tmp_path / "mess.xlsx", *messes, **how))
        assert not Project.objects.exists()
        return result.errors

    return errors
