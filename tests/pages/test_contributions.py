"""The pages of what the helpers give: list with sums, three fields for a helper, corrections."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.models import Contribution
from programmes.services.contributions import create_contribution
from tests.making import contribution, sent, wan

LIST, NEW = reverse("contributions"), reverse("new_contribution")


def errors_of(page) -> dict[str, str]:
    return {name: str(words[0]) for name, words in page.context["form"].errors.items()}


def test_a_helper_enters_what_it_gave_with_three_fields(as_, cast):
    client = as_("helper")
    assert [field.name for field in client.get(NEW).context["form"].first_fields] == [
        "kind", "given", "given_on",
    ]  # fmt: skip
    three = {"kind": cast.help_given.kind_id, "given": "38.5", "given_on": "2024-07-01"}
    answer = client.post(NEW, sent(**three, helper=cast.helper2_unit.pk))
    made = Contribution.objects.latest("pk")
    assert answer.url == reverse("contribution", args=[made.pk])
    assert (made.helper, made.given_amount, made.given_on) == (
        cast.helper_unit, wan("38.5"), date(2024, 7, 1),
    )  # fmt: skip
    assert (made.year, made.is_own, made.planned) == (2024, True, None)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"given": "", "given_on": ""}, "given", "请填写计划数或实际数"),
        ({"given_on": ""}, "given_on", "请填写发生日期"),
        ({"given": "", "planned": "3"}, "given", "请填写实际数，或清空日期"),
        ({"given_on": "2024-07-09"}, "given_on", "日期晚于今天"),
        ({"given": "三"}, "given", "不是数字"),
        ({"year": "2031"}, "year", "不在帮扶工作的年度内"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(as_, cast, values, field, words):
    good = {"kind": cast.help_given.kind_id, "given": "1", "given_on": "2024-07-01"}
    page = as_("helper").post(NEW, sent(**{**good, **values}))
    found = errors_of(page)
    assert list(found) == [field]
    assert words in found[field]


def test_a_pledge_has_neither_a_given_quantity_nor_a_day(as_, cast):
    values = {"helper": cast.helper_unit.pk, "kind": cast.other_help.kind_id, "planned": "3"}
    as_("clerk").post(NEW, sent(**values, year="2025"))
    made = Contribution.objects.latest("pk")
    assert (made.planned_count, made.given, made.given_on, made.year) == (3, None, None, 2025)
    assert not made.is_own


def test_the_list_adds_by_kind_alone(as_, cast):
    contribution(cast.alpha, cast.helper_unit, "消费帮扶", "万元", planned="38.5", given=30)
    page = as_("clerk").get(LIST)
    sums = {str(one.kind): (one.shown_planned, one.shown_given) for one in page.context["sums"]}
    assert sums == {
        "直接投入资金": ("500.00", "300.00"),
        "选派人才": ("6", "0"),
        "消费帮扶": ("38.50", "30.00"),
    }
    assert not {"sum_planned", "sum_given"} & set(page.context["table"].totals)
    of_one = as_("clerk").get(LIST, {"kind": cast.other_help.kind_id}).context["table"].totals
    assert (of_one["sum_planned"], of_one["sum_given"]) == (["6人"], [])


@pytest.mark.parametrize(
    ("query", "contents"),
    [
        ("given=no", ["选派医生"]),
        ("given=yes", ["产业路资金"]),
        ("given=yes&as_of=2024-06-19", []),
        ("tier=N", ["选派医生"]),
        ("channel=渠道", ["产业路资金", "选派医生"]),
        ("channel=渠道&tier=5", ["产业路资金"]),
        ("year=2025", []),
        ("q=省帮扶厅", ["产业路资金"]),
        ("q=选派", ["选派医生"]),
    ],
)
def test_the_list_is_filtered(as_, cast, query, contents):
    page = as_("clerk").get(f"{LIST}?{query}")
    assert sorted(row.content for row in page.context["table"].data.data) == contents


def test_a_file_has_each_quantity_in_its_unit(as_, cast):
    text = as_("clerk").get(f"{LIST}?_export=csv").getvalue().decode("utf-8-sig")
    lines = [line.split(",") for line in text.splitlines()]
    found = {line[0]: line[3:6] for line in lines if line[0] in ("产业路资金", "选派医生")}
    assert {name: [float(one[0]), one[2]] for name, one in found.items()} == {
        "产业路资金": [500, "万元"],
        "选派医生": [6, "人"],
    }


def test_a_helper_sees_and_edits_its_own_alone(as_, cast):
    client = as_("helper")
    text = client.get(LIST).text
    assert ("产业路资金" in text, "选派医生" in text, "国有帮扶公司" in text) == (
        True,
        False,
        False,
    )
    own, other = (
        reverse("edit_contribution", args=[one.pk]) for one in (cast.help_given, cast.other_help)
    )
    assert (client.get(own).status_code, client.get(other).status_code) == (200, 404)


def test_a_correction_needs_a_reason_that_the_helper_reads(as_, cast):
    values = {"helper": cast.helper_unit, "kind": cast.other_help.kind, "planned_count": 3}
    own = create_contribution(by=cast.helper, programme=cast.alpha, year=2024, **values)
    address, client = reverse("edit_contribution", args=[own.pk]), as_("clerk")
    sent_values = {"helper": cast.helper_unit.pk, "kind": own.kind_id, "planned": "2", "version": 1}
    refused = client.post(address, sent(**sent_values))
    assert errors_of(refused) == {"reason": "请填写更正原因，帮扶单位可以看到。"}
    assert client.post(address, sent(**sent_values, reason="名单为2人")).status_code == 302
    helper = as_("helper")
    assert "名单为2人" in helper.get(reverse("contribution", args=[own.pk])).text
    assert "名单为2人" in helper.get(reverse("my_work")).text


def test_a_task_is_shown_to_whoever_sees_it(as_, cast):
    Contribution.objects.filter(pk=cast.help_given.pk).update(task=cast.help2_task)
    address = reverse("contribution", args=[cast.help_given.pk])
    assert "帮助招商" in as_("clerk").get(address).text
    assert "帮助招商" not in as_("helper").get(address).text
