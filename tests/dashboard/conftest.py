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
def opened(leader):
    """What the list behind a link counts and adds up to; each list is opened once."""
    seen = {}

    def open_list(link):
        if link not in seen:
            context = leader.get(link).context
            seen[link] = {"count": context["total_count"], **context["totals"]}
        return seen[link]

    return open_list


@pytest.fixture
def figures(sample):
    return DashboardFigures(User.objects.get(username="leader"), sample, sample.as_of)
