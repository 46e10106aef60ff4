"""The month's grid of tasks: whose rows, each saved by itself, and a block of several."""

from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from core.periods import Period
from programmes.models import TaskProgress
from tests.counting import statements
from tests.making import JUNE, MAY, progress, sent, submitted, support, task

GRID = reverse("task_grid", args=[JUNE])
BLOCK = reverse("task_rows", args=[JUNE])


@pytest.fixture
def bridge(cast):
    made = task(cast.alpha, "B1", cast.bureau_unit, text="修桥", target_quantity=Decimal(9))
    support(made, cast.bureau2_unit)
    return made


def names(response) -> list[str]:
    return [one.row.task.text for one in response.context["rows"]]


def row_of(one, unit) -> str:
    return f"{reverse('task_row', args=[one.pk, JUNE])}?unit={unit.pk}"


def key(one, unit) -> str:
    return f"row-{one.pk}-{unit.pk}"


def test_a_unit_sees_what_it_leads_then_what_it_supports(as_, cast, bridge):
    assert set(names(as_("bureau").get(GRID))) == {"修桥", cast.road_task.text}
    page = as_("bureau2").get(GRID)
    assert "修桥" in names(page) and "（配合）" in page.text
    assert all(one.form for one in page.context["rows"])


def test_the_counter_of_a_unit_equals_its_rows_with_its_parts(as_, cast, bridge):
    """The task force counts a task once, with its lead unit."""
    page = as_("bureau2").get(GRID)
    assert page.context["count"].due == page.text.count(" data-due") == len(names(page)) == 2
    clerks = as_("clerk").get(f"{GRID}?unit={cast.bureau_unit.pk}")
    assert clerks.context["count"].due == len(names(clerks)) == 2


def test_the_task_force_sees_all_or_those_of_a_unit_or_a_list(as_, cast, bridge):
    client = as_("clerk")
    assert {"修桥", cast.help_task.text} <= set(names(client.get(GRID)))
    assert "修桥" in names(client.get(f"{GRID}?unit={cast.bureau_unit.pk}"))
    assert cast.help_task.text not in names(client.get(f"{GRID}?unit={cast.bureau_unit.pk}"))
    assert "修桥" in names(client.get(f"{GRID}?list={bridge.lists[0].pk}"))
    for unknown in (f"unit={cast.beta.unit.pk}", "unit=x", "list=0"):
        assert client.get(f"{GRID}?{unknown}").status_code == 404


def test_who_reads_all_and_does_not_report_reads_the_rows(as_, cast, bridge):
    assert not any(one.form for one in as_("leader").get(GRID).context["rows"])


def test_a_row_is_saved_as_it_is_left(as_, cast, bridge):
    client, address = as_("bureau"), row_of(bridge, cast.bureau_unit)
    data = sent(0, text="主体完工", done_quantity="4", problem="缺料", help_needed="派员")
    page = client.post(address, data, follow=True)
    assert page.redirect_chain == [(address, 302)] and "data-reported" in page.text
    made = TaskProgress.objects.get(task=bridge)
    assert (made.text, made.done_quantity, made.problem, made.help_needed) == (
        "主体完工", Decimal(4), "缺料", "派员",
    )  # fmt: skip


def test_a_row_that_is_refused_says_why(as_, cast, bridge):
    response = as_("bureau").post(row_of(bridge, cast.bureau_unit), sent(0, text=""))
    assert response.status_code == 200 and "<html" not in response.text
    assert "field-error" in response.text


def test_a_row_keeps_the_unit_that_helps_and_takes_none_outside_the_network(as_, cast, bridge):
    client, address = as_("bureau"), row_of(bridge, cast.bureau_unit)
    given = {"text": "主体完工", "help_needed": "派员"}
    page = client.post(address, sent(0, help_from=cast.beta.unit.pk, **given)).text
    assert "商请协助单位" in page and "不在可用的选项中" in page
    assert cast.beta.unit.name not in page
    assert not TaskProgress.objects.filter(task=bridge).exists()
    client.post(address, sent(0, help_from=cast.helper2_unit.pk, **given))
    assert TaskProgress.objects.get(task=bridge).help_from == cast.helper2_unit


def test_what_two_changed_stands_in_the_row_with_both_texts(as_, cast, bridge):
    client, address = as_("bureau"), row_of(bridge, cast.bureau_unit)
    base = client.get(address).context["form"]["base"].value()
    progress(bridge, text="专班代填", created_by=cast.clerk)
    response = client.post(address, sent(0, text="自己填的", base=base))
    assert response.status_code == 409
    assert "自己填的" in response.text and "专班代填" in response.text


def test_a_block_saves_its_rows_and_refuses_the_wrong_ones(as_, cast, bridge):
    rows = {
        key(bridge, cast.bureau_unit): urlencode(sent(0, text="主体完工")),
        key(cast.help_task, cast.helper_unit): urlencode(sent(0, text="培训", done_quantity="x")),
    }
    response = as_("clerk").post(BLOCK, {**sent(), **rows})
    assert response.status_code == 200 and "培训" in response.text
    made = TaskProgress.objects.get(task=bridge)
    assert (made.text, made.unit, made.on_behalf) == ("主体完工", cast.bureau_unit, True)
    assert not TaskProgress.objects.filter(task=cast.help_task).exists()


def test_a_block_is_answered_with_its_rows(as_, cast, bridge):
    rows = {key(bridge, cast.bureau_unit): urlencode(sent(0, text="主体完工"))}
    page = as_("clerk").post(BLOCK, {**sent(), **rows}, follow=True)
    assert names(page) == ["修桥"] and "主体完工" in page.text


@pytest.mark.parametrize(("who", "status"), [("bureau2", 403), ("township", 404), ("leader", 403)])
def test_a_row_of_another_unit_saves_nothing(as_, cast, bridge, who, status):
    rows = {key(bridge, cast.bureau_unit): urlencode(sent(0, text="别人的"))}
    assert as_(who).post(BLOCK, {**sent(), **rows}).status_code == status
    assert not TaskProgress.objects.filter(task=bridge).exists()


def test_a_block_that_cannot_be_read_is_refused(as_, cast):
    assert as_("clerk").post(BLOCK, sent()).status_code == 400


def test_no_change_beside_a_row_with_an_earlier_text(as_, cast, bridge):
    assert "data-no-change" not in as_("bureau").get(row_of(bridge, cast.bureau_unit)).text
    progress(bridge, MAY, text="五月进展")
    assert "data-no-change" in as_("bureau").get(row_of(bridge, cast.bureau_unit)).text
    address = f"{reverse('report_unchanged', args=[bridge.pk, JUNE])}?unit={cast.bureau_unit.pk}"
    assert as_("bureau").post(address, sent(0)).status_code == 302
    made = TaskProgress.objects.get(task=bridge, month=JUNE.start)
    assert (made.text, made.is_unchanged) == ("五月进展", True)


def test_what_is_submitted_or_closed_is_only_read(as_, cast, bridge):
    submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
    assert not any(one.form for one in as_("bureau").get(GRID).context["rows"])
    assert any(one.form for one in as_("clerk").get(GRID).context["rows"])
    closed = reverse("task_grid", args=[Period.month(2024, 1)])
    assert "已截止" in as_("clerk").get(closed).text


def test_a_helper_reads_its_own_words(as_, cast):
    page = as_("helper").get(GRID)
    assert "待反馈" in page.text and "未报" not in page.text


@pytest.mark.parametrize("who", ["clerk", "bureau"])
def test_fifty_rows_ask_what_one_row_asks(as_, cast, bridge, who):
    client = as_(who)
    before = statements(client, GRID)
    for number in range(50):
        made = task(cast.alpha, f"G{number}", cast.bureau_unit, target_quantity=Decimal(3))
        progress(made, MAY)
        if number % 2:
            progress(made)
    assert statements(client, GRID) == before


def test_a_number_that_is_no_key_is_no_row(as_, cast):
    for long in ("1" * 19, "1" * 5000, "²"):
        for name in (f"row-{long}-1", f"row-1-{long}"):
            assert as_("clerk").post(BLOCK, sent(**{name: "text=1"})).status_code == 400
        assert as_("clerk").get(BLOCK, {"rows": f"{long}-1"}).status_code == 200
    grid = reverse("grid_rows", args=[JUNE])
    assert as_("clerk").post(grid, sent(**{f"row-{'1' * 5000}": "text=1"})).status_code == 400
