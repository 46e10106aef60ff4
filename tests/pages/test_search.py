"""The search in the top bar: what a person sees, by any part of it."""

import pytest
from django.urls import reverse

from programmes.models import Membership, Need, Task
from projects.models import Project
from supervision.models import Finding
from supervision.services.orders import sign_order
from tests import making
from tests.cast import SECRET
from tests.counting import statements
from tests.making import DAY, finding, order
from tests.pages.test_queries import TOKEN, grow

MODELS = (Project, Task, Need, Membership)


def found(client, words: str) -> dict[str, list[str]]:
    """The texts shown of each kind."""
    results = client.get("/search/", {"q": words}).context["results"]
    return {str(one.kind.list_name): [hit.text for hit in one.hits] for one in results}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("公路", {"projects": ["农村公路"]}),
        ("公路 p1", {"projects": ["农村公路"]}),
        ("公路 水库", {}),
        (
            "路",
            {
                "projects": ["农村公路"],
                "tasks": ["修路"],
                "needs": ["缺产业路"],
                "publications": ["产业路通了"],
                "contributions": ["产业路资金"],
            },
        ),
        ("T2", {"tasks": ["培训致富带头人"]}),
        ("下坝", {"needs": ["缺饮水"], "contributions": ["选派医生"], "network": ["下坝镇"]}),
        (
            "帮扶公司",
            {
                "tasks": ["帮助招商"],
                "contributions": ["选派医生"],
                "network": ["国有帮扶公司"],
            },
        ),
        ("%", {}),
        ("没有的", {}),
    ],
)
def test_a_clerk_finds_by_any_part(as_, words, expected):
    assert found(as_("clerk"), words) == expected


@pytest.mark.parametrize("who", ["clerk", "finance", "leader", "bureau", "township", "helper"])
def test_each_finds_what_they_see_and_nothing_else(as_, cast, who):
    user, client = getattr(cast, who), as_(who)
    for model in MODELS:
        seen = set(model.objects.visible_to(user).of(cast.alpha))
        for row in model.objects.all():
            text = str(getattr(row, "unit", None) or getattr(row, "text", "") or row.name)
            results = client.get("/search/", {"q": text}).context["results"]
            hits = {hit.record for one in results for hit in one.hits if one.kind.model is model}
            assert (row in hits) == (row in seen), (row, who)
    assert found(client, SECRET) == {}


def test_an_order_is_not_found_by_a_finding_that_its_unit_may_not_see(as_, cast):
    one = finding(cast.alpha, "G1", cast.bureau_unit, text="机密围堰")
    made = order(cast.alpha, one, created_by=cast.clerk, basis="巡察通报")
    sign_order(made, version=1, by=cast.approver, on=DAY)
    Finding.objects.filter(pk=one.pk).update(unit=cast.bureau2_unit)
    client = as_("bureau")
    assert found(client, "机密围堰") == {}
    assert client.get(reverse("orders"), {"q": "机密围堰"}).context["total_count"] == 0
    assert list(found(client, "巡察通报")) == ["orders"]


def test_what_does_not_fit_leads_to_the_list(as_, cast):
    for number in range(10):
        grow(cast, number)
    page = as_("clerk").get("/search/", {"q": f"{TOKEN}0"})
    counts = {one.kind.list_name: (len(one.hits), one.count) for one in page.context["results"]}
    rows = {"projects": (8, 10), "tasks": (8, 10), "needs": (8, 10), "network": (8, 20)}
    assert counts == rows | {"funds": (8, 10), "problems": (8, 10)}
    assert f"/network/?q={'%E6%89%B9%E9%87%8F0'}" in page.text
    listed = as_("clerk").get("/network/", {"q": f"{TOKEN}0"}).context["total_count"]
    assert listed == 20


def test_it_asks_no_more_for_more_rows(as_, cast):
    client = as_("clerk")
    grow(cast, 0)
    one = statements(client, "/search/", {"q": TOKEN})
    for number in range(1, 30):
        grow(cast, number)
    # How many there are, of each kind.
    assert statements(client, "/search/", {"q": TOKEN}) - one <= 6


def test_marked_and_escaped(as_, cast):
    Task.objects.filter(pk=cast.road_task.pk).update(
        text="<b>修路</b>", provenance="illustrative", source_note="演示数据"
    )
    text = as_("clerk").get("/search/", {"q": "<b>修路"}).text
    assert "&lt;b&gt;修路" in text
    assert "mark-illustrative" in text.split('id="content"')[1]


@pytest.mark.parametrize("words", ["", "  ", "\x00", "　"])
def test_without_words_it_says_what_can_be_looked_for(as_, words):
    page = as_("clerk").get("/search/", {"q": words})
    assert page.context["results"] == []
    assert "姓名" in page.text or "名称" in page.text


def test_administrators_have_no_search(as_):
    client = as_("auditor")
    assert "data-search" not in client.get("/audit/").text
    assert client.get("/search/", {"q": "路"}).status_code == 403


@pytest.mark.parametrize(
    ("words", "kind", "text"),
    [
        ("F1", "funds", "水库"),
        ("培训", "funds", "培训"),
        ("川财农〔2024〕7号", "funds", "培训"),
        ("川发〔2024〕3号", "documents", "帮扶资金管理办法"),
    ],
)
def test_money_and_documents_are_found_by_their_numbers(as_, cast, words, kind, text):
    type(cast.training).objects.filter(pk=cast.training.pk).update(
        document_number="川财农〔2024〕7号"
    )
    type(cast.rules_of_money).objects.filter(pk=cast.rules_of_money.pk).update(
        number="川发〔2024〕3号"
    )
    assert text in found(as_("clerk"), words)[kind]


def test_problems_are_found_where_they_are_registered_or_typed(as_, cast):
    making.work_rows(cast.road, making.kind_of_approval(cast.alpha, "环评批复"))
    making.entry(cast.dam, making.JUNE, 10, problems="料场征地受阻")
    registered = cast.road.problem_rows.get()
    page = as_("clerk").get("/search/", {"q": "受阻"})
    (one,) = page.context["results"]
    assert [hit.text for hit in one.hits] == ["料场征地受阻"]
    assert one.hits[0].address == f"/projects/{cast.dam.pk}/"
    assert f"{one.list_address}=x" == "/projects/entries/?problem=x"
    page = as_("clerk").get("/search/", {"q": registered.text})
    (one,) = page.context["results"]
    assert one.hits[0].address == f"/projects/{cast.road.pk}/"
    assert registered.text in as_("clerk").get(f"{one.list_address}={registered.text}").text


@pytest.mark.parametrize("words", ["玄武岩拉丝", "xwyxwls", "XWY", "玄武岩拉丝 交通"])
def test_a_project_is_found_by_a_name_with_gaps_and_by_initials(as_, cast, words):
    making.project(cast.alpha, "P9", cast.bureau_unit, name="玄武岩纤维拉丝项目")
    assert found(as_("clerk"), words) == {"projects": ["玄武岩纤维拉丝项目"]}
    assert as_("clerk").get("/projects/", {"q": words}).context["total_count"] == 1


@pytest.mark.parametrize("words", ["丝拉岩武玄", "玄拉", "xwyls"])
def test_characters_in_another_order_or_too_few_find_nothing(as_, cast, words):
    making.project(cast.alpha, "P9", cast.bureau_unit, name="玄武岩纤维拉丝项目")
    assert found(as_("clerk"), words) == {}


def test_findings_and_orders_are_found_by_who_sees_them_and_not_by_helpers(as_, cast):
    made = making.order(cast.alpha, cast.finding, created_by=cast.clerk, basis="征地工作方案")
    words = {"findings": ["征地滞后"], "orders": [made.title]}
    for who, kinds in (
        ("clerk", ["findings", "orders"]),
        ("leader", ["findings", "orders"]),
        ("bureau", ["findings"]),  # the order is a draft
        ("bureau2", []),
        ("helper", []),
    ):
        results = found(as_(who), "征地")
        assert {name: results[name] for name in words if name in results} == {
            name: words[name] for name in kinds
        }, who
    page = as_("clerk").get("/search/", {"q": "征地"})
    links = {hit.address for one in page.context["results"] for hit in one.hits}
    assert {f"/findings/{cast.finding.pk}/", f"/orders/{made.pk}/"} <= links


def test_a_signed_order_is_found_by_its_number_by_its_unit(as_, cast):
    made = making.order(cast.alpha, cast.finding, created_by=cast.clerk)
    type(made).objects.filter(pk=made.pk).update(
        state="signed", number="督办〔2024〕9号", signed_on=making.DAY
    )
    assert found(as_("bureau"), "督办〔2024〕9号") == {"orders": ["督办〔2024〕9号"]}
    assert found(as_("helper"), "督办") == {}


def test_an_order_about_several_findings_is_one_row_with_its_number_once(as_, cast):
    other = making.finding(cast.alpha, "F9", cast.bureau_unit)
    made = making.order(cast.alpha, cast.finding, other, created_by=cast.clerk)
    type(made).objects.filter(pk=made.pk).update(
        state="signed", number="督办〔2024〕1号", signed_on=making.DAY
    )
    page = as_("bureau").get("/search/", {"q": "督办〔2024〕1号"})
    [one] = page.context["results"]
    assert ([hit.record for hit in one.hits], one.count) == ([made], 1)
    assert page.text.partition('id="content"')[2].count(">督办〔2024〕1号<") == 1
