"""How much of the amount of a need its answers cover."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programmes.models import Need
from programmes.services.needs import link_need
from projects.services.attached import create_link
from tests.database import refused
from tests.making import sent, wan


def covered(need) -> tuple[Decimal, Decimal | None]:
    found = Need.objects.with_covered().get(pk=need.pk)
    return found.covered, found.open_amount


def test_tasks_and_projects_cover_the_amount_together(cast):
    """Two links of each kind do not multiply the sums."""
    link_need(task=cast.road_task, need=cast.open_need, by=cast.clerk, amount=wan(30))
    link_need(task=cast.help_task, need=cast.open_need, by=cast.clerk, amount=wan(10))
    create_link(project=cast.road, need=cast.open_need, by=cast.clerk, amount=wan(15))
    create_link(project=cast.dam, need=cast.open_need, by=cast.clerk)
    assert covered(cast.open_need) == (wan(55), wan(25))


def test_a_need_without_an_amount_has_nothing_open(cast):
    link_need(task=cast.road_task, need=cast.other_need, by=cast.clerk, amount=wan(30))
    assert covered(cast.other_need) == (wan(30), None)


@pytest.mark.parametrize("kind", ["task", "project"])
def test_more_than_is_open_is_refused_by_what_is_open(cast, kind):
    link_need(task=cast.help_task, need=cast.open_need, by=cast.clerk, amount=wan(30))

    def answer(amount):
        given = {"need": cast.open_need, "by": cast.clerk, "amount": amount}
        if kind == "task":
            return link_need(task=cast.road_task, **given)
        return create_link(project=cast.road, **given)

    with pytest.raises(ValidationError) as error:
        answer(wan(51))
    assert error.value.messages == ["该需求尚缺50.00万元，请填写不超过该数的金额。"]
    answer(wan(50))
    assert covered(cast.open_need) == (wan(80), 0)


def test_what_is_open_is_never_below_zero(cast):
    link_need(task=cast.help_task, need=cast.open_need, by=cast.clerk, amount=wan(80))
    Need.objects.filter(pk=cast.open_need.pk).update(amount=wan(60))
    assert covered(cast.open_need) == (wan(80), 0)


def test_an_amount_goes_with_a_need_alone(cast):
    with pytest.raises(ValidationError, match="金额只对需求填写"):
        create_link(project=cast.road, task=cast.road_task, by=cast.clerk, amount=wan(1))


def test_the_database_refuses_an_amount_that_covers_nothing(cast):
    link_need(task=cast.road_task, need=cast.open_need, by=cast.clerk)
    refused("UPDATE programmes_need_tasks SET amount = 0")


def test_the_pages_of_both_show_what_is_covered(as_, cast):
    client = as_("clerk")
    address = reverse("link_task_need", args=[cast.road_task.pk])
    client.post(address, sent(row=cast.open_need.pk, amount="30"))
    page = client.get(reverse("need", args=[cast.open_need.pk])).text
    assert "解决 30.00万元（部分）" in page
    assert '<div class="fact-value">50.00</div>' in page
    task = client.get(reverse("task", args=[cast.road_task.pk])).text
    assert f"缺产业路 · {cast.township_unit} · 30.00万元" in task
    create_link(project=cast.road, need=cast.open_need, by=cast.clerk, amount=wan(50))
    assert "50.00万元" in client.get(reverse("project", args=[cast.road.pk])).text
    page = client.get(reverse("need", args=[cast.open_need.pk])).text
    assert '<td class="number">50.00</td>' in page
    [row] = client.get("/needs/?q=N1&columns=text,open_amount").context["table"].rows
    assert row.get_cell_value("open_amount") == 0
