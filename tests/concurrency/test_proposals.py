"""One proposal recorded by eight persons at once becomes one finding."""

from functools import partial

import pytest
from django.urls import reverse

from supervision.models import Finding
from tests.concurrency.conftest import at_once
from tests.making import JUNE, sent

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TIMES = 8


def test_one_proposal_sent_eight_times_at_once_is_one_finding(cast, visitor):
    person, before = visitor("clerk"), Finding.objects.count()
    key = f"missing:{cast.dam.pk}:{JUNE}"
    address = f"{reverse('new_finding')}?proposal={key}"
    given = {"text": "未按时报送", "unit": cast.bureau2_unit.pk, "project": cast.dam.pk}
    given |= {"source": cast.finding.source_id, "found_on": "2024-07-08", "colour": "reminder"}
    acts = [partial(person.post, address, sent(**given), person.line()) for _ in range(TIMES)]
    answers = at_once(*acts)
    assert {one.status for one in answers} <= {200, 302, 409}
    assert Finding.objects.count() == before + 1
    assert Finding.objects.get(origin=key).project == cast.dam
