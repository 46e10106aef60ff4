"""What the database alone can refuse is answered in words, whatever the forms let through."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from core.attachments import services
from core.text import next_number
from programmes.forms.base import ProgrammeForm
from programmes.models import Need, Task
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
    assert not Task.objects.filter(list__name="攻坚清单").exists()
