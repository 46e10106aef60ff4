"""The page of a ranking: who reads what of it, its file, its print, and who objects and answers."""

import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from supervision.models import Objection, Ranking
from tests import making
from tests.counting import statements
from tests.making import QUARTER, ranking, sent, task

PAGE = reverse("ranking", args=[QUARTER])


def address(name: str, *more: str) -> str:
    return reverse(name, args=[QUARTER, *more])


def text_of(client, page=PAGE) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def fill(cast) -> None:
    for number in range(4):
        for unit in (cast.township_unit, cast.bureau_unit):
            given = {"deadline": making.MAY.last_day, "state": "closed" if number else "signed"}
            task(cast.alpha, f"Q{number}{unit.pk}", unit, **given)


def others_done(cast) -> None:
    """Units in first place, so that those of ``fill`` are behind."""
    for number in range(3):
        for unit in (cast.township2_unit, cast.bureau2_unit):
            given = {"deadline": making.MAY.last_day, "state": "closed"}
            task(cast.alpha, f"Z{number}{unit.pk}", unit, **given)


def test_the_task_force_and_the_leadership_see_everything(as_, cast):
    fill(cast)
    others_done(cast)
    ranking(cast.alpha, cast.clerk)
    for who in ("clerk", "approver", "leader"):
        text = text_of(as_(who))
        for words in ("上坝镇", "下坝镇", "交通局", "水利局", "国有帮扶公司", "征求意见中"):
            assert words in text, (who, words)
        assert "到期任务4项，已销号3项，占75.00%" in text


def test_what_a_sentence_names_leads_to_the_records_that_prove_it(as_, cast):
    fill(cast)
    others_done(cast)
    ranking(cast.alpha, cast.clerk)
    [address] = re.findall('href="([^"]+)">上坝镇</a>（到期任务4项', text_of(as_("clerk")))
    page = as_("clerk").get(unescape(address))
    assert page.context["total_count"] == 4
    assert {row.record.lead_unit for row in page.context["table"].rows} == {cast.township_unit}
    text = text_of(as_("bureau"))
    assert ">交通局</a>（" not in text and "交通局（到期任务4项" in text


def test_a_unit_sees_the_tables_of_its_own_group_with_its_row_marked(as_, cast):
    fill(cast)
    ranking(cast.alpha, cast.clerk)
    text = text_of(as_("township"))
    assert "上坝镇" in text and "下坝镇" in text and text.count("本单位") == 4
    assert "水利局" not in text and "国有帮扶公司" not in text and "省帮扶厅" not in text
    assert text.count("申请复核</a>") == 4
    text = text_of(as_("bureau"))
    assert "水利局" in text and "下坝镇" not in text


def test_a_unit_reads_nothing_of_a_draft(as_, cast):
    fill(cast)
    ranking(cast.alpha, cast.clerk, "drafted")
    for who in ("township", "bureau"):
        text = text_of(as_(who))
        assert "尚未征求意见" in text and "占75.00%" not in text
        assert as_(who).get(address("ranking_file")).status_code == 404


def test_a_helper_reads_no_ranking(as_, cast):
    made = ranking(cast.alpha, cast.clerk)
    one = making.objection(made, cast.bureau_unit)
    client = as_("helper")
    for page in (
        PAGE, address("ranking_file"), address("object_to_ranking", "tasks"), reverse("rankings"),
        reverse("objections"), reverse("ranking_rules"), reverse("answer_objection", args=[one.pk]),
    ):  # fmt: skip
        assert client.get(page).status_code == 403, page
    assert reverse("rankings") not in client.get(reverse("my_work")).content.decode()


@pytest.mark.parametrize("words", ["2024-06", "2024", "2023-Q4", "2031-Q1", "2024-Q5", "x"])
def test_what_is_no_quarter_of_the_programme_is_not_there(as_, words):
    assert as_("clerk").get(reverse("ranking", args=[words])).status_code == 404


def test_a_quarter_that_runs_says_from_when_it_is_ranked(as_, cast):
    page = reverse("ranking", args=["2024-Q3"])
    text = text_of(as_("clerk"), page)
    assert "2024年第三季度尚未结束，2024-10-01起可排名" in text
    assert "计算排名" not in text


def test_the_list_leads_whoever_may_to_the_computation_of_a_quarter_without_a_ranking(as_):
    button = f'href="{PAGE}#steps">计算排名</a>'
    assert button in text_of(as_("clerk"), reverse("rankings"))
    assert button not in text_of(as_("bureau"), reverse("rankings"))


def test_the_page_leads_from_the_computation_to_the_issue(as_, cast):
    fill(cast)
    client = as_("clerk")
    assert "先计算，核对无误后征求各单位意见" in text_of(client)
    client.post(address("draft_ranking"), sent(0))
    made = Ranking.objects.get()
    assert "草拟" in text_of(client)
    client.post(address("open_ranking"), sent(made.version))
    assert "各单位可在2024-07-15前（含当日）申请复核" in text_of(client)
    assert as_("clerk").post(address("issue_ranking"), sent(2)).status_code == 403
    as_("approver").post(address("issue_ranking"), sent(2))
    assert Ranking.objects.get().state == "open"


def test_an_objection_is_made_read_by_its_unit_alone_and_answered(as_, cast):
    fill(cast)
    made = ranking(cast.alpha, cast.clerk)
    client = as_("township")
    form = address("object_to_ranking", "tasks")
    assert "截止2024-07-15" in text_of(client, form)
    client.post(form, sent(0, text="少计一项"))
    one = Objection.objects.get()
    assert (one.unit, one.kind, one.ranking) == (cast.township_unit, "tasks", made)
    assert "少计一项" in text_of(client)
    assert "少计一项" not in text_of(as_("township2"))
    assert "少计一项" in text_of(as_("clerk"), reverse("objections") + "?state=pending")
    assert "少计一项" not in text_of(as_("township2"), reverse("objections"))
    page = reverse("answer_objection", args=[one.pk])
    assert client.get(page).status_code == 403
    as_("clerk").post(page, sent(1, is_accepted="yes", answer="已补登"))
    assert "已采纳" in text_of(client) and "已补登" in text_of(client)
    text = text_of(as_("clerk"))
    assert "征求意见以来的调整" in text and "数据没有变化" in text


def test_my_work_names_what_is_open_to_objections_and_what_is_to_be_answered(as_, cast):
    made = ranking(cast.alpha, cast.clerk)
    work = reverse("my_work")
    assert "征求意见中的排名" in text_of(as_("township"), work)
    assert "征求意见中的排名" not in text_of(as_("clerk"), work)
    one = making.objection(made, cast.township_unit)
    answer = reverse("answer_objection", args=[one.pk])
    assert answer in text_of(as_("clerk"), work)
    assert answer not in text_of(as_("township"), work)
    sent_from = {"is_accepted": "no", "answer": "无误", "from": "my_work"}
    response = as_("clerk").post(answer, sent(1, **sent_from))
    assert response["Location"] == work


def test_after_the_day_the_form_says_why_nobody_may_object(as_, cast):
    ranking(cast.alpha, cast.clerk, "due")
    form = address("object_to_ranking", "tasks")
    response = as_("township").get(form, follow=True)
    assert "复核申请已于2024-07-07截止" in response.content.decode()
    response = as_("township").post(form, sent(0, text="晚了"))
    assert "复核申请已于2024-07-07截止" in response.content.decode()
    assert not Objection.objects.exists()


def sheets(client) -> dict:
    data = client.get(address("ranking_file")).content
    book = openpyxl.load_workbook(BytesIO(data))
    return {one.title: [[cell.value for cell in row] for row in one.rows] for one in book}


def test_the_workbook_has_the_tables_that_the_person_sees(as_, cast):
    fill(cast)
    ranking(cast.alpha, cast.clerk)
    found = sheets(as_("leader"))
    assert len(found) == 9 and "帮扶单位支持情况" in found
    rows = found["乡镇 任务"]
    assert rows[0][0] == "甲县2024年第二季度排名 乡镇 任务"
    assert rows[2][:7] == [1, None, None, "上坝镇", 3, 4, 0.75]
    assert rows[2][7] == -25  # points
    for sheet in found.values():
        heads = [head for head in sheet[1] if head]
        assert len(heads) == len(set(heads)), sheet[0]
    assert rows[3][0] == "不适用"
    own = sheets(as_("township"))
    assert set(own) == {"乡镇 项目", "乡镇 任务", "乡镇 整改", "乡镇 资金"}


def test_a_drafted_revision_is_deleted_and_an_open_one_never(as_, cast):
    first = ranking(cast.alpha, cast.approver, "issued")
    client = as_("clerk")
    client.post(address("draft_ranking"), sent(first.version))
    draft = Ranking.objects.get(revision=2)
    assert "删除草拟版" in text_of(client)
    assert as_("bureau").post(address("delete_ranking"), sent(draft.version)).status_code == 403
    assert client.post(address("delete_ranking"), sent(9)).status_code == 409
    client.post(address("delete_ranking"), sent(draft.version))
    assert list(Ranking.objects.all()) == [first]
    text = text_of(client)
    assert "已通报" in text and "删除草拟版" not in text
    answer = client.post(address("delete_ranking"), sent(first.version), follow=True)
    assert "现在不能这样办理" in answer.content.decode()
    client.post(address("draft_ranking"), sent(first.version))
    client.post(address("open_ranking"), sent(1))
    client.post(address("delete_ranking"), sent(2))
    assert Ranking.objects.get(revision=2).is_open


def test_an_issued_ranking_stays_beside_its_correction(as_, cast):
    fill(cast)
    made = ranking(cast.alpha, cast.approver, "issued")
    as_("clerk").post(address("draft_ranking"), sent(made.version))
    assert Ranking.objects.count() == 2
    assert "草拟" in text_of(as_("clerk")) and "已通报" in text_of(
        as_("clerk"), f"{PAGE}?revision=1"
    )
    assert "已通报" in text_of(as_("township"))
    assert as_("township").get(f"{PAGE}?revision=2").status_code == 404


def test_the_rule_is_set_by_an_approver_and_taken_back(as_, cast):
    page = reverse("ranking_rules")
    assert "某项数量不足3的单位" in text_of(as_("bureau"), page)
    fields = {
        "valid_from": "2024-07-08", "min_rows": 4, "best_named": 2, "slow_named": 1,
        "slow_points": "12.5", "objection_days": 7, "has_lists": "yes", "basis": "专班会议",
    }  # fmt: skip
    assert as_("clerk").post(reverse("new_ranking_rule"), sent(0, **fields)).status_code == 403
    as_("approver").post(reverse("new_ranking_rule"), sent(0, **fields))
    text = text_of(as_("bureau"), page)
    for words in ("某项数量不足4的单位", "12.5个百分点", "7个工作日", "公布红榜、黑榜"):
        assert words in text
    rule = cast.alpha and making.RankingRule.objects.get()
    as_("approver").post(reverse("withdraw_ranking_rule", args=[rule.pk]), sent(rule.version))
    assert "某项数量不足3的单位" in text_of(as_("bureau"), page)


def test_the_page_takes_as_many_statements_for_few_rows_as_for_many(as_, cast):
    ranking(cast.alpha, cast.clerk)
    client = as_("clerk")
    fewer = statements(client, PAGE)
    for number in range(30):
        making.member(cast.alpha, f"新镇{number}", "township")
    Ranking.objects.all().delete()
    fill(cast)
    ranking(cast.alpha, cast.clerk)
    assert statements(client, PAGE) == fewer


def test_a_row_of_the_list_leads_to_the_ranking_and_to_the_answer(as_, cast):
    one = making.objection(ranking(cast.alpha, cast.clerk), cast.township_unit)
    page = reverse("objections")
    to_ranking, answer = f"{PAGE}?revision=1", reverse("answer_objection", args=[one.pk])
    for who, may_answer in (("clerk", True), ("leader", False), ("township", False)):
        text = text_of(as_(who), page)
        assert f'href="{to_ranking}"' in text, who
        assert (f'href="{answer}"' in text) == may_answer, who
    Objection.objects.update(created_by=cast.clerk)
    assert answer not in text_of(as_("clerk"), page)


def test_a_pending_objection_takes_the_place_of_the_button(as_, cast):
    made = ranking(cast.alpha, cast.clerk)
    making.objection(made, cast.township_unit)
    text = text_of(as_("township"))
    assert address("object_to_ranking", "tasks") not in text
    assert address("object_to_ranking", "money") in text
    assert '<a href="#objections">待复核</a>' in text
    assert address("object_to_ranking", "tasks") in text_of(as_("township2"))


def test_the_unit_stands_first_in_each_row(as_, cast):
    fill(cast)
    ranking(cast.alpha, cast.clerk)
    table = text_of(as_("clerk")).split('id="township-tasks"')[1].split("</table>")[0]
    assert re.findall("<th[^>]*>([^<]+)", table)[:2] == ["单位", "位次"]
    assert re.findall('class="whole name">(?:<a[^>]*>)?([^<]+)', table)[0] == "上坝镇"
