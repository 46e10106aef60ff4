"""A list asks the database the same number of questions for one row and for fifty."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from projects.models import YearPlan
from projects.services.attached import create_link
from tests import making
from tests.counting import statements
from tests.making import JUNE, MAY, building, entry, line, member, need, posted, task

TOKEN = "批量"


def grow(cast, number: int) -> None:
    """One more row for every list, with everything of its own that a row can hang on."""
    name = f"{TOKEN}{number:02d}"
    alpha = cast.alpha
    bureau = member(alpha, f"{name}局", "member", provenance="illustrative", source_note="演示数据")
    township = member(alpha, f"{name}镇", "township")
    made = building(
        alpha,
        f"X{number:02d}",
        bureau,
        100,
        name=name,
        township=township,
        sector=making.sector(alpha, name),
        total_investment=making.wan(1000),
    )
    entry(made, MAY, 10)
    entry(made, JUNE, 10, created_by=cast.clerk, problems="征地")
    kind = making.kind_of_approval(alpha, name)
    making.work_rows(made, kind)
    led = task(alpha, name, bureau, text=name, target_quantity=number, done_quantity=1)
    making.support(led, township)
    need(alpha, name, township, text=name, amount=making.wan(5), answer=led)
    money = line(alpha, name, payer_unit=bureau, project=made)
    for kind in ("planned", "arrived", "paid"):
        posted(money, kind, 10, date(2024, 2, 1))


LISTS = {name: [] for name in ("network", "tasks", "needs", "projects", "funds")}
LISTS |= {"month_entries": [], "project_months": [JUNE]}
LISTS |= {"stages": [], "stage_moves": [], "problems": [], "matters": []}


def count(client, address) -> tuple[int, int]:
    return statements(client, address), len(client.get(address).context["table"].page)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_fifty_asks_what_a_list_of_one_asks(as_, cast, name):
    client = as_("clerk")
    address = f"{reverse(name, args=LISTS[name])}?q={TOKEN}"
    grow(cast, 0)
    one, rows_of_one = count(client, address)
    for number in range(1, 25 if name == "network" else 50):
        grow(cast, number)
    fifty, rows_of_fifty = count(client, address)
    assert rows_of_fifty == 50
    assert rows_of_one in (1, 2)
    assert fifty == one <= 20


@pytest.mark.parametrize("who", ["helper", "bureau", "leader"])
def test_my_work_and_a_list_ask_no_more_for_more_rows(as_, cast, who):
    client = as_(who)
    addresses = [reverse("tasks"), reverse("needs"), reverse("my_work")]
    task(cast.alpha, f"{TOKEN}one", getattr(cast, who).unit)
    before = [statements(client, address) for address in addresses]
    for number in range(20):
        own = task(cast.alpha, f"{TOKEN}{number}", getattr(cast, who).unit)
        need(cast.alpha, f"{TOKEN}{number}", cast.township_unit)
        making.support(own, cast.township_unit)
    assert [statements(client, address) for address in addresses] == before


@pytest.mark.parametrize("name", ["supervision_month", "my_work"])
def test_the_month_as_a_whole_asks_no_more_for_more_units(as_, cast, name):
    client = as_("clerk")
    address = reverse(name, args=[JUNE] if name == "supervision_month" else [])
    for number in range(2):
        grow(cast, number)
    before = statements(client, address)
    for number in range(2, 12):
        grow(cast, number)
    assert statements(client, address) == before


def test_a_record_asks_no_more_for_more_that_hangs_on_it(as_, cast):
    """Parts that hold nothing are not asked for: one of each hangs there before."""
    client = as_("clerk")
    addresses = [
        reverse("project", args=[cast.road.pk]),
        reverse("task", args=[cast.road_task.pk]),
        reverse("unit", args=[cast.bureau_unit.pk]),
        reverse("fund_line", args=[cast.paid.pk]),
    ]
    hang(cast, 0)
    before = [statements(client, address) for address in addresses]
    for number in range(1, 5):
        hang(cast, number)
    assert [statements(client, address) for address in addresses] == before


def hang(cast, number: int) -> None:
    """One more of everything on a project, a task, a unit and a fund line."""
    month = making.Period.month(2024, number + 2)
    if not cast.road.entries.filter(month=month.start).exists():
        entry(cast.road, month, 1, created_by=cast.bureau)
    plan = {"project": cast.road, "year": 2025 + number, "amount": making.wan(1)}
    YearPlan.objects.create(programme=cast.alpha, **plan)
    task(cast.alpha, f"{TOKEN}{number}", cast.bureau_unit)
    unit = making.unit(f"{TOKEN}{number}")
    making.support(cast.road_task, unit)
    making.progress(cast.road_task, unit=unit, created_by=cast.clerk)
    posted(cast.paid, "paid", 1, date(2024, 3, 1))
    making.note(cast.road, cast.clerk)
    kind = making.kind_of_approval(cast.alpha, f"{TOKEN}{number}")
    for row in making.work_rows(cast.road, kind).values():
        type(row).objects.filter(pk=row.pk).update(created_by=cast.clerk)
    day = date(2024, 8, number + 1)
    making.exemption(cast.road, created_by=cast.approver, valid_from=day, valid_until=day)
    making.stage(cast.road, "building", cast.day)


def test_a_project_with_fifty_of_each_asks_what_one_of_each_asks(as_, cast):
    client, address = as_("clerk"), reverse("project", args=[cast.road.pk])
    more_of_each(cast, 0)
    before = statements(client, address)
    for number in range(1, 50):
        more_of_each(cast, number)
    assert statements(client, address) == before <= 38


def more_of_each(cast, number: int) -> None:
    by = {"created_by": [cast.clerk, cast.bureau][number % 2]}
    rows = making.work_rows(cast.road, making.kind_of_approval(cast.alpha, f"审批{number}"))
    for row in rows.values():
        type(row).objects.filter(pk=row.pk).update(**by)
    making.note(cast.road, cast.clerk)
    day = date(2024, 8, 1) + timedelta(number)
    making.exemption(cast.road, **by, valid_from=day, valid_until=day)
    making.stage(cast.road, "building", cast.day)
    made = making.task(cast.alpha, f"K{number}", making.unit(f"局{number}"))
    create_link(project=cast.road, task=made, by=cast.clerk)
    making.line(cast.alpha, f"K{number}", project=cast.road)
    cast.road.supporting_units.add(making.unit(f"帮{number}"))
    if 1 < number < 5:  # open months that the cast has not reported
        making.entry(cast.road, making.Period.month(2024, number), 1, **by)
