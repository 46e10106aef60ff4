"""A body larger than any form of ours is refused before it is read."""

import pytest
from django.urls import reverse


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
