"""One's own password again, before what weighs most."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from accounts.models import SignInAttempt, User
from core.web.reauthentication import VALIDITY, is_reauthenticated
from programmes.models import Role
from tests.accounts.test_lockout import sign_in
from tests.making import JUNE, PASSWORD, evaluation, report_run, signed_in

PAGE = "/confirm/"
WEIGHTY = [
    "approve a report",
    "give a role",
    "hand over",
    "publish an evaluation",
    "remove a second factor",
    "reopen a month",
    "reset a password",
    "take a role",
]


def at(who, age=VALIDITY) -> Client:
    """Signed in so long ago."""
    client = signed_in(who)
    session = client.session
    session["reauthenticated_at"] -= age.total_seconds()
    session.save()
    return client


def confirm(client, password=PASSWORD, **more):
    return client.post(PAGE, {"password": password, **more})


def next_of(response) -> str:
    parts = urlsplit(response["Location"])
    assert (response.status_code, parts.path) == (302, PAGE)
    return parse_qs(parts.query)["next"][0]


@pytest.fixture
def buttons(cast, secadmin):
    """What asks for proof: who presses it, its address, and the page it stands on."""
    run = report_run(cast.alpha)
    role = Role.objects.get(user=cast.finance)
    report, month = reverse("report", args=[run.pk]), reverse("supervision_month", args=[JUNE])
    result = evaluation(cast.alpha, cast.clerk, cast.clerk, 2022)
    scores = reverse("evaluation", args=[result.pk])
    clerk = reverse("person", args=[cast.clerk.pk])
    roles = reverse("person_roles", args=[cast.finance.pk])
    return {
        "approve a report": (cast.approver, f"{report}approve/", report),
        "publish an evaluation": (
            cast.approver,
            reverse("publish_evaluation", args=[result.pk]),
            scores,
        ),
        "reopen a month": (cast.approver, f"{month}reopen/", month),
        "hand over": (cast.sysadmin, f"{clerk}leave/", f"{clerk}leave/"),
        "give a role": (secadmin, roles, roles),
        "take a role": (secadmin, f"{roles}{role.pk}/revoke/", roles),
        "reset a password": (cast.sysadmin, f"{clerk}password/", clerk),
        "remove a second factor": (cast.sysadmin, f"{clerk}second-factor/", clerk),
    }


@pytest.mark.parametrize("what", WEIGHTY)
def test_a_button_does_nothing_before_the_password_and_leads_back_to_its_page(buttons, what):
    who, address, page = buttons[what]
    client = at(who)
    before = database()
    assert next_of(client.post(address, {"name": "clerk"})) == page
    assert database() == before
    assert "尚未执行" in client.get(PAGE).text
    assert confirm(client, next=page)["Location"] == page
    assert client.get(page).status_code == 200
    assert database() == before
    assert urlsplit(client.post(address).headers.get("Location", "")).path != PAGE


def database() -> list:
    """What the buttons of this file change."""
    people = User.objects.order_by("pk").values_list("password", "is_active")
    return [*people, *Role.objects.order_by("pk").values_list("user", "name")]


def test_every_page_that_asks_for_proof_is_tried_here(buttons):
    asking = set()
    for pattern in get_resolver().url_patterns:
        for found in getattr(pattern, "url_patterns", [pattern]):
            if getattr(getattr(found.callback, "view_class", None), "proof_required", False):
                asking.add(found.name)
    assert asking == {resolve(address).url_name for _who, address, _page in buttons.values()}
    assert sorted(buttons) == WEIGHTY


def test_a_form_is_shown_after_the_password(cast):
    client = at(cast.sysadmin)
    address = reverse("leave", args=[cast.clerk.pk])
    assert next_of(client.get(address)) == address
    assert f'name="next" value="{address}"' in client.get(f"{PAGE}?next={address}").text
    confirm(client, next=address)
    assert client.get(address).status_code == 200


def test_sessions_are_ended_by_who_knows_the_password(cast):
    other, client = at(cast.clerk), at(cast.clerk)
    assert next_of(client.post("/sessions/")) == "/sessions/"
    assert other.get("/my/").status_code == 200
    confirm(client, next="/sessions/")
    client.post("/sessions/")
    assert other.get("/my/").status_code == 302


@pytest.mark.parametrize(("minutes", "asked"), [(0, False), (9, False), (10, True), (-5, True)])
def test_a_password_holds_for_ten_minutes_that_of_the_sign_in_too(cast, minutes, asked):
    client = at(cast.sysadmin, timedelta(minutes=minutes))
    answer = client.get(reverse("leave", args=[cast.clerk.pk]))
    assert (answer.status_code == 302) is asked


def test_the_session_gets_another_key(cast):
    client = at(cast.sysadmin)
    before = client.session.session_key
    confirm(client)
    assert client.session.session_key != before
    assert client.get("/people/").status_code == 200


def test_wrong_ones_prove_nothing_and_count_with_those_of_the_sign_in_page(cast):
    client = at(cast.sysadmin)
    for _n in range(3):
        assert confirm(client, "falsch").status_code == 200
    for _n in range(2):
        assert not sign_in("falsch", name="alpha_sysadmin")
    said = confirm(client).text
    assert "密码错误" in said
    assert not is_reauthenticated(client.session)
    assert not sign_in(name="alpha_sysadmin")
    assert sign_in(name="alpha_clerk")
    assert SignInAttempt.objects.filter(name="alpha_sysadmin", outcome="wrong").count() == 5


def test_anothers_password_proves_nothing(cast):
    cast.clerk.set_password("Gleis 7 im Nebel")
    cast.clerk.save()
    client = at(cast.sysadmin)
    assert confirm(client, "Gleis 7 im Nebel").status_code == 200
    assert confirm(client, "").status_code == 200
    assert not is_reauthenticated(client.session)


@pytest.mark.parametrize("wanted", ["https://else.example/", "//else.example", "javascript:1", ""])
def test_the_way_back_stays_within_the_site(cast, wanted):
    assert confirm(at(cast.sysadmin), next=wanted)["Location"] == "/"


def test_rights_come_first(cast, secadmin):
    """Nobody is asked for a password only to hear that they may not."""
    client = at(cast.clerk)
    assert client.post(reverse("reset_password", args=[cast.finance.pk])).status_code == 403
    client = at(cast.sysadmin)
    for name in ("reset_password", "leave", "remove_second_factor"):
        assert client.post(reverse(name, args=[cast.beta.clerk.pk])).status_code == 404
    assert client.get(reverse("reset_password", args=[cast.clerk.pk])).status_code == 405
    gone = reverse("revoke_role", args=[cast.clerk.pk, 999_999_999])
    assert at(secadmin).post(gone).status_code == 404


def test_the_address_is_the_one_that_the_settings_name(settings):
    assert reverse("confirm") == settings.CONFIRM_URL


def test_the_right_password_is_no_sign_in(cast):
    client = signed_in(cast.clerk)
    client.post(reverse("confirm"), {"password": PASSWORD})
    assert not SignInAttempt.objects.filter(outcome="good").exists()
