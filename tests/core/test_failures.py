"""Requests that are not answered: bodies larger or otherwise written than any form of ours, which
are refused before they are read, and the response when the database or our code fails."""

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.urls import reverse

from accounts.models import Session
from core.web.error_pages import server_error


def test_a_body_of_more_than_twenty_mebibytes_is_refused(client):
    size = str(20 * 1024 * 1024 + 1)
    assert client.post(reverse("sign_in"), {}, CONTENT_LENGTH=size).status_code == 413


def test_a_usual_form_passes(client, db):
    assert client.post(reverse("sign_in"), {"username": "x"}).status_code == 200


def test_the_refusal_carries_the_security_policy(client):
    response = client.post(reverse("sign_in"), {}, CONTENT_LENGTH="99999999")
    assert "default-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("charset", ["raw_unicode_escape", "hex", "rot13", "undefined", "gbk", "x"])
def test_a_body_in_another_encoding_is_a_bad_request(client, charset):
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=XX"):
        body, kind = b"username=%5Cud800", f"{kind}; charset={charset}"
        assert client.generic("POST", reverse("sign_in"), body, kind).status_code == 400
        assert client.generic("GET", reverse("sign_in"), body, kind).status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_our_own_encoding_passes(client, db, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert client.generic("POST", reverse("sign_in"), b"username=x", kind).status_code == 200


def answer(rf, error):
    try:
        raise error
    except Exception:
        return server_error(rf.get("/"))


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("gone")])
def test_an_outage_is_503_and_asks_to_wait(rf, error, monkeypatch, db):
    monkeypatch.setattr("core.web.error_pages.connection.close", lambda: None)
    response = answer(rf, error)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "本次操作未保存" in response.content.decode()


def test_any_other_failure_is_500(rf):
    response = answer(rf, ZeroDivisionError())
    assert response.status_code == 500
    assert "本次操作未保存" in response.content.decode()


def test_a_session_that_cannot_be_saved_in_an_outage_is_503_and_no_bad_request(as_, monkeypatch):
    client = as_("clerk")
    session = client.session
    session["seen"] -= 120  # the next page saves it
    session.save()
    client.raise_request_exception = False

    def go_away(self, *args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("core.web.error_pages.connection.close", lambda: None)
    monkeypatch.setattr(Session, "save", go_away)
    response = client.get(reverse("my_work"))
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "本次操作未保存" in response.text


class Violation(Exception):
    """As the driver raises it."""

    def __init__(self, pgcode):
        self.pgcode = pgcode


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [("23503", 409, "他人刚刚保存了相同内容"), ("23514", 500, "本次操作未保存")],
)
def test_what_the_database_refuses_at_the_commit_is_a_conflict_in_words(rf, code, status, words):
    """The transaction of a request ends after its view."""
    error = IntegrityError("violates foreign key constraint")
    error.__cause__ = Violation(code)
    response = answer(rf, error)
    assert response.status_code == status
    assert words in response.content.decode()
