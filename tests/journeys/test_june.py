"""June of 61 projects by form, grid, paste and import: recorded as keys and clicks, and held
against the Excel way.

The Excel way is counted, not recorded, from the same June: each unit fills the blank sheet of the
month (当月, 累计, 形象进度, 存在问题: a key for each character, one more to the next cell), and the
task force opens each unit's file, copies its rows, and pastes them into the county's sheet. What
the platform carries on (texts that stay, the cumulative) is typed there; what both need (going to
the sheet, sending the file) is not counted.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.money import plain_amount
from projects.models import MonthEntry, Project
from tests.journeys.test_grid import GRID, PASTE
from tests.making import JUNE, wan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHEET = Path("sample/mabian-project-months-2024.xlsx")
MADE_UP = {
    "下溪至劳动产业路": "326.52",
    "彝族特色村寨保护利用项目": "413.57",
    "乡镇污水处理设施建设": "0",
}
TOTAL = wan("28822.95")
# Of a unit's file: open it, click its first cell, press Ctrl+Shift+End, Ctrl+C, change the window,
# click the place, press Ctrl+V, close the file.
COPYING_A_FILE = {"clicks": 5, "keys": 7}
COUNTING = """() => {
  const count = (name) => sessionStorage.setItem(name, Number(sessionStorage.getItem(name)) + 1);
  addEventListener("keydown", (event) => { if (event.isTrusted) count("keys"); }, true);
  const isClick = (event) => event.isTrusted && event.detail;
  addEventListener("click", (event) => { if (isClick(event)) count("clicks"); }, true);
}"""


def counted(page) -> dict[str, int]:
    """The keys and clicks since the last time."""
    found = page.evaluate(
        "({ keys: +sessionStorage.keys || 0, clicks: +sessionStorage.clicks || 0 })"
    )
    page.evaluate("['keys', 'clicks'].forEach((name) => sessionStorage.removeItem(name))")
    return found


def the_excel_way(rows: list) -> dict[str, int]:
    keys = 0
    for row in rows:
        cells = [plain_amount(row.amount), plain_amount(row.cumulative)]
        cells += [row.project.image_progress, row.project.problems]
        keys += sum(len(text) + 1 for text in cells)
    units = len({row.project.owner_unit_id for row in rows})
    return {
        "keys": keys + units * COPYING_A_FILE["keys"],
        "clicks": units * COPYING_A_FILE["clicks"],
    }


@pytest.fixture
def june(county) -> list[MonthEntry]:
    """June as it was: the entries of the sample, and the three that are missing there."""
    held = {one.project_id: one for one in MonthEntry.objects.filter(month=JUNE.start)}
    due = Project.objects.of(county).due_to_report(JUNE).with_month(JUNE)
    rows = []
    for project in due.order_by("owner_unit__name", "code"):
        missing = MonthEntry(amount=wan(MADE_UP.get(project.name, "0")))
        row = held.get(project.pk, missing)
        row.project, row.cumulative = project, (project.year_amount or Decimal(0))
        row.cumulative += missing.amount if project.pk not in held else 0
        rows.append(row)
    return rows


def empty_june() -> None:
    MonthEntry.objects.filter(month=JUNE.start).delete()


def total() -> tuple[int, Decimal]:
    rows = MonthEntry.objects.filter(month=JUNE.start)
    return rows.count(), sum((row.amount for row in rows), Decimal(0))


def by_form(page, at, june) -> dict[str, int]:
    amounts = {row.project.name: plain_amount(row.amount) for row in june}
    at("/my/")
    counted(page)
    page.get_by_role("listitem").filter(has_text="未报").get_by_role(
        "link", name="填报"
    ).first.click()
    for _row in june:
        heading = page.get_by_role("heading", level=1)
        name = heading.inner_text().partition(" · ")[2]
        expect(page.get_by_label("当月完成投资")).to_be_focused()
        page.keyboard.type(amounts[name])
        with page.expect_navigation():
            page.keyboard.press("Enter")
    return counted(page)


def by_grid(page, at, june) -> dict[str, int]:
    amounts = {row.project.name: plain_amount(row.amount) for row in june}
    at(f"{GRID}?unit=all")
    counted(page)
    page.locator("[data-col=amount]").first.click()
    for _row in june:
        name = page.evaluate("document.activeElement.closest('[data-row]').dataset.name")
        page.keyboard.type(amounts[name])
        page.keyboard.press("Enter")
    expect(page.locator("[data-count=missing]")).to_have_text("0", timeout=240_000)
    return counted(page)


def by_paste(page, at, june) -> dict[str, int]:
    lines = [f"{row.project.name}\t{plain_amount(row.amount)}" for row in june]
    at(f"{GRID}?unit=all")
    counted(page)
    page.locator("[data-col=amount]").first.click()
    page.evaluate(PASTE, ["[data-col=amount]", "\n".join(["项目名称\t6月完成投资", *lines])])
    page.keyboard.press("Enter")
    expect(page.locator("[data-count=missing]")).to_have_text("0", timeout=240_000)
    seen = counted(page)
    return {**seen, "keys": seen["keys"] + 2}  # Ctrl+V, which the test puts in by a script


def by_import(page, at) -> dict[str, int]:
    at(reverse("import_upload", args=["months"]))
    counted(page)
    page.set_input_files("input[type=file]", SHEET)
    page.get_by_role("button", name="检查并预览").click()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("工作簿已导入")).to_be_visible()
    seen = counted(page)
    return {**seen, "clicks": seen["clicks"] + 3}  # to the file in the system's window


def test_june_takes_a_third_of_the_excel_way_by_form_and_less_by_the_others(
    county, june, sign_in, at, capsys
):
    page = sign_in("clerk")
    page.add_init_script(f"({COUNTING})()")
    found = {"Excel": the_excel_way(june)}
    for name, run in (("form", by_form), ("grid", by_grid), ("paste", by_paste)):
        empty_june()
        found[name] = run(page, at, june)
        assert total() == (61, TOTAL), name
    empty_june()
    found["import"] = by_import(page, at)
    assert MonthEntry.objects.filter(month=JUNE.start).count() == 58
    pressed = {name: sum(one.values()) for name, one in found.items()}
    with capsys.disabled():
        print("\nJune of 61 projects      keys   clicks   of the Excel way")
        for name, one in found.items():
            share = pressed[name] / pressed["Excel"]
            print(f"{name:<22} {one['keys']:>6} {one['clicks']:>8} {share:>10.0%}")
    assert pressed["form"] <= pressed["Excel"] / 3
    assert max(pressed["paste"], pressed["import"]) <= 12
