"""Who tried to sign in: read by the security administrator, kept as long as the law asks."""

import csv
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Session, SignInAttempt
from accounts.services import ATTEMPTS_KEPT
from accounts.tasks import clear_sign_ins
from programmes.figures.attempts import masked_name
from tests.accounts.test_lockout import sign_in
from tests.making import signed_in

PAGE = "/attempts/"


@pytest.fixture
def reader(secadmin) -> Client:
    return signed_in(secadmin)


@pytest.fixture
def tried(cast):
    """A good one, two wrong ones, one under a name that nobody bears, one of another county."""
    assert sign_in(name="Alpha_Clerk ".strip().lower(), address="10.0.0.1")
    for address in ("10.0.0.2", "10.0.0.3"):
        assert not sign_in("falsch", name="ＡＬＰＨＡ_clerk", address=address)
    assert not sign_in("falsch", name="geheim123", address="10.0.0.4")
    assert not sign_in("falsch", name="beta_clerk", address="10.0.0.5")


def rows(client, **query) -> list[tuple]:
    table = client.get(PAGE, query).context["table"]
    return [tuple(row.get_cell_value(name) for name in ("name", "address")) for row in table.rows]


CLERK = "alpha_clerk (alpha_clerk)"


def test_whose_they_are_and_nothing_of_another_county(reader, tried):
    assert rows(reader) == [
        ("g***", "10.0.0.4"),
        (CLERK, "10.0.0.3"),
        (CLERK, "10.0.0.2"),
        (CLERK, "10.0.0.1"),
    ]
    page = reader.get(PAGE).text
    assert "geheim" not in page
    assert "beta_clerk" not in page


@pytest.mark.parametrize(
    ("query", "last"),
    [
        ({"q": "CLERK"}, "321"),
        ({"q": "geheim"}, ""),
        ({"q": "beta"}, ""),
        ({"address": "0.0.2"}, "2"),
        ({"outcome": "good"}, "1"),
        ({"outcome": "wrong", "known": "yes"}, "32"),
        ({"known": "no"}, "4"),
        ({"on": "2024-01-01"}, ""),
        ({"on": "x\x00"}, None),
    ],
)
def test_the_list_is_filtered(reader, tried, query, last):
    if last is None:
        assert reader.get(PAGE, query).status_code == 200
    else:
        assert "".join(address[-1] for _name, address in rows(reader, **query)) == last


def test_of_one_day(reader, tried):
    today = f"{timezone.localdate():%Y-%m-%d}"
    assert len(rows(reader, on=today)) == 4


def test_the_file_is_masked_as_well(reader, tried):
    sent = b"".join(reader.get(PAGE, {"_export": "csv"}).streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(sent.splitlines()))
    assert [line[1] for line in lines[1:]] == ["g***", CLERK, CLERK, CLERK]


@pytest.mark.parametrize(("name", "shown"), [("abcd", "a***"), ("abc", "***"), ("", "***")])
def test_a_masked_name(name, shown):
    assert masked_name(name) == shown


def test_after_half_a_year_they_are_cleared_and_sessions_that_ran_out(cast, tried):
    old = SignInAttempt.objects.order_by("pk").first()
    SignInAttempt.objects.filter(pk=old.pk).update(at=timezone.now() - ATTEMPTS_KEPT)
    kept = set(SignInAttempt.objects.values_list("pk", flat=True)) - {old.pk}
    client = signed_in(cast.clerk)
    over = Session.objects.exclude(pk=client.session.session_key)
    over.update(expire_date=timezone.now() - timedelta(seconds=1))
    clear_sign_ins()
    assert set(SignInAttempt.objects.values_list("pk", flat=True)) == kept
    assert Session.objects.get().pk == client.session.session_key


def test_a_page_asks_as_much_for_many_as_for_one(reader, tried, django_assert_max_num_queries):
    reader.get(PAGE)
    for number in range(30):
        SignInAttempt.objects.create(name=f"name{number}", address="10.0.0.9")
    with django_assert_max_num_queries(14):
        reader.get(PAGE)
