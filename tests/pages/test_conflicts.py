"""What the database alone can refuse is answered in words, whatever the forms let through."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection

from core.attachments import services
from core.text import next_number
from programmes.forms.base import ProgrammeForm
from programmes.models import Need, Task
from projects.models import Milestone, Project
from projects.services.project import require_no_circle
from tests.making import sent
from tests.pages.test_attachments import PDF
from tests.records import RECORDS

TWINS = "不能重复"


@pytest.mark.parametrize(
    ("kind", "field", "twin"),
    [
        ("document", "name", "帮扶资金 管理办法"),
        ("document", "number", "甲专班〔2024〕１号"),
        ("task", "number", "Ｔ1"),
        ("need", "number", "N 1"),
        ("fund_line", "number", "F１"),
    ],
)
def test_what_differs_in_width_or_spaces_alone_is_there_already(as_, cast, kind, field, twin):
    case = RECORDS[kind]
    values = {**case.values(cast), field: twin}
    page = as_("clerk").post(f"/{case.kind.plural}/new/", sent(**values))
    assert TWINS in str(page.context["form"].errors[field])


def test_a_row_of_another_programme_is_a_conflict_within_the_request(as_, cast, monkeypatch):
    """As where somebody deletes what is being chosen: the deferred key refuses it."""
    foreign = cast.beta.need.category
    monkeypatch.setattr(
        ProgrammeForm, "choices_for", lambda self, name, model: model._default_manager.all()
    )
    values = {**RECORDS["need"].values(cast), "category": foreign.pk}
    page = as_("clerk").post("/needs/new/", sent(**values))
    assert page.status_code == 409
    assert "缺水渠" in page.text
    assert not Need.objects.filter(text="缺水渠").exists()


def test_no_file_is_left_of_an_attachment_that_the_database_refuses(
    as_, cast, monkeypatch, settings, tmp_path
):
    """As where somebody deletes the document meanwhile."""
    settings.MEDIA_ROOT = tmp_path
    create = services.create_record

    def create_late(*args, **values):
        created = create(*args, **values)
        with connection.cursor() as cursor:
            key = cast.rules_of_money.pk
            cursor.execute("DELETE FROM programmes_document WHERE id = %s", [key])
        return created

    monkeypatch.setattr(services, "create_record", create_late)
    address = f"/documents/{cast.rules_of_money.pk}/attachments/"
    page = as_("clerk").post(address, sent(file=SimpleUploadedFile("a.pdf", PDF)))
    assert page.status_code == 409
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(
    ("taken", "number"),
    [
        ([], "T-001"),
        (["T-009", "S-100"], "T-010"),
        (["T-999999"], "T-1000000"),
        (["T-" + "9" * 30, "T-002"], "T-003"),
    ],
)
def test_a_number_without_end_does_not_lead_the_next(taken, number):
    assert next_number("T-", taken) == number


def test_a_place_in_an_order_leaves_room_for_imports(as_, cast):
    values = {**RECORDS["task_list"].values(cast), "position": 2147483647}
    page = as_("clerk").post("/tasks/lists/new/", sent(**values))
    assert list(page.context["form"].errors) == ["position"]
    assert not Task.objects.filter(places__list__name="攻坚清单").exists()


# Two who do the same, or undo what the other needs, at the same moment: the second gets an answer


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
