"""What every page carries: the security policy, no script or style in the page, one heading."""

from django.urls import reverse

from tests.making import JUNE, sent
from tests.pages.addresses import every_page, missing_address
from tests.pages.crawl import Page

POLICY = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}


def policy_of(response) -> dict[str, list[str]]:
    parts = response["Content-Security-Policy"].split(";")
    return {part.split()[0]: part.split()[1:] for part in parts if part.strip()}


def check_policy(response):
    policy = policy_of(response)
    scripts = policy.pop("script-src")
    assert scripts[0] == "'self'"
    assert all(word.startswith("'nonce-") for word in scripts[1:])
    assert policy == POLICY
    assert response["X-Frame-Options"] == "DENY"


def check_markup(page: Page, address: str):
    handlers = [one for one in page.attributes if one[1].startswith("on")]
    styles = [one for one in page.attributes if one[1] == "style"]
    links = [one for one in page.attributes if one[2].strip().lower().startswith("javascript:")]
    assert (handlers, styles, links) == ([], [], []), address
    assert "style" not in page.tags, address
    for script in page.scripts:
        data = script.get("type") == "application/json"
        assert data or script.get("src", "").startswith("/static/"), (address, script)
    outside = [one for one in page.attributes if one[2].startswith(("http:", "https:", "//"))]
    assert outside == [], address


def check_structure(page: Page, address: str):
    head = page.tags[: page.tags.index("body")]  # a drawing names its parts by titles of their own
    assert page.tags.count("h1") == page.tags.count("main") == head.count("title") == 1, address
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids)), address
    labels = {value for tag, name, value in page.attributes if (tag, name) == ("label", "for")}
    assert labels <= set(ids), (address, labels - set(ids))


def test_every_page_keeps_to_the_policy(as_, cast):
    client = as_("approver")
    for address in every_page(cast):
        response = client.get(address)
        check_policy(response)
        check_markup(Page(response.text), address)
        check_structure(Page(response.text), address)


def test_pages_that_refuse_and_the_sign_in_keep_to_it_too(as_, client, cast):
    helper = as_("helper")
    answers = [
        client.get("/sign-in/"),
        helper.get(missing_address("task")),
        helper.get(reverse("supervision_month", args=[JUNE])),
        as_("clerk").post(reverse("project_entry", args=[cast.road.pk, JUNE]), sent(0, amount="1")),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 403, 409]
    for answer in answers:
        check_policy(answer)
        check_markup(Page(answer.text), answer.request["PATH_INFO"])
        check_structure(Page(answer.text), answer.request["PATH_INFO"])


def test_what_people_typed_is_shown_as_text(as_, cast):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 }}"
    cast.road.name = cast.help_task.text = evil[:110]
    cast.road.save()
    cast.help_task.save()
    cast.road_june.image_progress = cast.road_june.problems = evil
    cast.road_june.save()
    client = as_("approver")
    for address in [*every_page(cast), "/projects/?q=%3Cscript%3Ealert(2)%3C/script%3E"]:
        response = client.get(address)
        check_markup(Page(response.text), address)
        assert "<script>alert" not in response.text


def test_every_page_says_its_language(as_, cast):
    client = as_("clerk")
    assert '<html lang="zh-CN">' in client.get("/projects/").text
    client.cookies["django_language"] = "en"
    assert '<html lang="en">' in client.get("/projects/").text
