"""Two who do the same, or undo what the other needs, at the same moment: the second is told."""

from datetime import date

import pytest
from django.db import IntegrityError

from projects.models import Milestone, Project
from projects.services.project import require_no_circle
from tests.making import sent


def test_who_makes_the_same_at_the_same_moment_gets_the_form_again(cast, client, monkeypatch):
    """The other's row comes between the look and the write."""
    client.force_login(cast.clerk)
    address = f"/projects/{cast.road.pk}/milestones/new/"
    said = sent(name="主体完工", due_on="2024-09-01")
    look = Milestone.full_clean

    def look_and_be_overtaken(self, *args, **kwargs):
        look(self, *args, **kwargs)
        Milestone.objects.create(
            programme=cast.alpha, project=cast.road, name="主体完工", due_on=date(2024, 9, 1)
        )

    monkeypatch.setattr(Milestone, "full_clean", look_and_be_overtaken)
    answer = client.post(address, said)
    assert answer.status_code == 409
    assert "他人刚刚保存了相同内容" in answer.text
    assert 'value="主体完工"' in answer.text


def test_another_fault_of_the_database_is_none_of_these(cast, client, monkeypatch):
    client.force_login(cast.clerk)

    def break_down(*args, **kwargs):
        raise IntegrityError("check constraint")

    monkeypatch.setattr(Milestone, "full_clean", break_down)
    with pytest.raises(IntegrityError):
        client.post(
            f"/projects/{cast.road.pk}/milestones/new/", sent(name="一", due_on="2024-09-01")
        )


@pytest.mark.parametrize(
    "address",
    [
        "/projects/?month=a/b",
        "/projects/board/?month=2024-06%2F",
        "/projects/changes/?from=0001-01-01",
        "/projects/changes/?to=9999-12-31",
    ],
)
def test_what_no_page_of_ours_asks_is_answered_all_the_same(cast, client, address):
    client.force_login(cast.clerk)
    assert client.get(address).status_code == 200


def test_a_circle_of_parents_that_is_there_ends_the_look(cast):
    Project.objects.filter(pk=cast.road.pk).update(parent=cast.dam)
    Project.objects.filter(pk=cast.dam.pk).update(parent=cast.road)
    cast.road.refresh_from_db()
    assert require_no_circle(cast.quarry, cast.road) is None
