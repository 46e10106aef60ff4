"""The month's entry grid: whose rows, what stands beside, each row saved by itself."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from core.periods import Period
from projects.models import MonthEntry
from projects.services.months import record_month
from projects.templatetags.projects import shortened
from tests.counting import statements
from tests.making import JUNE, building, entry, late, member, opening, project, sent, submitted, wan

GRID = reverse("project_grid", args=[JUNE])
ALL = f"{GRID}?unit=all"


def names(response) -> list[str]:
    return [one.row.project.name for one in response.context["rows"]]


def row_of(cast, name="dam"):
    return reverse("project_row", args=[getattr(cast, name).pk, JUNE])


def test_a_unit_sees_its_own_those_due_first(as_, cast):
    assert names(as_("bureau").get(GRID)) == ["农村公路", "学校"]
    assert names(as_("bureau2").get(GRID)) == ["水库", "料场"]


def test_who_owns_nothing_sees_nothing(as_, cast):
    assert names(as_("township").get(GRID)) == []


def test_the_task_force_sees_all_or_one_unit(as_, cast):
    client = as_("clerk")
    assert names(client.get(ALL)) == ["农村公路", "水库", "料场", "学校"]
    assert names(client.get(f"{GRID}?unit={cast.bureau2_unit.pk}")) == ["水库", "料场"]
    for unknown in (cast.beta.unit.pk, "x", 0):
        assert client.get(f"{GRID}?unit={unknown}").status_code == 404


def progress(response) -> list[tuple]:
    return [
        (one.unit, one.reported, one.due, sheet) for one, sheet, _ in response.context["by_unit"]
    ]


def test_the_task_force_finds_the_progress_of_each_unit_those_first_that_lack_something(as_, cast):
    submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
    page = as_("clerk").get(GRID)
    assert progress(page) == [("水利局", 0, 1, "填报中"), ("交通局", 1, 1, "已提交")]
    assert '已报 <strong data-count="reported">1</strong> / <strong>2</strong>' in page.text
    assert "2个单位中1个已报齐" in page.text
    assert f"?unit={cast.bureau2_unit.pk}" in page.text


def test_a_closed_month_says_of_a_sheet_that_it_was_not_submitted(as_, cast):
    closed = reverse("project_grid", args=[Period.month(2024, 1)])
    page = as_("clerk").get(closed)
    assert {sheet for *_, sheet in progress(page)} == {"未提交"}
    sheet = reverse("project_sheet", args=[cast.bureau_unit.pk, Period.month(2024, 1)])
    text = as_("bureau").get(sheet).text
    assert "未提交" in text and "填报中" not in text


def test_the_progress_adds_up_to_the_month(as_, cast):
    page = as_("leader").get(GRID)
    every = as_("leader").get(ALL).context["total"]
    told = [(one.due, one.reported) for one, _, _ in page.context["by_unit"]]
    assert tuple(map(sum, zip(*told, strict=True))) == (every.due, every.reported)
    assert page.context["missing"] == every.not_reported


def test_from_a_unit_one_goes_on_to_the_next(as_, cast):
    client = as_("clerk")
    first, second = client.get(ALL).context["units"]
    page = client.get(f"{GRID}?unit={first.pk}")
    assert (page.context["unit_before"], page.context["unit_after"]) == (None, second)
    page = client.get(f"{GRID}?unit={second.pk}")
    assert (page.context["unit_before"], page.context["unit_after"]) == (first, None)


def test_a_unit_is_not_led_to_others(as_, cast):
    page = as_("bureau").get(ALL)
    assert names(page) == ["农村公路", "学校"]
    assert "by_unit" not in page.context and "下一单位" not in page.text


def test_what_was_before_stands_beside(as_, cast):
    page = as_("bureau2").get(GRID).text
    for words in ("2,400.00", "此前 300.00", "2024-05 300.00", "未报"):
        assert words in page


def test_who_only_reads_gets_no_fields(as_, cast):
    assert all(one.form is None for one in as_("leader").get(ALL).context["rows"])


def test_a_row_is_saved_and_answers_with_itself(as_, cast):
    client = as_("bureau2")
    response = client.post(row_of(cast), sent(0, amount="1,200.5", problems="征地"), follow=True)
    assert "data-reported" in response.text and "<html" not in response.text
    made = MonthEntry.objects.get(project=cast.dam, month=JUNE.start)
    assert (made.amount, made.problems) == (wan("1200.5"), "征地")


def block(cast, **rows) -> dict:
    """A pasted block: the forms of rows by their names in the cast."""
    forms = {f"row-{getattr(cast, name).pk}": urlencode(data) for name, data in rows.items()}
    return {**sent(), **forms}


BLOCK = reverse("grid_rows", args=[JUNE])


def june_of(cast, *rows):
    found = MonthEntry.objects.filter(project__in=[getattr(cast, name) for name in rows])
    return dict(found.filter(month=JUNE.start).values_list("project__name", "amount"))


def test_a_pasted_block_is_saved_in_one_request_and_answers_with_its_rows(as_, cast):
    data = block(cast, road=sent(1, amount="12.5"), dam=sent(0, amount="7"))
    client = as_("clerk")
    response = client.post(BLOCK, data, follow=True)
    assert names(response) == ["农村公路", "水库"]
    assert "<html" not in response.text
    assert june_of(cast, "road", "dam") == {"农村公路": wan("12.5"), "水库": wan(7)}
    assert client.post(BLOCK, data, follow=True).status_code == 200
    assert june_of(cast, "dam") == {"水库": wan(7)}


def test_a_row_of_a_block_that_is_refused_leaves_the_others_saved(as_, cast):
    data = block(cast, road=sent(1, amount="一百"), dam=sent(0, amount="7"))
    before = june_of(cast, "road")
    response = as_("clerk").post(BLOCK, data)
    assert "不是数字" in response.text and names(response) == ["水库"]
    assert june_of(cast, "road", "dam") == {**before, "水库": wan(7)}


@pytest.mark.parametrize(("who", "status"), [("bureau2", 404), ("leader", 403)])
def test_a_block_with_a_row_that_one_may_not_enter_saves_nothing(as_, cast, who, status):
    data = block(cast, dam=sent(0, amount="7"), road=sent(1, amount="7"))
    before = june_of(cast, "road", "dam")
    assert as_(who).post(BLOCK, data).status_code == status
    assert june_of(cast, "road", "dam") == before


def test_a_block_that_cannot_be_read_is_refused(as_, cast):
    client = as_("clerk")
    assert client.post(BLOCK, sent()).status_code == 400
    assert client.post(BLOCK, block(cast, dam={"amount": "7"})).status_code == 400


def test_the_totals_at_the_foot_are_those_of_the_sheet(as_, cast):
    client = as_("bureau")
    total = client.get(reverse("grid_total", args=[JUNE]))
    assert total.context["total"] == client.get(GRID).context["total"]
    assert total.text.strip().startswith("<tfoot>") and "<html" not in total.text
    assert "<tfoot>" in client.get(GRID).text


def test_a_row_that_is_refused_says_why(as_, cast):
    response = as_("bureau2").post(row_of(cast), sent(0, amount="一百"))
    assert response.status_code == 200
    assert "不是数字" in response.text and "一百" in response.text
    assert "<html" not in response.text


def test_a_month_below_zero_asks_for_its_reason_in_the_row(as_, cast):
    response = as_("bureau2").post(row_of(cast), sent(0, amount="-1"))
    assert 'data-col="reason"' in response.text
    data = sent(0, amount="-1", reason="核减")
    assert as_("bureau2").post(row_of(cast), data).status_code == 302


def test_an_unlikely_amount_is_asked_for_again_in_the_row(as_, cast):
    data = {"amount": "90000"}
    response = as_("bureau2").post(row_of(cast), sent(0, **data))
    assert 'name="confirmed"' in response.text and f'form="row-{cast.dam.pk}"' in response.text
    assert as_("bureau2").post(row_of(cast), sent(0, **data, confirmed="on")).status_code == 302


def test_what_two_changed_stands_in_the_row_with_both_texts(as_, cast):
    client = as_("clerk")
    form = client.get(row_of(cast, "road")).context["form"]
    base = form["base"].value()
    record_month(
        project=cast.road, month=JUNE, by=cast.bureau, amount=wan(120), problems="缺砂石",
        image_progress="路基完成", version=1,
    )  # fmt: skip
    data = sent(1, amount="130", image_progress="路面", base=base)
    response = client.post(row_of(cast, "road"), data)
    assert response.status_code == 409
    form = response.context["form"]
    assert [form[n].value() for n in ("amount", "image_progress", "problems", "version")] == [
        "130", "路面", "缺砂石", "2",
    ]  # fmt: skip
    assert [part.name for _, part in response.context["open_parts"]] == ["amount"]
    again = {"image_progress": "路面", "problems": "缺砂石", "base": form["base"].value()}
    assert client.post(row_of(cast, "road"), sent(2, amount="130", **again)).status_code == 302


def test_what_the_row_does_not_show_is_kept(as_, cast):
    cast.road_june.next_step = "铺路面"
    cast.road_june.save()
    page = as_("bureau").get(row_of(cast, "road"))
    assert 'value="铺路面"' in page.text


def test_what_is_submitted_is_read_only_for_the_unit(as_, cast):
    submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
    assert [one.form for one in as_("bureau").get(GRID).context["rows"]] == [None, None]
    assert all(one.form for one in as_("clerk").get(ALL).context["rows"])


def test_no_change_for_all_that_is_not_reported(as_, cast):
    address = reverse("unit_no_change", args=[cast.bureau2_unit.pk, JUNE])
    response = as_("bureau2").post(address, sent(), follow=True)
    assert "1个项目已按“无变化”填报" in response.text
    assert MonthEntry.objects.get(project=cast.dam, month=JUNE.start).no_change
    assert not MonthEntry.objects.filter(project=cast.quarry).exists()


def test_a_closed_month_is_only_read(as_, cast):
    page = as_("clerk").get(reverse("project_grid", args=[Period.month(2024, 1)]) + "?unit=all")
    assert "已截止" in page.text
    assert all(one.form is None for one in page.context["rows"])


def test_the_task_force_finds_the_reminder(as_, cast):
    assert "水利局：水库" in as_("clerk").get(GRID).text
    assert 'id="reminder"' not in as_("bureau2").get(GRID).text


@pytest.mark.parametrize(("who", "address"), [("clerk", GRID), ("clerk", ALL), ("bureau", GRID)])
def test_fifty_rows_ask_what_one_row_asks(as_, cast, who, address):
    client = as_(who)
    before = statements(client, address)
    for number in range(50):
        unit = member(cast.alpha, f"局{number}", "member") if who == "clerk" else cast.bureau_unit
        made = building(cast.alpha, f"Q{number:02d}", unit, 100)
        entry(made, JUNE, 10, created_by=cast.clerk)
        entry(made, JUNE.previous(), 10)
    assert statements(client, address) == before <= 22


@pytest.mark.parametrize("who", ["clerk", "bureau", "bureau2", "township", "helper", "leader"])
def test_who_may_enter_a_project_may_enter_all_of_its_unit(cast, who):
    """What the pages of a month rely on, which ask once for each unit."""
    user = getattr(cast, who)
    twin = project(cast.alpha, "TWIN", cast.road.owner_unit)
    assert (twin.township, cast.road.township) == (None, cast.township_unit)
    may = [user.has_perm("projects.enter_month", one) for one in (twin, cast.road)]
    assert may == [who in ("clerk", "bureau")] * 2


def test_what_was_said_last_stands_shortened_beside_a_field():
    assert shortened("征地" * 9) == "征地" * 9
    assert shortened("征地" * 9 + "难") == "征地" * 8 + "征…"


def preview(as_, found, **typed):
    """What the row would show with what is typed, by the bureau of the project."""
    return as_("clerk").get(reverse("row_preview", args=[found.pk, JUNE]), typed)


def test_a_preview_shows_the_row_as_it_is_when_it_is_saved(as_, cast):
    made = building(cast.alpha, "PV1", cast.bureau_unit, 1200)
    entry(made, Period.month(2024, 5), 300)
    late(made, Period.month(2024, 4), JUNE, 20)
    shown = preview(as_, made, amount="100").json()
    light = shown.pop("light")
    assert shown == {
        "amount": "100", "cumulative": "420", "share": "35.00%", "difference": "-15.00",
    }  # fmt: skip
    assert "light-red" in light and "低于序时进度15.00个百分点。上月已为黄灯" in light
    assert not made.entries.filter(month=JUNE.start).exists()
    assert preview(as_, made, cumulative="420").json() == {**shown, "light": light}
    record_month(project=made, month=JUNE, by=cast.clerk, amount=wan(100))
    saved = as_("clerk").get(reverse("project_row", args=[made.pk, JUNE])).text
    assert all(words in saved for words in ("35.00%", "-15.00", light))


@pytest.mark.parametrize("through", [5, 6])
def test_a_preview_takes_from_the_opening_entry_what_saving_takes(as_, cast, through):
    made = building(cast.alpha, "PV2", cast.bureau_unit, 1200)
    opening(made, "earlier_months", Period.month(2024, through), 300)
    shown = preview(as_, made, amount="100").json()
    record_month(project=made, month=JUNE, by=cast.clerk, amount=wan(100))
    saved = as_("clerk").get(reverse("project_row", args=[made.pk, JUNE])).text
    assert all(shown[name] in saved for name in ("share", "difference", "light"))


@pytest.mark.parametrize(
    "typed", [{}, {"amount": "x"}, {"amount": "1", "cumulative": "3"}, {"cumulative": "1.1234567"}]
)
def test_what_cannot_be_saved_has_no_preview(as_, cast, typed):
    assert preview(as_, cast.road, **typed).status_code == 422
