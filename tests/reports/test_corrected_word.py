"""The Word is taken out, corrected and put back as the version to approve."""

import io
import zipfile

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from reports import services
from reports.models import ReportRun
from reports.renderers import files
from tests.making import sent
from tests.reports.conftest import close_june, generated

WORDS = "加快前期工作，确保三季度开工。"


@pytest.fixture
def draft(mabian, people) -> ReportRun:
    close_june(mabian, people["clerk"])
    return generated(mabian)


def word_of(run: ReportRun) -> bytes:
    return files.read(run, next(name for name in run.files if name.endswith(".docx")))


def corrected(run: ReportRun, old: str = "其余由专班填写。", new: str = WORDS) -> bytes:
    document = Document(io.BytesIO(word_of(run)))
    for paragraph in document.paragraphs:
        for part in paragraph.runs:
            part.text = part.text.replace(old, new)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def upload(data: bytes, name: str = "六月报告改.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def put_back(run: ReportRun, people, data: bytes | None = None) -> ReportRun:
    sent_file = upload(data or corrected(run))
    return services.put_back_word(run, upload=sent_file, by=people["clerk"])


def header_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/header")]
        return "".join(archive.read(name).decode() for name in names)


def test_it_is_the_version_to_approve_marked_as_such_with_what_differs(draft, people, client):
    run = put_back(draft, people)
    assert run.word["changes"] == [
        {"before": ["其余由专班填写。"], "after": [WORDS], "foreign": []}
    ]
    client.force_login(people["approver"])
    page = client.get(reverse("report", args=[run.pk])).text
    for words in ("修改后的Word", "以此为准", "六月报告改.docx", WORDS, "与平台文字有1处不同"):
        assert words in page
    assert "批准的是修改后的Word。" in page
    name = run.download_name(run.corrected_file)
    assert name == "马边县托底性帮扶工作月度调度报告（2024年6月）-修改稿.docx"


def test_approved_it_is_the_final_word_without_the_watermark(draft, people):
    run = put_back(draft, people)
    assert header_xml(word_of(run)).count("草稿") == 4
    approved = services.approve(run, by=people["approver"])
    assert sorted(approved.files) == ["final.docx", "final.xlsx"]
    data = files.read(approved, "final.docx")
    assert "草稿" not in header_xml(data)
    texts = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    assert WORDS in texts
    tables = [len(Document(io.BytesIO(one)).tables) for one in (data, word_of(run))]
    assert tables[0] == tables[1] > 0
    book = openpyxl.load_workbook(io.BytesIO(files.read(approved, "final.xlsx")))
    assert WORDS in [cell.value for cell in book["总体情况"]["B"]]


def test_words_to_fill_in_it_are_not_approved(draft, people):
    run = put_back(draft, people, corrected(draft, "项目库", "全县项目库"))
    with pytest.raises(services.Refused, match="其余由专班填写"):
        services.approve(run, by=people["approver"])


def test_a_changed_cell_of_a_table_is_shown(draft, people):
    document = Document(io.BytesIO(word_of(draft)))
    document.tables[0].rows[1].cells[1].text = "999"
    data = io.BytesIO()
    document.save(data)
    [change] = put_back(draft, people, data.getvalue()).word["changes"]
    assert "999" in change["after"][0]
    assert change["foreign"] == ["999"]


def test_taken_off_the_text_of_the_platform_counts_again(draft, people):
    run = put_back(draft, people)
    with pytest.raises(services.Refused, match="先撤下"):
        services.edit_text(run, texts=[], by=people["clerk"])
    back = services.take_off_word(run, by=people["clerk"])
    assert (back.word, back.corrected_file) == ({}, "")
    assert "其余由专班填写。" in [p.text for p in Document(io.BytesIO(word_of(back))).paragraphs]


def test_another_one_takes_its_place(draft, people):
    first = put_back(draft, people)
    second = put_back(first, people, corrected(first, WORDS, "另行安排。"))
    assert second.word["changes"] == [
        {"before": ["其余由专班填写。"], "after": ["另行安排。"], "foreign": []}
    ]
    assert len(second.files) == 2


def other_report() -> bytes:
    data = io.BytesIO()
    Document().save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"x", "a.docx", "不是|损坏|格式"),
        (b"%PDF-1.4 %%EOF", "a.pdf", "请传回本报告的Word"),
        (other_report(), "a.docx", "不是本报告的Word"),
    ],
)
def test_what_is_no_word_of_this_report_is_refused(draft, people, data, name, words):
    with pytest.raises(ValidationError, match=words):
        services.put_back_word(draft, upload=upload(data, name), by=people["clerk"])


def test_a_draft_of_an_open_month_takes_none(mabian, people):
    run = generated(mabian)
    with pytest.raises(services.Refused, match="截止后再传回"):
        put_back(run, people)


def test_the_clerk_puts_it_back_and_takes_it_off_in_the_browser(draft, people, client):
    client.force_login(people["clerk"])
    address = reverse("report_word", args=[draft.pk])
    assert address in client.get(reverse("report", args=[draft.pk])).text
    wrong = client.post(address, sent(draft.version, file=upload(other_report())))
    assert "不是本报告的Word" in wrong.text
    page = client.post(address, sent(draft.version, file=upload(corrected(draft))), follow=True)
    assert "已传回" in page.text
    run = ReportRun.objects.get(pk=draft.pk)
    assert client.get(reverse("report_file", args=[run.pk, run.corrected_file])).status_code == 200
    page = client.post(reverse("report_take_off", args=[run.pk]), sent(run.version), follow=True)
    assert "已撤下" in page.text


def test_a_lost_corrected_word_is_said(draft, people):
    run = put_back(draft, people)
    (files.folder_of(run) / run.corrected_file).unlink()
    with pytest.raises(services.Refused, match="已丢失"):
        generated(run.programme)


def next_revision(run: ReportRun) -> ReportRun:
    values = {"kind": run.kind, "period_start": run.period_start, "as_of": run.as_of}
    return ReportRun.objects.create(programme=run.programme, revision=run.revision + 1, **values)


def test_the_next_revision_says_that_it_does_not_follow_it_and_offers_it(draft, people, client):
    run = put_back(draft, people)
    following = next_revision(run)
    client.force_login(people["clerk"])
    page = client.get(reverse("report", args=[following.pk])).text
    assert "第1版有修改后的Word" in page
    address = reverse("report_file", args=[run.pk, run.corrected_file])
    assert address in page
    assert b"".join(client.get(address)) == word_of(run)


def test_a_revision_with_a_corrected_word_of_its_own_offers_no_earlier_one(draft, people, client):
    run = put_back(draft, people)
    following = next_revision(run)
    ReportRun.objects.filter(pk=following.pk).update(word=run.word)
    client.force_login(people["clerk"])
    assert "第1版有修改后的Word" not in client.get(reverse("report", args=[following.pk])).text
