"""The language that a person chose, and the name told to the database."""

import pytest
from django.db import connection

from core import actors
from core.actors import BEAT, IMPORT, acting_as

CHINESE, ENGLISH = "需求", "Needs"


def actor_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.actor', true)")
        return cursor.fetchone()[0] or ""


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.clerk)
    return client


def test_pages_are_chinese_whatever_the_browser_prefers(signed_in):
    response = signed_in.get("/needs/", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert f'<h1 class="page-title">{CHINESE}' in response.text
    assert response["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("cookie", "heading"),
    [
        ("en", ENGLISH),
        ("zh-hans", CHINESE),
        ("fr", CHINESE),
        ("de", CHINESE),
        ("../../etc/passwd", CHINESE),
        ("en\x00", CHINESE),
    ],
)
def test_only_the_chosen_language_of_the_two_counts(signed_in, cookie, heading):
    signed_in.cookies["django_language"] = cookie
    assert f'<h1 class="page-title">{heading}' in signed_in.get("/needs/").text


def test_the_top_bar_changes_the_language(signed_in):
    response = signed_in.post("/language/", {"language": "en", "next": "/needs/"})
    assert (response.status_code, response["Location"]) == (302, "/needs/")
    assert f'<h1 class="page-title">{ENGLISH}' in signed_in.get("/needs/").text


def test_whoever_posts_is_named_to_the_database(signed_in, cast):
    signed_in.post("/as-of/", {"day": "2024-07-01"})
    assert actor_now() == f"user:{cast.clerk.pk}"


def test_whoever_posts_without_signing_in_has_no_name(client, db):
    actors.tell_database("user:1")
    client.post("/sign-in/", {"username": "x", "password": "y"})
    assert actor_now() == ""


def test_commands_act_under_a_name_of_their_own_and_give_it_back(db):
    with acting_as(IMPORT):
        assert actor_now() == IMPORT
        with acting_as(BEAT):
            assert actor_now() == BEAT
        assert actor_now() == IMPORT
    assert actor_now() == ""
