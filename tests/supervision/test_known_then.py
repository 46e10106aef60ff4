"""The light of a finding as of an earlier day: by what was known on it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.choices import Light
from supervision.figures.findings import finding_day, finding_reason
from supervision.models import Finding
from supervision.services.finding_requests import refuse_request, request_of_finding
from tests.making import finding

DUE, DONE, BACK, AGAIN = (date(2024, 7, day) for day in (1, 3, 4, 8))


def shown(cast, one, on) -> tuple[str, str]:
    day = finding_day(cast.alpha, on)
    row = Finding.objects.as_of(on).with_ends(on).with_light(day).get(pk=one.pk)
    return row.light, finding_reason(row, day)


@pytest.fixture
def sent_back(cast) -> Finding:
    """Late on 3 July, sent back on the 4th, rectified again on the 8th."""
    one = finding(cast.alpha, "H1", cast.bureau_unit, due_on=DUE, known_on=date(2024, 6, 3))
    ask(one, cast, DONE)
    request = one.requests.get()
    refuse_request(request, version=1, by=cast.clerk, on=BACK, answer="不实")
    one.refresh_from_db()
    ask(one, cast, AGAIN)
    return one


def ask(one, cast, on) -> None:
    given = {"kind": "closing", "version": one.version, "text": "已整改", "by": cast.bureau}
    request_of_finding(finding=one, on=on, **given)


@pytest.mark.parametrize(
    ("on", "light", "words"),
    [
        (DUE, Light.YELLOW, "今日到期"),
        (DUE + timedelta(1), Light.RED, "逾期1个工作日"),
        (DONE, Light.RED, "逾期2个工作日，已申请销号，待核验"),
        (BACK, Light.RED, "逾期3个工作日"),
        (AGAIN - timedelta(1), Light.RED, "逾期4个工作日"),
        (AGAIN, Light.RED, "逾期5个工作日，已申请销号，待核验"),
    ],
)
def test_light_and_sentence_are_those_of_the_day(cast, sent_back, on, light, words):
    assert shown(cast, sent_back, on) == (light, words)


def test_what_was_rectified_in_time_then_is_not_red_for_what_came_later(cast):
    one = finding(cast.alpha, "H2", cast.bureau_unit, due_on=DONE, known_on=date(2024, 6, 3))
    ask(one, cast, DONE)
    request = one.requests.get()
    refuse_request(request, version=1, by=cast.clerk, on=BACK, answer="不实")
    one.refresh_from_db()
    ask(one, cast, AGAIN)
    assert shown(cast, one, DONE) == (Light.GREEN, "已申请销号，待核验")
    assert shown(cast, one, AGAIN)[0] == Light.RED


def test_the_list_of_an_earlier_day_shows_its_light(as_, cast, sent_back):
    page = as_("clerk").get(reverse("findings"), {"as_of": DONE.isoformat(), "q": "H1"})
    assert "逾期2个工作日，已申请销号，待核验" in page.text
