"""What reports say of help given, visits and agreements; each number is that of its list."""

from datetime import date

import pytest
from django.urls import reverse

from core.periods import Period
from programmes.models import Agreement, Contribution, Visit
from reports.choices import ReportKind
from reports.content import build
from reports.content.parts import text_of
from tests.making import DAY, JUNE, agreement, delivery, visit


@pytest.fixture
def county(cast):
    """With those of the cast three visits of the year by June, one later and one of before."""
    visit(cast.alpha, "上坝镇", kind="down", day=date(2024, 1, 5))
    visit(cast.alpha, "某企业", kind="up", day=date(2024, 6, 30))
    visit(cast.alpha, "某厅", kind="in", day=date(2024, 7, 1))
    visit(cast.alpha, "某部", kind="in", day=date(2023, 12, 31))
    agreement(cast.alpha, "医疗协议", amount=None)
    agreement(cast.alpha, "以后的协议", signed_on=date(2024, 7, 2))
    delivery(cast.agreement, 28.5, date(2024, 6, 30))
    delivery(cast.agreement, 20, date(2024, 7, 1))
    return cast.alpha


def sentences(county, kind=ReportKind.MONTHLY, period=JUNE) -> list[list[dict]]:
    content = build(county, kind, period, DAY)
    blocks = [block for each in content["sections"] for block in each["blocks"]]
    found = [each for block in blocks for each in block.get("sentences", ())]
    words = ("帮扶投入", "走访互动", "合作协议")
    return [each for each in found if any(one in text_of(each) for one in words)]


@pytest.mark.parametrize(
    ("kind", "period"),
    [(ReportKind.MONTHLY, "2024-06"), (ReportKind.QUARTERLY, "2024-Q2")],
)
def test_a_report_says_what_was_given_and_how_many_visits_and_agreements_there_are(
    county, kind, period
):
    words = [text_of(one) for one in sentences(county, kind, Period.parse(period))]
    assert words == [
        "2024年帮扶投入：直接投入资金计划500.00万元，已落实300.00万元；选派人才计划6人，尚无落实记录。",
        "1—6月走访互动3次，其中走上去2次、走下去1次，形成后续事项1项。",
        "累计签订合作协议2份，其中明确金额的1份、100.00万元，已履约28.50万元。",
    ]


def test_each_number_opens_as_many_rows(county, as_):
    client, found = as_("clerk"), []
    for one in (each for line in sentences(county) for each in line if each.get("to")):
        page = client.get(reverse(one["to"]), {**one["query"], "as_of": "2024-06-30"})
        found.append((one["text"], page.context["total_count"]))
    assert found == [
        ("500.00万元", 1), ("300.00万元", 1), ("6人", 1),
        ("3次", 3), ("2次", 2), ("1次", 1), ("1项", 1), ("2份", 2), ("1份", 1), ("100.00万元", 1),
        ("28.50万元", 1),
    ]  # fmt: skip


def test_without_any_nothing_is_said(county):
    Visit.objects.all().delete()
    Agreement.objects.all().delete()
    Contribution.objects.all().delete()
    assert sentences(county) == []
    assert "帮扶力量" not in str(build(county, ReportKind.MONTHLY, JUNE, DAY))
