"""Every linked number of a page opens a list with as many rows: tried as two people on two days.

    LINKED_NUMBERS=all pytest tests/pages/test_linked_numbers.py -n 2

tries it as four people on four days, and each report as all who read it."""

import os
import re
from html.parser import HTMLParser
from itertools import cycle, product
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from accounts.models import User
from core.periods import Period
from reports.choices import PERIOD_KIND, ReportKind
from reports.services.generation import generate
from reports.services.requests import renew
from tests import making

# A number with its unit, alone in its link or after the word of a light or the verb of a tile.
NUMBER = re.compile(r"(?:\D* )?(\d[\d,]*)\s*(?:个|条|项|笔|个项目)?(?:（.*）)?")
LISTS = (
    "/projects/", "/projects/entries/", "/projects/deals/", "/funds/", "/tasks/", "/needs/",
    "/problems/",
)  # fmt: skip
PAGES = (
    "/dashboard/",
    "/supervision/month/2024-06/",
    "/supervision/month/2024-05/",
    "/projects/board/",
    "/projects/by-sector/",
    "/projects/by-township/",
    "/projects/stages/",
    "/projects/deals/",
)
ALL = os.environ.get("LINKED_NUMBERS") == "all"
READERS = ("clerk", "leader", "finance", "bureau")
LEAST = {"clerk": 50, "leader": 50, "finance": 20, "bureau": 10}  # numbers that each is shown
DAYS = ("2024-07-08", "2024-06-30", "2024-05-20", "2024-02-15")
TRIED = product(READERS, DAYS) if ALL else (("clerk", "2024-07-08"), ("leader", "2024-05-20"))
PERIODS = ("2024-04", "2024-05", "2024-06", "2024-Q1", "2024-Q2", "2024")
REPORTS = (
    product(("clerk", "leader"), PERIODS)
    if ALL
    else zip(cycle(["clerk", "leader"]), PERIODS, strict=False)
)


class Links(HTMLParser):
    """The links of a page with their words."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._address, self._words = "", ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self._address, self._words = dict(attrs).get("href") or "", ""

    def handle_data(self, data):
        self._words += data

    def handle_endtag(self, tag):
        if tag == "a" and self._address:
            self.found.append((self._address, " ".join(self._words.split())))
            self._address = ""


def numbers_of(html: str) -> set[tuple[str, int]]:
    """The addresses of lists with the numbers that link to them."""
    found = set()
    for address, words in Links(html).found:
        match = NUMBER.fullmatch(words)
        if match and urlsplit(address).path in LISTS:
            found.add((address, int(match[1].replace(",", ""))))
    return found


def differing(client, page: str, counted: dict) -> tuple[int, list]:
    """How many numbers the page links, and those whose list has other rows; ``counted`` keeps the
    rows of the lists that were opened."""
    response = client.get(page)
    assert response.status_code in (200, 403), page
    numbers = numbers_of(response.text)
    for address in {address for address, _n in numbers} - counted.keys():
        counted[address] = rows_of(client, address)
    wrong = [
        (page, address, n, counted[address]) for address, n in numbers if counted[address] != n
    ]
    return len(numbers), wrong


def rows_of(client, address: str) -> int | str:
    """How many rows the list has, or how the reader is refused it."""
    response = client.get(address)
    return (
        response.context["total_count"] if response.status_code == 200 else response.reason_phrase
    )


def signed_in(name: str):
    return making.signed_in(User.objects.get(username=name))


@pytest.mark.parametrize(("name", "day"), TRIED)
def test_every_linked_number_of_a_page_is_that_of_its_list(sample, name, day):
    reader = signed_in(name)
    reader.post(reverse("look_as_of"), {"day": day})
    checked, wrong, counted = 0, [], {}
    for page in PAGES:
        number, differences = differing(reader, page, counted)
        checked, wrong = checked + number, wrong + differences
    assert wrong == [] and checked > LEAST[name]


@pytest.mark.parametrize(("name", "text"), REPORTS)
def test_every_linked_number_of_a_report_is_that_of_its_list(
    sample, settings, tmp_path, name, text
):
    settings.MEDIA_ROOT = tmp_path
    period = Period.parse(text)
    kind = next(kind for kind in ReportKind if PERIOD_KIND[kind] == period.kind)
    run = renew(sample, kind, period)
    assert generate(run)
    checked, wrong = differing(signed_in(name), reverse("report", args=[run.pk]), {})
    assert wrong == [] and checked > 10
