"""A programme as create_programme makes it, and one with the network, projects and months; a messy
ledger beside the tidy one."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import Unit, User
from core.importing.models import ImportFile
from core.importing.rows import Problem
from programmes.choices import RoleName
from programmes.models import Programme
from programmes.services.programmes import create_programme
from programmes.services.roles import grant_role
from projects.models import Project
from tests.contents import after_import
from tests.importing import messy
from tests.importing.books import LEDGER, MONTHS, NETWORK, imported, newest, press, upload
from tests.importing.messy import Mess
from tests.making import signed_in as client_for


def make_programme() -> Programme:
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
def empty(db) -> Programme:
    """For modules that do not ask for the network, which is there to the end of a module."""
    return make_programme()


@pytest.fixture(scope="module")
def made_network(django_db_setup, django_db_blocker) -> Iterator[Programme]:
    with django_db_blocker.unblock(), transaction.atomic():
        programme = make_programme()
        assert imported(programme, NETWORK).is_good
        yield programme
        transaction.set_rollback(True)


@pytest.fixture
def network(made_network, db) -> Programme:
    """Imported once for the tests of a module: each of them rolls back what it wrote."""
    return deepcopy(made_network)


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


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def client_of(network) -> Callable[..., Client]:
    """``client_of("clerk", RoleName.CLERK)``: a new person of the task force or of the unit that
    is named, signed in."""

    def make(username: str, role: str, unit: str = "") -> Client:
        of = Unit.objects.get(name=unit) if unit else network.task_force
        person = User.objects.create_user(username, name=username, unit=of, password="x")
        grant_role(user=person, programme=network, name=role)
        return client_for(person)

    return make


@pytest.fixture
def signed_in(client_of) -> Client:
    return client_of("clerk", RoleName.CLERK)


@pytest.fixture
def uploaded(signed_in) -> ImportFile:
    """The county's ledger."""
    upload(signed_in)
    return newest()


@pytest.fixture
def confirmed(signed_in, uploaded) -> ImportFile:
    """The county's ledger, imported."""
    press(signed_in, "import_confirm", uploaded)
    uploaded.refresh_from_db()
    return uploaded
