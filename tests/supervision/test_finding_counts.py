"""Counts of findings and days to closing, of any states and days, beside a count one by one; each
number is that of the list that it opens."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.bands import band_key
from supervision.choices import DONE, NOT_CLOSED, TO_RECTIFY, Colour, FindingState
from supervision.figures.closing_days import BANDS, ClosingDays, closing_days
from supervision.figures.finding_counts import finding_counts, finding_groups, findings_by_unit
from supervision.models import Finding
from supervision.services.finding_events import close_imported, reopen_finding
from supervision.services.finding_requests import accept_request, refuse_request
from tests.counting import statements
from tests.making import DAY, finding, finding_request

FOUND = date(2024, 3, 1)


@pytest.fixture(autouse=True)
def _no_other(cast):
    Finding.objects.of(cast.alpha).delete()


@st.composite
def one_finding(draw) -> dict:
    """The values of a finding, in days after it was found, as the database allows them."""
    state = draw(st.sampled_from(FindingState.values))
    days = st.none() | st.integers(0, 120)
    values = {"state": state, "colour": draw(st.sampled_from(Colour.values)), "due_on": draw(days)}
    if state in DONE:
        values["rectified_on"] = draw(days)
    if state == FindingState.CLOSED:
        later = draw(days)
        values["closed_on"] = later and later + (values["rectified_on"] or 0)
    values = {
        name: FOUND + timedelta(value) if isinstance(value, int) else value
        for name, value in values.items()
    }
    values["known_on"] = draw(st.sampled_from([None, DAY, DAY + timedelta(1)]))
    return {**values, "unit": draw(st.booleans()), "merged": draw(st.booleans())}


def make(cast, rows) -> list[Finding]:
    target = finding(cast.alpha, "Z", cast.bureau_unit, known_on=DAY + timedelta(1))
    units = (cast.bureau_unit, cast.bureau2_unit)
    made = []
    for number, row in enumerate(rows):
        values = {name: row[name] for name in row if name not in ("unit", "merged")}
        into = {"merged_into": target} if row["merged"] else {}
        one = finding(
            cast.alpha, f"X{number}", units[row["unit"]], found_on=FOUND, **values, **into
        )
        if not row["merged"] and row["known_on"] in (None, DAY):
            made.append(one)
    return made


def is_late(one) -> bool:
    rectified = one.rectified_on if one.rectified_on and one.rectified_on <= DAY else None
    return bool(one.state in DONE and rectified and one.due_on and rectified > one.due_on)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(one_finding(), max_size=12))
def test_the_counts_are_those_of_a_count_one_by_one(cast, rows):
    with transaction.atomic():
        kept = make(cast, rows)
        counts = finding_counts(finding_groups(Finding.objects.of(cast.alpha), DAY))
        days = closing_days(Finding.objects.of(cast.alpha), DAY)
        transaction.set_rollback(True)
    waiting = [one for one in kept if one.state in TO_RECTIFY]
    closed = [one for one in kept if one.state == FindingState.CLOSED]
    took = [
        (one.closed_on - FOUND).days for one in closed if one.closed_on and one.closed_on <= DAY
    ]
    assert +counts.by_state == Counter(one.state for one in kept)
    assert counts.total == len(kept)
    assert counts.open == sum(one.state in NOT_CLOSED for one in kept)
    assert counts.due == sum(bool(one.due_on and one.due_on <= DAY) for one in waiting)
    assert counts.overdue == sum(bool(one.due_on and one.due_on < DAY) for one in waiting)
    assert counts.undated == sum(one.due_on is None for one in waiting)
    assert counts.late == sum(is_late(one) for one in kept)
    done = sum(one.state in DONE for one in kept)
    assert counts.rate == (Fraction(done, len(kept)) if kept else None)
    assert days == ClosingDays(Counter(took), len(closed) - len(took))
    assert days.median == (median(map(Fraction, took)) if took else None)
    assert sum(band.count for band in days.bands) == days.count


def test_the_open_ones_of_each_unit_by_colour_add_up(cast):
    red = {"colour": "red"}
    for number, (unit, values) in enumerate(
        [
            (cast.bureau_unit, red),
            (cast.bureau_unit, {"state": "rectified"}),
            (cast.bureau_unit, {**red, "state": "closed"}),
            (cast.bureau2_unit, {"colour": "yellow"}),
        ]
    ):
        finding(cast.alpha, f"U{number}", unit, **values)
    rows = findings_by_unit(finding_groups(Finding.objects.of(cast.alpha), DAY))
    found = {row.name: (+row.open_by_colour, row.counts.total) for row in rows}
    assert found == {
        cast.bureau_unit.name: (Counter(red=1, reminder=1), 3),
        cast.bureau2_unit.name: (Counter(yellow=1), 1),
    }


def test_an_earlier_day_has_the_ends_of_its_time(cast):
    """Rectified late on 6 July, sent back on 7 July, rectified again and closed on 12 July,
    reopened on 20 July."""
    one = finding(cast.alpha, "E1", cast.bureau_unit, due_on=date(2024, 7, 5))

    def ask(day):
        now = Finding.objects.get(pk=one.pk)
        return finding_request(now, cast.bureau, on=date(2024, 7, day))

    asked = ask(6)
    given = {"by": cast.clerk, "on": date(2024, 7, 7), "answer": "佐证不全"}
    refuse_request(asked, version=asked.version, **given)
    asked = ask(10)
    verified = {"by": cast.clerk, "on": date(2024, 7, 12), "verification": "papers"}
    accept_request(asked, version=asked.version, **verified)
    now = Finding.objects.get(pk=one.pk)
    given = {"by": cast.clerk, "on": date(2024, 7, 20), "reason": "又出现"}
    reopen_finding(now, version=now.version, **given)
    found = {day: _ends(one, date(2024, 7, day)) for day in (5, 6, 7, 10, 12, 20)}
    july = {day: date(2024, 7, day) for day in range(1, 32)}
    assert found == {
        5: (None, None, ""),
        6: (july[6], None, "late"),
        7: (None, None, ""),
        10: (july[10], None, "late"),
        12: (july[10], july[12], "late"),
        20: (None, None, ""),
    }


def _ends(one, on) -> tuple:
    row = Finding.objects.as_of(on).with_ends(on).with_outcome().get(pk=one.pk)
    return row.rectified_then, row.closed_then, row.outcome


def test_what_an_import_rectified_and_a_person_closed_took_the_days_of_both(cast):
    one = finding(
        cast.alpha,
        "I1",
        cast.bureau_unit,
        state="rectified",
        rectified_on=FOUND.replace(month=6, day=20),
    )
    given = {"version": 1, "verification": "papers", "reason": "属实", "by": cast.clerk}
    close_imported(one, on=DAY, **given)
    days = closing_days(Finding.objects.of(cast.alpha), DAY)
    assert (dict(days.numbers), days.median) == ({35: 1}, 35)
    assert not closing_days(Finding.objects.of(cast.alpha), DAY - timedelta(1)).count


def test_each_number_is_that_of_its_list(as_, cast):
    for number, values in enumerate(
        [
            {"due_on": DAY},
            {"due_on": DAY - timedelta(1)},
            {"due_on": None},
            {"state": "rectified", "rectified_on": DAY, "due_on": DAY - timedelta(3)},
            {"state": "closed", "closed_on": DAY},
            {"state": "closed", "closed_on": date(2024, 6, 13)},
        ]
    ):
        finding(cast.alpha, f"L{number}", cast.bureau_unit, **values)
    client = as_("clerk")

    def listed(**query):
        return client.get(reverse("findings"), query).context["total_count"]

    rows = Finding.objects.of(cast.alpha)
    counts, days = finding_counts(finding_groups(rows, DAY)), closing_days(rows, DAY)
    assert (listed(due="yes"), listed(overdue="yes")) == (counts.due, counts.overdue) == (2, 1)
    assert (listed(due="no"), listed(overdue="no")) == (4, 5)
    assert listed(outcome="late") == counts.late == 1
    bands = [listed(days=band_key(*band)) for band in BANDS]
    assert bands == [band.count for band in days.bands] == [1, 0, 1, 0, 0]
    assert listed(closed_since="2024-06-13", closed_until="2024-06-30") == 1
    assert listed(rectified_since="2024-07-08") == 1
    assert listed(found_since="2024-06-04") == 0


def test_the_figures_take_two_statements_and_the_list_no_more_for_more(as_, cast):
    client, address = as_("clerk"), reverse("findings")
    finding(cast.alpha, "S", cast.bureau_unit)
    before = statements(client, f"{address}?overdue=no&days=")
    for number in range(50):
        finding(cast.alpha, f"S{number}", cast.bureau_unit, state="closed", closed_on=DAY)
    assert statements(client, f"{address}?overdue=no&days=") == before
    with CaptureQueriesContext(connection) as queries:
        groups = finding_groups(Finding.objects.of(cast.alpha), DAY)
        findings_by_unit(groups)
        assert closing_days(Finding.objects.of(cast.alpha), DAY).count == 50
    assert len(queries) == 2
