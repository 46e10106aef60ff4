"""What the month's page lists of findings and orders, each as its list does."""

from datetime import timedelta

from django.urls import reverse

from supervision.models import Finding
from supervision.services.orders import sign_order
from tests.counting import statements
from tests.making import DAY, JUNE, finding, order

PAGE = reverse("supervision_month", args=[JUNE])


def due(cast, days, **values) -> Finding:
    number = f"F{Finding.objects.count()}"
    given = {"due_on": DAY + timedelta(days), **values}
    return finding(cast.alpha, number, cast.bureau_unit, **given)


def sent_order(cast) -> None:
    made = order(cast.alpha, due(cast, 60), created_by=cast.clerk)
    sign_order(made, version=1, by=cast.approver, on=DAY)


def groups(client) -> dict[str, list]:
    return {str(one.label): one for one in client.get(PAGE).context["findings"]}


def test_findings_due_and_orders_not_signed_for_are_those_of_their_lists(as_, cast):
    for days in (-1, 0, 1):
        due(cast, days)
    due(cast, -1, state="rectified")
    due(cast, -1, merged_into=cast.finding)
    sent_order(cast)
    order(cast.alpha, cast.finding, created_by=cast.clerk)
    client = as_("clerk")
    found = groups(client)
    assert list(found) == ["到期未整改的问题", "待签收的督办单"]
    assert [len(group.rows) for group in found.values()] == [2, 1]
    for group in found.values():
        listed = client.get(group.address).context["total_count"]
        assert listed == len(group.rows)
    late, _today = found["到期未整改的问题"].rows
    assert late.note == f"{cast.bureau_unit} · 2024-07-07 · 逾期1个工作日"
    assert "督办〔2024〕1号" in client.get(PAGE).text


def test_where_there_is_nothing_the_page_says_so(as_, cast):
    assert "没有到期未整改的问题" in as_("leader").get(PAGE).text


def test_fifty_take_the_queries_of_one(as_, cast):
    due(cast, -1)
    sent_order(cast)
    before = statements(as_("clerk"), PAGE)
    for _number in range(49):
        due(cast, -1)
        sent_order(cast)
    assert statements(as_("clerk"), PAGE) == before
