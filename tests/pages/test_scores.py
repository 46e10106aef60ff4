"""The pages of scores in the browser's words."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse

from core.attachments.services import attach
from notifications.models import Notice
from supervision.models import ManualScore, ManualScoreAttachment, Scorecard
from supervision.services.evaluations import answer_objection, object_to
from supervision.services.scorecards import correct_scorecard, enforce_scorecard, set_lines
from supervision.services.scores import record_falsification, score_by_hand
from tests.making import evaluation, scorecard, scorecard_in_force, sent
from tests.pages.test_attachments import pdf

YEAR = reverse("supervision_year", args=[2024])


@pytest.fixture
def scored(cast):
    """Both groups have a scorecard in force; the bureau has points by hand."""
    cast.card = scorecard_in_force(cast.alpha, cast.approver)
    scorecard_in_force(cast.alpha, cast.approver, "township")
    bonus = cast.card.lines.get(name="加分")
    given = {"version": 0, "reason": "受省级通报表扬", "by": cast.clerk, "on": cast.day}
    score_by_hand(bonus, cast.bureau_unit, value=Decimal("2.5"), **given)
    return cast


def page_of(cast, unit, year: int = 2024) -> str:
    return reverse("unit_score", args=[unit.pk, year])


def test_the_overview_names_score_grade_and_what_does_not_apply(scored, as_):
    """25 × 5/6 of 25, plus 2.5: 85.83."""
    page = as_("leader").get(YEAR)
    rows = [one["table"].data.data[0] for one in page.context["groups"]]
    assert [row.name for row in rows] == ["交通局", "上坝镇"]
    assert "85.83" in page.text
    assert "较好" in page.text
    assert "指标完成、资金使用、任务清单销号、督办整改、协作机制" in page.text
    assert f'href="{page_of(scored, scored.bureau_unit)}"' in page.text


def test_without_a_scorecard_the_overview_says_what_to_do(cast, as_):
    page = as_("clerk").get(YEAR)
    assert page.text.count("该年度、该类单位尚无生效的考评表。") == 2
    assert page.text.count("草拟考评表") == 2
    assert "草拟考评表" not in as_("leader").get(YEAR).text
    later = as_("clerk").get(reverse("supervision_year", args=[2025]))
    assert "尚无已结束的月份" in later.text


def test_the_overview_is_a_workbook_by_group(scored, as_):
    response = as_("clerk").get(YEAR, {"group": "member", "_export": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    heads, first, second = sheet.iter_rows(values_only=True)
    assert heads[:4] == ("单位", "总分", "等次", "计分权重")
    assert (heads[5], heads[-1]) == ("重点项目（25）", "不适用")
    row = dict(zip(heads, first, strict=True))
    assert (row["单位"], row["重点项目（25）"], row["总分"]) == ("交通局", 20.83, 85.83)
    assert (row["等次"], row["计分权重"]) == ("较好", "25%")
    assert (second[0], dict(zip(heads, second, strict=True))["总分"]) == ("水利局", 15.63)
    assert as_("clerk").get(YEAR, {"group": "helpers", "_export": "xlsx"}).status_code == 404


def test_each_line_says_how_it_is_computed_from_what_and_opens_its_list(scored, as_):
    page = as_("bureau").get(page_of(scored, scored.bureau_unit))
    line = next(one for one in page.context["lines"] if one.line.name == "重点项目")
    assert (line.weight, line.parts, line.expected) == ("25", "500.00 ÷ 1,200.00 万元", "50.00%")
    assert (line.attainment, line.points) == ("83.33%", "20.83")
    assert line.address.replace("&", "&amp;") in page.text
    assert as_("bureau").get(line.address).status_code == 200
    assert "受省级通报表扬" in page.text
    assert "登记弄虚作假" not in page.text


def test_a_unit_reads_its_own_score_alone_and_a_helper_none(scored, as_):
    own, other = page_of(scored, scored.bureau_unit), page_of(scored, scored.bureau2_unit)
    assert [as_("bureau").get(one).status_code for one in (own, other)] == [200, 404]
    assert as_("township").get(page_of(scored, scored.township_unit)).status_code == 200
    assert as_("township").get(own).status_code == 404
    assert as_("clerk").get(page_of(scored, scored.helper_unit)).status_code == 404
    for address in (own, page_of(scored, scored.helper_unit), YEAR, reverse("scorecards")):
        assert as_("helper").get(address).status_code == 403


def test_my_work_names_the_running_score_of_ones_own_unit(scored, as_):
    work = reverse("my_work")
    page = as_("bureau").get(work)
    assert "截至2024年6月末年度得分（试算）" in page.text
    assert "85.83 较好" in page.text
    assert "按已计分的25%权重折算" in page.text
    assert f'href="{page_of(scored, scored.bureau_unit)}"' in page.text
    for who in ("clerk", "helper", "finance"):
        assert "年度得分" not in as_(who).get(work).text


def test_without_a_scorecard_my_work_has_no_running_score(cast, as_):
    assert "年度得分" not in as_("bureau").get(reverse("my_work")).text


def test_points_are_given_with_a_paper_of_the_register(scored, as_):
    line = scored.card.lines.get(name="扣分")
    address = reverse("score_by_hand", args=[scored.bureau_unit.pk, line.pk])
    body = {"value": "1", "reason": "黄色督办两次", "document": scored.rules_of_money.pk}
    assert as_("clerk").post(address, sent(0, **body)).status_code == 302
    made = ManualScore.objects.get(line=line)
    assert (made.value, made.document) == (1, scored.rules_of_money)
    assert as_("clerk").get(address).context["form"]["value"].value() == 1
    assert as_("clerk").post(address, sent(0, **body)).status_code == 409
    high = as_("clerk").post(address, sent(1, **{**body, "value": "10.5"}))
    assert "最高10分" in high.context["form"].errors["value"][0]


def test_a_falsification_is_shown_to_the_unit_once_it_is_confirmed(scored, as_):
    line = scored.card.lines.get(name="重点项目")
    facts = {"reason": "虚报投资", "found_on": scored.day, "by": scored.clerk, "on": scored.day}
    found = record_falsification(line, scored.bureau_unit, **facts)
    own = page_of(scored, scored.bureau_unit)
    assert "虚报投资" not in as_("bureau").get(own).text
    assert "待另一人确认" in as_("clerk").get(own).text
    address = reverse("confirm_falsification", args=[found.pk])
    assert as_("clerk").post(address, sent(1)).status_code == 403
    assert as_("approver").post(address, sent(1)).status_code == 302
    notice = Notice.objects.get(recipient=scored.bureau, dedupe_key=f"falsification:{found.pk}")
    assert notice.text == "弄虚作假已确认：“重点项目”计0分，另扣5分。虚报投资"
    assert notice.url == own
    assert not Notice.objects.filter(recipient=scored.bureau2, dedupe_key=notice.dedupe_key)
    page = as_("bureau").get(own)
    assert "虚报投资" in page.text
    assert "弄虚作假，计0分" in page.text


def test_the_announced_result_stands_beside_the_running_score(cast, as_):
    made = evaluation(cast.alpha, cast.clerk, cast.approver, 2023)
    page = as_("bureau").get(page_of(cast, cast.bureau_unit, 2023))
    assert "公示得分" in page.text
    assert "申请复核" in page.text
    assert "申请复核" not in as_("leader").get(page_of(cast, cast.bureau_unit, 2023)).text
    result = reverse("evaluation", args=[made.pk])
    assert as_("leader").get(result).status_code == 200
    assert as_("bureau").get(result).status_code == 403


def test_the_rule_about_publicity_is_quoted_beside_its_switch(cast, as_):
    card = scorecard(cast.alpha, cast.clerk)
    words = "不得将……在刊物和媒体刊发文章信息、经验做法等作为督查检查考核内容"
    for name, args in (
        ("new_scorecard", []),
        ("edit_scorecard", [card.pk]),
        ("scorecard", [card.pk]),
    ):
        assert words in as_("clerk").get(reverse(name, args=args)).text


def test_a_score_without_a_value_is_not_applicable(cast, as_):
    evaluation(cast.alpha, cast.clerk, cast.approver, 2023)
    page = as_("bureau").get(page_of(cast, cast.bureau_unit, 2023))
    assert page.context["shown_score"] == "不适用"
    assert "不适用" in page.text and "— —" not in page.text


def test_before_its_end_the_year_says_when_it_is_announced(scored, as_):
    text = as_("clerk").get(YEAR).text
    assert text.count("年度结束后公示。") == 2 and "尚未结束" not in text


def test_a_deduction_is_given_as_a_positive_number(scored, as_):
    for name, label in (("扣分", "扣分"), ("加分", "得分")):
        line = scored.card.lines.get(name=name)
        address = reverse("score_by_hand", args=[scored.bureau2_unit.pk, line.pk])
        assert as_("clerk").get(address).context["form"]["value"].label == label
    line = scored.card.lines.get(name="扣分")
    address = reverse("score_by_hand", args=[scored.bureau2_unit.pk, line.pk])
    page = as_("clerk").post(address, sent(0, value="-1", reason="督办"))
    assert page.context["form"].errors["value"] == ["扣分请填正数。"]


def test_a_score_of_a_part_of_the_weight_says_so_beside_it(scored, as_):
    page = as_("bureau").get(page_of(scored, scored.bureau_unit))
    assert page.context["rescaled"] == "按已计分的25%权重折算"
    assert page.text.count("按已计分的25%权重折算") == 1
    unscored = as_("clerk").get(page_of(scored, scored.township_unit))
    assert (unscored.context["shown_score"], unscored.context["rescaled"]) == ("不适用", "")


def test_a_line_that_is_left_out_says_why(scored, as_):
    page = as_("clerk").get(page_of(scored, scored.bureau2_unit))
    notes = {one.line.name: one.note for one in page.context["lines"]}
    assert notes["督办整改"] == "不适用：当期末没有已登记的应整改问题"
    assert notes["任务清单销号"] == "不适用：当期末没有到期任务"


def test_a_falsification_is_recorded_from_the_foot_of_the_page(scored, as_):
    page = as_("clerk").get(page_of(scored, scored.bureau_unit)).text
    line = scored.card.lines.get(name="重点项目")
    link = reverse("record_falsification", args=[scored.bureau_unit.pk, line.pk])
    table, foot = page.split("</table>", 1)
    assert (link in table, link in foot) == (False, True)
    assert "登记弄虚作假" not in as_("leader").get(page_of(scored, scored.bureau_unit)).text


def test_a_draft_says_who_does_what_next_and_waits_in_the_approvers_work(cast, as_):
    card = scorecard(cast.alpha, cast.clerk)
    page = reverse("scorecard", args=[card.pk])
    words = "下一步：由审批人在本页批准生效，审批人的“我的工作”中已列出。"
    assert words in as_("clerk").get(page).text
    work = as_("approver").get(reverse("my_work"))
    assert [one.address for one in work.context["score_decisions"]] == [page]
    assert as_("clerk").get(reverse("my_work")).context["score_decisions"] == []
    line = {"name": "日常", "kind": "base", "weight": Decimal(60), "formula": "by_hand"}
    set_lines(card, [line], version=1, by=cast.clerk)
    assert "基础项权重合计60，应为100" in as_("clerk").get(page).text
    Scorecard.objects.filter(pk=card.pk).delete()
    in_force = scorecard_in_force(cast.alpha, cast.approver)
    assert "下一步" not in as_("clerk").get(reverse("scorecard", args=[in_force.pk])).text
    assert as_("approver").get(reverse("my_work")).context["score_decisions"] == []


def test_what_waits_for_a_second_person_is_in_their_work(scored, as_):
    line = scored.card.lines.get(name="重点项目")
    facts = {"reason": "虚报投资", "found_on": scored.day, "by": scored.clerk, "on": scored.day}
    record_falsification(line, scored.bureau_unit, **facts)
    made = evaluation(scored.alpha, scored.clerk, scored.approver, 2023)
    objection = object_to(made, scored.bureau_unit, text="有异议", by=scored.bureau, on=scored.day)
    work = reverse("my_work")
    answer = reverse("answer_score_objection", args=[objection.pk])
    falsified = f"{page_of(scored, scored.bureau_unit)}#falsifications"
    found = {who: as_(who).get(work).context["score_decisions"] for who in ("approver", "clerk")}
    assert [one.address for one in found["approver"]] == [falsified, answer]
    assert [one.address for one in found["clerk"]] == [answer]
    answer_objection(
        objection, version=1, state="refused", answer="属实", by=scored.clerk, on=scored.day
    )
    scored.alpha.__class__.objects.filter(pk=scored.alpha.pk).update(as_of=date(2024, 8, 1))
    later = as_("approver").get(work).context["score_decisions"]
    assert [one.address for one in later] == [reverse("evaluation", args=[made.pk]), falsified]


def test_points_have_a_page_with_evidence_that_the_unit_reads(scored, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    line = scored.card.lines.get(name="扣分")
    body = {"value": "1", "reason": "黄色督办两次"}
    given = reverse("score_by_hand", args=[scored.bureau_unit.pk, line.pk])
    answer = as_("clerk").post(given, sent(0, **body))
    points = ManualScore.objects.get(line=line)
    page = reverse("points", args=[points.pk])
    assert answer.headers["Location"] == page
    attach = reverse("attach_to_points", args=[points.pk])
    assert as_("bureau").post(attach, {"file": pdf(), "submission_id": uuid4()}).status_code == 403
    as_("clerk").post(attach, {"file": pdf(), "submission_id": uuid4()})
    file = points.attachments.get()
    seen = as_("bureau").get(page)
    facts = [(str(one.label), str(one.value)) for one in seen.context["facts"]]
    assert facts[1:4] == [("考评项", "扣分"), ("得分", "1.00"), ("原因", "黄色督办两次")]
    assert file.name in seen.text
    served = reverse("points_attachment", args=[points.pk, file.pk])
    assert as_("bureau").get(served).status_code == 200
    assert as_("bureau2").get(page).status_code == 404
    assert as_("helper").get(page).status_code == 403
    assert f'href="{page}">评分依据' in as_("bureau").get(page_of(scored, scored.bureau_unit)).text


def test_evidence_goes_on_with_its_points_in_the_next_version(scored, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    points = ManualScore.objects.get(line__name="加分")
    file = attach(ManualScoreAttachment, points, pdf(), by=scored.clerk)
    version = scored.card.version
    made = correct_scorecard(scored.card, version=version, reason="更正", by=scored.clerk)
    enforce_scorecard(made, version=1, by=scored.approver, on=scored.day)
    file.refresh_from_db()
    assert file.score == ManualScore.objects.get(line__scorecard=made)
    assert file.score != points
