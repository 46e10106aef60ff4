"""Ticked rows return to the list in which they were ticked, with its filters."""

from html import escape

import pytest
from django.urls import reverse

from tests.making import DAY, sent, task


@pytest.fixture
def draft(cast):
    return task(cast.alpha, "D1", cast.bureau_unit, state="draft", deadline=DAY)


@pytest.fixture
def came_from(cast) -> str:
    return f"{reverse('tasks')}?state=draft&sort=number"


def test_the_list_names_itself(as_, cast, draft, came_from):
    page = as_("clerk").get(came_from).text
    assert f'<input type="hidden" name="next" value="{escape(came_from)}">' in page


@pytest.mark.parametrize(
    ("name", "values"), [("assign_tasks", {}), ("change_tasks", {"person": "赵敏"})]
)
def test_it_is_returned_to_when_it_is_done_or_left(as_, cast, draft, came_from, name, values):
    client, query = as_("clerk"), {"row": draft.pk, "next": came_from}
    page = client.get(reverse(name), query)
    assert page.context["back"] == came_from
    rows = f"{draft.pk}-{draft.version}"
    answer = client.post(reverse(name, query=query), sent(rows=rows, **values))
    assert (answer.status_code, answer.url) == (302, came_from)


def test_another_site_is_not_returned_to(as_, cast, draft):
    query = {"row": draft.pk, "next": "https://example.com/"}
    assert as_("clerk").get(reverse("assign_tasks"), query).context["back"] == "/"
