"""Findings that come back: each sentence and its list."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from django.urls import reverse

from supervision.figures.repeats import REOPENED, SOURCES, SUBJECTS, UNITS, repeats
from supervision.models import Finding, FindingSource
from supervision.services.finding_events import reopen_finding
from tests.counting import statements
from tests.making import DAY, finding

PAGE = "repeated_findings"


def rows_of(cast, label, user=None) -> list:
    groups = {group.label: group.rows for group in repeats(user or cast.clerk, cast.alpha, DAY)}
    return groups.get(label, [])


def made(cast, number, unit=None, **values) -> Finding:
    return finding(cast.alpha, f"R{number}", unit or cast.bureau_unit, **values)


def test_a_unit_comes_with_its_third_finding_of_the_year(cast):
    made(cast, 1), made(cast, 2, found_on=date(2023, 12, 31))  # beside D1 of the cast
    assert rows_of(cast, UNITS) == []
    made(cast, 3, state="closed")
    [row] = rows_of(cast, UNITS)
    assert row.text == "交通局2024年发现问题3项，未销号2项。"


def test_what_was_merged_counts_once(cast):
    one, other = made(cast, 1), made(cast, 2)
    Finding.objects.filter(pk=other.pk).update(merged_into=one)
    assert rows_of(cast, UNITS) == []


def test_a_source_names_the_number_of_its_units(cast):
    made(cast, 1, cast.bureau2_unit), made(cast, 2, cast.township_unit)
    [row] = rows_of(cast, SOURCES)
    assert row.text == "专项督查2024年发现问题3项，涉及3个单位，未销号3项。"


def test_a_reopened_finding_comes_with_its_reason_until_the_day_before(cast):
    one = made(cast, 1, state="closed", text="路面开裂")
    given = {"version": 1, "by": cast.clerk, "on": DAY}
    reopen_finding(one, reason="雨后又裂", **given)
    [row] = rows_of(cast, REOPENED)
    assert row.text == "交通局“路面开裂”2024-07-08第1次重新整改：雨后又裂"
    assert row.address == reverse("finding", args=[one.pk])
    before = repeats(cast.clerk, cast.alpha, date(2024, 7, 7))
    assert REOPENED not in [group.label for group in before]


def test_several_about_one_project_task_or_fund_line_come_with_its_name(cast):
    for number, about in enumerate((cast.road, cast.road, cast.dam)):
        made(cast, f"P{number}", project=about)
    for number in range(3):
        made(cast, f"T{number}", task=cast.road_task, fund_line=cast.paid if number else None)
    assert [row.text for row in rows_of(cast, SUBJECTS)] == [
        "任务“修路”有问题3项，未销号3项。",
        f"资金“{cast.paid}”有问题2项，未销号2项。",
        "项目“农村公路”有问题2项，未销号2项。",
    ]


def test_a_bureau_reads_of_its_own_alone(cast):
    for number in range(3):
        made(cast, number, cast.bureau2_unit, project=cast.quarry)
    made(cast, "Q1", project=cast.quarry), made(cast, "Q2", project=cast.quarry)
    assert {row.text[:3] for row in rows_of(cast, UNITS, cast.bureau)} == {"交通局"}
    assert rows_of(cast, SUBJECTS, cast.bureau) == []
    assert len(rows_of(cast, SUBJECTS)) == 1


def test_the_sentences_count_as_a_loop_does_and_open_lists_of_that_length(as_, cast):
    random = Random(11)  # noqa: S311
    sources = [FindingSource.objects.create(programme=cast.alpha, name=name) for name in "甲乙"]
    units = (cast.bureau_unit, cast.bureau2_unit, cast.township_unit)
    for number in range(30):
        found_on = random.choice((date(2024, 6, 3), date(2023, 6, 3)))
        given = {"project": random.choice((None, cast.road)), "found_on": found_on}
        given |= {"source": random.choice(sources), "due_on": None}
        made(cast, f"N{number}", random.choice(units), **given)
    counted = [Counter(), Counter(), Counter()]
    for one in Finding.objects.of(cast.alpha):
        of_year = one.found_on.year == 2024
        counted[0][one.unit_id] += of_year
        counted[1][one.source_id] += of_year
        counted[2][one.project_id] += one.project_id is not None
    expected = [sorted(n for n in found.values() if n >= low) for found, low in
                zip(counted, (3, 3, 2), strict=True)]  # fmt: skip
    client = as_("clerk")
    for label, numbers in zip((UNITS, SOURCES, SUBJECTS), expected, strict=True):
        rows = rows_of(cast, label)
        listed = [client.get(row.address).context["total_count"] for row in rows]
        assert sorted(listed) == numbers
        assert all(f"{n}项" in row.text for n, row in zip(listed, rows, strict=True))


def test_the_page_shows_each_sentence_and_what_to_do_without_any(as_, cast):
    assert "没有反复出现的问题" in as_("clerk").get(reverse(PAGE)).text
    made(cast, 1), made(cast, 2)
    assert "交通局2024年发现问题3项" in as_("leader").get(reverse(PAGE)).text


@pytest.mark.parametrize("who", ["helper", "helper2", "auditor"])
def test_no_helper_reads_the_page(as_, who):
    assert as_(who).get(reverse(PAGE)).status_code == 403


def test_the_page_takes_the_same_statements_for_many(as_, cast):
    for number in range(3):
        made(cast, number, project=cast.road, task=cast.road_task, fund_line=cast.paid)
    client = as_("clerk")
    few = statements(client, reverse(PAGE))
    for number in range(50):
        made(cast, f"M{number}", project=cast.dam, task=cast.done_task, fund_line=cast.training)
    assert statements(client, reverse(PAGE)) == few


@pytest.mark.parametrize("year", ["0", "99999999", "x"])
def test_a_year_that_is_none_is_named(as_, year):
    page = as_("clerk").get(reverse("findings"), {"found": year})
    assert page.status_code == 200
    assert page.context["filter"].problems()
