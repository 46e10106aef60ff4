"""The people of the sample, and the figures of its leadership."""

import pytest

from accounts.models import User
from dashboard.figures import DashboardFigures
from tests.making import signed_in


@pytest.fixture
def sign_in(db):
    """A signed-in client for a user name."""

    return lambda username: signed_in(User.objects.get(username=username))


@pytest.fixture
def leader(sample, sign_in):
    return sign_in("leader")


@pytest.fixture
def figures(sample):
    return DashboardFigures(User.objects.get(username="leader"), sample, sample.as_of)
