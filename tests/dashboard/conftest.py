"""The county's sample, loaded once for the tests of a module and taken back after them."""

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from dashboard.figures import DashboardFigures
from programmes.models import Programme


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    from mabian.sample.loading import load_sample

    with django_db_blocker.unblock(), transaction.atomic():
        load_sample()
        yield Programme.objects.get(code="mabian")
        transaction.set_rollback(True)


@pytest.fixture
def sample(loaded, db):
    return loaded


@pytest.fixture
def sign_in(db):
    """A signed-in client for a user name."""

    def signed_in(username):
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return signed_in


@pytest.fixture
def leader(sample, sign_in):
    return sign_in("leader")


@pytest.fixture
def figures(sample):
    return DashboardFigures(User.objects.get(username="leader"), sample, sample.as_of)
