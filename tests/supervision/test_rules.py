"""The versions of the rule of findings and orders, and who sets them."""

from datetime import date

import pytest
from django.urls import reverse

from supervision.figures.findings import finding_day
from supervision.figures.rules import sentences_of_finding_rule
from supervision.models import FindingRule
from tests.making import DAY, finding_rule, sent

VALUES = {
    "valid_from": "2024-07-01",
    "yellow_days": 7,
    "by_workdays": "no",
    "raise_days": 3,
    "max_moves": 2,
    "order_prefix": "马督办",
    "basis": "专班会议",
}
READ = {"clerk": 200, "approver": 200, "leader": 200, "finance": 403, "bureau": 403}
READ |= {"township": 403, "helper": 403, "auditor": 403}


@pytest.mark.parametrize(("who", "status"), READ.items())
def test_the_task_force_and_the_leadership_read_the_rule(as_, who, status):
    assert as_(who).get(reverse("finding_rules")).status_code == status


@pytest.mark.parametrize("who", ["clerk", "leader", "bureau", "helper"])
def test_nobody_but_an_approver_sets_it(as_, cast, who):
    client, made = as_(who), finding_rule(cast.alpha)
    assert client.get(reverse("new_finding_rule")).status_code == 403
    assert client.post(reverse("new_finding_rule"), sent(**VALUES)).status_code == 403
    back = reverse("withdraw_finding_rule", args=[made.pk])
    assert client.post(back, sent(1)).status_code == 403
    assert FindingRule.objects.of(cast.alpha).get() == made


def test_a_version_of_the_approver_is_valid_from_its_day_until_it_is_taken_back(as_, cast):
    client = as_("approver")
    page = client.post(reverse("new_finding_rule"), sent(**VALUES), follow=True).text
    assert "距时限7天以内亮黄灯" in page and "最多可申请延期2次" in page
    one = FindingRule.objects.of(cast.alpha).get()
    assert (one.order_prefix, one.created_by) == ("马督办", cast.approver)
    assert finding_day(cast.alpha, DAY).rule == one
    assert finding_day(cast.alpha, date(2024, 6, 30)).rule.pk is None
    back = reverse("withdraw_finding_rule", args=[one.pk])
    assert "按默认规则" in client.post(back, sent(1), follow=True).text


def test_a_new_version_starts_with_the_values_of_the_one_before(as_, cast):
    finding_rule(cast.alpha)
    FindingRule.objects.of(cast.alpha).update(max_moves=3, order_prefix="马督办")
    initial = as_("approver").get(reverse("new_finding_rule")).context["form"].initial
    assert (initial["max_moves"], initial["order_prefix"]) == (3, "马督办")
    assert "valid_from" not in initial


def test_what_is_impossible_is_named_beside_its_field(as_, cast):
    wrong = {"yellow_days": 0, "raise_days": 367, "max_moves": 99, "order_prefix": "　"}
    page = as_("approver").post(reverse("new_finding_rule"), sent(**{**VALUES, **wrong}))
    assert page.status_code == 200
    assert set(page.context["form"].errors) == set(wrong)
    assert not FindingRule.objects.of(cast.alpha).exists()


def test_a_rule_is_read_in_sentences():
    assert sentences_of_finding_rule(FindingRule()) == [
        "过了整改时限亮红灯；距时限5个工作日以内亮黄灯。",
        "责任单位最多可申请延期1次。",
        "逾期超过5个工作日建议升级督办颜色。",
        "督办单编号以“督办”开头。",
        "天数按本县工作日历的工作日计算。",
    ]
    assert "责任单位不得申请延期。" in sentences_of_finding_rule(FindingRule(max_moves=0))


def test_who_may_not_set_it_reads_who_does_and_how(as_, cast):
    page = as_("clerk").get(reverse("finding_rules")).text
    assert "新版本由审批人在本页制定" in page
    assert f"审批人： {cast.approver}" in " ".join(page.split())
    assert "新版本由审批人在本页制定" not in as_("approver").get(reverse("finding_rules")).text
