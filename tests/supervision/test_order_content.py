"""What was signed stays: page and Word of a signed order say the same after its findings change."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from docx import Document

from supervision.models import Finding, Order
from supervision.services.findings import edit_finding
from supervision.services.orders import sign_order
from tests.making import DAY, finding, order

LATER = date(2024, 8, 15)


@pytest.fixture
def one(cast) -> Finding:
    given = {"text": "征地滞后", "measures": "8月底前交地", "closing_standard": "协议签订率100%"}
    return finding(cast.alpha, "C1", cast.bureau_unit, person="王某", **given)


@pytest.fixture
def signed(cast, one) -> Order:
    made = order(cast.alpha, one, created_by=cast.clerk)
    sign_order(made, version=1, by=cast.approver, on=DAY)
    return made


def change(one: Finding, cast) -> None:
    """The text by the form of a finding, the day as a granted extension stores it."""
    given = {"text": "资料不全", "measures": "无", "closing_standard": "无", "person": "李某"}
    edit_finding(one, version=1, by=cast.clerk, on=DAY, supporting_units=[], **given)
    Finding.objects.filter(pk=one.pk).update(due_on=LATER)


def table(client, made: Order) -> list[list[str]]:
    answer = client.get(reverse("order_file", args=[made.pk]))
    [found] = Document(BytesIO(answer.content)).tables
    return [[cell.text for cell in row.cells] for row in found.rows]


def words(client, made: Order) -> list[str]:
    answer = client.get(reverse("order_file", args=[made.pk]))
    return [one.text for one in Document(BytesIO(answer.content)).paragraphs]


def test_signing_stores_what_the_order_says(cast, one, signed):
    signed.refresh_from_db()
    assert signed.content == {
        "unit": str(cast.bureau_unit),
        "colour": "reminder",
        "basis": "工作方案",
        "demands": "限期整改",
        "rows": [
            {
                "finding": one.pk,
                "number": "C1",
                "text": "征地滞后",
                "measures": "8月底前交地",
                "unit": str(cast.bureau_unit),
                "person": "王某",
                "due_on": "2024-07-31",
                "closing_standard": "协议签订率100%",
                "colour": "reminder",
            }
        ],
    }


def test_the_word_of_a_signed_order_stays_as_it_was(as_, cast, one, signed):
    client = as_("bureau")
    before = table(client, signed), words(client, signed)
    unit = str(cast.bureau_unit)
    row = ["1", "征地滞后", "8月底前交地", f"{unit}\n王某", "2024年7月31日", "协议签订率100%"]
    assert before[0][1] == row
    change(one, cast)
    assert (table(client, signed), words(client, signed)) == before


def test_its_page_shows_what_was_signed_and_the_day_of_now_beside_it(as_, cast, one, signed):
    address = reverse("order", args=[signed.pk])
    assert "现整改时限" not in as_("bureau").get(address).text
    change(one, cast)
    page = as_("bureau").get(address).text
    for text in ("征地滞后", "8月底前交地", "协议签订率100%", "现整改时限 2024-08-15"):
        assert text in page
    assert "整改时限 2024-07-31" in page
    assert "资料不全" not in page


def test_a_draft_follows_its_findings(as_, cast, one):
    draft = order(cast.alpha, one, created_by=cast.clerk)
    change(one, cast)
    assert draft.content == {}
    assert table(as_("clerk"), draft)[1][1:3] == ["资料不全", "无"]
    assert "资料不全" in as_("clerk").get(reverse("order", args=[draft.pk])).text


def test_one_that_was_signed_before_says_that_it_shows_the_records_of_today(as_, cast, one):
    made = order(cast.alpha, one, created_by=cast.clerk)
    before = {"state": "signed", "number": "督办〔2024〕9号", "signed_on": DAY}
    Order.objects.filter(pk=made.pk).update(**before)
    change(one, cast)
    page = as_("bureau").get(reverse("order", args=[made.pk])).text
    assert "本单签发时未留存内容，以下问题按现时记录显示。" in page
    assert "资料不全" in page
    assert words(as_("bureau"), made)[2] == "（签发时未留存内容，所列问题为现时记录）"


@pytest.mark.parametrize(
    "values",
    [
        {"content": {}},
        {"demands": "无"},
        {"basis": "无"},
        {"due_on": LATER},
        {"colour": "red"},
        {"kind": "letter"},
        {"number": "督办〔2024〕8号"},
        {"signed_on": date(2024, 7, 1)},
        {"state": "draft", "number": "", "signed_on": None, "signed_by": None},
    ],
    ids=lambda values: next(iter(values)),
)
def test_the_database_refuses_another_content_of_a_signed_order(signed, values):
    with pytest.raises(IntegrityError, match="revoked, never changed"), transaction.atomic():
        Order.objects.filter(pk=signed.pk).update(**values)
