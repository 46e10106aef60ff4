"""Signing in and where it leads. Who gets which page stands in tests/rights."""

import pytest

from accounts.models import User
from tests.making import PASSWORD
from tests.pages.addresses import MISSING

BEYOND = "99999999999999999999999999"  # no bigint


def test_who_may_no_longer_sign_in_is_out_at_once(as_, cast):
    client = as_("clerk")
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert client.get("/projects/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/projects/month/2024-13/",
        "/projects/month/2024/",
        "/projects/month/2024-Q1/",
        "/projects/month/x/",
        "/projects/month/9999-12/",
        "/projects/month/0001-01/",
        "/supervision/month/2024-Q1/",
        "/supervision/month/2019-01/",
        "/supervision/month/9999-12/",
        f"/projects/{BEYOND}/",
        f"/tasks/{BEYOND}/",
        f"/network/{BEYOND}/",
        f"/projects/{MISSING}/month/2024-06/",
        "/projects/0/",
        "/nowhere/",
        "/charts/nothing.json",
        "/projects/month/2024-06%00/",
    ],
)
def test_addresses_that_lead_nowhere_are_not_found(as_, address):
    assert as_("approver").get(address).status_code == 404


def test_signing_in_leads_back_to_where_one_wanted_but_never_to_another_site(client, cast):
    who = {"username": "alpha_clerk", "password": PASSWORD}
    response = client.post("/sign-in/", {**who, "next": "/needs/"})
    assert response["Location"] == "/needs/"
    client.logout()
    for wanted_next in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        response = client.post("/sign-in/", {**who, "next": wanted_next})
        assert response["Location"] == "/"
        client.logout()


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("alpha_clerk", "falsch"),
        ("nobody", PASSWORD),
        ("", ""),
        ("alpha_clerk\x00", PASSWORD),
        ("x" * 5000, "y" * 5000),
    ],
)
def test_a_wrong_sign_in_says_the_same_whatever_is_wrong(client, cast, username, password):
    response = client.post("/sign-in/", {"username": username, "password": password})
    assert response.status_code == 200
    assert 'role="alert"' in response.text
    assert "_auth_user_id" not in client.session


def test_bytes_that_are_no_text_are_a_wrong_sign_in_too(client, db):
    body = b"username=%ED%A0%80%FF&password=%00%FE"
    response = client.post("/sign-in/", body, "application/x-www-form-urlencoded")
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("leader", "/dashboard/"),
        ("clerk", "/my/"),
        ("bureau", "/my/"),
        ("helper", "/my/"),
        ("township", "/my/"),
        ("auditor", "/audit/"),
        ("sysadmin", "/people/"),
    ],
)
def test_each_role_lands_on_the_page_nearest_to_its_work(as_, who, page):
    assert as_(who).get("/")["Location"] == page
