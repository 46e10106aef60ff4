"""Everybody lands on work of their own; a new county is led through its first steps."""

import pytest
from django.urls import reverse

from programmes.models import Need
from tests import making


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("auditor", "/audit/"),
        ("sysadmin", "/people/"),
        ("leader", "/dashboard/"),
        ("finance", "/my/"),
        ("township", "/my/"),
        ("helper", "/my/"),
    ],
)
def test_each_lands_on_the_page_of_their_work(as_, who, address):
    response = as_(who).get("/")
    assert response["Location"] == address
    assert as_(who).get(address).status_code == 200


def test_finance_lands_on_the_money_that_waits_the_largest_first(as_, cast):
    for number, amount in (("F7", 30), ("F8", 90)):
        line = making.line(cast.alpha, number, payer_name="财政部", purpose=f"{number}用途")
        making.posted(line, "arrived", amount, cast.day)
    page = as_("finance").get("/my/")
    assert [line.number for line in page.context["waiting_lines"]] == ["F1", "F8", "F7"]
    assert reverse("import_upload", args=["funds"]) in page.text
    assert "到位未拨付资金" not in as_("clerk").get("/my/").text
    assert "到位未拨付资金" not in as_("bureau").get("/my/").text


def test_a_township_lands_on_its_needs_and_states_one_there(as_, cast):
    page = as_("township").get("/my/").text
    assert f'href="{reverse("new_need")}"' in page
    assert f'href="{reverse("new_need")}"' not in as_("helper").get("/my/").text
    Need.objects.all().delete()
    assert "还没有提出需求" in as_("township").get("/my/").text


def test_a_helper_lands_on_what_is_agreed_and_on_needs_that_nobody_answered(as_, cast):
    page = as_("helper").get("/my/")
    assert reverse("task_progress", args=[cast.help_task.pk, making.JUNE]) in page.text
    assert cast.open_need in page.context["unanswered"]


def done(client) -> list[bool]:
    return [step.is_done for step in client.get("/my/").context["first_steps"]]


@pytest.fixture
def new_county(cast, client):
    programme = making.programme("gamma", "丙县")
    client.force_login(making.person(programme, "gamma_clerk", "clerk", programme.task_force))
    return programme, client


def test_a_new_county_is_led_through_six_steps_in_their_order(new_county):
    programme, client = new_county
    page = client.get("/my/")
    assert [str(step.label) for step in page.context["first_steps"]] == [
        "名册", "台账", "分月", "任务", "需求", "资金",
    ]  # fmt: skip
    for kind in ("network", "projects", "months", "tasks", "needs", "funds"):
        assert reverse("import_upload", args=[kind]) in page.text
    assert done(client) == [False] * 6
    making.member(programme, "丙县帮扶厅", "5")
    bureau = making.member(programme, "丙县交通局", "member")
    made = making.building(programme, "P1", bureau, 100)
    assert done(client) == [True, True, False, False, False, False]
    making.entry(made, making.JUNE, 5)
    making.task(programme, "T1", bureau)
    making.need(programme, "N1", making.member(programme, "丙镇", "township"))
    assert done(client) == [True] * 5 + [False]
    making.line(programme, "F1", payer_name="财政部", purpose="培训")
    assert client.get("/my/").context["first_steps"] == []


def test_finance_sees_the_steps_and_imports_its_own(new_county):
    programme, client = new_county
    finance = making.person(programme, "gamma_finance", "finance", programme.task_force)
    client.force_login(finance)
    steps = client.get("/my/").context["first_steps"]
    assert [bool(step.address) for step in steps] == [False] * 5 + [True]


def test_a_unit_that_imports_nothing_sees_no_steps(as_, cast):
    Need.objects.all().delete()
    assert as_("bureau").get("/my/").context["first_steps"] == []
    assert len(as_("clerk").get("/my/").context["first_steps"]) == 6


@pytest.mark.parametrize(
    ("name", "kind"), [("projects", "projects"), ("tasks", "tasks"), ("funds", "funds")]
)
def test_an_empty_list_links_to_the_step_it_names_for_whoever_may(new_county, name, kind):
    _programme, client = new_county
    text = client.get(reverse(name)).text
    row = text[text.index("empty-row") :].partition("</td>")[0]
    assert reverse("import_upload", args=[kind]) in row
    filtered = client.get(f"{reverse(name)}?q=没有").text
    assert "显示全部" in filtered[filtered.index("empty-row") :].partition("</td>")[0]


def test_an_empty_list_of_whoever_may_not_names_no_step(as_):
    text = as_("bureau").get("/funds/?q=没有").text
    assert "/import/" not in text[text.index("empty-row") :].partition("</td>")[0]


def test_an_empty_chart_links_to_its_import_for_whoever_may(new_county):
    programme, client = new_county
    text = client.get("/dashboard/").text
    for kind in ("projects", "funds", "tasks", "needs"):
        assert reverse("import_upload", args=[kind]) in text
    leader = making.person(programme, "gamma_leader", "leadership", programme.leadership)
    client.force_login(leader)
    assert "/import/" not in client.get("/dashboard/").text


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("clerk", "复制提醒文字"),
        ("finance", "导入预算系统的资金表"),
        ("bureau", "每个项目填三项"),
        ("township", "提出本乡镇的需求"),
        ("helper", "与贵单位商定的事项"),
        ("leader", "领导看板列出红灯"),
        ("auditor", "核对记录封存"),
        ("sysadmin", "移交离岗人员"),
    ],
)
def test_each_has_a_page_of_help_of_their_own_and_the_keys(as_, who, words):
    text = as_(who).get("/help/").text
    assert words in text
    assert "快捷键" in text
    assert ("三灯中最重" in text) == (who not in ("helper", "auditor", "sysadmin"))


def test_every_page_of_help_can_be_opened(as_, cast):
    for who in (
        "clerk",
        "approver",
        "finance",
        "bureau",
        "township",
        "helper",
        "leader",
        "auditor",
    ):
        client = as_(who)
        for section in client.get("/help/").context["sections"]:
            for _text, address in section.lines:
                assert client.get(address).status_code == 200, (who, address)


def test_lights_and_rates_are_explained_where_they_stand(as_, cast):
    addresses = ["/projects/", "/projects/month/2024-06/", f"/projects/{cast.road.pk}/"]
    for address in [*addresses, "/dashboard/"]:
        assert "月数÷12" in as_("clerk").get(address).text
