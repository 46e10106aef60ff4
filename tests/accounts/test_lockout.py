"""Guessing passwords: shut out by name and by address, before a password is looked at."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.db import connection
from django.test import Client

from accounts.models import SignInAttempt, User
from core.audit.models import Event
from tests.making import PASSWORD, unit


def sign_in(password=PASSWORD, name="wangli", address="10.0.0.1", **headers) -> bool:
    client = Client(REMOTE_ADDR=address)
    client.post("/sign-in/", {"username": name, "password": password}, **headers)
    return "_auth_user_id" in client.session


def answer(name: str, password: str) -> str:
    page = Client().post("/sign-in/", {"username": name, "password": password})
    return page.text.split('role="alert">')[1].split("</div>")[0]


def fail(times: int, **given) -> None:
    for number in range(times):
        assert not sign_in("falsch", **{"address": f"10.1.{number}.1", **given})


def later(**passed) -> None:
    for attempt in SignInAttempt.objects.all():
        attempt.at -= timedelta(**passed)
        attempt.save()


def test_four_wrong_ones_do_no_harm_and_a_good_one_clears_them(person):
    for _n in range(3):
        fail(4)
        assert sign_in()


def test_after_five_wrong_ones_from_anywhere_the_right_one_is_refused_too(person, hashed):
    fail(5)
    hashed.clear()
    assert not sign_in()
    assert not sign_in(address="10.9.9.9")
    assert hashed == []


VARIANTS = ["wangli", "WANGLI", " wangli ", "ｗａｎｇｌｉ", "Wang Li", "wangli\u3000"]
VARIANTS += ["wang\u200bli", "\ufeffwangli", "WANG\u00adLI"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_another_spelling_of_the_name_is_the_same_name(person, variant):
    for spelling in VARIANTS[-5:]:
        fail(1, name=spelling)
    assert not sign_in(name=variant)
    assert SignInAttempt.objects.values_list("name", flat=True).distinct().count() == 1


@pytest.mark.parametrize(("minutes", "open_again"), [(14, False), (16, True)])
def test_after_a_quarter_of_an_hour_one_may_try_again(person, minutes, open_again):
    fail(5)
    later(minutes=minutes)
    assert sign_in() is open_again


def test_trying_while_shut_out_does_not_make_it_longer(person):
    fail(5)
    later(minutes=10)
    for _n in range(10):
        assert not sign_in()
    later(minutes=6)
    assert sign_in()


def test_after_twenty_wrong_ones_under_many_names_the_address_is_shut_out(person, hashed):
    for number in range(20):
        assert not sign_in("falsch", name=f"nobody{number}", address="10.0.0.7")
    hashed.clear()
    assert not sign_in(address="10.0.0.7")
    assert hashed == []
    assert sign_in(address="10.0.0.8")


def test_a_good_one_does_not_clear_the_address(person):
    for number in range(20):
        sign_in("falsch", name=f"nobody{number}", address="10.0.0.7")
        if number == 18:
            assert sign_in(address="10.0.0.7")
    assert not sign_in(address="10.0.0.7")


def test_rotating_through_ones_own_network_is_one_address(person):
    for number in range(20):
        sign_in("falsch", name=f"nobody{number}", address=f"2001:db8:1:2::{number + 1:x}")
    assert not sign_in(address="2001:db8:1:2:ffff::1")
    assert sign_in(address="2001:db8:1:3::1")


def test_what_a_stranger_says_of_his_address_is_not_believed(person):
    for number in range(20):
        forwarded = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"}
        sign_in("falsch", name=f"nobody{number}", address="10.0.0.7", **forwarded)
    assert not sign_in(address="10.0.0.7", HTTP_X_FORWARDED_FOR="203.0.113.99")


def test_a_trusted_proxy_says_who_asked_and_no_one_behind_it_is_shut_out_for_another(
    person, settings
):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.7")]
    for number in range(20):
        # What stands before the nearest address was written by the stranger.
        forwarded = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{number}, 203.0.113.5"}
        sign_in("falsch", name=f"nobody{number}", address="10.0.0.7", **forwarded)
    assert not sign_in(address="10.0.0.7", HTTP_X_FORWARDED_FOR="203.0.113.5")
    assert sign_in(address="10.0.0.7", HTTP_X_FORWARDED_FOR="203.0.113.6")


def test_known_unknown_disabled_and_shut_out_hear_the_same(person):
    said = {answer("wangli", "falsch"), answer("nobody", "falsch")}
    User.objects.update(is_active=False)
    said.add(answer("wangli", PASSWORD))
    fail(5)
    said.add(answer("wangli", PASSWORD))
    assert len(said) == 1
    assert "15 分钟" in said.pop()


def test_each_name_takes_as_much_hashing_as_a_known_one(person, hashed):
    """Unknown, disabled, or without a password."""

    def cost(name: str) -> int:
        hashed.clear()
        assert not sign_in("falsch", name=name)
        return len(hashed)

    User.objects.create_user("chenhui", name="陈辉", unit=person.unit, password=None)
    User.objects.create_user("off", name="离", unit=person.unit, password=PASSWORD, is_active=False)
    known = cost("wangli")
    assert known > 0
    assert [cost(name) for name in ("nobody", "chenhui", "off")] == [known] * 3


def test_passwords_sent_all_at_once_are_not_looked_at_more_than_five_times(transactional_db):
    User.objects.create_user("wangli", name="王丽", unit=unit("交通局"), password=PASSWORD)

    def attempt(number: int) -> bool:
        try:
            return sign_in(f"falsch{number}", address=f"10.2.{number}.1")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(attempt, range(24)))
    assert SignInAttempt.objects.filter(outcome="wrong").count() <= 5
    assert SignInAttempt.objects.count() == 24


def refusals() -> list[tuple]:
    found = SignInAttempt.objects.filter(outcome="refused").order_by("pk")
    return list(found.values_list("name", "address", "times"))


def test_refusals_of_a_quarter_of_an_hour_are_one_row_with_a_count(person):
    fail(5)
    for address in ("10.0.0.1", "10.0.0.2"):
        fail(40, address=address)
    assert refusals() == [("wangli", "10.0.0.1", 40), ("wangli", "10.0.0.2", 40)]
    later(minutes=16)
    fail(6, address="10.0.0.1")
    assert refusals()[2:] == [("wangli", "10.0.0.1", 1)]


def test_a_stranger_adds_few_rows_under_however_many_names(person):
    before = Event.objects.count()
    for number in range(60):
        fail(1, name=f"name{number}", address="10.0.0.1")
    assert refusals() == [("name20", "10.0.0.1", 40)]
    assert SignInAttempt.objects.count() == 21
    assert Event.objects.count() - before == 21
