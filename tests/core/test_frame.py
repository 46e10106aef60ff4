"""The language that a person chose."""

import pytest

CHINESE, ENGLISH = "需求", "Needs"


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.clerk)
    return client


def test_pages_are_chinese_whatever_the_browser_prefers(signed_in):
    response = signed_in.get("/needs/", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert f'<h1 class="page-title">{CHINESE}' in response.text
    assert response["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("cookie", "heading"),
    [
        ("en", ENGLISH),
        ("zh-hans", CHINESE),
        ("fr", CHINESE),
        ("de", CHINESE),
        ("../../etc/passwd", CHINESE),
        ("en\x00", CHINESE),
    ],
)
def test_only_the_chosen_language_of_the_two_counts(signed_in, cookie, heading):
    signed_in.cookies["django_language"] = cookie
    assert f'<h1 class="page-title">{heading}' in signed_in.get("/needs/").text


def test_the_top_bar_changes_the_language(signed_in):
    response = signed_in.post("/language/", {"language": "en", "next": "/needs/"})
    assert (response.status_code, response["Location"]) == (302, "/needs/")
    assert f'<h1 class="page-title">{ENGLISH}' in signed_in.get("/needs/").text
