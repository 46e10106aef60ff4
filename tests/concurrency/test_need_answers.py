"""Two people who answer one need at once cover no more than its amount together."""

import pytest
from django.core.exceptions import ValidationError

from programmes.models import Need
from programmes.services.needs import link_need
from tests.concurrency.conftest import at_once
from tests.making import wan

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_answers_at_once_do_not_cover_more_than_the_amount(cast):
    def answer(task) -> str:
        try:
            link_need(task=task, need=cast.open_need, by=cast.clerk, amount=wan(50))
        except ValidationError:
            return "refused"
        return "linked"

    road, help_ = cast.road_task, cast.help_task
    found = at_once(lambda: answer(road), lambda: answer(help_))
    assert sorted(found) == ["linked", "refused"]
    assert Need.objects.with_covered().get(pk=cast.open_need.pk).open_amount == wan(30)
