"""A list as a file holds exactly the rows and columns shown, over all pages."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest

from tests import making
from tests.pages.addresses import list_addresses

NAMES = sorted(list_addresses())


def as_csv(client, address, **query) -> list[list[str]]:
    response = client.get(address, {**query, "_export": "csv"})
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def as_workbook(client, address, **query) -> list[tuple]:
    response = client.get(address, {**query, "_export": "xlsx"})
    assert response.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    return list(sheet.iter_rows(values_only=True))


def column(head, rows) -> list:
    """What stands under the head in the rows of a file."""
    number = list(rows[0]).index(head)
    return [row[number] for row in rows[1:]]


def shown(client, address, **query):
    return client.get(address, query).context["table"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["clerk", "bureau", "helper", "township"])
def test_both_files_hold_the_rows_that_the_person_sees(as_, cast, name, who):
    client, address = as_(who), list_addresses()[name]
    if (who, name) in [
        ("helper", each) for each in ("findings", "orders", "publications", "assessment")
    ]:
        assert client.get(address, {"_export": "csv"}).status_code == 403
        return
    count = len(shown(client, address).rows)
    for rows in (as_csv(client, address), as_workbook(client, address)):
        assert len(rows) == count + 1
        assert "外县机密" not in str(rows)


@pytest.mark.parametrize("name", NAMES)
def test_the_heads_are_those_of_the_list_and_what_identifies_a_row(as_, name):
    client, address = as_("clerk"), list_addresses()[name]
    table = shown(client, address)
    shown_or_in_file = {column.name for column in table.columns} | set(table.in_files)
    columns = [column for column in table.columns.iterall() if column.name in shown_or_in_file]
    heads = [str(c.header) for c in columns if not c.column.exclude_from_export]
    assert as_csv(client, address)[0] == heads
    assert list(as_workbook(client, address)[0]) == heads


def test_all_pages_are_exported_in_the_order_shown(as_, many):
    client = as_("clerk")
    query = {"stage": "building", "planned": "yes", "sort": "-code", "page": 2}
    codes = [row.record.code for row in shown(client, "/projects/", **query).rows]
    assert len(codes) == 62
    assert column("编码", as_csv(client, "/projects/", **query)) == codes
    assert column("编码", as_workbook(client, "/projects/", **query)) == codes


def test_the_money_of_a_file_adds_up_to_the_total_shown_to_the_cent(as_, many):
    client = as_("clerk")
    query = {"month": "2024-06"}
    total = client.get("/projects/entries/", query).context["totals"]["amount"]
    rows = as_csv(client, "/projects/entries/", **query)
    head = next(head for head in rows[0] if "万元" in head)
    wan = sum(map(Decimal, column(head, rows)))
    assert wan * 10000 == total == making.wan("1890.74068")
    sheet = as_workbook(client, "/projects/entries/", **query)
    assert round(sum(Decimal(str(value)) for value in column(head, sheet)) * 10000, 2) == total


def test_each_line_says_where_it_comes_from(as_, cast):
    cast.road.provenance, cast.road.published_fields = "published", ["name"]
    cast.road.save()
    rows = as_csv(as_("clerk"), "/projects/")
    marks = dict(zip(column("编码", rows), column("数据来源", rows), strict=True))
    assert marks["P1"]
    assert marks["P2"] == ""


def test_an_empty_list_is_a_file_with_heads_alone(as_, cast):
    assert len(as_csv(as_("township2"), "/projects/")) == 1
    assert len(as_workbook(as_("township2"), "/projects/")) == 1


@pytest.mark.parametrize("who", ["auditor", "sysadmin"])
def test_who_may_not_see_a_list_gets_no_file_of_it(as_, who):
    for kind in ("csv", "xlsx"):
        assert as_(who).get("/projects/", {"_export": kind}).status_code == 403
