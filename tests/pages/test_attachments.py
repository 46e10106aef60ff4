"""Attaching, fetching and removing files on the pages of the records that take them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.attachments import files, services
from funds.models import FundLineAttachment
from programmes.models import (
    AgreementAttachment,
    ContributionAttachment,
    DocumentAttachment,
    NeedAttachment,
    TaskAttachment,
    VisitAttachment,
)
from projects.models import ProjectAttachment
from supervision.models import AssessmentAttachment, FindingAttachment, PublicationAttachment
from tests.making import sent
from tests.pages.addresses import MISSING

PDF = b"%PDF-1.7\ntrailer\n%%EOF\n"

# page: (model, the row's name in the cast and in `beta`)
PLACES = {
    "task": (TaskAttachment, "road_task", "task"),
    "need": (NeedAttachment, "met_need", "need"),
    "document": (DocumentAttachment, "rules_of_money", "document"),
    "visit": (VisitAttachment, "visit", "visit"),
    "agreement": (AgreementAttachment, "agreement", "agreement"),
    "assessment_item": (AssessmentAttachment, "assessed", "assessed"),
    "contribution": (ContributionAttachment, "help_given", "contribution"),
    "publication": (PublicationAttachment, "publication", "publication"),
    "project": (ProjectAttachment, "road", "project"),
    "fund_line": (FundLineAttachment, "paid", "line"),
    "finding": (FindingAttachment, "finding", "finding"),
}
EVERYWHERE = pytest.mark.parametrize("place", PLACES)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def pdf(name="批复（一）.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def attached(cast, place):
    model, record, _ = PLACES[place]
    return services.attach(model, getattr(cast, record), pdf(), by=cast.clerk)


def send(client, place, record, name="批复.pdf", data=PDF, **more):
    body = {"file": SimpleUploadedFile(name, data), "submission_id": uuid4(), **more}
    return client.post(reverse(f"attach_to_{place}", args=[record.pk]), body)


def address(place, row) -> str:
    record = getattr(row, f"{row.record_name}_id")
    return reverse(f"{place}_attachment", args=[record, row.pk])


@EVERYWHERE
def test_another_countys_files_are_not_reached_through_a_record_of_ones_own(as_, cast, place):
    model, own, foreign = PLACES[place]
    record, client = getattr(cast, own), as_("clerk")
    row = services.attach(model, getattr(cast.beta, foreign), pdf(), by=cast.beta.clerk)
    found = client.get(reverse(f"{place}_attachment", args=[record.pk, row.pk]))
    missing = client.get(reverse(f"{place}_attachment", args=[record.pk, MISSING]))
    assert found.status_code == missing.status_code == 404
    assert found.content == missing.content
    remove = reverse(f"remove_{place}_attachment", args=[record.pk, row.pk])
    assert client.post(remove, sent()).status_code == 404
    assert model.objects.filter(pk=row.pk).exists()


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
