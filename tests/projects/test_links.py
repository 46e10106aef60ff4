"""A project is linked to tasks and needs of its own programme, once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core.records import delete_record
from programmes.models import Need
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
