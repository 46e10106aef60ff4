"""A problem that a unit typed in a month is registered in the same words, and counted once."""

from datetime import date

import pytest
from django.urls import reverse

from projects.figures.month_fields import month_field_spec
from projects.models import MonthEntry, Problem
from reports.choices import ReportKind
from reports.content import build
from tests.making import JULY, JUNE
from tests.pages.sendings import sent

TEXT = "征地未完成"


@pytest.fixture
def stated(cast):
    """The road states a problem in June."""
    MonthEntry.objects.filter(project=cast.road, month=JUNE.start).update(problems=TEXT)
    return cast.road


def test_the_page_offers_to_register_it_with_its_words_and_unit(as_, cast, stated):
    client = as_("bureau")
    page = client.get(reverse("project", args=[stated.pk]))
    address = f"{reverse('add_problem', args=[stated.pk])}?month=2024-06"
    assert address in page.text
    form = client.get(address).context["form"]
    assert (form["text"].value(), form["unit"].value()) == (TEXT, cast.bureau_unit.pk)


def test_once_registered_it_is_no_longer_offered(as_, cast, stated):
    client, address = as_("bureau"), reverse("add_problem", args=[stated.pk])
    values = {"text": TEXT, "found_on": "2024-06-30", "unit": cast.bureau_unit.pk}
    client.post(address, sent(**values, due_on="2024-08-31"))
    assert Problem.objects.get().due_on == date(2024, 8, 31)
    page = client.get(reverse("project", args=[stated.pk]))
    assert page.context["typed_problem"] is None and f"{address}?month" not in page.text


def test_an_unknown_month_gives_an_empty_form(as_, stated):
    form = (
        as_("bureau").get(reverse("add_problem", args=[stated.pk]), {"month": "x"}).context["form"]
    )
    assert not form["text"].value()


@pytest.mark.parametrize(("solved", "draft"), [(None, TEXT), (date(2024, 7, 5), "")])
def test_it_is_carried_on_until_it_is_solved(cast, stated, solved, draft):
    Problem.objects.create(
        programme=cast.alpha, project=stated, text=TEXT, found_on=JUNE.last_day,
        solved_on=solved, solution="已签协议" if solved else "",
    )  # fmt: skip
    assert month_field_spec(stated, JULY).draft["problems"] == draft


def test_the_report_counts_how_many_are_registered(cast, stated):
    def words() -> str:
        return str(build(cast.alpha, ReportKind.MONTHLY, JUNE, cast.day)["sections"])

    assert "其中已登记责任单位和期限的0个" in words()
    Problem.objects.create(programme=cast.alpha, project=stated, text=TEXT, found_on=JUNE.last_day)
    assert "其中已登记责任单位和期限的1个" in words()
