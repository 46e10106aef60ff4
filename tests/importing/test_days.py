"""The days of what an import says: of steps of money, of stages, of states."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from funds.models import FundLine
from programmes.models import Need, Task
from projects.models import StageEvent
from tests.importing.books import FUNDS, NEEDS, TASKS, changed, imported, press
from tests.making import sent

SHEET = date(2024, 6, 30)
STEPS = ("planned", "arrived", "allocated", "transferred", "paid")


def test_no_step_of_money_is_dated_after_one_that_follows_it(ledger):
    assert imported(ledger, FUNDS).is_good
    for line in FundLine.objects.all():
        days = [(STEPS.index(one.kind), one.on) for one in line.postings.all()]
        planned, allocated = ([day for step, day in days if step == number] for number in (0, 2))
        assert all(planned[0] <= day for _step, day in days), line
        assert all(allocated[0] <= day for step, day in days if step > 2), line


def test_what_is_planned_later_is_dated_by_its_sheet(ledger, tmp_path):
    assert imported(ledger, FUNDS).is_good
    more = changed(FUNDS, tmp_path, (4, 6, 9100))
    line = FundLine.objects.get(number="ZJ2024-001")
    assert [one.on for one in line.postings.filter(kind="planned")] == [date(2024, 2, 20)]
    assert imported(ledger, FUNDS, more).errors == []
    assert [one.on for one in line.postings.filter(kind="planned")] == [date(2024, 2, 20), SHEET]


def test_a_stage_without_a_day_has_that_of_its_sheet(ledger):
    of_sheet = StageEvent.objects.filter(of_sheet=True)
    assert {event.on for event in of_sheet} == {SHEET}
    assert (of_sheet.count(), StageEvent.objects.filter(of_sheet=False).count()) == (99, 40)


@pytest.mark.parametrize(("book", "model"), [(TASKS, Task), (NEEDS, Need)])
def test_states_are_dated_by_the_day_that_is_given(network, book, model):
    kind = {TASKS: "tasks", NEEDS: "needs"}[book]
    call_command("import_data", kind, str(book.path), programme=network.code, on=SHEET)
    assert set(model.objects.values_list("known_on", flat=True)) == {SHEET}
    assert not model.objects.known(on=date(2024, 6, 29)).exists()
    assert model.objects.known(on=SHEET).count() == book.rows


def test_states_without_a_given_day_are_known_from_the_programmes_day_on(network):
    assert imported(network, NEEDS).is_good
    assert set(Need.objects.values_list("known_on", flat=True)) == {network.today()}


def test_a_state_that_an_import_changes_is_known_from_that_import_on(network, tmp_path):
    call_command("import_data", "tasks", str(TASKS.path), programme=network.code, on=SHEET)
    other = changed(TASKS, tmp_path, (6, 11, "推进中"))
    assert imported(network, TASKS, other).updated == 1
    assert Task.objects.filter(known_on=network.today()).count() == 1


def test_the_upload_asks_for_the_day_of_the_states(signed_in, network):
    address = reverse("import_upload", args=["needs"])
    form = signed_in.get(address).context["form"]
    assert form["on"].value() == network.today().isoformat()
    for day, is_taken in (("2024-07-09", False), ("", False), ("2024-06-30", True)):
        with NEEDS.path.open("rb") as file:
            answer = signed_in.post(address, sent(file=file, on=day))
        assert (answer.status_code == 302) is is_taken, day
    press(signed_in, "import_confirm")
    assert set(Need.objects.values_list("known_on", flat=True)) == {SHEET}


def test_a_kind_without_states_asks_for_no_day(signed_in):
    assert (
        "on" not in signed_in.get(reverse("import_upload", args=["funds"])).context["form"].fields
    )
