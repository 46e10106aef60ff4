"""The page of a unit's sheet: read, printed, and its buttons."""

from django.urls import reverse

from core.periods import Period
from projects.models import MonthSheet
from tests.making import JUNE, entry, sent, submitted


def address(cast, name="project_sheet"):
    return reverse(name, args=[cast.bureau_unit.pk, JUNE])


def test_the_sheet_shows_rows_totals_and_who_signs(as_, cast):
    entry(cast.school, JUNE, 0, image_progress="可研已批", next_step="报批用地")
    page = as_("bureau").get(address(cast))
    for words in (
        "甲县重点项目、重点任务2024年6月进展情况填报表", "单位：万元", "农村公路", "路基完成",
        "500.00", "41.67%", "-8.33", "学校", "可研已批", "报批用地", "合计（1个项目）",
        "填报人", "审核人", "负责人",
    ):  # fmt: skip
        assert words in page.text, words


def test_what_is_not_reported_is_no_zero(as_, cast):
    page = as_("bureau2").get(reverse("project_sheet", args=[cast.bureau2_unit.pk, JUNE]))
    assert "未报" in page.text
    assert "1个未报" in page.text


def test_the_bureau_submits_and_the_task_force_returns_it(as_, cast):
    assert "提交本月填报表" in as_("bureau").get(address(cast)).text
    data = sent(0)
    assert "已提交" in as_("bureau").post(address(cast, "submit_sheet"), data, follow=True).text
    back = sent(1, reason="数字有误")
    assert "已退回" in as_("clerk").post(address(cast, "return_sheet"), back, follow=True).text
    assert MonthSheet.objects.get().return_reason == "数字有误"
    assert "数字有误" in as_("bureau").get(address(cast)).text


def test_the_entry_page_says_that_the_sheet_is_submitted(as_, cast):
    submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
    page = reverse("project_entry", args=[cast.road.pk, JUNE])
    assert "已提交" in as_("bureau").get(page).text
    assert 'name="amount"' in as_("clerk").get(page).text


def test_the_month_of_the_task_force_shows_how_each_sheet_stands(as_, cast):
    submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
    page = as_("clerk").get(reverse("supervision_month", args=[JUNE]))
    assert "已提交" in page.text
    assert "已提交" in as_("bureau").get(reverse("project_months", args=[JUNE])).text


def test_a_month_before_the_programme_is_not_there(as_, cast):
    page = reverse("project_sheet", args=[cast.bureau_unit.pk, Period.month(2023, 6)])
    assert as_("bureau").get(page).status_code == 404
