"""Attaching, fetching and removing files on the pages of the records that take them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.attachments import files, services
from funds.models import FundLineAttachment
from programmes.models import DocumentAttachment, NeedAttachment, TaskAttachment
from projects.models import ProjectAttachment
from tests.cast import SECRET
from tests.making import sent
from tests.pages.addresses import EVERYBODY, NO_DATA, UNITS

PDF = b"%PDF-1.7\ntrailer\n%%EOF\n"

# page: (model, the row's name in the cast and in `beta`, who sees it, who may attach)
WHOLE = ["clerk", "approver", "finance", "leader"]
PLACES = {
    "task": (
        TaskAttachment,
        "road_task",
        "task",
        [*WHOLE, "bureau", "bureau2"],
        ["clerk", "approver", "bureau", "bureau2"],
    ),
    "need": (
        NeedAttachment,
        "met_need",
        "need",
        [*WHOLE, "township"],
        ["clerk", "approver", "township"],
    ),
    "document": (
        DocumentAttachment,
        "rules_of_money",
        "document",
        [*WHOLE, *UNITS],
        ["clerk", "approver"],
    ),
    "project": (
        ProjectAttachment,
        "road",
        "project",
        [*WHOLE, "bureau", "township"],
        ["clerk", "approver", "bureau"],
    ),
    "fund_line": (
        FundLineAttachment,
        "paid",
        "line",
        [*WHOLE, "bureau2", "helper"],
        ["clerk", "approver", "finance"],
    ),
}
EVERYWHERE = pytest.mark.parametrize("place", PLACES)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def attached(cast, place, *, by="clerk", name="批复（一）.pdf", row=None):
    model, record, *_ = PLACES[place]
    file = SimpleUploadedFile(name, PDF)
    person = getattr(cast, by) if isinstance(by, str) else by
    return services.attach(model, row or getattr(cast, record), file, by=person)


def send(client, place, record, name="批复.pdf", data=PDF, **more):
    body = {"file": SimpleUploadedFile(name, data), "submission_id": uuid4(), **more}
    return client.post(reverse(f"attach_to_{place}", args=[record.pk]), body)


def address(place, row) -> str:
    record = getattr(row, f"{row.record_name}_id")
    return reverse(f"{place}_attachment", args=[record, row.pk])


@EVERYWHERE
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_attach_finds_the_form_and_nobody_else_does(as_, cast, place, who):
    model, name, _, seen, may = PLACES[place]
    record, client = getattr(cast, name), as_(who)
    if who in seen:
        text = client.get(reverse(place, args=[record.pk])).text
        assert ('enctype="multipart/form-data"' in text) == (who in may)
        assert ("严禁存储、处理、传输涉密信息" in text) == (who in may)
    wanted = 302 if who in may else 403 if who in seen else 404
    assert send(client, place, record).status_code == wanted
    assert model.objects.count() == (who in may)


@EVERYWHERE
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_file_is_handed_to_whoever_sees_the_record(as_, cast, place, who):
    row = attached(cast, place)
    seen = PLACES[place][3]
    response = as_(who).get(address(place, row))
    assert response.status_code == (200 if who in seen else 404)
    assert (PDF in response.content) == (who in seen)


@EVERYWHERE
def test_another_countys_files_are_not_there(as_, cast, place):
    row = attached(
        cast,
        place,
        by=cast.beta.clerk,
        name=f"{SECRET}.pdf",
        row=getattr(cast.beta, PLACES[place][2]),
    )
    mine = attached(cast, place)
    client = as_("clerk")
    missing = client.get(address(place, mine).replace(f"/{mine.pk}/", "/999999999/"))
    found = client.get(address(place, row))
    assert found.status_code == missing.status_code == 404
    assert found.content == missing.content
    through_mine = reverse(f"{place}_attachment", args=[getattr(cast, PLACES[place][1]).pk, row.pk])
    assert client.get(through_mine).status_code == 404
    assert send(client, place, getattr(cast.beta, PLACES[place][2])).status_code == 404
    remove = reverse(
        f"remove_{place}_attachment", args=[PLACES[place][0].objects.first().pk, row.pk]
    )
    assert client.post(remove).status_code == 404


def test_a_file_is_downloaded_and_never_opened_in_the_browser(as_, cast):
    row = attached(cast, "task")
    response = as_("clerk").get(address("task", row))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%89%B9%E5%A4%8D%EF%BC%88%E4%B8%80%EF%BC%89.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_a_changed_file_is_not_handed_out(as_, cast):
    row = attached(cast, "task")
    files.path_of(row.stored).write_bytes(b"changed")
    assert as_("clerk").get(address("task", row)).status_code == 404


@EVERYWHERE
def test_the_page_lists_what_is_attached_and_its_author_removes_it(as_, cast, place):
    record = getattr(cast, PLACES[place][1])
    row = attached(cast, place)
    listed = as_("clerk").get(reverse(place, args=[record.pk])).text
    assert address(place, row) in listed and "批复（一）.pdf" in listed
    remove = reverse(f"remove_{place}_attachment", args=[record.pk, row.pk])
    assert remove in listed
    other = as_("approver")
    assert remove not in other.get(reverse(place, args=[record.pk])).text
    assert "只有上传人可以删除该附件" in other.post(remove, sent(), follow=True).text
    assert "附件已删除" in as_("clerk").post(remove, sent(), follow=True).text
    assert not PLACES[place][0].objects.exists()


def test_a_refused_file_is_explained_beside_the_form(as_, cast):
    response = send(as_("bureau"), "project", cast.road, "图.svg", b"<svg/>")
    assert response.status_code == 200
    assert "只能上传照片（jpg、png）、PDF、Word（docx）和 Excel（xlsx）文件。" in response.text
    assert "严禁存储、处理、传输涉密信息" in response.text
    empty = as_("bureau").post(reverse("attach_to_project", args=[cast.road.pk]), sent())
    assert "请填写“文件”" in empty.text


def test_a_form_sent_twice_attaches_once_and_another_file_is_refused(as_, cast):
    client, again = as_("bureau"), uuid4()
    for _n in range(2):
        assert send(client, "project", cast.road, submission_id=again).status_code == 302
    assert ProjectAttachment.objects.count() == 1
    other = send(client, "project", cast.road, data=PDF + b"%%EOF", submission_id=again)
    assert other.status_code == 422


@EVERYWHERE
def test_other_methods_are_refused(as_, cast, place):
    client, row = as_("clerk"), attached(cast, place)
    record = getattr(cast, PLACES[place][1]).pk
    assert client.post(address(place, row)).status_code == 405
    assert (
        client.get(reverse(f"remove_{place}_attachment", args=[record, row.pk])).status_code == 405
    )
    for method in ("put", "patch", "delete"):
        for name in (address(place, row), reverse(f"attach_to_{place}", args=[record])):
            assert getattr(client, method)(name).status_code == 405


def test_who_has_not_signed_in_gets_nothing(client, cast):
    row = attached(cast, "task")
    assert client.get(address("task", row)).status_code == 302
    assert send(client, "task", cast.road_task).status_code == 302
    assert set(NO_DATA) == {"auditor", "sysadmin"}
    assert TaskAttachment.objects.count() == 1
