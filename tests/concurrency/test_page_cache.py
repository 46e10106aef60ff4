"""What is cached while others write."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests import making
from tests.cast import make_cast
from tests.pages.test_page_cache import shown

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_cache")]

MORE = "UPDATE projects_monthentry SET amount = amount + 10000000 WHERE id = %s"


def test_nothing_is_cached_while_somebody_writes():
    """Numbers below the newest one may still become visible."""
    people = make_cast()
    client, other = Client(), connection.copy()
    client.force_login(people.leader)
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', 'system:test', true)")
        cursor.execute(MORE, [people.road_june.pk])
    making.entry(people.dam, making.JUNE, 5)
    before = shown(client)
    other.commit()
    other.close()
    after = shown(client)
    cache.clear()
    assert after != before
    assert after == shown(client)
