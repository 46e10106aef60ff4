"""How long somebody stays signed in, where, and what ends it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.device_labels import device_label
from accounts.models import Session, User
from programmes.services.roles import grant_role, revoke_role
from tests.making import PASSWORD

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/110.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 12; HUAWEI) Chrome/105.0 Mobile MicroMessenger/8.0"


def device(agent=WINDOWS, name="alpha_clerk") -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/sign-in/", {"username": name, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client) -> bool:
    return client.get("/my/").status_code == 200


def shift(client, *names, **passed) -> None:
    session = client.session
    for name in names:
        session[name] -= timedelta(**passed).total_seconds()
    session.save()


def test_signing_in_gives_the_session_another_key(cast):
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["seen_before"] = True
    session.save()
    client.post("/sign-in/", {"username": "alpha_clerk", "password": PASSWORD})
    assert is_in(client)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_a_session_that_is_not_used_ends(cast):
    client = device()
    row = Session.objects.get()
    left = row.expire_date - timezone.now()
    assert timedelta(minutes=30) < left <= timedelta(minutes=31)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_a_session_in_use_lives_on(cast):
    client = device()
    for _n in range(4):
        shift(client, "seen", minutes=2)
        Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
        assert is_in(client)
        assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=30)
    assert timezone.now() - Session.objects.get().seen_at < timedelta(minutes=1)


def test_a_page_asked_within_the_minute_writes_nothing(cast):
    client = device()
    before = Session.objects.get().session_data
    assert is_in(client)
    assert Session.objects.get().session_data == before


@pytest.mark.parametrize(("hours", "lives"), [(11, True), (13, False)])
def test_no_session_lives_longer_than_a_day_of_work(cast, hours, lives):
    client = device()
    shift(client, "begun", hours=hours)
    assert is_in(client) is lives
    assert Session.objects.filter(user=cast.clerk).exists() is lives


def test_the_list_says_where_one_is_signed_in(cast):
    here = device()
    device(PHONE)
    device(name="alpha_leader")
    text = here.get("/sessions/").text
    assert "Chrome · Windows" in text
    assert "微信 · Android" in text
    assert text.count("<tr>") == 3
    assert text.count("127.0.0.1") == 2
    assert not any(row.session_key in text for row in Session.objects.all())


def test_one_session_or_all_others_are_ended_and_nobody_elses(cast):
    here, phone, third = device(), device(PHONE), device()
    leader = device(name="alpha_leader")
    handle = Session.objects.get(agent=PHONE).handle
    here.post("/sessions/", {"session": handle})
    assert [is_in(one) for one in (here, phone, third)] == [True, False, True]
    foreign = Session.objects.get(user=cast.leader).handle
    here.post("/sessions/", {"session": foreign})
    here.post("/sessions/")
    assert [is_in(one) for one in (here, third, leader)] == [True, False, True]


def test_a_changed_password_ends_all_other_sessions(cast):
    here, other = device(), device(PHONE)
    new = "Gleis 7 im Nebel"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    here.post("/password/", given)
    assert (is_in(here), is_in(other)) == (True, False)
    assert Session.objects.filter(user=cast.clerk).count() == 1


def test_a_new_role_ends_the_sessions_one_held_already_does_not(cast):
    here = device()
    grant_role(user=cast.clerk, programme=cast.alpha, name="clerk")
    assert is_in(here)
    grant_role(user=cast.clerk, programme=cast.alpha, name="finance")
    assert not is_in(here)


def test_the_fourth_sign_in_ends_the_oldest_and_says_so(cast):
    first, second, third = device(PHONE), device(), device()
    leader = device(name="alpha_leader")
    fourth = Client(HTTP_USER_AGENT=WINDOWS)
    fourth.post("/sign-in/", {"username": "alpha_clerk", "password": PASSWORD})
    assert "微信 · Android" in fourth.get("/my/").text
    assert "微信 · Android" not in fourth.get("/my/").text
    assert [is_in(one) for one in (first, second, third, fourth)] == [False, True, True, True]
    assert is_in(leader)


@pytest.mark.parametrize(("limit", "left"), [(1, 1), (2, 2), (0, 5)])
def test_how_many_sessions_is_a_setting(cast, settings, limit, left):
    settings.SESSION_LIMIT = limit
    devices = [device() for _n in range(5)]
    assert [is_in(one) for one in devices] == [n >= 5 - left for n in range(5)]
    assert Session.objects.filter(user=cast.clerk).count() == left


def test_a_session_that_ran_out_takes_nobodys_place(cast):
    first, second = device(), device()
    Session.objects.filter(pk=second.session.session_key).update(expire_date=timezone.now())
    third, fourth = device(), device()
    assert [is_in(one) for one in (first, second, third, fourth)] == [True, False, True, True]


def test_a_role_that_is_taken_away_ends_the_sessions(cast):
    here = device()
    grant_role(user=cast.clerk, programme=cast.alpha, name="finance")
    here = device()
    revoke_role(role=cast.clerk.roles.get(name="finance"), by=cast.sysadmin)
    assert not is_in(here)


def test_who_is_disabled_is_out_at_once_even_where_the_session_is_left(cast):
    here = device()
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert Session.objects.filter(user=cast.clerk).exists()
    assert not is_in(here)


def test_signing_out_leaves_nothing_of_the_session(cast):
    client = device()
    client.post("/sign-out/")
    assert not Session.objects.exists()
    assert client.get("/sessions/")["Location"] == "/sign-in/?next=/sessions/"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome · Windows"),
        (WINDOWS + " Edg/110.0", "Edge · Windows"),
        (PHONE, "微信 · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; UOS) Chrome/98 UOSBrowser/6", "UOS 浏览器 · UOS"),
        ("curl/8", "未知设备"),
        ("", "未知设备"),
    ],
)
def test_a_device_in_words(agent, words):
    assert device_label(agent) == words
