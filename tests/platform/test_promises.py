"""What docs/security.md promises of the code as a whole: nothing is fetched, mailed, unpickled or
run for a user; and what every answer carries."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from mabian.environment import CHECKOUT
from tests.making import signed_in
from tests.pages.addresses import every_page

APPS = [
    "accounts",
    "core",
    "dashboard",
    "funds",
    "mabian",
    "notifications",
    "programmes",
    "projects",
    "reports",
    "supervision",
]
# Ask the platform itself whether it is up; find a free port.
OWN = {"mabian/probe.py", "mabian/embedded/server.py"}
OUTSIDE = {"requests", "httpx", "urllib.request", "http.client", "socket", "smtplib", "ftplib"}
OUTSIDE |= {"django.core.mail", "aiohttp", "urllib3"}
UNSAFE = {"pickle", "marshal", "shelve", "dill", "xml.sax", "lxml.etree"}
RUN = {"eval", "exec", "compile", "system", "popen", "from_string", "Template", "mark_safe"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for app in APPS:
        for path in sorted((CHECKOUT / app).rglob("*.py")):
            yield str(path.relative_to(CHECKOUT)), ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def called(tree: ast.Module) -> set[str]:
    """The names of what is called that could run a text; `re.compile` is none of them."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                found.add(node.func.id)
            elif isinstance(node.func, ast.Attribute) and node.func.attr not in ("compile", "exec"):
                found.add(node.func.attr)
            found |= {"shell" for word in node.keywords if word.arg == "shell"}
    return found


def test_nothing_is_fetched_from_outside_and_no_mail_is_sent():
    reaching = {path for path, tree in modules() if imported(tree) & OUTSIDE}
    assert reaching == OWN


def test_nothing_is_unpickled_and_no_parser_follows_entities():
    assert [path for path, tree in modules() if imported(tree) & UNSAFE] == []
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]


def test_no_sign_in_comes_with_the_software():
    """Two commands make one, each with a password of its own; the page for new people another."""
    making = {path for path, tree in modules() if called(tree) & {"create_user", "create_person"}}
    assert making == {
        "programmes/management/commands/create_user.py",
        "programmes/views/people.py",
        "mabian/sample/loading.py",
    }


def test_no_text_is_run_as_code_template_or_command():
    found = {path: called(tree) & (RUN | {"shell"}) for path, tree in modules()}
    # Joins what it escaped; test_drawn_rows.py compares it with what a template answers.
    found["core/web/row_renderer.py"] -= {"mark_safe"}
    # Writes fields in the words of Django's templates; test_renderers.py compares the two.
    found["core/web/form_renderer.py"] -= {"mark_safe"}
    assert {path: names for path, names in found.items() if names} == {}


def test_every_answer_forbids_guessing_of_types_and_tells_no_other_site(cast):
    client = signed_in(cast.clerk)
    static = "/static/css/mabian.css"
    for address in ["/sign-in/", "/projects/", "/nowhere/", "/healthz", static]:
        answer = client.get(address)
        assert answer["X-Content-Type-Options"] == "nosniff", address
        assert answer["Referrer-Policy"] == "same-origin", address
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], address
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_every_page_has_the_way_out(cast):
    client = signed_in(cast.clerk)
    for address in [*every_page(cast)[:12], "/sessions/", "/password/", "/confirm/"]:
        assert 'action="/sign-out/"' in client.get(address).text, address


@pytest.mark.parametrize(
    "address", ["/static/", "/static/css/", "/.git/config", "/media/", "/var/"]
)
def test_folders_and_what_lies_beside_them_are_not_served(client, db, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Index of" not in answer.text


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND"])
def test_methods_that_no_page_has_are_refused(cast, method):
    client = signed_in(cast.clerk)
    for address in ("/projects/", "/password/", "/confirm/"):
        assert client.generic(method, address).status_code == 405


def test_a_line_of_the_log_stays_one_line(client, db, caplog):
    client.get("/x%0a2026-01-01 00:00:00 INFO forged%0d/")
    lines = [record.getMessage() for record in caplog.records]
    assert lines
    assert not any("\n" in line or "\r" in line for line in lines)


def test_no_password_travels_in_an_address():
    for path in sorted(Path(CHECKOUT / "templates").rglob("*.html")):
        text = path.read_text("utf-8")
        if 'type="password"' in text or "form.visible_fields" in text:
            assert 'method="get"' not in text, path
