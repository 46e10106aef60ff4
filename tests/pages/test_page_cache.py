"""The dashboard is cached, and every write is in the very next load, for whoever it is."""

import random
from datetime import date

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit
from core.audit.services import record_event
from core.choices import EventKind
from funds.models import FundLine
from programmes.models import Need, Programme, Task
from projects.models import MonthEntry, Project, StageEvent, YearPlan
from tests import making
from tests.making import signed_in

pytestmark = pytest.mark.usefixtures("empty_cache")

ADDRESS = "/dashboard/"


def shown(client) -> str:
    """What stands on the page beside its frame, in which each form has a token of its own."""
    return client.get(ADDRESS).text.split('class="tiles"')[1].split("</main>")[0]


def counted_anew(client) -> str:
    cache.clear()
    return shown(client)


def statements(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(ADDRESS)
    return sum("SAVEPOINT" not in each["sql"] for each in asked)


WRITES = {
    "an entry comes": lambda p, n: making.entry(p, making.Period.month(2024, 2 + n % 3), n),
    "an entry changes": lambda p, n: MonthEntry.objects.filter(project=p).update(
        amount=F("amount") + n
    ),
    "an entry goes": lambda p, n: MonthEntry.objects.filter(project=p).delete(),
    "a stage is entered": lambda p, n: making.stage(p, "completed", date(2024, 6, 1 + n % 28)),
    "a stage is taken back": lambda p, n: StageEvent.objects.filter(project=p).delete(),
    "a project moves": lambda p, n: Project.objects.filter(pk=p.pk).update(
        owner_unit=None, township=None, signed=True, sector=None, total_investment=n
    ),
    "a plan grows": lambda p, n: YearPlan.objects.update(amount=F("amount") + n),
    "a task is done": lambda p, n: Task.objects.update(state="closed"),
    "a need is urgent": lambda p, n: Need.objects.update(urgency=1, amount=n),
    "a need is answered": lambda p, n: making.answered_by(
        Need.objects.first(), Task.objects.first()
    ),
    "money arrives": lambda p, n: making.posted(
        FundLine.objects.of(p.programme).first(), "arrived", n, date(2024, 5, 1)
    ),
    "a unit is called otherwise": lambda p, n: Unit.objects.filter(pk=p.owner_unit_id).update(
        name=f"改名局{n}"
    ),
    "shares are rounded": lambda p, n: Programme.objects.filter(pk=p.programme_id).update(
        decimals=n % 4
    ),
}


@pytest.mark.parametrize("what", WRITES)
def test_a_write_is_in_the_next_load(as_, cast, what):
    client = as_("leader")
    before = shown(client)
    WRITES[what](cast.road, 7)
    after = shown(client)
    assert after == counted_anew(client)
    if what not in ("an entry comes", "a stage is taken back"):
        assert after != before


@pytest.mark.parametrize("seed", range(6))
def test_after_any_writes_it_equals_a_recount(as_, cast, seed):
    chosen = random.Random(seed)  # noqa: S311 any order will do
    client = as_("leader")
    for number in range(1, 15):
        what, row = chosen.choice(list(WRITES)), chosen.choice([cast.road, cast.dam, cast.quarry])
        try:
            with transaction.atomic():
                WRITES[what](row, number)
        except DatabaseError:
            continue  # refused: closed months and the like
        assert shown(client) == counted_anew(client), (what, number)


def test_nothing_is_asked_again_until_somebody_writes(as_, cast):
    client = as_("leader")
    client.get(ADDRESS)
    assert statements(client) <= 4
    record_event(EventKind.EXPORT, actor="system:test", programme=cast.alpha, about="项目")
    making.entry(cast.beta.project, making.MAY, 5)
    assert statements(client) <= 4
    making.entry(cast.dam, making.JUNE, 5)
    assert statements(client) > 4


def test_each_programme_day_language_and_standing_has_its_own(as_, cast):
    client, clerk = as_("leader"), as_("clerk")
    first = shown(client)
    client.post("/as-of/", {"day": "2024-05-03", "next": ADDRESS})
    assert shown(client) != first
    client.post("/as-of/", {"back": "1", "next": ADDRESS})
    client.cookies["django_language"] = "en"
    assert "Year&#x27;s investment done" in client.get(ADDRESS).text
    assert shown(clerk) == counted_anew(clerk)
    beta = signed_in(cast.beta.clerk)
    assert shown(beta) == counted_anew(beta)
    assert as_("bureau").get(ADDRESS).status_code == 403
