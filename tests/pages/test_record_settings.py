"""Plans, classes, catalogues, rules and exemptions in the browser."""

from datetime import date

import pytest
from django.urls import reverse

from projects.models import ApprovalKind, LightRule, YearPlan
from projects.services.plans import adjust_plan
from tests.making import light_versions, sent, settle, thresholds, wan


def test_a_plan_is_made_adjusted_and_shown_with_its_versions(as_, cast):
    client, address = as_("clerk"), reverse("plan_year", args=[cast.road.pk, 2025])
    assert 'name="reason"' not in client.get(address).text
    said = {"amount": "1000", "image_goal": "主体完工", "decided_on": "2024-07-01"}
    client.post(address, sent(0, **said, planned_start="2025-03"))
    client.post(address, sent(1, **said | {"amount": "800", "reason": "概算调整"}))
    plan = YearPlan.objects.get(project=cast.road, year=2025)
    assert (plan.amount, plan.planned_start) == (wan(800), None)
    text = client.get(reverse("project", args=[cast.road.pk])).text
    for words in ("第2版，2024-07-01：800.00万元", "概算调整", "第1版，2024-07-01：1,000.00万元"):
        assert words in text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"amount": "九"}, "amount"),
        ({"decided_on": "2024-07-09"}, "decided_on"),
        ({"planned_start": "2024-05", "planned_finish": "2024-04"}, "planned_finish"),
    ],
)
def test_an_adjustment_that_cannot_stand_is_refused_at_its_field(as_, cast, values, field):
    said = {"amount": "100", "decided_on": "2024-07-01", "reason": "x", **values}
    address = reverse("plan_year", args=[cast.road.pk, 2024])
    response = as_("clerk").post(address, sent(1, **said))
    assert field in response.context["form"].errors


def test_two_who_adjust_a_plan_are_merged(as_, cast):
    client, address = as_("clerk"), reverse("plan_year", args=[cast.road.pk, 2024])
    base = client.get(address).context["form"]["base"].value()
    plan = YearPlan.objects.get(project=cast.road, year=2024)
    adjust_plan(
        plan=plan, version=1, on=date(2024, 7, 1), by=cast.approver, reason="调", amount=wan(900)
    )
    said = {"amount": "1200", "decided_on": "2024-07-02", "reason": "补目标", "image_goal": "通车"}
    answer = client.post(address, sent(1, **said, base=base))
    assert answer.status_code == 409
    rest = {"decided_on": "2024-07-02", "reason": "补目标"}
    client.post(address, sent(2, **rest, merge=answer.context["merge"].serialized()))
    plan.refresh_from_db()
    assert (plan.amount, plan.image_goal) == (wan(900), "通车")


@pytest.mark.parametrize("year", [2023, 2028, 99999])
def test_a_year_outside_the_programme_is_not_found(as_, cast, year):
    for name in ("plan_year", "class_year"):
        address = reverse(name, args=[cast.road.pk, year])
        assert as_("clerk").get(address).status_code == 404
        assert as_("clerk").post(address, sent(0)).status_code == 404


def test_the_usual_kinds_of_approvals_are_added_at_one_press(as_, cast):
    client, page = as_("clerk"), reverse("catalogue", args=["approvals"])
    assert "可研批复、用地预审" in client.get(page).text
    answer = client.post(reverse("add_usual_names", args=["approvals"]), sent(), follow=True)
    assert "已添加5项" in answer.text
    assert ApprovalKind.objects.of(cast.alpha).count() == 5
    assert "一键添加" not in client.get(page).text


def test_a_name_in_use_is_not_removed_and_the_page_says_why(as_, cast):
    address = reverse("remove_catalogue_name", args=["sectors", cast.road.sector_id])
    text = as_("clerk").post(address, sent(1), follow=True).text
    assert "“交通”正被使用（已截止月份 1、项目 1），请先修改这些记录。" in text


def test_an_approver_writes_a_new_version_and_takes_it_back(as_, cast):
    light_versions(cast.alpha)
    client = as_("approver")
    assert "制定新版本" not in as_("clerk").get(reverse("light_rules")).text
    said = sent(1, valid_from="2024-08", **thresholds(yellow_points="15", basis="县专班会议"))
    text = client.post(reverse("new_light_rules"), said, follow=True).text
    for words in ("低于应完成进度15个百分点", "县专班会议", "2024-08起执行"):
        assert words in text
    settle()
    last = LightRule.objects.filter(programme=cast.alpha).latest("valid_from")
    client.post(reverse("withdraw_light_rules", args=[last.pk]), sent(1))
    assert LightRule.objects.filter(programme=cast.alpha).count() == 2


def test_an_exemption_is_granted_shown_and_ended_by_the_approver(as_, cast):
    client, page = as_("approver"), reverse("project", args=[cast.road.pk])
    said = sent(
        1, rule="progress", reason="汛期停工", approver="张县长", valid_from="2024-07-01",
        valid_until="2024-08-31",
    )  # fmt: skip
    client.post(reverse("add_exemption", args=[cast.road.pk]), said)
    text = client.get(page).text
    assert "今日终止" in text
    for who in ("clerk", "bureau"):
        text = as_(who).get(page).text
        assert "汛期停工" in text
        assert "张县长" in text
        assert "今日终止" not in text
    row = cast.road.exemptions.get()
    client.post(reverse("end_exemption", args=[cast.road.pk, row.pk]), sent(1))
    row.refresh_from_db()
    assert row.valid_until == cast.day
