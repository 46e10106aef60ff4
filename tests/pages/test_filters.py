"""The address bar holds every filter; whatever stands in it, the page answers."""

import re
from time import perf_counter
from urllib.parse import parse_qs, urlencode

import pytest
from django.forms import DecimalField, IntegerField
from django.urls import resolve

from accounts.models import Unit
from core.web.fields import DayField
from core.web.filters import MAX_IN_ROW, MAX_LENGTH, MAX_WORDS, FilterSet
from programmes.models import Need, Task
from projects.choices import LightKind
from projects.filters import ChangeFilter
from projects.lights import FIELDS, WORST_FIRST
from projects.models import Project
from tests import making
from tests.making import JUNE
from tests.pages.addresses import list_addresses

NAMES = sorted(list_addresses())
LONGEST = 4000  # characters of an address that gunicorn takes, less its path

# Raw, as a query string brings them: texts, NUL, bytes that are no text, other digits, much.
NONSENSE = [
    "zz",
    "%00",
    "x%00",
    "%ED%A0%80",
    "%FF%FE",
    "%D9%A1",
    "-1",
    "0",
    "1e3",
    "9" * 400,
    "99999999999999999999",
    "2024-13",
    "2024-Q1",
    "9999-12",
    "%27%20OR%201=1--",
    "x" * 3000,
    "(",
    "%25%5C_",
    "[]",
    "none",
]
TOGETHER = [["q", "channel"], ["month"], ["page", "per_page", "sort", "_export", "unknown"]]


def values_of(field) -> list[str]:
    choices = getattr(field, "choices", None)
    if isinstance(field, DayField):
        return ["2024-06-30"]
    if choices is None:
        return ["2024" if isinstance(field, DecimalField | IntegerField) else "甲"]
    flat = [key for key, label in choices if not isinstance(label, list | tuple)]
    return [str(getattr(key, "value", key)) for key in flat if str(key) != ""]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["clerk", "bureau", "helper"])
def test_each_value_that_a_filter_offers_is_taken(as_, name, who):
    client, address = as_(who), list_addresses()[name]
    page = client.get(address)
    if page.status_code == 403:
        assert (who, name) in [
            ("helper", each) for each in ("findings", "orders", "publications", "assessment")
        ]
        return
    for field, form_field in page.context["filter"].form.fields.items():
        for value in values_of(form_field):
            response = client.get(address, {field: value})
            assert response.status_code == 200
            assert not response.context["filter"].form.errors, (field, value)


@pytest.mark.parametrize("name", NAMES)
def test_the_longest_address_answers_within_two_seconds(as_, name):
    client, address = as_("clerk"), list_addresses()[name]
    fields = resolve(address).func.view_class.filterset_class.base_filters
    for field in [*fields, "sort", "columns", "page"]:
        start = perf_counter()
        response = client.get(address, QUERY_STRING=f"{field}=" + "a+" * (LONGEST // 2))
        assert response.status_code in (200, 404), field
        assert perf_counter() - start < 2, field


@pytest.mark.parametrize("name", NAMES)
def test_a_search_of_many_words_or_much_text_is_refused_in_words(as_, name):
    client, address = as_("clerk"), list_addresses()[name]
    texts = {"q": " ".join("甲" * (MAX_WORDS + 1)), "channel": "甲" * (MAX_LENGTH + 1)}
    for field in texts.keys() & resolve(address).func.view_class.filterset_class.base_filters:
        response = client.get(address, {field: texts[field]})
        assert str({"q": MAX_WORDS, "channel": MAX_LENGTH}[field]) in str(
            response.context["filter"].form.errors[field]
        )
        assert len(response.context["table"].rows) == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_the_address_bar_is_never_an_error_of_the_server(as_, name, value):
    client, address = as_("clerk"), list_addresses()[name]
    offered = resolve(address).func.view_class.filterset_class.base_filters
    assert offered
    for fields in [offered, *TOGETHER]:
        query = "&".join(f"{field}={value}" for field in fields)
        response = client.get(address, QUERY_STRING=query)
        assert response.status_code in (200, 400, 404), query


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_value_says_so_and_shows_no_row_that_was_not_asked_for(as_, name):
    client, address = as_("clerk"), list_addresses()[name]
    for field, form_field in client.get(address).context["filter"].form.fields.items():
        if hasattr(form_field, "choices") and field != "month":
            response = client.get(address, {field: "zz"})
            assert response.context["filter"].form.errors
            assert 'role="alert"' in response.text


def shown(client, address, **query) -> set:
    response = client.get(f"{address}?{urlencode(query, doseq=True)}")
    return {row.record for row in response.context["table"].rows}


def test_the_projects_are_filtered_by_each_question(as_, cast):
    client, address = as_("clerk"), "/projects/"
    asked = {
        (("stage", "building"),): {cast.road, cast.dam, cast.quarry},
        (("stage", ("reserve", "building")),): {cast.road, cast.dam, cast.quarry, cast.school},
        (("stage", "completed"),): set(),
        (("light", "unreported"),): {cast.dam},
        (("light", ("watch", "unplanned")),): {cast.road, cast.quarry},
        (("sector", cast.road.sector_id),): {cast.road},
        (("sector", "none"),): {cast.dam, cast.quarry, cast.school},
        (("township", cast.township_unit.pk),): {cast.road, cast.school},
        (("township", "none"),): {cast.dam, cast.quarry},
        (("owner", cast.bureau_unit.pk),): {cast.road, cast.school},
        (("owner", "none"),): set(),
        (("planned", "yes"),): {cast.road, cast.dam},
        (("planned", "no"),): {cast.quarry, cast.school},
        (("reported", "yes"),): {cast.road},
        (("reported", "no"),): {cast.dam},
        (("signed", "yes"),): set(),
        (("q", "P1"),): {cast.road},
        (("q", "公路 农村"),): {cast.road},
        (("q", "公路 水库"),): set(),
        (("stage", "building"), ("planned", "yes"), ("owner", cast.bureau2_unit.pk)): {cast.dam},
    }
    for query, expected in asked.items():
        assert shown(client, address, **dict(query)) == expected, query


def test_the_month_chooses_the_figures_and_takes_no_rows_away(as_, cast):
    client = as_("clerk")
    response = client.get("/projects/?month=2024-05")
    rows = {row.record: row.record for row in response.context["table"].rows}
    assert len(rows) == 4
    assert rows[cast.dam].month_amount == making.wan(300)
    assert rows[cast.road].year_amount == making.wan(400)


def test_the_tasks_are_filtered_by_each_question(as_, cast):
    client, address = as_("clerk"), "/tasks/"
    road, helped, helped2, done = cast.road_task, cast.help_task, cast.help2_task, cast.done_task
    asked = {
        (("state", "assigned"),): {road, helped, helped2},
        (("state", ("closed", "in_progress")),): {done},
        (("lead", cast.bureau_unit.pk),): {road},
        (("helper", "yes"),): {helped, helped2},
        (("helper", "no"),): {road, done},
        (("due", "yes"),): {helped},
        (("due", "no"),): {road, helped2, done},
        (("done", "no"),): {road, helped, helped2},
        (("done", "yes"),): {done},
        (("list", road.lists[0].pk),): set(Task.objects.of(cast.alpha)),
        (("q", "招商"),): {helped2},
    }
    for query, expected in asked.items():
        assert shown(client, address, **dict(query)) == expected, query


def test_the_needs_and_the_network_and_the_funds_are_filtered(as_, cast):
    client = as_("clerk")
    needs = {
        (("answered", "no"),): {cast.open_need, cast.other_need},
        (("answered", "yes"),): {cast.met_need},
        (("amount", "no"),): {cast.met_need, cast.other_need},
        (("amount", "yes"),): {cast.open_need},
        (("urgency", "1"),): {cast.other_need},
        (("state", "open"),): {cast.open_need, cast.other_need},
        (("state", "under_way"),): {cast.met_need},
        (("township", cast.township2_unit.pk),): {cast.other_need},
        (("category", cast.open_need.category_id),): set(Need.objects.of(cast.alpha)),
    }
    for query, expected in needs.items():
        assert shown(client, "/needs/", **dict(query)) == expected, query
    units = {row.unit for row in shown(client, "/network/", tier="5")}
    assert units == {cast.helper_unit}
    assert shown(client, "/funds/", assistance="no") == {cast.office}
    assert shown(client, "/funds/", project=cast.dam.pk) == {cast.paid}
    assert shown(client, "/funds/", idle="91-180") == {cast.paid}
    assert shown(client, "/funds/", idle="0-30") == set()


def test_the_entries_of_a_month_are_those_of_that_month(as_, cast):
    client = as_("clerk")
    assert shown(client, "/projects/entries/", month="2024-06") == {cast.road_june}
    assert len(shown(client, "/projects/entries/")) == 3


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_offers_nothing_of_another_county(as_, cast, name):
    response = as_("clerk").get(list_addresses()[name])
    assert "外县机密" not in response.text


@pytest.mark.parametrize("who", ["bureau", "helper", "township"])
def test_a_filter_offers_a_unit_no_project_that_it_does_not_see(as_, cast, who):
    seen = Project.objects.visible_to(getattr(cast, who)).of(cast.alpha)
    field = as_(who).get("/funds/").context["filter"].form.fields["project"]
    assert set(field.queryset) == set(seen)


# Chips


def kinds(base=FilterSet):
    """Every filter form of the platform."""
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


@pytest.mark.parametrize("kind", list(kinds()))
def test_of_many_filters_five_at_most_stay_in_sight(kind):
    own = ("from", "to") if kind is ChangeFilter else ()
    assert len(kind.base_filters) <= MAX_IN_ROW or 1 <= len(kind.primary) <= 5
    assert set(kind.primary) <= {*kind.base_filters, *own}


FOLD = re.compile(r'<details class="more-filters"([^>]*)><summary>([^<]*)</summary>')


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ("", "更多筛选")),
        ("stage=building&q=路", ("", "更多筛选")),
        ("signed=no", (" open", "更多筛选（已设1项）")),
        ("signed=no&kind=survey&stage=building", (" open", "更多筛选（已设2项）")),
        ("sector=99999", (" open", "更多筛选（已设1项）")),
    ],
)
def test_what_folds_away_is_open_and_counted_where_it_is_set(as_, cast, query, found):
    fold = FOLD.search(as_("clerk").get(f"/projects/?{query}").text)
    assert (fold[1], fold[2].replace(" ", "")) == found


def test_the_folded_filters_are_loaded_when_they_are_needed(as_, cast):
    client = as_("clerk")
    folded, unfolded = choices(client), choices(client, "/projects/?stage=building&_filters=all")
    assert 'name="signed"' not in folded and 'hx-get="?_filters=all"' in folded
    assert 'name="signed"' in unfolded and "checked" in unfolded and "hx-get" not in unfolded
    assert FOLD.search(unfolded)[1] == " open"


def test_few_filters_do_not_fold(as_, cast):
    assert not FOLD.search(as_("clerk").get("/network/").text)


def chips(client, query: str) -> dict[str, tuple[str, str]]:
    response = client.get(f"/projects/?{query}")
    return {chip["label"]: (chip["value"], chip["without"]) for chip in response.context["chips"]}


def test_each_filter_in_force_is_a_chip_in_words_that_takes_only_itself_away(as_, cast):
    found = chips(as_("clerk"), "stage=building&stage=reserve&planned=yes&q=路&page=2&sort=code")
    values = {label: value for label, (value, _) in found.items()}
    assert values == {"项目阶段": "在建、谋划储备", "年度计划": "是", "搜索": "路"}
    _, without = found["项目阶段"]
    query = parse_qs(without)
    assert query.pop("month", ["2024-06"]) == ["2024-06"]
    assert query == {"planned": ["yes"], "q": ["路"], "sort": ["code"]}


def test_a_chip_names_the_unit_and_what_stands_for_none(as_, cast):
    values = chips(as_("clerk"), f"owner={cast.bureau_unit.pk}&sector=none").values()
    assert {value for value, _ in values} == {"交通局", "未填"}


def test_without_filters_there_are_no_chips(as_, cast):
    assert chips(as_("clerk"), "") == {}
    assert chips(as_("clerk"), "q=&owner=&stage=") == {}
    assert chips(as_("clerk"), "q=%20%20") == {}


# Sorting, pages, totals and files


@pytest.mark.parametrize("name", NAMES)
def test_each_column_sorts_both_ways_and_loses_no_row(as_, name):
    client, address = as_("clerk"), list_addresses()[name]
    table = client.get(address).context["table"]
    keys = sorted(row.record.pk for row in table.rows)
    for column in [column.name for column in table.columns if column.orderable]:
        up, down = (
            [row.record.pk for row in client.get(address, {"sort": way}).context["table"].rows]
            for way in (column, f"-{column}")
        )
        assert sorted(up) == sorted(down) == keys, column


@pytest.mark.parametrize("column", ["code", "total_investment", "plan", "year_amount"])
def test_rows_stand_in_the_order_of_the_column(as_, many, column):
    client = as_("clerk")
    for sign in ("", "-"):
        rows = client.get("/projects/", {"sort": sign + column}).context["table"].rows
        values = [getattr(row.record, column) for row in rows]
        values = [value for value in values if value is not None]
        assert values == sorted(values, reverse=bool(sign))


@pytest.mark.parametrize("kind", LightKind)
def test_rows_stand_in_the_order_of_a_light_the_worst_first(as_, many, kind):
    rows = as_("clerk").get("/projects/", {"sort": kind.value}).context["table"].rows
    shown = [getattr(row.record, FIELDS[kind]) for row in rows]
    lit = [light for light in shown if light]
    assert shown == [*lit, *[""] * (len(shown) - len(lit))]
    assert lit == sorted(lit, key=WORST_FIRST.index)
    assert kind != LightKind.OVERALL or len(set(lit)) > 2


def test_pages_hold_fifty_and_together_every_row(as_, many):
    client = as_("clerk")
    pages = [client.get("/projects/", {"page": page}) for page in (1, 2)]
    rows = [row.record.pk for page in pages for row in page.context["table"].page.object_list]
    assert [len(page.context["table"].page.object_list) for page in pages] == [50, 14]
    assert len(set(rows)) == 64
    assert pages[0].context["total_count"] == 64


COLUMNS = ["sector", "owner_unit", "township", "stage", "plan", "warning", "light"]


@pytest.mark.parametrize("column", COLUMNS)
def test_rows_that_are_alike_in_the_sorted_column_stand_on_one_page_only(as_, many, column):
    client = as_("clerk")
    for sign in ("", "-"):
        rows = [
            row.record.pk
            for page in (1, 2)
            for row in client.get("/projects/", {"sort": sign + column, "page": page})
            .context["table"]
            .page.object_list
        ]
        assert len(set(rows)) == 64


@pytest.mark.parametrize("page", ["3", "999999999999999999999", "0", "-1", "abc", "%00", "1.5"])
def test_a_page_that_is_not_there_shows_one_that_is(as_, many, page):
    response = as_("clerk").get("/projects/", QUERY_STRING=f"page={page}")
    assert response.context["table"].page.number in (1, 2)


@pytest.mark.parametrize("size", ["0", "-5", "1", "100000000", "999999999999999999999999"])
def test_nobody_chooses_how_many_rows_a_page_holds(as_, many, size):
    response = as_("clerk").get("/projects/", {"per_page": size})
    assert len(response.context["table"].page.object_list) == 50


def test_totals_are_the_sums_over_all_pages(as_, many):
    response = as_("clerk").get("/projects/", {"planned": "yes"})
    rows = Project.objects.of(many.alpha).due_to_report(JUNE).with_month(JUNE)
    assert response.context["total_count"] == 62
    for name in ("total_investment", "plan", "month_amount", "year_amount"):
        expected = sum(getattr(row, name) or 0 for row in rows)
        assert response.context["totals"][name] == expected
    assert "14,777.20" in response.text.split("<tfoot>")[1]


def test_the_total_of_the_entries_is_theirs(as_, many):
    response = as_("clerk").get("/projects/entries/", {"month": "2024-06"})
    assert response.context["totals"]["amount"] == making.wan("1890.74068")


def test_a_list_is_printed_whole_and_what_is_said_once_is_not_carried_on(as_, many):
    client = as_("clerk")
    first = client.get("/projects/?view=all")
    assert "_print=all" in first.text
    assert len(list(first.context["table"].paginated_rows)) == 50
    whole = client.get("/projects/?view=all&_print=all")
    assert len(list(whole.context["table"].paginated_rows)) == whole.context["total_count"] > 60
    assert 'data-print="now"' in whole.text
    sorts = re.findall(r'href="(\?[^"]*sort=[^"]*)"', whole.text)
    assert sorts and not any("_print" in address for address in sorts)


def choices(client, address="/projects/") -> str:
    """The form of the filters of a list."""
    return client.get(address).text.split('class="filter-bar"')[1].split("</form>")[0]


def test_the_filters_of_a_list_offer_what_was_written_a_moment_ago(as_, cast):
    client = as_("clerk")
    assert "新设局" not in choices(client)
    new = making.member(cast.alpha, "新设局", "member")
    making.project(cast.alpha, "P9", new)
    assert "新设局" in choices(client)
    Unit.objects.filter(pk=new.pk).update(name="更名局")
    assert "更名局" in choices(client)


def test_the_filters_of_a_list_offer_each_reader_the_units_of_their_rows(as_, cast):
    assert "水利局" in choices(as_("clerk"))
    assert "水利局" not in choices(as_("bureau"))
    assert "水利局" in choices(as_("bureau2"))
    assert "水利局" in choices(as_("clerk"))


def test_the_filters_of_a_list_say_what_is_chosen(as_, cast):
    client = as_("clerk")
    choices(client)
    chosen = choices(client, "/projects/?signed=yes&q=公路&page=1")
    assert 'value="公路"' in chosen
    assert '<option value="yes" selected>' in chosen
    unset = choices(client, "/projects/?_filters=all").split('name="signed"')[1]
    assert "selected" not in unset.split("</select>")[0].replace('value="" selected', "")
