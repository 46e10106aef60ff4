"""What a township tells of a project: who may, who is told, and that it stands as written."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from core.actors import acting_as, actor_of
from core.audit.entries import group_entries
from core.audit.models import AuditRow
from core.records import StaleRecord
from notifications.models import Notice
from programmes.services.roles import grant_role
from projects.models import ProjectNote
from projects.services.attached import add_note, take_back_note
from tests.database import refused, run
from tests.making import note, person, unread_texts


def test_only_the_role_of_a_township_opens_it(cast):
    other = person(cast.alpha, "other", "unit_reporter", cast.township_unit)
    assert not other.has_perm("projects.note", cast.road)


def test_a_note_stands_in_the_townships_name_on_the_programmes_day(cast):
    made = note(cast.road, cast.township, "三户未签征地协议")
    assert (made.unit, made.created_by, made.on) == (cast.township_unit, cast.township, cast.day)
    assert (made.programme, str(made)) == (cast.alpha, "三户未签征地协议")


def test_the_task_force_writes_in_its_own_name_whatever_unit_a_person_is_of(cast):
    lent = person(cast.alpha, "lent", "clerk", cast.bureau_unit)
    assert note(cast.road, lent).unit == cast.force
    assert note(cast.dam, cast.approver).unit == cast.force


@pytest.mark.parametrize(("field", "value"), [("text", ""), ("text", " "), ("subject", "money")])
def test_what_says_nothing_or_of_something_else_is_refused(cast, field, value):
    given = {"subject": "land", "text": "征地", field: value}
    with pytest.raises(ValidationError):
        add_note(project=cast.road, by=cast.township, on=cast.day, **given)
    assert not ProjectNote.objects.exists()


def take_back(made, by, on, version=1):
    take_back_note(note=made, by=by, on=on, version=version)


def test_its_author_alone_takes_it_back_and_on_its_day_alone(cast):
    made = note(cast.road, cast.township)
    for by, on in (
        (cast.clerk, cast.day),
        (person(cast.alpha, "second", "township_reporter", cast.township_unit), cast.day),
        (cast.township, cast.day + timedelta(1)),
    ):
        with pytest.raises(ValidationError):
            take_back(made, by, on)
    with pytest.raises(StaleRecord):
        take_back(made, cast.township, cast.day, version=2)
    assert ProjectNote.objects.get() == made
    take_back(made, cast.township, cast.day)
    assert not ProjectNote.objects.exists()


# Who is told


def test_the_responsible_unit_and_the_clerks_are_told_until_it_is_taken_back(cast):
    made = note(cast.road, cast.township, subject="people")
    words = ["上坝镇反映了“农村公路”的群众情况，请查看。"]
    assert unread_texts() == {"alpha_clerk": words, "alpha_bureau": words}
    assert set(Notice.objects.values_list("url", "programme_id")) == {
        (f"/projects/{cast.road.pk}/", cast.alpha.pk)
    }
    take_back(made, cast.township, cast.day)
    assert unread_texts() == {}


def test_who_writes_is_not_told_nor_who_reports_elsewhere(cast):
    grant_role(user=cast.bureau2, programme=cast.beta.programme, name="unit_reporter")
    note(cast.dam, cast.clerk)
    assert list(unread_texts()) == ["alpha_bureau2"]
    note(cast.beta.project, cast.beta.clerk)
    assert list(unread_texts()) == ["alpha_bureau2"]


def test_a_project_without_a_responsible_unit_is_told_to_the_clerks_alone(cast):
    cast.dam.owner_unit = None
    note(cast.dam, cast.approver)
    assert list(unread_texts()) == ["alpha_clerk"]


# The record


def test_the_record_tells_of_a_note_and_of_its_going(cast):
    last = AuditRow.objects.first().pk
    with acting_as(actor_of(cast.township)):
        note(cast.road, cast.township, "三户未签征地协议").delete()
    rows = AuditRow.objects.filter(pk__gt=last, table_name="projects_projectnote").order_by("pk")
    assert [entry.description for row in rows for entry in group_entries([row])] == [
        f"{verb}项目“农村公路”（P1）的情况反映“用地 2024-07-08”："
        "单位 上坝镇；日期 2024-07-08；事项 用地；内容 三户未签征地协议"
        for verb in ("新建", "删除")
    ]
    assert {row.programme_id for row in rows} == {cast.alpha.pk}


# The database itself

INSERT = """
INSERT INTO projects_projectnote (version, created_at, updated_at, "on", subject, text, unit_id,
    project_id, programme_id)
VALUES (1, now(), now(), now(), 'land', %s, %s, %s, %s)
"""


def test_a_note_is_of_its_projects_place_and_programme(cast):
    here, there, beta = cast.township_unit.pk, cast.township2_unit.pk, cast.beta
    run(INSERT, "征地", here, cast.road.pk, cast.alpha.pk)
    run(INSERT, "征地", cast.force.pk, cast.dam.pk, cast.alpha.pk)
    refused(INSERT, "征地", here, cast.dam.pk, cast.alpha.pk)
    refused(INSERT, "征地", there, cast.road.pk, cast.alpha.pk)
    refused(INSERT, "征地", here, beta.project.pk, beta.programme.pk)
    refused(INSERT, "征地", beta.programme.task_force_id, cast.road.pk, cast.alpha.pk)
    refused(INSERT, "征地", here, cast.road.pk, beta.programme.pk)


@pytest.mark.parametrize("text", ["", " \n", None])
def test_a_note_says_something(cast, text):
    refused(INSERT, text, cast.township_unit.pk, cast.road.pk, cast.alpha.pk)


@pytest.mark.parametrize(
    "change",
    ["text = '改'", "subject = 'people'", '"on" = "on" - 1', "unit_id = unit_id", "version = 2"],
)
def test_a_note_stays_as_it_was_written(cast, change):
    note(cast.road, cast.township)
    refused(f"UPDATE projects_projectnote SET {change}")  # noqa: S608


def test_a_note_stays_where_its_project_is_moved_to_another_place(cast):
    made = note(cast.road, cast.township)
    cast.road.township = cast.township2_unit
    cast.road.save()
    run("SELECT 1")
    assert ProjectNote.objects.get(pk=made.pk).unit == cast.township_unit


@pytest.mark.parametrize(
    "number", ["511133199001011234", "51113319900101123X", "13812345678", "＋86 138-1234-5678"]
)
def test_a_villagers_numbers_are_not_kept(cast, number):
    with pytest.raises(ValidationError, match="身份证"):
        note(cast.road, cast.township, f"张某，{number}，要求补偿")
    assert not ProjectNote.objects.exists()


def test_an_amount_or_a_land_number_is_no_private_number(cast):
    assert note(cast.road, cast.township, "涉及12345678901平方米，编号2024000123456")
