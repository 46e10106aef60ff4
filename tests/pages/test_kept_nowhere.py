"""What a browser keeps: no answer in its cache, no cookie that others could read or send; and the
notice against secrets where something is put in."""

import pytest
from django.test import Client
from django.urls import reverse

from mabian.environment import CHECKOUT
from tests.making import PASSWORD
from tests.pages.addresses import every_page, missing_address

NOTICE = "非涉密系统，严禁存储、处理、传输涉密信息"
OWN = ["/", "/password/", "/sessions/", "/confirm/", "/second-factor/", "/nowhere/"]


def is_kept(answer) -> bool:
    return not {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


@pytest.mark.parametrize("who", ["clerk", "sysadmin"])
def test_no_answer_to_a_person_is_kept_not_even_a_refusal(as_, cast, who):
    client = as_(who)
    for address in [*every_page(cast), *OWN, missing_address("project")]:
        answer = client.get(address)
        assert not is_kept(answer), (address, answer.status_code)
    for address in ("/sessions/", "/projects/", reverse("new_person")):
        assert not is_kept(client.post(address)), address


def test_nor_one_to_anybody_else(client, db):
    for address in ("/sign-in/", "/projects/", "/nowhere/"):
        assert not is_kept(client.get(address)), address


def test_a_static_file_is_kept(client):
    assert "no-store" not in client.get("/static/css/mabian.css").get("Cache-Control", "")


def test_cookies_are_no_scripts_and_no_other_sites_to_use(cast):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sign-in/")
    token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    given = {"username": "alpha_clerk", "password": PASSWORD, "csrfmiddlewaretoken": token}
    client.post("/sign-in/", given)
    given = {"language": "en", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    client.post("/language/", given)
    assert set(client.cookies) == {"csrftoken", "sessionid", "django_language"}
    for cookie in client.cookies.values():
        said = (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"])
        assert said == (True, "Lax", "/", "")


def test_who_signs_out_leaves_nothing_in_the_browser(as_):
    client = as_("clerk")
    assert client.post("/sign-out/")["Clear-Site-Data"] == '"cache", "storage"'


def test_the_notice_stands_where_one_signs_in_and_at_every_upload(as_, cast):
    assert NOTICE in Client().get("/sign-in/").text
    client = as_("clerk")
    for name, row in (("task", cast.help_task), ("project", cast.road), ("fund_line", cast.paid)):
        assert NOTICE in client.get(reverse(name, args=[row.pk])).text
    assert NOTICE in client.get(reverse("import_upload", args=["projects"])).text
    uploads = [
        path
        for path in (CHECKOUT / "templates").rglob("*.html")
        if "multipart/form-data" in path.read_text()
    ]
    assert len(uploads) >= 2
    assert [path.name for path in uploads if "notice-secret" not in path.read_text()] == []
