"""Who is named to the database, and that no name outlives the request."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.http import HttpResponse

from accounts.models import Unit
from core import actors
from core.actors import BEAT, IMPORT, acting_as, request_actor, with_reason
from core.audit.models import AuditRow
from core.web.middleware import ActorMiddleware

TOLD = """
SELECT current_setting('app.actor'), current_setting('app.address'), current_setting('app.reason')
"""


def told() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(TOLD)
        return cursor.fetchone()


@pytest.fixture
def nobody(db):
    """As between requests outside of tests."""
    before, actors.default_context = actors.default_context, actors.ActorContext()
    actors.set_database_actor("")
    yield
    actors.default_context = before
    actors.set_database_actor(before.actor)


@pytest.fixture
def asked(rf, cast, nobody):
    """What the database knows while a request is answered."""

    def ask(method: str, user, view=None):
        request = getattr(rf, method)("/", REMOTE_ADDR="192.0.2.7")
        request.user = user
        seen = []

        def answer(request):
            seen.append(told())
            return view() if view else HttpResponse()

        ActorMiddleware(answer)(request)
        return seen[0]

    return ask


def test_whoever_posts_is_named_with_their_address_and_forgotten_afterwards(asked, cast):
    assert asked("post", cast.clerk) == (f"user:{cast.clerk.pk}", "192.0.2.7", "")
    assert told() == ("", "", "")


def test_whoever_only_reads_is_not_named(asked, cast):
    assert asked("get", cast.clerk) == ("", "", "")


def test_a_request_that_fails_leaves_no_name_behind(asked, cast):
    def fail():
        raise ValueError

    with pytest.raises(ValueError):
        asked("post", cast.clerk, fail)
    assert told() == ("", "", "")


def test_a_page_that_is_read_may_act_after_all_and_forgets_it(nobody):
    with request_actor("user:7", "192.0.2.7"):
        with acting_as(actors.current().actor):
            assert told() == ("user:7", "192.0.2.7", "")
        assert told() == ("", "", "")


def test_commands_act_under_a_name_of_their_own_and_give_it_back(nobody):
    with acting_as(IMPORT):
        assert told() == (IMPORT, "", "")
        with acting_as(BEAT):
            assert told() == (BEAT, "", "")
        assert told() == (IMPORT, "", "")
    assert told() == ("", "", "")


def test_a_reason_holds_for_what_is_written_within(db):
    with acting_as("user:7", "192.0.2.7"), with_reason("更正"):
        unit = Unit.objects.create(name="甲局")
        assert told() == ("user:7", "192.0.2.7", "更正")
    found = AuditRow.objects.get(table_name="accounts_unit", key=unit.pk)
    assert (found.actor, found.address, found.reason) == ("user:7", "192.0.2.7", "更正")


def test_a_transaction_that_fails_takes_its_name_along(nobody):
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(BEAT):
        Unit.objects.create(name="甲局", version=-1)
    assert told() == ("", "", "")


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO core_event (at, kind, actor, address, about, details)"
        " VALUES (now(), 'export', '', '', '', '{}')",
        "UPDATE accounts_unit SET name = 'x' WHERE name = '专班'",
        "DELETE FROM programmes_task_supporting_units",
    ],
)
def test_without_a_name_nothing_is_written(cast, nobody, change):
    change = change.replace("专班", cast.force.name)
    with (
        pytest.raises(InternalError, match="no actor"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_what_changes_no_row_needs_no_name(nobody):
    assert Unit.objects.filter(name="nowhere").update(name="x") == 0
