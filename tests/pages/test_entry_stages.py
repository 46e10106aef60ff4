"""The page of a month's entry by stage, and 不再填报."""

from datetime import date

from django.urls import reverse

from core.periods import Period
from projects.models import MonthEntry
from tests.making import JUNE, sent, stage


def form(as_, project, month=JUNE, who="bureau"):
    return as_(who).get(reverse("project_entry", args=[project.pk, month]))


def visible(response) -> list[str]:
    return [field.name for field in response.context["form"].visible_fields()]


def test_the_page_of_early_work_asks_three_things(as_, cast):
    page = form(as_, cast.school)
    assert visible(page) == ["image_progress", "problems", "next_step", "coordination"]
    for words in ("前期进展", "卡点", "下步计划"):
        assert words in page.text
    assert "当月完成投资" not in page.text


def test_the_page_of_building_asks_its_three_and_folds_two_away(as_, cast):
    page = form(as_, cast.road)
    assert [field.name for field in page.context["form"].text_fields()] == [
        "image_progress",
        "problems",
    ]
    assert "需协调事项" in page.text and "<details" in page.text


def test_the_page_of_what_is_completed_asks_for_accounts_and_hand_over(as_, cast):
    stage(cast.school, "completed", date(2024, 6, 1))
    page = form(as_, cast.school)
    for words in ("结算", "资产移交", "不再填报"):
        assert words in page.text


def test_early_work_is_saved_by_its_page(as_, cast):
    address = reverse("project_entry", args=[cast.school.pk, JUNE])
    data = sent(0, image_progress="可研已批", next_step="报批")
    assert as_("bureau").post(address, data).status_code == 302
    made = MonthEntry.objects.get(project=cast.school)
    assert (made.amount, made.image_progress, made.next_step) == (0, "可研已批", "报批")
    assert "可研已批" in form(as_, cast.school).text


def test_the_buttons_stop_and_take_back(as_, cast):
    done = cast.road
    stage(done, "completed", date(2024, 6, 20))
    client, july = as_("bureau"), Period.month(2024, 7)
    address = reverse("stop_reporting", args=[done.pk, july])
    assert "2024年6月后不再填报" in client.post(address, sent(1), follow=True).text
    address = reverse("report_again", args=[done.pk, july])
    assert "恢复填报" in client.post(address, sent(2), follow=True).text
    done.refresh_from_db()
    assert done.last_report is None
