"""The pages of the self-assessment and its report."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from supervision.models import AssessmentItem
from tests.counting import statements
from tests.making import assessment_item, sent

LIST = reverse("assessment")
REPORT = reverse("assessment_report", args=[2024])


def paragraphs(client) -> list[str]:
    answer = client.get(REPORT)
    assert answer.status_code == 200
    return [one.text for one in Document(BytesIO(answer.content)).paragraphs if one.text]


@pytest.fixture
def scheme(cast):
    """Two requirements of one item, the second not stated; all of another item is."""
    AssessmentItem.objects.filter(pk=cast.assessed.pk).update(
        position=1, requirement="园区", own_mark=Decimal("9.5"), statement="已建园区。\n已招商。"
    )
    given = {"position": 2, "requirement": "入库", "full_mark": 5}
    assessment_item(cast.alpha, "产业发展", cast.bureau2_unit, **given)
    given = {"position": 3, "requirement": "", "statement": "已培训。", "full_mark": None}
    assessment_item(cast.alpha, "就业增收", None, **given)
    return cast


def test_the_draft_of_the_report_names_what_is_not_written(as_, scheme):
    assert paragraphs(as_("leader")) == [
        "甲县2024年度自评报告",
        "一、产业发展",
        "评价要点：园区",
        "自评情况：已建园区。",
        "已招商。",
        "自评得分：9.5分（满分10分）。",
        "评价要点：入库",
        "自评情况：（未填写）",
        "自评得分：未评分（满分5分）。",
        "二、就业增收",
        "自评情况：已培训。",
        "自评得分合计",
        "共3项，自评得分合计9.5分（满分15分）。其中2项未评分。",
        "尚未填写自评情况的有1项：产业发展。",
        "（单位署名）",
        "　　　　年　　月　　日",
    ]


def has_watermark(data: bytes) -> bool:
    header = Document(BytesIO(data)).sections[0].header
    return "草稿" in header._element.xml


def test_a_checked_report_is_no_draft_and_closes_with_the_sum(as_, scheme):
    assert has_watermark(as_("clerk").get(REPORT).content)
    AssessmentItem.objects.of(scheme.alpha).filter(statement="").update(
        statement="已入库。", state="written"
    )
    AssessmentItem.objects.of(scheme.alpha).update(state="checked")
    assert not has_watermark(as_("clerk").get(REPORT).content)
    words = paragraphs(as_("clerk"))
    assert not any("尚未填写" in one for one in words)
    assert words[-3].startswith("共3项")


def test_the_page_of_the_report_is_that_of_an_official_document(as_, scheme):
    section = Document(BytesIO(as_("clerk").get(REPORT).content)).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]


def test_an_illustrative_item_marks_the_report(as_, scheme):
    AssessmentItem.objects.filter(pk=scheme.assessed.pk).update(provenance="illustrative")
    assert "（含演示数据）" in paragraphs(as_("clerk"))


@pytest.mark.parametrize(("who", "status"), [("bureau", 403), ("helper", 403), ("finance", 200)])
def test_whoever_reads_the_programme_whole_reads_the_report(as_, cast, who, status):
    assert as_(who).get(REPORT).status_code == status


def test_a_year_without_items_has_no_report(as_, cast):
    assert as_("clerk").get(reverse("assessment_report", args=[2030])).status_code == 404


def test_the_list_says_how_far_the_year_is(as_, scheme):
    text = as_("clerk").get(LIST).content.decode()
    words = "2024年：共3项，待填写1项、已填写2项、已核对0项。自评分合计9.5，分值合计15。"
    assert words in text


def test_an_empty_list_says_what_to_do(as_, cast):
    AssessmentItem.objects.all().delete()
    assert "导入省级评价方案" in as_("clerk").get(LIST).content.decode()


def test_a_unit_writes_the_statement_of_its_own_items_and_nothing_else(as_, scheme):
    client, own = as_("bureau"), reverse("state_assessment", args=[scheme.assessed.pk])
    assert "园区" in client.get(own).content.decode()  # the requirement
    answer = client.post(own, sent(version=1, statement="新的说明", full_mark="1", item="别的"))
    assert answer.status_code == 302
    scheme.assessed.refresh_from_db()
    found = (scheme.assessed.statement, scheme.assessed.full_mark, scheme.assessed.item)
    assert found == ("新的说明", Decimal(10), "产业发展")
    other = AssessmentItem.objects.get(requirement="入库")
    for name in ("assessment_item", "state_assessment"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404
    for name in ("edit_assessment_item", "delete_assessment_item"):
        assert client.get(reverse(name, args=[scheme.assessed.pk])).status_code == 403


def test_the_task_force_checks_what_is_written(as_, scheme):
    page = reverse("assessment_item", args=[scheme.assessed.pk])
    assert "标为已核对" in as_("clerk").get(page).content.decode()
    assert "标为已核对" not in as_("bureau").get(page).content.decode()
    check = reverse("check_assessment", args=[scheme.assessed.pk])
    assert as_("clerk").post(check, sent(version=1)).status_code == 302
    scheme.assessed.refresh_from_db()
    assert scheme.assessed.state == "checked"
    assert "标为已核对" not in as_("clerk").get(page).content.decode()


def test_a_year_is_copied_by_one_action(as_, scheme):
    answer = as_("clerk").post(reverse("copy_assessment"), sent(year="2024"))
    assert answer.url == f"{LIST}?year=2025"
    assert AssessmentItem.objects.filter(year=2025, programme=scheme.alpha).count() == 3


@pytest.mark.parametrize(("who", "found"), [("bureau", True), ("township", False)])
def test_navigation_and_search_have_it_for_units_with_an_item(as_, cast, who, found):
    page = as_(who).get(reverse("search"), {"q": "产业发展"}).content.decode()
    assert (f'href="{LIST}"' in page) == found
    assert (reverse("assessment_item", args=[cast.assessed.pk]) in page) == found


def test_the_list_asks_the_same_for_fifty_rows_as_for_one(as_, cast):
    client = as_("clerk")
    client.get(LIST)
    before = statements(client, LIST), statements(client, REPORT)
    for number in range(50):
        assessment_item(cast.alpha, f"第{number}项", cast.bureau2_unit, position=number)
    assert (statements(client, LIST), statements(client, REPORT)) == before


def test_a_unit_has_its_items_to_state_in_its_work(cast, as_):
    one = assessment_item(cast.alpha, "就业增收", cast.bureau_unit)
    assessment_item(cast.alpha, "别的单位", cast.bureau2_unit)
    work, page = reverse("my_work"), reverse("state_assessment", args=[one.pk])
    found = as_("bureau").get(work)
    assert list(found.context["items_to_state"]) == [one]
    assert f'href="{page}?from=my_work"' in found.text
    assert list(as_("clerk").get(work).context["items_to_state"]) == []
    assert "items_to_state" not in as_("helper").get(work).context
    assert 'name="from" value="my_work"' in as_("bureau").get(page, {"from": "my_work"}).text
    answer = as_("bureau").post(page, sent(1, statement="已培训", **{"from": "my_work"}))
    assert (answer.status_code, answer.headers["Location"]) == (302, work)
    assert list(as_("bureau").get(work).context["items_to_state"]) == []
