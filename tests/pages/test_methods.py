"""What an address answers that a browser opens though it only takes what a button sends."""

import pytest
from django.urls import reverse

from core.web.links import parent_page
from tests.making import JUNE, signed_in


@pytest.mark.parametrize(
    ("name", "args", "page"),
    [
        ("close_month", [JUNE], "/supervision/month/2024-06/"),
        ("look_as_of", [], "/"),
        ("report_renew", [], "/reports/"),
    ],
)
def test_the_address_of_a_button_names_its_page(cast, name, args, page):
    answer = signed_in(cast.clerk).get(reverse(name, args=args))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "此地址供页面上的按钮使用，不能单独打开" in answer.text
    assert f'<a class="btn btn-primary" href="{page}">' in answer.text


def test_the_page_of_a_button_opens(cast):
    client, button = signed_in(cast.clerk), reverse("close_month", args=[JUNE])
    assert client.get(parent_page(button)).status_code == 200


def test_a_page_that_is_only_read_says_so_too(cast):
    answer = signed_in(cast.clerk).post(reverse("supervision_month", args=[JUNE]))
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "此地址不接受这种请求" in answer.text


def test_it_answers_whoever_has_not_signed_in(client, db):
    answer = client.get(reverse("set_language"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert '<a class="btn btn-primary" href="/">' in answer.text
