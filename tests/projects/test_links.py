"""A project is linked to tasks and needs of its own programme, once."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from core.records import delete_record
from programmes.models import Membership, Need
from projects.models import ProjectNeed, ProjectTask
from projects.services.attached import create_link


def test_a_link_is_made_once(cast):
    said = {"project": cast.road, "task": cast.road_task, "by": cast.clerk}
    create_link(**said)
    with pytest.raises(ValidationError):
        create_link(**said)
    assert list(cast.road.tasks.all()) == [cast.road_task]
    assert list(cast.road_task.projects.all()) == [cast.road]


def test_a_need_with_a_project_is_answered(cast):
    assert cast.open_need in Need.objects.of(cast.alpha).unanswered()
    made = create_link(project=cast.road, need=cast.open_need, by=cast.clerk)
    assert cast.open_need in Need.objects.of(cast.alpha).answered()
    delete_record(made, version=1)
    assert cast.open_need in Need.objects.of(cast.alpha).unanswered()


@pytest.mark.parametrize(
    ("model", "name", "own", "foreign"),
    [(ProjectTask, "task", "road_task", "task"), (ProjectNeed, "need", "open_need", "need")],
)
def test_the_database_refuses_a_link_across_programmes(cast, model, name, own, foreign):
    for project, other in (
        (cast.road, getattr(cast.beta, foreign)),
        (cast.beta.project, getattr(cast, own)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(programme=cast.alpha, project=project, **{name: other})
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def linked(cast):
    """A need of the township that no task answers, only the project `road` within it."""
    create_link(project=cast.road, need=cast.open_need, by=cast.clerk)
    return cast.open_need


PAGES = ("need", "list", "township", "tile")


def pages_of(need, place) -> dict[str, str]:
    """Each page that shows whether the need is answered."""
    return {
        "need": reverse("need", args=[need.pk]),
        "list": f"{reverse('needs')}?q={need.number}",
        "township": reverse("unit", args=[place.unit_id]),
    }


def words_of_need(as_, cast) -> dict[str, str]:
    """The state of the open need, as each page shows it."""
    place = Membership.objects.get(programme=cast.alpha, unit=cast.township_unit)
    client, found = as_("clerk"), {}
    for name, address in pages_of(cast.open_need, place).items():
        text = client.get(address).text
        start = text.index(cast.open_need.text)
        found[name] = re.search("对接中|待对接", text[start:])[0]
    tile = client.get(reverse("needs"), {"answered": "yes"}).context["table"].rows
    found["tile"] = "对接中" if cast.open_need in [row.record for row in tile] else "待对接"
    return found


def test_each_page_says_alike_whether_a_need_is_answered(as_, cast):
    assert words_of_need(as_, cast) == dict.fromkeys(PAGES, "待对接")
    made = create_link(project=cast.road, need=cast.open_need, by=cast.clerk)
    assert words_of_need(as_, cast) == dict.fromkeys(PAGES, "对接中")
    delete_record(made, version=1)
    assert words_of_need(as_, cast) == dict.fromkeys(PAGES, "待对接")


def test_the_link_stands_on_both_pages_and_in_both_histories(as_, cast, linked):
    client = as_("clerk")
    for record, other in ((linked, cast.road), (cast.road, linked)):
        name = record._meta.model_name
        page = client.get(reverse(name, args=[record.pk])).text
        assert reverse(other._meta.model_name, args=[other.pk]) in page
        history = client.get(reverse("object_history", args=[record._meta.db_table, record.pk]))
        [entry] = [one for one in history.context["entries"] if "关联需求" in str(one)]
        assert cast.road.name in str(entry) and linked.text in str(entry)


def test_a_link_taken_off_stays_in_both_histories(as_, cast, linked):
    delete_record(ProjectNeed.objects.get(need=linked), version=1)
    for record in (linked, cast.road):
        address = reverse("object_history", args=[record._meta.db_table, record.pk])
        entries = as_("clerk").get(address).context["entries"]
        assert [one.action for one in entries if "关联需求" in str(one)] == ["delete"]


def test_whoever_does_not_see_the_project_reads_that_the_need_is_answered(as_, cast):
    create_link(project=cast.dam, need=cast.open_need, by=cast.clerk)
    page = as_("township").get(reverse("need", args=[cast.open_need.pk])).text
    assert "已对接（仅相关单位可见）" in page
    assert cast.dam.name not in page
