"""Every role at every named address, reading and posting, with its own, another unit's, another
county's and a missing record, and in a closed month: each cell of the table (policy.py) holds."""

import logging
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.counting import COUNTED
from tests.rights.cells import METHODS, body, cases, expected
from tests.rights.policy import ANYBODY, EVERYBODY, TABLE

ASKED = ("专班", "安全管理员", "系统管理员")  # whom a refusal tells to ask
# What a refused request may leave behind: that it came. (Its submission is forgotten again.)
MAY_BE_WRITTEN = ("accounts_session", "core_event", "core_submission", "core_auditrow", "otp_totp")


@pytest.fixture(autouse=True)
def quiet():
    """Thousands of refusals are what is asked for: they need not be logged, each with its trace."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def names(resolver=None) -> Iterator[str]:
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLPattern):
            assert found.name, f"{found.pattern} has no name"
            yield found.name
        else:
            yield from names(found)


def test_every_address_has_its_row():
    assert sorted(names()) == sorted(row.name for row in TABLE)


class Writes:
    """Notes which tables a request writes to."""

    def __init__(self):
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        verb, _, rest = sql.lstrip().partition(" ")
        if verb.upper() in ("INSERT", "UPDATE", "DELETE"):
            table = next(word.strip('"') for word in rest.split() if word.startswith('"'))
            if not table.startswith(MAY_BE_WRITTEN):
                self.tables.add(table)
        return execute(sql, params, many, context)


def ask(client: Client, method: str, address: str, data: dict):
    """The answer, and the tables written to; nothing of it stays."""
    cookies, writes = client.cookies.output(header=""), Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        response = getattr(client, method)(address, data)
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return response, writes.tables


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_cell_of_the_table_holds(cast, who):
    client, wrong = Client(), []
    if who != "anonymous":
        client.force_login(getattr(cast, who))
    for row in TABLE:
        absent = set()
        for case in cases(row, cast):
            for method in METHODS:
                data = body(row, cast, case) if method == "post" else {}
                wanted = expected(row, who, method, case.name)
                response, written = ask(client, method, case.address, data)
                problem = what_is_wrong(who, row, case, wanted, response, written)
                if problem:
                    wrong.append((row.name, method, case.name, problem))
                if wanted == 404 and response.status_code == 404:
                    absent.add(response.content)
                COUNTED["cells"] += 1
        if len(absent) > 1:
            wrong.append((row.name, "foreign and missing differ", len(absent)))
    assert not wrong, "\n".join(map(str, wrong))


def what_is_wrong(who, row, case, wanted, response, written):
    found = response.status_code
    if found != wanted:
        return f"{found}, not {wanted}"
    sent_away = who == "anonymous" and row.to != ANYBODY
    if sent_away and not response["Location"].startswith("/sign-in/?next="):
        return f"leads to {response['Location']}"
    if wanted == 403 and not any(word in response.text for word in ASKED):
        return "does not say whom to ask"
    refused = wanted >= 400 or case.name == "closed"
    if refused and written and found != 503:
        return f"wrote to {sorted(written)}"
    return ""


def test_no_other_method_is_answered(cast):
    """Asked by somebody who may do everything else there."""
    answers = {}
    for row in TABLE:
        client = Client()
        who = next((w for w in row.opens.split() if w in row.may.split()), "clerk")
        if row.to != ANYBODY:
            client.force_login(getattr(cast, who))
        address = cases(row, cast)[0].address
        for method in ("put", "patch", "delete"):
            answers[row.name, method] = getattr(client, method)(address).status_code
    assert {key: status for key, status in answers.items() if status != 405} == {}
