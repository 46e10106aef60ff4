"""Visits: who sees them, what is to be followed up and by when, and what cannot be."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core.records import delete_record
from programmes.figures.visits import visit_counts
from programmes.models import Task, Visit
from programmes.services.visits import edit_visit, link_visit
from tests.making import DAY, task, visit


def seen(user) -> set[str]:
    return set(Visit.objects.visible_to(user).values_list("whom", flat=True))


@pytest.fixture
def visits(cast):
    """One for each way in which a unit is concerned, beside that of the cast."""
    visit(cast.alpha, "上坝镇", kind="down", visited_unit=cast.township_unit)
    given = {"follow_up": "对接", "due_on": date(2024, 6, 30)}
    visit(cast.alpha, "某企业", [cast.helper_unit], kind="in", unit=cast.helper2_unit, **given)
    visit(cast.alpha, "某部", unit=cast.township_unit, **given)
    return cast


@pytest.mark.parametrize(
    ("who", "whom"),
    [
        ("helper", {"省帮扶厅", "某企业"}),
        ("helper2", {"某企业"}),
        ("township", {"上坝镇", "某部"}),
        ("bureau", {"省帮扶厅"}),
        ("bureau2", set()),
        ("leader", {"省帮扶厅", "上坝镇", "某企业", "某部"}),
        ("auditor", set()),
    ],
)
def test_a_unit_sees_the_visits_that_concern_it(visits, who, whom):
    assert seen(getattr(visits, who)) & {"省帮扶厅", "上坝镇", "某企业", "某部"} == whom


@pytest.mark.parametrize(
    ("who", "known"),
    [
        ("clerk", {"某企业", "某部", "省帮扶厅"}),
        ("leader", {"某企业", "某部", "省帮扶厅"}),
        ("finance", {"某部", "省帮扶厅"}),  # the day of a helper would disclose its lateness
        ("helper", set()),  # of other units
        ("helper2", {"某企业"}),  # its own
        ("township", {"某部"}),
    ],
)
def test_by_when_is_known_to_whoever_may_know(visits, who, known):
    user = getattr(visits, who)
    rows = Visit.objects.visible_to(user).of(visits.alpha).with_known_due(user)
    assert set(rows.exclude(known_due_on=None).values_list("whom", flat=True)) == known


def test_a_follow_up_is_open_until_its_task_is_closed(cast):
    one = cast.visit
    rows = Visit.objects.of(cast.alpha).with_known_due(cast.clerk)
    assert [list(rows.to_follow_up(DAY)), list(rows.followed_up(DAY))] == [[one], []]
    assert list(rows.due(date(2024, 8, 1))) == [one]
    Visit.objects.filter(pk=one.pk).update(task=cast.done_task)
    assert [list(rows.to_follow_up(DAY)), list(rows.followed_up(DAY))] == [[], [one]]
    assert list(rows.due(date(2024, 8, 1))) == []


def test_what_follows_is_named_in_words(cast):
    labels = []
    for made in (None, cast.road_task, cast.done_task):
        Visit.objects.filter(pk=cast.visit.pk).update(task=made)
        labels.append(Visit.objects.with_outcome(DAY).get(pk=cast.visit.pk).follow_up_label)
    assert labels == ["待转任务", "已转任务", "后续已办结"]


def test_one_task_is_made_from_a_visit(cast):
    link_visit(cast.visit, cast.road_task)
    cast.visit.refresh_from_db()
    assert (cast.visit.task, cast.visit.version) == (cast.road_task, 2)
    with pytest.raises(ValidationError, match="已转为任务"):
        link_visit(cast.visit, task(cast.alpha, "T9", cast.bureau_unit))


def test_a_task_that_follows_from_a_visit_is_in_use(cast):
    made = task(cast.alpha, "T9", cast.bureau_unit)
    link_visit(cast.visit, made)
    with pytest.raises(ValidationError, match="走访 1"):
        delete_record(made, version=made.version, references=[Visit.objects.filter(task=made)])
    assert Task.objects.filter(pk=made.pk).exists()


def test_other_participants_alone_make_a_visit_the_countys_own(cast):
    one = cast.visit
    Visit.objects.filter(pk=one.pk).update(provenance="illustrative")
    one.refresh_from_db()
    edit_visit(one, version=1, units=[cast.bureau_unit], purpose=one.purpose)
    one.refresh_from_db()
    assert (one.version, one.provenance) == (1, "illustrative")
    edit_visit(one, version=1, units=[cast.bureau_unit, cast.bureau2_unit], purpose=one.purpose)
    one.refresh_from_db()
    assert (one.version, one.provenance, one.units.count()) == (2, "recorded", 2)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "far"}, "visit_kind_known"),
        ({"whom": " "}, "visit_not_blank"),
        ({"purpose": ""}, "visit_not_blank"),
        ({"due_on": date(2024, 6, 4)}, "visit_due_after_day"),
        ({"follow_up": ""}, "visit_due_has_follow_up"),
    ],
)
def test_the_database_refuses_what_cannot_be(cast, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Visit.objects.filter(pk=cast.visit.pk).update(**values)


def test_the_database_refuses_a_second_visit_and_the_task_of_another_county(cast):
    with pytest.raises(IntegrityError, match="unique_visit"), transaction.atomic():
        visit(cast.alpha, "省帮扶厅")
    with pytest.raises(IntegrityError, match="same_programme"), transaction.atomic():
        Visit.objects.filter(pk=cast.visit.pk).update(task=cast.beta.task)
        connection.check_constraints()


def test_counts_are_of_visits_held_by_the_day(visits):
    counts = visit_counts(Visit.objects.of(visits.alpha), date(2024, 6, 5))
    by_kind = {one.label: one.count for one in counts.by_kind}
    assert by_kind == {"走上去": 2, "走出去": 0, "走下去": 1, "走进去": 1}
    assert (counts.total, counts.follow_ups, counts.open) == (4, 3, 3)
    assert visit_counts(Visit.objects.of(visits.alpha), date(2024, 6, 4)).total == 0
