"""A list shows the columns that its address names, and people keep addresses as views."""

from urllib.parse import parse_qs, urlsplit

import pytest

from core.models import SavedView
from core.web import chosen_columns
from projects.tables.projects import ProjectTable
from tests.making import sent
from tests.pages.addresses import list_addresses
from tests.pages.test_exports import as_csv, as_workbook

LIST = "/projects/"


def headers(client, query: str) -> list[str]:
    table = client.get(f"{LIST}?{query}").context["table"]
    return [column.name for column in table.columns if column.name != "pick"]


def save(client, name="在建", query="stage=building&sort=-plan", path=LIST, **more):
    return client.post("/views/", sent(path=path, name=name, query=query, **more))


def press(client, view, what: str, **fields):
    """The answer to a button of the view."""
    return client.post(f"/views/{view.pk}/{what}/", sent(view.version, path=LIST, **fields))


def test_the_address_names_the_columns_and_their_order(as_, cast):
    client = as_("clerk")
    assert headers(client, "columns=stage,name,code") == ["stage", "name", "code", "mark"]
    assert headers(client, "columns=nothing,plan,__class__,plan") == ["plan", "mark"]
    everything = [*ProjectTable._meta.fields]
    for query in ("columns=", "columns=nothing", "stage=building"):
        assert headers(client, query) == [
            n for n in everything if n not in ProjectTable.hidden_by_default
        ]


def test_a_list_may_be_sorted_by_a_column_that_is_not_shown(as_, cast):
    page = as_("clerk").get(f"{LIST}?columns=name&sort=-code")
    assert [row.record.code for row in page.context["table"].rows] == ["P4", "P3", "P2", "P1"]


def test_both_files_hold_the_columns_as_chosen(as_, cast):
    client = as_("clerk")
    for rows in (as_csv, as_workbook):
        head = rows(client, LIST, columns="stage,code")[0]
        assert list(head) == ["项目阶段", "编码", "数据来源"]


def test_the_total_stands_in_a_first_column_of_money_too(as_, cast):
    foot = as_("clerk").get(f"{LIST}?columns=plan,name").text.split("<tfoot>")[1]
    first = foot.split("</td>")[1]  # after the boxes
    assert "合计" in first
    assert "3,600" in first


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("", "name,plan,stage"),
        ("up-stage", "name,stage,plan"),
        ("down-name", "plan,name,stage"),
        ("up-name", "name,plan,stage"),
        ("sideways-name", "name,plan,stage"),
        ("up-nothing", "name,plan,stage"),
    ],
)
def test_without_script_ticks_and_arrows_lead_to_the_address(as_, cast, move, order):
    ticked = {"_column": ["name", "plan", "stage"], "_move": move, "sort": "code", "page": "2"}
    answer = as_("clerk").get(LIST, ticked)
    assert answer.status_code == 302
    asked = parse_qs(urlsplit(answer.url).query)
    assert asked == {"columns": [order], "sort": ["code"]}


def test_what_is_chosen_stays_when_the_list_is_filtered_or_sorted(as_, cast):
    page = as_("clerk").get(f"{LIST}?columns=name,stage&stage=building").text
    assert '<input type="hidden" name="columns" value="name,stage">' in page
    assert "columns=name,stage&amp;stage=building&amp;sort=" in page


def test_the_columns_offered_are_those_shown_and_then_the_others(as_, cast):
    page = as_("clerk").get(f"{LIST}?columns=stage,name")
    offered = chosen_columns.choices(page.context["table"])
    assert [one["name"] for one in offered if one["is_shown"]] == ["stage", "name"]
    assert {one["name"] for one in offered} == set(ProjectTable.base_columns) - {"mark", "pick"}


def test_a_saved_view_shows_the_same_rows_again(as_, cast):
    client = as_("clerk")
    answer = save(client, query="stage=building&sort=-plan&page=2&q=&_export=csv&month=")
    assert answer.url == f"{LIST}?sort=-plan&stage=building"
    page = client.get(answer.url)
    assert page.context["view"].name == "在建"
    assert "视图：在建" in page.text


def test_a_view_names_the_month_that_was_chosen_and_no_day(as_, cast):
    client = as_("clerk")
    query = client.get(f"{LIST}?stage=building&as_of=2024-06-30").context["view_query"]
    assert query == "stage=building"
    query = client.get(f"{LIST}?month=2024-05&stage=building").context["view_query"]
    assert query == "month=2024-05&stage=building"


def test_saving_under_the_same_name_changes_the_view(as_, cast):
    client = as_("clerk")
    save(client)
    save(client, query="stage=early")
    view = SavedView.objects.get()
    assert (view.query, view.version) == ("stage=early", 2)


def test_a_visit_without_a_query_opens_the_default_and_all_leads_out(as_, cast):
    client = as_("clerk")
    save(client)
    assert client.get(LIST).status_code == 200
    view = SavedView.objects.get()
    press(client, view, "default")
    assert client.get(LIST).url == f"{LIST}?sort=-plan&stage=building"
    page = client.get(f"{LIST}?view=all")
    assert len(page.context["table"].rows) == 4
    chips = client.get(f"{LIST}?stage=building").context["chips"]
    assert chips[0]["without"] == "view=all" or "month" in chips[0]["without"]


def test_one_view_of_a_list_is_the_default(as_, cast):
    client = as_("clerk")
    for name in ("甲", "乙"):
        save(client, name=name)
        view = SavedView.objects.get(name=name)
        press(client, view, "default")
    assert [v.name for v in SavedView.objects.filter(is_default=True)] == ["乙"]
    view.refresh_from_db()
    press(client, view, "default")
    assert not SavedView.objects.filter(is_default=True).exists()


def test_a_view_is_renamed_and_deleted(as_, cast):
    client = as_("clerk")
    save(client)
    view = SavedView.objects.get()
    press(client, view, "name", name="开工项目")
    view.refresh_from_db()
    assert view.name == "开工项目"
    assert press(client, view, "delete").url == f"{LIST}?view=all"
    assert not SavedView.objects.exists()


def test_two_views_of_a_list_have_no_name_in_common(as_, cast):
    client = as_("clerk")
    save(client, name="甲")
    save(client, name="乙")
    view = SavedView.objects.get(name="乙")
    answer = press(client, view, "name", name="甲")
    assert 'class="alert' in client.get(answer.url).text
    view.refresh_from_db()
    assert view.name == "乙"


def test_a_view_is_its_owners_alone(as_, cast):
    save(as_("clerk"))
    assert as_("approver").get(LIST).context["saved_views"] == []


@pytest.mark.parametrize("path", ["", "/nowhere/", "/dashboard/", "//evil.example/", "/healthz"])
def test_views_are_of_lists_alone(as_, cast, path):
    assert save(as_("clerk"), path=path).status_code == 404


@pytest.mark.parametrize("path", list_addresses().values())
def test_each_list_has_views(as_, cast, path):
    client = as_("clerk")
    saved = save(client, query="", path=path)
    assert (saved.status_code, saved.url) == (302, f"{path}?view=all")
    assert [view.name for view in client.get(f"{path}?view=all").context["saved_views"]] == ["在建"]


@pytest.mark.parametrize("path", [None, "javascript:alert(1)", "//evil.example/", "/dashboard/"])
def test_a_used_id_with_another_path_is_refused_as_a_new_one_is(as_, cast, path):
    client, key = as_("clerk"), sent()["submission_id"]
    save(client, submission_id=key)
    more = {} if path is None else {"path": path}
    assert client.post("/views/", sent(submission_id=key, name="乙", **more)).status_code == 404


def test_a_view_without_a_name_is_refused_in_words(as_, cast):
    client = as_("clerk")
    for name in ("", "  ", "长" * 41):
        answer = save(client, name=name, query="")
        assert "请填写视图名称" in client.get(answer.url).text
    assert not SavedView.objects.exists()
