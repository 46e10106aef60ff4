"""A project's page is kept ready: what is written is in the next load, and each request has tokens
and ids of its own."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.models import Unit, User
from core.audit.services import record_event
from core.choices import EventKind
from core.web import page_cache as ready
from core.web.slots import SUBMISSION, TOKEN
from programmes.models import Programme, Task
from projects.models import MonthEntry, Project, ProjectNote, Sector, StageEvent, YearPlan
from projects.services.links import create_link
from tests import making

IDS = re.compile(r'name="submission_id" value="([^"]*)"')
TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')


def address(cast) -> str:
    return f"/projects/{cast.road.pk}/"


def shown(client, cast) -> str:
    """What stands on the page beside the frame, without what each request has of its own."""
    text = client.get(address(cast)).text.split('class="page-header"')[1].split("</main>")[0]
    return TOKENS.sub("", IDS.sub("", text))


def counted_anew(client, cast) -> str:
    ready.forget()
    return shown(client, cast)


def statements(client, cast) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address(cast))
    return sum("SAVEPOINT" not in each["sql"] for each in asked)


WRITES = {
    "an entry comes": lambda cast: making.entry(cast.road, making.Period.month(2024, 4), 3),
    "an entry changes": lambda cast: MonthEntry.objects.filter(pk=cast.road_june.pk).update(
        problems="征地"
    ),
    "a stage is entered": lambda cast: making.stage(cast.road, "completed", date(2024, 6, 1)),
    "a stage is taken back": lambda cast: StageEvent.objects.filter(project=cast.road).delete(),
    "a plan grows": lambda cast: YearPlan.objects.update(amount=making.wan(1500)),
    "the project is called otherwise": lambda cast: Project.objects.filter(pk=cast.road.pk).update(
        name="改名公路"
    ),
    "a note is written": lambda cast: making.note(cast.road, cast.clerk, text="林地"),
    "a unit is called otherwise": lambda cast: Unit.objects.filter(
        pk=cast.road.owner_unit_id
    ).update(name="改名局"),
    "who wrote is called otherwise": lambda cast: User.objects.filter(pk=cast.bureau.pk).update(
        name="改名人"
    ),
    "a sector is called otherwise": lambda cast: Sector.objects.update(name="改名行业"),
    "a task is called otherwise": lambda cast: Task.objects.filter(pk=cast.road_task.pk).update(
        text="改名任务"
    ),
    "money arrives": lambda cast: making.line(cast.alpha, "F77", project=cast.road),
    "shares are rounded": lambda cast: Programme.objects.filter(pk=cast.alpha.pk).update(
        decimals=1
    ),
}


@pytest.fixture
def full(cast):
    """Something that names a person, a sector and a task."""
    MonthEntry.objects.filter(pk=cast.road_june.pk).update(created_by=cast.bureau)
    Project.objects.filter(pk=cast.road.pk).update(sector=making.sector(cast.alpha, "交通"))
    create_link(project=cast.road, task=cast.road_task, by=cast.clerk, submission_id=None)
    return cast


@pytest.mark.parametrize("what", WRITES)
def test_a_write_is_in_the_next_load(as_, full, what):
    client = as_("clerk")
    before = shown(client, full)
    WRITES[what](full)
    after = shown(client, full)
    assert after != before
    assert after == counted_anew(client, full)


def test_nothing_is_asked_again_until_somebody_writes(as_, cast):
    client = as_("clerk")
    client.get(address(cast))
    assert statements(client, cast) == 4
    record_event(EventKind.EXPORT, actor="system:test", programme=cast.alpha, about="项目")
    User.objects.filter(pk=cast.leader.pk).update(last_login=now())
    assert statements(client, cast) == 4
    making.entry(cast.dam, making.JUNE, 5)
    assert statements(client, cast) > 4


def test_each_form_has_the_token_of_its_session_and_an_id_of_its_own(as_, cast):
    making.note(cast.road, cast.clerk)
    client, seen, tokens = as_("clerk"), set(), set()
    for _ in range(2):
        text = client.get(address(cast)).text
        assert SUBMISSION not in text and TOKEN not in text
        found = IDS.findall(text)
        assert len(found) >= 3
        assert len(set(found)) == len(found) and not seen & set(found)
        assert not tokens & set(TOKENS.findall(text))
        seen |= set(found)
        tokens |= set(TOKENS.findall(text))


def test_a_form_of_a_kept_page_is_taken(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.clerk)
    client.get(address(cast))
    text = client.get(address(cast)).text.split(f'action="/projects/{cast.road.pk}/notes/')[1]
    said = {"subject": "land", "text": "谈妥"}
    said |= {"csrfmiddlewaretoken": TOKENS.findall(text)[0], "submission_id": IDS.findall(text)[0]}
    assert client.post(f"{address(cast)}notes/", said).status_code == 302
    assert ProjectNote.objects.get().text == "谈妥"


def test_what_one_person_may_take_back_is_not_offered_to_another(as_, cast):
    note = making.note(cast.road, cast.clerk, text="林地")
    back = f"{address(cast)}notes/{note.pk}/"
    assert back in as_("clerk").get(address(cast)).text
    other = as_("approver").get(address(cast)).text
    assert "林地" in other and back not in other


def test_what_is_kept_for_one_reader_is_not_there_for_another(as_, cast):
    assert as_("clerk").get(address(cast)).status_code == 200
    assert as_("bureau2").get(address(cast)).status_code == 404
    beta = Client()
    beta.force_login(cast.beta.clerk)
    assert beta.get(address(cast)).status_code == 404


def test_a_role_that_is_taken_away_takes_its_buttons_along(as_, cast):
    client, button = as_("approver"), f"{address(cast)}edit/"
    assert button in shown(client, cast)
    cast.approver.roles.update(name="leadership")
    assert button not in shown(client, cast)


def test_another_day_and_language_have_their_own(as_, cast):
    client = as_("clerk")
    first = shown(client, cast)
    client.post("/as-of/", {"day": "2024-06-05", "next": "/"})
    assert shown(client, cast) != first
    client.post("/as-of/", {"back": "1", "next": "/"})
    assert shown(client, cast) == first
    client.cookies["django_language"] = "en"
    assert "Month entries" in shown(client, cast)


def test_what_is_kept_is_bounded_and_the_longest_unasked_goes_first(monkeypatch):
    monkeypatch.setattr(ready, "MOST", 10)
    monkeypatch.setattr(ready, "_somebody_writes", lambda: False)
    ready.forget()
    made = []

    def kept(name: str, part: str | tuple[str, ...]):
        ready.ready(name, lambda: made.append(name) or part)

    kept("a", "four")
    kept("b", ("fo", "ur"))
    kept("a", "four")
    kept("c", "four")
    kept("a", "four")
    kept("b", "four")
    assert made == ["a", "b", "c", "b"]
    ready.forget()


def asked_anew(client, cast) -> int:
    client.get(address(cast))
    ready.forget()
    return statements(client, cast)


def test_fifty_of_each_ask_what_one_of_each_asks(as_, full):
    """Of what hangs on a project, where the page is drawn anew."""
    client = as_("clerk")
    more_of_each(full, 0)
    before = asked_anew(client, full)
    for number in range(1, 50):
        more_of_each(full, number)
    assert asked_anew(client, full) == before <= 36


def more_of_each(cast, number: int) -> None:
    by = {"created_by": [cast.clerk, cast.bureau][number % 2]}
    rows = making.work_rows(cast.road, making.kind_of_approval(cast.alpha, f"审批{number}"))
    for row in rows.values():
        type(row).objects.filter(pk=row.pk).update(**by)
    making.note(cast.road, cast.clerk)
    day = date(2024, 8, 1) + timedelta(number)
    making.exemption(cast.road, **by, valid_from=day, valid_until=day)
    making.stage(cast.road, "building", cast.day)
    made = making.task(cast.alpha, f"K{number}", making.unit(f"局{number}"))
    create_link(project=cast.road, task=made, by=cast.clerk, submission_id=None)
    making.line(cast.alpha, f"K{number}", project=cast.road)
    cast.road.supporting_units.add(making.unit(f"帮{number}"))
    if 1 < number < 5:  # open months that the cast has not reported
        making.entry(cast.road, making.Period.month(2024, number), 1, **by)
