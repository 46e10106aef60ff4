"""A body larger than any form of ours is refused before it is read."""

from django.urls import reverse


def test_a_body_of_more_than_twenty_mebibytes_is_refused(client):
    size = str(20 * 1024 * 1024 + 1)
    assert client.post(reverse("sign_in"), {}, CONTENT_LENGTH=size).status_code == 413


def test_a_usual_form_passes(client, db):
    assert client.post(reverse("sign_in"), {"username": "x"}).status_code == 200


def test_the_refusal_carries_the_security_policy(client):
    response = client.post(reverse("sign_in"), {}, CONTENT_LENGTH="99999999")
    assert "default-src 'self'" in response["Content-Security-Policy"]
