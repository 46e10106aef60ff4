"""The order of a list, and how many rows a page has."""

import pytest

from tests.making import project, wan

AMOUNTS = {"N1": 5, "N2": 700, "N3": None, "N4": 60}


@pytest.fixture
def rows(cast):
    for code, amount in AMOUNTS.items():
        total = None if amount is None else wan(amount)
        owner = cast.bureau_unit if code in ("N1", "N4") else cast.bureau2_unit
        project(cast.alpha, code, owner, name=f"序{code}", total_investment=total)


def codes(client, query) -> list[str]:
    table = client.get(f"/projects/?q=序&{query}").context["table"]
    return [row.record.code for row in table.paginated_rows]


def test_the_first_click_on_an_amount_sorts_the_largest_first(as_, rows):
    heads = as_("clerk").get("/projects/").context["table"].heads()
    sorts = {str(header): sort for _attributes, header, sort, *_more in heads}
    assert sorts["总投资（万元）"] == "-total_investment"
    assert sorts["项目"] == "name"


def test_what_is_not_known_comes_last_in_both_directions(as_, rows):
    assert codes(as_("clerk"), "sort=-total_investment") == ["N2", "N4", "N1", "N3"]
    assert codes(as_("clerk"), "sort=total_investment") == ["N1", "N4", "N2", "N3"]


def test_rows_are_sorted_by_several_columns(as_, rows):
    client = as_("clerk")
    by_unit = codes(client, "sort=owner_unit&sort=-total_investment")
    assert by_unit == codes(client, "sort=owner_unit&sort=-total_investment&sort=owner_unit")
    assert [code for code in by_unit if code in ("N1", "N4")] == ["N4", "N1"]
    assert by_unit.index("N2") + 1 == by_unit.index("N3")


def test_a_light_is_one_of_several_columns(as_, rows):
    client = as_("clerk")
    assert codes(client, "sort=warning&sort=-total_investment") == ["N2", "N4", "N1", "N3"]
    assert codes(client, "sort=warning&sort=total_investment") == ["N1", "N4", "N2", "N3"]


@pytest.mark.parametrize("query", ["sort=", "sort=x", "sort=-", "sort=name&" * 50 + "sort=code"])
def test_an_order_that_is_none_is_left_out(as_, rows, query):
    assert sorted(codes(as_("clerk"), query)) == sorted(AMOUNTS)


def test_the_heads_number_the_columns_of_the_order(as_, rows):
    text = as_("clerk").get("/projects/?sort=stage&sort=-plan").text
    assert "<sup>1</sup>" in text and "<sup>2</sup>" in text
    assert "<sup>" not in as_("clerk").get("/projects/?sort=stage").text


def test_the_form_shows_the_present_order(as_, rows):
    fields = as_("clerk").get("/projects/?sort=stage&sort=-plan").context["sort_fields"]
    chosen = [
        value for field in fields for value, _words, is_chosen in field["options"] if is_chosen
    ]
    assert chosen == ["stage", "-plan"]


@pytest.mark.parametrize(("asked", "shown"), [("100", 100), ("200", 200), ("7", 50), ("x", 50)])
def test_a_page_has_50_100_or_200_rows(as_, cast, asked, shown):
    for number in range(205):
        project(cast.alpha, f"M{number}", cast.bureau_unit, name=f"批{number}")
    response = as_("clerk").get(f"/projects/?q=批&per_page={asked}")
    assert len(response.context["table"].page) == shown
    assert ("per_page", asked) in response.context["kept_parameters"]
    assert "per_page=100" in as_("clerk").get("/projects/?q=批").text
