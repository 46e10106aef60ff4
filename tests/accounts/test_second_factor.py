"""A code beside the password, for those whose role asks for it, where the county wants it."""

import re
from base64 import b32decode, b32encode
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp import models
from django_otp.plugins.otp_totp.models import TOTPDevice

from programmes.services import people
from tests.making import PASSWORD, sent

PAGE = "/second-factor/"
QR_CODE = 'class="qr-code"'
NOW = 1_720_425_600.0


@pytest.fixture(autouse=True)
def required(settings, monkeypatch):
    settings.TOTP_REQUIRED = True
    # A code lasts half a minute, and no test shall depend on how much of it is left.
    monkeypatch.setattr(models, "time", SimpleNamespace(time=lambda: NOW))


def sign_in(user) -> Client:
    client = Client()
    client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    return client


def code(user, steps: int = 0) -> str:
    """What the app shows, so many half minutes from now."""
    return code_of(TOTPDevice.objects.get(user=user).bin_key, steps)


def scanned(client) -> bytes:
    """The secret of the page that sets the app up."""
    uri = urlsplit(re.search(r"otpauth://[^<]+", client.get(PAGE).text)[0].replace("&amp;", "&"))
    return b32decode(parse_qs(uri.query)["secret"][0])


def code_of(secret: bytes, steps: int = 0) -> str:
    totp = TOTP(secret)
    totp.time = NOW + 30 * steps
    return f"{totp.token():06d}"


def give(client, token: str) -> bool:
    return client.post(PAGE, {"token": token}).status_code == 302


def is_in(client) -> bool:
    return client.get("/").headers.get("Location") != PAGE


@pytest.fixture
def enrolled(cast):
    """The clerk, whose phone holds the secret since some time ago."""
    client = sign_in(cast.clerk)
    assert give(client, code_of(scanned(client), -1))
    return cast.clerk


def test_the_first_sign_in_shows_the_secret_and_opens_nothing_before_a_code(cast):
    client = sign_in(cast.clerk)
    for address in ("/", "/projects/", "/password/", "/sessions/", "/reports/"):
        assert client.get(address)["Location"] == PAGE
        assert client.post(address)["Location"] == PAGE
    secret = b32encode(scanned(client)).decode()
    text = client.get(PAGE).text
    assert secret in text.replace(" ", "")
    assert QR_CODE in text
    assert give(client, code_of(scanned(client)))
    assert is_in(client)
    assert secret not in client.get(PAGE).text.replace(" ", "")


def test_each_sign_in_asks_anew_and_the_password_alone_opens_nothing(enrolled):
    client = sign_in(enrolled)
    assert not is_in(client)
    assert QR_CODE not in client.get(PAGE).text
    assert give(client, code(enrolled))
    assert is_in(client)


def test_a_code_serves_once(enrolled):
    token = code(enrolled)
    assert give(sign_in(enrolled), token)
    assert not give(sign_in(enrolled), token)


def test_who_guesses_waits_longer_each_time(enrolled):
    client = sign_in(enrolled)
    for _n in range(3):
        assert not give(client, "000000" if code(enrolled) != "000000" else "000001")
    assert not give(client, code(enrolled))
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert give(client, code(enrolled))


@pytest.mark.parametrize("token", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 56"])
def test_what_is_no_code(enrolled, token):
    assert not give(sign_in(enrolled), token)


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("clerk", True),
        ("approver", True),
        ("finance", True),
        ("leader", True),
        ("auditor", True),
        ("sysadmin", True),
        ("bureau", False),
        ("township", False),
        ("helper", False),
    ],
)
def test_whose_role_asks_for_it(cast, who, asked):
    assert is_in(sign_in(getattr(cast, who))) is not asked


def test_nobody_is_asked_where_it_is_not_required(cast, settings):
    settings.TOTP_REQUIRED = False
    assert is_in(sign_in(cast.clerk))


def test_a_lost_phone_is_replaced_at_the_next_sign_in(cast, enrolled):
    old = TOTPDevice.objects.get(user=enrolled).key
    people.remove_second_factor(person=enrolled, by=cast.sysadmin)
    client = sign_in(enrolled)
    assert give(client, code_of(scanned(client)))
    assert TOTPDevice.objects.get(user=enrolled).key != old


def test_a_password_reset_does_not_lead_past_it(cast, enrolled):
    given = people.reset_password(person=enrolled, by=cast.sysadmin)
    client = Client()
    client.post("/sign-in/", {"username": enrolled.username, "password": given})
    assert client.get("/password/")["Location"] == PAGE
    assert QR_CODE not in client.get(PAGE).text
    assert give(client, code(enrolled))
    assert client.get("/")["Location"] == "/password/"


def test_the_administrator_removes_it_from_the_persons_page(cast, enrolled):
    client = sign_in(cast.sysadmin)
    assert give(client, code_of(scanned(client)))
    address = reverse("remove_second_factor", args=[enrolled.pk])
    assert address in client.get(reverse("person", args=[enrolled.pk])).text
    client.post(address, sent())
    client.post(reverse("remove_second_factor", args=[cast.sysadmin.pk]), sent())
    assert [device.user for device in TOTPDevice.objects.all()] == [cast.sysadmin]


def test_looking_makes_no_device_and_a_wrong_code_neither(cast):
    client = sign_in(cast.clerk)
    secret = scanned(client)
    assert scanned(client) == secret
    assert not give(client, code_of(secret, 9))
    assert not TOTPDevice.objects.exists()
    assert give(client, code_of(secret))


def test_a_secret_that_was_never_confirmed_is_made_anew_at_the_next_sign_in(cast):
    """Whoever knew the password earlier and looked has seen the earlier one."""
    TOTPDevice.objects.create(user=cast.clerk, name="app", confirmed=False)
    looked, client = sign_in(cast.clerk), sign_in(cast.clerk)
    seen, own = scanned(looked), scanned(client)
    assert seen != own
    assert not give(client, code_of(seen))
    assert give(client, code_of(own))
    assert not give(looked, code_of(seen))
    assert TOTPDevice.objects.get().bin_key == own


def test_a_code_before_the_secret_was_shown_is_wrong(cast):
    assert not give(sign_in(cast.clerk), "123456")
