"""A draft's words are edited before its approval, paragraph by paragraph, its figures linked."""

import io

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from docx import Document

from core.records import StaleRecord
from reports import services
from reports.content.edits import TO_FILL, edited, places, unplaced
from reports.models import ReportRun
from reports.renderers import files
from tests.making import sent
from tests.reports.conftest import (
    MISSING,
    close_june,
    enter_june,
    filled,
    generated,
    reopen,
    shanghai,
    texts_of,
)
from tests.reports.words import whole

PROJECTS = "应报项目61个，已报58个，未报3个"


@pytest.fixture
def draft(mabian, people) -> ReportRun:
    """Of June, which is closed; with the words that the task force has to replace."""
    close_june(mabian, people["clerk"])
    return generated(mabian)


def edit(run, by, *pairs: tuple[str, str]) -> ReportRun:
    """Replace in every paragraph the first of each pair by the second."""
    texts = texts_of(run)
    for old, new in pairs:
        texts = [text.replace(old, new) for text in texts]
    return services.edit_text(run, texts=texts, by=by)


def the_edit(run) -> dict:
    blocks = edited(run.content, run.edits)["sections"]
    found = [one for section in blocks for one in section["blocks"] if one.get("generated")]
    assert len(found) == 1
    return found[0]


def parts(block) -> list[dict]:
    return [part for words in block["sentences"] for part in words]


def unmatched(block) -> list[str]:
    return [part["text"] for part in parts(block) if part.get("unmatched")]


def word_text(run) -> str:
    data = files.read(run, next(name for name in run.files if name.endswith(".docx")))
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def test_edited_words_stand_on_the_page_in_word_and_in_the_workbook(draft, people, client):
    run = edit(draft, people["clerk"], ("项目库共有项目", "全县项目库现有项目"))
    client.force_login(people["leader"])
    assert "全县项目库现有项目" in client.get(reverse("report", args=[run.pk])).text
    assert "全县项目库现有项目" in word_text(run)
    name = next(name for name in run.files if name.endswith(".xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(files.read(run, name)))["总体情况"]
    assert any("全县项目库现有项目" in str(cell.value) for cell in sheet["B"])
    assert (run.edited_by, run.edited_at is not None) == (people["clerk"], True)
    assert sorted(path.name for path in files.folder_of(run).iterdir()) != sorted(draft.files)


def test_figures_in_edited_words_stay_linked(draft, people):
    run = edit(draft, people["clerk"], ("项目库共有项目", "全县项目库现有项目"))
    block = the_edit(run)
    before = next(p for p in places(draft.content, []) if "项目库共有项目" in p.generated).block
    assert [p for p in parts(block) if p.get("to")] == [p for p in parts(before) if p.get("to")]
    assert (unmatched(block), block["missing"]) == ([], [])


def test_a_number_that_the_record_does_not_have_is_marked(draft, people, client):
    run = edit(draft, people["clerk"], ("已报58个，未报3个", "已报59个，未报3个"))
    block = the_edit(run)
    assert unmatched(block) == ["59"]
    assert block["missing"] == ["58个"]
    client.force_login(people["approver"])
    page = client.get(reverse("report", args=[run.pk])).text
    assert '<mark title="记录中没有的数字">59</mark>' in page
    assert "文中已无：" in page


def test_a_number_within_a_longer_one_is_not_taken_for_it(draft, people):
    run = edit(draft, people["clerk"], ("在建30个", "在建130个"))
    assert unmatched(the_edit(run)) == ["130"]


def test_words_as_generated_are_no_edit(draft, people):
    run = services.edit_text(draft, texts=texts_of(draft), by=people["clerk"])
    assert (run.edits, run.version, run.edited_by) == ([], draft.version, None)
    once = edit(draft, people["clerk"], ("项目库共有项目", "现有项目"))
    back = edit(once, people["clerk"], ("现有项目", "项目库共有项目"))
    assert back.edits == []


def test_an_emptied_paragraph_is_left_out_and_steps_are_numbered_anew(draft, people):
    texts = ["" if "补报6月数据" in text else text for text in texts_of(draft)]
    run = services.edit_text(draft, texts=texts, by=people["clerk"])
    assert "补报6月数据" in whole(draft.content)
    steps = edited(run.content, run.edits)["sections"][3]["blocks"]
    assert [block["lead"] for block in steps] == ["1. ", "2. ", "3. ", "4. ", ""]
    assert "补报6月数据" not in word_text(run)


def test_the_rest_is_filled_in_as_further_steps(draft, people):
    words = "加快前期工作。\n\n 召开一次调度会。 "
    run = edit(draft, people["clerk"], ("其余由专班填写。", words))
    steps = edited(run.content, run.edits)["sections"][3]["blocks"]
    assert [block["lead"] for block in steps][-2:] == ["6. ", "7. "]
    assert "7. 召开一次调度会。" in word_text(run)
    assert unmatched(the_edit(run)) == []


@pytest.mark.parametrize("words", ["", "加快前期工作。"])
def test_the_rest_must_be_filled_in_or_taken_out_before_approval(draft, people, words):
    with pytest.raises(services.Refused, match="其余由专班填写"):
        services.approve(draft, by=people["approver"])
    run = edit(draft, people["clerk"], ("其余由专班填写。", words))
    approved = services.approve(run, by=people["approver"])
    assert "其余由专班填写" not in word_text(approved)
    assert sorted(approved.files) == ["final.docx", "final.xlsx"]


def test_who_edited_does_not_approve(draft, people):
    run = filled(draft, people["approver"])
    with pytest.raises(services.Refused, match="另一人批准"):
        services.approve(run, by=people["approver"])
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRun.objects.filter(pk=run.pk).update(
            approved_by=people["approver"], closed_by=people["clerk"]
        )


def test_a_stale_edit_is_refused(draft, people):
    edit(draft, people["clerk"], ("项目库共有项目", "现有项目"))
    with pytest.raises(StaleRecord):
        services.edit_text(draft, texts=texts_of(draft), by=people["clerk"], version=draft.version)


def test_an_approved_report_is_not_edited(report, people):
    run = services.approve(report, by=people["approver"])
    with pytest.raises(services.Refused, match="已经批准"):
        edit(run, people["clerk"], ("项目", "工程"))


def test_edits_go_on_in_the_next_revision_and_say_that_figures_changed(mabian, people):
    first = edit(
        generated(mabian),
        people["clerk"],
        (PROJECTS, f"全县{PROJECTS}"),
        ("其余由专班填写。", "加快前期工作。"),
    )
    enter_june(mabian, people, MISSING[0], 10000)
    close_june(mabian, people["clerk"])
    second = generated(mabian)
    assert second.pk != first.pk
    found = [place for place in places(second.content, second.edits) if place.edit]
    assert [place.is_outdated for place in found] == [True, False]
    assert "全县应报项目61个，已报58个" in word_text(second)
    block = next(b for b in edited(second.content, second.edits)["sections"][0]["blocks"])
    assert "58" in unmatched(block)
    assert block["is_outdated"] is True


def test_an_edit_without_its_paragraph_is_not_lost(mabian, people, client):
    first = edit(generated(mabian), people["clerk"], ("补报6月数据", "请尽快补报6月数据"))
    for name in MISSING:
        enter_june(mabian, people, name, 10000)
    second = generated(mabian)
    [left] = unplaced(second.content, second.edits)
    assert left["text"].startswith("请尽快补报6月数据")
    client.force_login(people["clerk"])
    assert "请尽快补报6月数据" in client.get(reverse("report", args=[second.pk])).text
    assert first.edits == second.edits


# The form


@pytest.fixture
def clerk(people, client):
    client.force_login(people["clerk"])
    return client


def form_of(client, run) -> dict:
    page = client.get(reverse("report_edit", args=[run.pk]))
    form = page.context["form"]
    return {field.name: field.value() for field in form.visible_fields()}


def test_the_form_shows_generated_words_beside_the_field_of_each_paragraph(draft, clerk):
    page = clerk.get(reverse("report_edit", args=[draft.pk]))
    assert page.text.count("<textarea") == len(places(draft.content, []))
    assert page.text.count("批准前须填写或清空") == 1
    assert f'planned=yes&amp;reported=no&amp;as_of={draft.content["as_of"]}">3个</a>' in page.text


def test_the_clerk_saves_the_form(draft, clerk):
    fields = {
        name: "" if text in TO_FILL else text.replace("共有", "现有")
        for name, text in form_of(clerk, draft).items()
    }
    page = clerk.post(
        reverse("report_edit", args=[draft.pk]), sent(draft.version, **fields), follow=True
    )
    assert "已保存" in page.text
    draft.refresh_from_db()
    assert "项目库现有项目" in word_text(draft)


def test_a_stale_form_keeps_what_was_typed(draft, clerk, people):
    fields = form_of(clerk, draft)
    fields["text_0"] = "我的文字"
    edit(draft, people["clerk"], ("项目库共有项目", "他人的文字"))
    page = clerk.post(reverse("report_edit", args=[draft.pk]), sent(draft.version, **fields))
    assert page.status_code == 409
    assert "我的文字" in page.text


@pytest.mark.parametrize(("who", "status"), [("leader", 403), ("bureau", 403), ("auditor", 403)])
def test_nobody_else_edits(draft, people, client, who, status):
    client.force_login(people[who])
    assert client.get(reverse("report_edit", args=[draft.pk])).status_code == status


def test_the_page_of_an_approved_report_offers_no_edit(report, people, clerk):
    run = services.approve(report, by=people["approver"])
    assert (
        reverse("report_edit", args=[run.pk])
        not in clerk.get(reverse("report", args=[run.pk])).text
    )
    assert "已经批准" in clerk.get(reverse("report_edit", args=[run.pk])).text


# Returned


def test_the_approver_returns_with_a_reason_and_the_clerk_submits_again(report, people, client):
    client.force_login(people["approver"])
    page = reverse("report", args=[report.pk])
    back = sent(report.version, reason="第三部分重写")
    assert (
        "已退回" in client.post(reverse("report_return", args=[report.pk]), back, follow=True).text
    )
    assert reverse("report_approve", args=[report.pk]) not in client.get(page).text
    client.force_login(people["clerk"])
    assert "退回了月度报告 2024年6月：第三部分重写" in client.get("/my/").text
    assert "第三部分重写" in client.get(page).text
    run = edit(ReportRun.objects.get(pk=report.pk), people["clerk"], ("共有", "现有"))
    client.post(reverse("report_submit", args=[run.pk]), sent(run.version))
    client.force_login(people["approver"])
    assert "已修改月度报告 2024年6月，请您重新审核批准" in client.get("/my/").text
    run.refresh_from_db()
    assert services.approve(run, by=people["approver"]).is_draft is False


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_returned(report, people, reason):
    with pytest.raises(services.Refused, match="退回的原因"):
        services.return_run(report, reason=reason, by=people["approver"])


def test_a_returned_report_is_not_approved(report, people):
    run = services.return_run(report, reason="重写", by=people["approver"])
    with pytest.raises(services.Refused, match="重新送审"):
        services.approve(run, by=people["approver"])


def test_approving_is_confirmed_with_the_number_of_edits(report, people, client):
    client.force_login(people["approver"])
    page = client.get(reverse("report", args=[report.pk])).text
    assert "其中1段经过修改。批准后不再变动。" in page


def test_a_draft_of_an_open_month_takes_edits_that_its_closing_keeps(mabian, people):
    run = filled(generated(mabian), people["clerk"])
    close_june(mabian, people["clerk"])
    again = generated(mabian)
    assert again.pk != run.pk
    assert services.approve(again, by=people["approver"]).is_draft is False


def test_a_reopened_month_keeps_the_edits(mabian, people, report):
    reopen(mabian, people)
    close_june(mabian, people["clerk"], at=shanghai(2024, 7, 10, 9))
    assert generated(mabian).edits == report.edits
