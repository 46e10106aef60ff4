"""The pages of visits: numbers that open their rows, words for helpers, the task made of one."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.models import Task, Visit
from tests.counting import statements
from tests.making import sent, visit

LIST = reverse("visits")
# What a helper never reads (docs/rules.md#helpers-are-partners).
NEVER = ("交办", "退回", "催办", "逾期", "督办", "红灯", "排名", "完成时限")


@pytest.fixture
def visits(cast):
    """Of each kind some; one that the helper is to follow up, its day passed."""
    for number in range(3):
        visit(cast.alpha, f"企业{number}", kind="in", day=date(2024, 5, number + 1))
    visit(cast.alpha, "上坝镇", [cast.bureau2_unit], kind="down", visited_unit=cast.township_unit)
    given = {"follow_up": "提供人选", "unit": cast.helper_unit, "due_on": date(2024, 6, 30)}
    visit(cast.alpha, "省帮扶厅", kind="out", visited_unit=cast.helper_unit, **given)
    return cast


@pytest.mark.parametrize("who", ["clerk", "bureau", "township", "helper", "leader"])
def test_each_count_opens_as_many_rows(as_, visits, who):
    client = as_(who)
    page = client.get(LIST)
    counts = page.context["counts"]
    assert counts.total == page.context["total_count"]
    for one in counts.by_kind:
        assert client.get(one.address).context["total_count"] == one.count
    for name, count in (("any", counts.follow_ups), ("open", counts.open)):
        assert client.get(LIST, {"follow_up": name}).context["total_count"] == count


def test_the_counts_are_shown_in_words(as_, visits):
    page = as_("clerk").get(LIST).content.decode()
    assert "共走访6次" in page
    for words in ("走上去 1", "走出去 1", "走下去 1", "走进去 3", "有后续事项 2", "尚未办结 2"):
        assert words in page


@pytest.mark.parametrize("who", ["clerk", "helper"])
def test_the_kind_is_shown_in_words(as_, visits, who):
    table = as_(who).get(LIST, {"kind": "out"}).context["table"]
    assert [row.get_cell("kind") for row in table.rows] == ["走出去"]


@pytest.mark.parametrize(
    ("query", "whom"),
    [
        ({"kind": ["in", "down"]}, ["上坝镇", "企业2", "企业1", "企业0"]),
        ({"month": "2024-05"}, ["企业2", "企业1", "企业0"]),
        ({"year": "2023"}, []),
        ({"due": "yes"}, ["省帮扶厅"]),
        ({"follow_up": "no_task", "due": "no"}, ["省帮扶厅"]),
        ({"q": "人选"}, ["省帮扶厅"]),
        ({"as_of": "2024-05-02"}, ["企业1", "企业0"]),
    ],
)
def test_filters_and_the_day(as_, visits, query, whom):
    rows = as_("clerk").get(LIST, query).context["table"].data
    assert [row.whom for row in rows] == whom


def test_the_filter_of_a_unit_finds_what_concerns_it(as_, visits):
    for unit, count in ((visits.helper_unit, 2), (visits.bureau2_unit, 1), (visits.bureau_unit, 1)):
        page = as_("clerk").get(LIST, {"unit": unit.pk})
        assert page.context["total_count"] == count


def test_a_helper_reads_no_word_of_lateness(as_, visits):
    client = as_("helper")
    mine = Visit.objects.get(unit=visits.helper_unit)
    pages = [LIST, reverse("visit", args=[mine.pk]), reverse("visit", args=[visits.visit.pk])]
    texts = [client.get(page).content.decode() for page in pages]
    assert not [word for word in NEVER for text in texts if word in text]
    assert "商请反馈时限" in texts[1]
    assert "2024-06-30" in texts[0] and "2024-06-30" in texts[1]
    assert "2024-07-31" not in texts[0] + texts[2]  # of the bureau
    assert client.get(LIST, {"due": "yes"}).context["total_count"] == 2  # no such filter


def test_the_day_of_a_helper_is_not_shown_to_a_bureau(as_, visits):
    mine = Visit.objects.get(unit=visits.helper_unit)
    mine.units.add(visits.bureau2_unit)
    text = as_("bureau2").get(reverse("visit", args=[mine.pk])).content.decode()
    assert "提供人选" in text and "2024-06-30" not in text
    assert as_("bureau2").get(LIST, {"due": "yes"}).context["total_count"] == 0


def test_a_task_is_made_of_what_follows(as_, visits):
    client, page = as_("clerk"), reverse("visit", args=[visits.visit.pk])
    address = f"{reverse('new_task')}?visit={visits.visit.pk}"
    assert ("转为任务", address) in [
        (str(action.label), there) for action, there in client.get(page).context["actions"]
    ]
    form = client.get(address)
    assert form.context["form"].initial == {
        "text": "对接资金", "lead_unit": visits.bureau_unit.pk, "deadline": date(2024, 7, 31),
        "submission_id": form.context["form"].initial["submission_id"],
    }  # fmt: skip
    assert "来自2024-06-05的走访：走上去 省帮扶厅，对接项目" in form.content.decode()
    given = {"text": "对接资金", "lead_unit": visits.bureau_unit.pk, "deadline": "2024-07-31"}
    assert client.post(address, sent(lists=visits.road_list.pk, **given)).status_code == 302
    made = Task.objects.get(text="对接资金")
    visits.visit.refresh_from_db()
    assert visits.visit.task == made
    text = client.get(page).content.decode()
    assert "转为任务" not in text and "已转任务" in text and reverse("task", args=[made.pk]) in text
    assert "来源走访" in client.get(reverse("task", args=[made.pk])).content.decode()
    assert client.get(address).status_code == 404


def test_only_the_task_force_makes_the_task(as_, visits):
    page = reverse("visit", args=[visits.visit.pk])
    for who in ("leader", "bureau", "helper"):
        assert "转为任务" not in as_(who).get(page).content.decode()


def form(cast, **values) -> dict:
    given = {"day": "2024-07-01", "kind": "out", "purpose": "对接", "whom": "", **values}
    return sent(version=1, **given)


def test_the_name_of_the_unit_is_whom(as_, cast):
    sends = form(cast, visited_unit=cast.helper2_unit.pk, units=[cast.bureau_unit.pk])
    assert as_("clerk").post(reverse("new_visit"), sends).status_code == 302
    made = Visit.objects.get(whom="国有帮扶公司")
    assert (made.visited_unit, list(made.units.all())) == (cast.helper2_unit, [cast.bureau_unit])


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({}, "whom", "请选择走访的单位，或填写走访对象。"),
        ({"whom": "某厅", "day": "2031-01-01"}, "day", "日期晚于今天。"),
        ({"whom": "某厅", "due_on": "2024-08-01"}, "due_on", "请同时填写后续事项。"),
        ({"whom": "某厅", "follow_up": "办", "due_on": "2024-06-01"}, "due_on", "早于走访日期。"),
        (
            {"whom": "省帮扶厅", "kind": "up", "day": "2024-06-05"},
            "whom",
            "走访对象为“省帮扶厅”的走访，不能重复",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(as_, cast, values, field, words):
    page = as_("clerk").post(reverse("new_visit"), form(cast, **values))
    assert words in page.context["form"].errors[field][0]


@pytest.mark.parametrize(("who", "count"), [("clerk", 2), ("helper", 2), ("bureau2", 0)])
def test_the_page_of_a_unit_shows_its_visits(as_, visits, who, count):
    page = as_(who).get(reverse("unit", args=[visits.helper_unit.pk]))
    rows = [section.rows for section in page.context["sections"] if section.anchor == "visits"]
    assert sum(map(len, rows)) == count


def test_the_list_asks_the_same_for_fifty_rows_as_for_one(as_, cast):
    client = as_("clerk")
    client.get(LIST)
    before = statements(client, LIST)
    for number in range(50):
        visit(cast.alpha, f"企业{number}", [cast.bureau_unit, cast.bureau2_unit], kind="in")
    assert statements(client, LIST) == before
