"""Lists are kept whole: what is written is in the next load, and each person has their own page."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.web import page_cache as ready
from core.web.saved_views.models import SavedView
from core.web.slots import SUBMISSION, TOKEN
from notifications.models import Notice
from projects.models import MonthEntry, Project
from tests import making

OF_EACH_REQUEST = re.compile(r'name="(?:submission_id|csrfmiddlewaretoken)" value="([^"]*)"')
LISTS = (
    "/projects/", "/projects/?stage=building&sort=-year_amount&view=all", "/projects/entries/",
    "/projects/stages/", "/projects/stages/moves/", "/projects/problems/", "/projects/matters/",
    "/projects/deals/", "/network/", "/tasks/", "/needs/", "/funds/",
)  # fmt: skip


def shown(client, address: str = "/projects/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return OF_EACH_REQUEST.sub("", answer.text)


def statements(client, address: str = "/projects/") -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return sum("SAVEPOINT" not in each["sql"] for each in asked)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_the_same_kept_and_drawn_anew(as_, cast, address):
    client = as_("clerk")
    first, again = shown(client, address), shown(client, address)
    ready.forget()
    assert first == again == shown(client, address)
    assert statements(client, address) == 5


WRITES = {
    "an entry changes": lambda cast: MonthEntry.objects.filter(pk=cast.road_june.pk).update(
        amount=making.wan(7)
    ),
    "a project is called otherwise": lambda cast: Project.objects.filter(pk=cast.road.pk).update(
        name="改名公路"
    ),
    "a stage is entered": lambda cast: making.stage(cast.road, "completed", date(2024, 6, 1)),
    "the reader is called otherwise": lambda cast: User.objects.filter(pk=cast.clerk.pk).update(
        name="改名人"
    ),
    "a notice comes": lambda cast: Notice.objects.create(
        recipient=cast.clerk, programme_id=cast.alpha.pk, text="新通知", dedupe_key="new"
    ),
}


@pytest.mark.parametrize("what", WRITES)
def test_a_write_is_in_the_next_load(as_, cast, what):
    client = as_("clerk")
    before = shown(client)
    WRITES[what](cast)
    after = shown(client)
    assert after != before
    ready.forget()
    assert after == shown(client)


def test_a_saved_view_and_a_default_are_in_the_next_load(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.clerk)
    client.get("/projects/")
    text = client.get("/projects/").text.split('action="/views/')[1]
    token, key = OF_EACH_REQUEST.findall(text)[:2]
    said = {"csrfmiddlewaretoken": token, "submission_id": key, "path": "/projects/"}
    client.post("/views/", {**said, "name": "在建的", "query": "stage=building"})
    assert "在建的" in client.get("/projects/").text
    SavedView.objects.update(is_default=True)
    assert client.get("/projects/").url == "/projects/?stage=building"
    assert client.get("/projects/").url == "/projects/?stage=building"


def test_what_was_just_done_is_told_once(as_, cast):
    client = as_("clerk")
    shown(client)
    key = OF_EACH_REQUEST.findall(client.get("/projects/").text)[-1]
    said = {"path": "/projects/", "name": "我的", "query": "stage=building", "submission_id": key}
    assert client.post("/views/", said).status_code == 302
    first, second = client.get("/projects/"), client.get("/projects/")
    told = 'role="status"'
    assert first.text.count(told) == second.text.count(told) + 1


def test_each_request_has_its_own_tokens_and_ids(as_, cast):
    client, seen = as_("clerk"), set()
    for _ in range(2):
        text = client.get("/projects/").text
        found = set(OF_EACH_REQUEST.findall(text))
        assert found and not seen & found
        assert SUBMISSION not in text and TOKEN not in text
        seen |= found


def test_what_is_kept_for_one_reader_is_not_there_for_another(as_, cast):
    assert cast.road.name in shown(as_("clerk"))
    assert cast.road.name not in shown(as_("bureau2"))
    assert cast.bureau.name in shown(as_("bureau"))


def test_a_file_is_made_anew(as_, cast):
    answer = as_("clerk").get("/projects/?_export=csv")
    assert answer["Content-Disposition"].startswith("attachment")
