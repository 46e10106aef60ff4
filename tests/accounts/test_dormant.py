"""A sign-in that nobody used for long is shut until the administrator opens it again."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInAttempt, User
from tests.accounts.test_lockout import answer, sign_in
from tests.making import PASSWORD, signed_in


def aged(days: int, **values) -> None:
    then = timezone.now() - timedelta(days)
    User.objects.filter(username="wangli").update(**{"enabled_at": then, **values})


@pytest.mark.parametrize(
    ("limit", "days", "let_in"), [(90, 89, True), (90, 91, False), (30, 31, False), (0, 999, True)]
)
def test_after_so_many_days_nobody_signs_in(person, settings, limit, days, let_in):
    settings.DORMANT_DAYS = limit
    aged(days)
    assert User.objects.dormant().exists() is not let_in
    assert sign_in() is let_in
    assert sign_in() is let_in


def test_each_sign_in_counts_anew(person):
    aged(400, last_login=timezone.now() - timedelta(89))
    assert sign_in()
    assert not User.objects.dormant().exists()


def test_dormant_sounds_and_costs_as_a_wrong_password(person, hashed):
    wrong = answer("wangli", "falsch")
    cost = len(hashed)
    aged(91)
    assert answer("wangli", PASSWORD) == wrong
    assert len(hashed) == 2 * cost
    outcomes = SignInAttempt.objects.values_list("outcome", flat=True)
    assert list(outcomes) == ["wrong", "wrong"]


def test_the_administrator_sees_and_enables_the_dormant(cast):
    long_ago = timezone.now() - timedelta(91)
    User.objects.filter(pk=cast.clerk.pk).update(enabled_at=long_ago, last_login=long_ago)
    client = signed_in(cast.sysadmin)
    rows = client.get("/people/?dormant=yes").context["table"].rows
    assert [row.get_cell_value("is_active") for row in rows] == ["长期未登录"]
    address = reverse("enable", args=[cast.clerk.pk])
    assert address in client.get(reverse("person", args=[cast.clerk.pk])).text
    assert not sign_in(name="alpha_clerk")
    client.post(address, {"version": 1})
    assert sign_in(name="alpha_clerk")


def test_a_command_lets_in_whoever_nobody_else_can(person):
    aged(91, is_active=False)
    call_command("enable_user", "wangli")
    assert sign_in()
