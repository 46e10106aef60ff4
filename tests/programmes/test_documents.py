"""The register of policy documents: rules, what the database refuses, and the years of each."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.importing.cells import CellError
from programmes.importers.documents import years as years_in
from programmes.models import Document
from tests.making import document


def test_years_are_one_a_span_or_unknown(cast):
    one = document(cast.alpha, "甲", first_year=2024, last_year=2024)
    assert [str(one.years), cast.rules_of_money.years, Document(name="乙").years] == [
        "2024",
        "2024—2027",
        "",
    ]


@pytest.mark.parametrize(("year", "names"), [(2023, []), (2024, ["帮扶资金管理办法"]), (2028, [])])
def test_a_document_is_valid_in_its_years(cast, year, names):
    rows = Document.objects.of(cast.alpha).valid_in(year)
    assert [row.name for row in rows] == names


@pytest.mark.parametrize(
    "values",
    [
        {"name": "帮扶资金管理办法"},
        {"name": "乙", "number": "甲专班〔2024〕1号"},
        {"name": "乙", "first_year": 2025, "last_year": 2024},
        {"name": "乙", "first_year": 2025},
    ],
)
def test_the_database_refuses_twins_and_years_out_of_order(cast, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        document(cast.alpha, **values)


def test_two_documents_without_a_number_are_two(cast):
    document(cast.alpha, "甲")
    document(cast.alpha, "乙")
    assert Document.objects.of(cast.alpha).count() == 3


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("2024", (2024, 2024)),
        (Decimal(2024), (2024, 2024)),
        ("2024年", (2024, 2024)),
        ("2024—2027年", (2024, 2027)),
        ("2024-2027", (2024, 2027)),
        ("", None),
        ("—", None),
    ],
)
def test_years_are_read_as_a_county_writes_them(cell, years):
    assert years_in(cell, "") == years


@pytest.mark.parametrize("cell", ["长期", "2027—2024", "24", "2024—"])
def test_words_that_are_no_years_are_refused(cell):
    with pytest.raises(CellError):
        years_in(cell, "")
