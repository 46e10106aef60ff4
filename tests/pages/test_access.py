"""Who gets which page: 200, 403 with a sentence, 404 that tells nothing, or the way to sign in."""

import pytest
from django.urls import reverse

from accounts.models import User
from programmes.models import ReportingPeriod
from projects.models import MonthEntry
from tests.cast import SECRET
from tests.making import JUNE, PASSWORD, sent
from tests.pages.addresses import (
    ACTIONS,
    EVERYBODY,
    GATHERING,
    LISTS,
    MISSING,
    NO_DATA,
    RECORDS,
    every_page,
    list_addresses,
    missing_address,
    record_address,
    wanted,
)

BEYOND = "99999999999999999999999999"  # no bigint


@pytest.mark.parametrize("who", EVERYBODY)
def test_lists_are_open_to_whoever_works_with_the_rows(as_, who):
    client = as_(who)
    for address in list_addresses().values():
        response = client.get(address)
        assert response.status_code == (403 if who in NO_DATA else 200), address
        assert SECRET not in response.text


@pytest.mark.parametrize("who", EVERYBODY)
def test_records_are_open_to_whom_they_concern(as_, cast, who):
    client = as_(who)
    answers = {name: client.get(record_address(name, cast)).status_code for name in RECORDS}
    expected = {name: wanted(name, who) for name in RECORDS}
    for name in ("project_entry", "task_progress"):
        expected[name] = 404 if who in NO_DATA else expected[name]
    assert answers == expected


@pytest.mark.parametrize("who", EVERYBODY)
def test_pages_that_gather_are_open_to_their_readers(as_, who):
    client = as_(who)
    for name, (args, readers) in GATHERING.items():
        status = client.get(reverse(name, args=args)).status_code
        assert status == (200 if who in readers else 403), name


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_is_not_allowed_is_said_in_a_sentence(as_, who):
    client = as_(who)
    for name, (args, readers) in GATHERING.items():
        if who not in readers:
            response = client.get(reverse(name, args=args))
            assert "您的角色不包含此页面" in response.text


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("who", ["clerk", "leader", "bureau", "helper", "township"])
def test_another_countys_record_is_not_there_and_nothing_tells_it_from_one_that_never_was(
    as_, cast, name, who
):
    client = as_(who)
    foreign = client.get(record_address(name, cast, foreign=True))
    missing = client.get(missing_address(name))
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content
    assert SECRET not in foreign.text


@pytest.mark.parametrize("name", RECORDS)
def test_another_units_record_is_not_there_either(as_, cast, name):
    client = as_("township2")
    if wanted(name, "township2") == 404:
        found = client.get(record_address(name, cast))
        assert found.content == client.get(missing_address(name)).content


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("project_entry", ("project", JUNE)),
        ("no_change", ("project", JUNE)),
        ("take_back", ("project", JUNE)),
        ("task_progress", ("task",)),
    ],
)
@pytest.mark.parametrize("who", ["clerk", "bureau", "helper"])
def test_nothing_is_written_to_another_countys_record(as_, cast, name, args, who):
    before = MonthEntry.objects.count()
    key = getattr(cast.beta, args[0]).pk
    data = {"amount": "1", "version": "1", "text": "x", "month": str(JUNE)}
    response = as_(who).post(reverse(name, args=[key, *args[1:]]), data)
    assert response.status_code == 404
    assert MonthEntry.objects.count() == before
    assert not cast.beta.task.progress.exists()


def test_who_has_not_signed_in_is_sent_to_sign_in_and_back(client, cast):
    for address in [*every_page(cast), reverse("home")]:
        response = client.get(address)
        assert response.status_code == 302, address
        assert response["Location"] == f"/sign-in/?next={address}"


def test_who_has_not_signed_in_changes_nothing(client, cast):
    for name, (args, _) in ACTIONS.items():
        assert client.post(reverse(name, args=args)).status_code == 302
    entry = reverse("project_entry", args=[cast.dam.pk, JUNE])
    assert client.post(entry, {"amount": "1"}).status_code == 302
    assert ReportingPeriod.objects.of(cast.alpha).get(month=JUNE.start).takes_entries
    assert not cast.dam.entries.filter(month=JUNE.start).exists()


def test_who_has_no_role_is_told_whom_to_ask(client, cast):
    client.force_login(User.objects.create_user("nobody", name="路人", unit=cast.bureau_unit))
    for address in every_page(cast)[:-1]:
        response = client.get(address)
        assert response.status_code == 403, address
        assert "安全管理员" in response.text


def test_who_may_no_longer_sign_in_is_out_at_once(as_, cast):
    client = as_("clerk")
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert client.get("/projects/").status_code == 302


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_who_may_press_a_button(as_, who):
    client = as_(who)
    for version, (name, (args, may)) in enumerate(ACTIONS.items(), 1):
        form = sent(version, reason="漏报")
        status = client.post(reverse(name, args=args), form).status_code
        assert status == (302 if who in may else 403), name


def test_pages_are_read_and_buttons_are_pressed(as_, cast):
    client = as_("approver")
    pages = [reverse(name) for name in [*LISTS, "my_work", "dashboard"]]
    pages += [record_address(name, cast) for name in ("project", "task", "need", "fund_line")]
    for address in [*pages, reverse("supervision_month", args=[JUNE])]:
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(address).status_code == 405, (method, address)
    for name, (args, _) in ACTIONS.items():
        for method in ("get", "put", "delete"):
            assert getattr(client, method)(reverse(name, args=args)).status_code == 405


@pytest.mark.parametrize("name", ["project_entry", "task_progress"])
def test_a_form_is_read_and_posted_and_nothing_else(as_, cast, name):
    for method in ("put", "patch", "delete"):
        address = record_address(name, cast)
        assert getattr(as_("clerk"), method)(address).status_code == 405


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
        ("auditor", "/my/"),
        ("sysadmin", "/people/"),
    ],
)
def test_each_role_lands_on_the_page_nearest_to_its_work(as_, who, page):
    assert as_(who).get("/")["Location"] == page


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_navigation_holds_what_opens_and_nothing_else(as_, who):
    client = as_(who)
    for place, _ in client.get(reverse("my_work")).context["places"]:
        args = [JUNE] if place.with_month else []
        assert client.get(reverse(place.url_name, args=args)).status_code == 200, place.url_name
