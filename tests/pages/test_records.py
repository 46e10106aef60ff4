"""Records of each kind are created, edited and deleted in the browser."""

import pytest
from django.urls import reverse

from accounts.models import Unit
from core.audit.models import AuditRow
from programmes.models import Membership, Need, Task
from tests.making import answered_by, document, need, progress, sent
from tests.records import RECORDS, add_spares

KINDS = pytest.mark.parametrize("name", RECORDS)


@pytest.fixture(autouse=True)
def spares(cast):
    add_spares(cast)


def of(name: str, verb: str, cast) -> str:
    """The address at which the unused record of the kind is shown, edited or deleted."""
    case = RECORDS[name]
    key = getattr(case.record(cast), case.kind.key)
    return reverse(f"{verb}_{name}" if verb else name, args=[key])


def posted(client, kind: str, cast, /, **values):
    """The answer to the filled form of a new record."""
    address = reverse(f"new_{kind}")
    key = client.get(address).context["form"].initial["submission_id"]
    return client.post(address, {**RECORDS[kind].values(cast), "submission_id": key, **values})


def deletion(client, address: str) -> dict:
    """The hidden fields of the confirmation."""
    return client.get(address).context["form"].initial


def errors_of(response) -> dict[str, str]:
    return {name: str(words) for name, words in response.context["form"].errors.items()}


@KINDS
def test_a_record_is_created_once_and_shown_with_its_links(as_, cast, name):
    client, case = as_("clerk"), RECORDS[name]
    address = reverse(f"new_{name}")
    data = {
        **case.values(cast),
        "submission_id": client.get(address).context["form"].initial["submission_id"],
    }
    before = case.model.objects.count()
    first, again = (client.post(address, data) for _n in range(2))
    made = case.model.objects.latest("pk")
    assert case.model.objects.count() == before + 1
    assert first.url == again.url == reverse(name, args=[getattr(made, case.kind.key)])
    assert (made.programme, made.created_by) == (cast.alpha, cast.clerk)
    text = client.get(first.url).text
    assert f'href="{first.url}edit/"' in text
    assert f'href="{first.url}delete/"' in text
    assert f'href="{address}"' in client.get(reverse(case.kind.plural)).text


@KINDS
def test_an_edit_is_by_version_and_shows_what_another_saved(as_, cast, name):
    client, case = as_("clerk"), RECORDS[name]
    row, address = case.record(cast), of(name, "edit", cast)
    form = client.get(address).context["form"]
    data = {**case.values(cast), "version": row.version, "base": form["base"].value()}
    assert client.post(address, data).url == of(name, "", cast)
    row.refresh_from_db()
    assert row.version == 2
    page = client.post(address, {**data, "version": 1, "number": "甲9", "position": "8"})
    assert (page.status_code, "merge" in page.context) == (409, True)


@KINDS
def test_an_edit_without_a_difference_writes_nothing(as_, cast, name):
    client, address = as_("clerk"), of(name, "edit", cast)
    form = client.get(address).context["form"]
    data = form.input_texts(form.start_values())
    last = AuditRow.objects.latest("pk").pk
    assert client.post(address, {**data, "version": 1}).status_code == 302
    table = RECORDS[name].model._meta.db_table
    assert not AuditRow.objects.filter(pk__gt=last, table_name=table).exists()


@KINDS
def test_a_deletion_needs_version_and_reason_and_the_history_has_it(as_, cast, name):
    client, case = as_("clerk"), RECORDS[name]
    row, address = case.record(cast), of(name, "delete", cast)
    confirmed = deletion(client, address)
    assert list(errors_of(client.post(address, {**confirmed, "reason": ""}))) == ["reason"]
    assert client.post(address, {**confirmed, "version": 7, "reason": "重复"}).status_code == 409
    answer = client.post(address, {**confirmed, "reason": "重复登记"})
    assert (answer.status_code, answer.url) == (302, reverse(case.kind.plural))
    last = AuditRow.objects.filter(table_name=case.model._meta.db_table, key=row.pk).latest("pk")
    assert (last.action, last.reason) == ("delete", "重复登记")


@pytest.mark.parametrize(
    ("name", "values", "field", "words"),
    [
        ("document", {"name": ""}, "name", "请填写“文件名称”"),
        ("document", {"name": "帮扶资金管理办法"}, "name", "不能重复"),
        ("document", {"number": "甲专班〔2024〕1号"}, "number", "不能重复"),
        ("document", {"last_year": "2024"}, "first_year", "请同时填写起始年度"),
        ("document", {"first_year": "2025", "last_year": "2024"}, "last_year", "早于起始年度"),
        ("document", {"first_year": "1024"}, "first_year", "1990"),
        ("task_list", {"name": "闲置清单"}, "name", "清单为“闲置清单”的清单，不能重复"),
        ("task_list", {"year": "1024"}, "year", "1990"),
        ("task", {"number": "T1"}, "number", "已有编号为“T1”的任务"),
        ("task", {"target_quantity": "-1"}, "target_quantity", "不能为负数"),
        ("task", {"lead_unit": ""}, "lead_unit", "请填写“牵头单位”"),
        ("need_category", {"name": "闲置类别"}, "name", "已有类别“闲置类别”"),
        ("need", {"number": "N1"}, "number", "已有编号为“N1”的需求"),
        ("need", {"amount": "九"}, "amount", "九"),
        ("unit", {"unit": "交通局"}, "unit", "已有单位为“交通局”的网络成员"),
        ("fund_source", {"name": "闲置来源"}, "name", "已有来源“闲置来源”"),
        ("fund_source", {"family": ""}, "family", "请填写“资金类别”"),
        ("fund_line", {"number": "F1"}, "number", "已有编号为“F1”的资金"),
        ("fund_line", {"purpose": ""}, "purpose", "请选择项目或填写用途"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(as_, cast, name, values, field, words):
    errors = errors_of(posted(as_("clerk"), name, cast, **values))
    assert list(errors) == [field]
    assert words in errors[field]


def test_a_fund_line_has_one_payer_and_one_use(as_, cast):
    values = {"payer_unit": cast.helper_unit.pk, "payer_name": "某基金会"}
    errors = errors_of(posted(as_("clerk"), "fund_line", cast, **values))
    assert list(errors) == ["payer_name"]
    values = {"project": cast.road.pk, "purpose": "培训"}
    assert list(errors_of(posted(as_("clerk"), "fund_line", cast, **values))) == ["purpose"]


@pytest.mark.parametrize(
    ("name", "row", "users"),
    [
        ("task", "help_task", "对接任务 1、进展情况 1"),
        ("fund_line", "paid", "资金流水 2"),
        ("unit", "helper2_unit", "人员 1、任务 1、帮扶投入 1、项目 1"),
        ("unit", "township_unit", "人员 1、帮扶投入 1、需求 2、项目 2"),
    ],
)
def test_what_others_refer_to_is_not_deleted_and_the_sentence_names_them(
    as_, cast, name, row, users
):
    if name == "task":
        progress(cast.help_task)
    address = reverse(f"delete_{name}", args=[getattr(cast, row).pk])
    page = as_("clerk").post(address, {"version": 1, "reason": "重复"})
    assert f"正被使用（{users}）" in page.context["form"].non_field_errors()[0]


@pytest.mark.parametrize("name", ["need_category", "fund_source"])
def test_a_name_in_use_is_not_deleted(as_, cast, name):
    used = {
        "need_category": cast.open_need.category,
        "fund_source": cast.paid.source,
    }
    address = reverse(f"delete_{name}", args=[used[name].pk])
    page = as_("clerk").post(address, {"version": 1, "reason": "重复"})
    assert "正被使用" in page.context["form"].non_field_errors()[0]


@pytest.mark.parametrize(("name", "number"), [("task", "RW2024-001"), ("need", "XQ2024-001")])
def test_an_empty_number_is_the_next_free_one(as_, cast, name, number):
    posted(as_("clerk"), name, cast)
    assert RECORDS[name].model.objects.latest("pk").number == number


def test_a_marked_record_becomes_the_countys_own_by_an_edit(as_, cast):
    row = document(cast.alpha, "工作要点", provenance="illustrative")
    as_("clerk").post(f"/documents/{row.pk}/edit/", sent(name="工作要点", number="9"))
    row.refresh_from_db()
    assert (row.provenance, row.number, row.version) == ("recorded", "9", 2)


def test_supporting_units_are_ticked_and_changed_alone(as_, cast):
    client = as_("clerk")
    supporting = [cast.bureau2_unit.pk, cast.helper_unit.pk]
    posted(client, "task", cast, supporting_units=supporting)
    made = Task.objects.latest("pk")
    address = reverse("edit_task", args=[made.pk])
    assert set(made.supporting_units.values_list("pk", flat=True)) == set(supporting)
    values = RECORDS["task"].values(cast)
    client.post(address, {**values, "supporting_units": supporting[:1], "version": 1})
    made.refresh_from_db()
    assert (made.version, made.number) == (2, "RW2024-001")
    assert [unit.pk for unit in made.supporting_units.all()] == supporting[:1]


def test_a_new_row_of_an_ordered_list_comes_last(as_, cast):
    form = as_("clerk").get(reverse("new_unit")).context["form"]
    last = Membership.objects.of(cast.alpha).latest("position")
    assert form.initial["position"] == last.position + 1


def test_a_unit_is_found_by_its_exact_name_and_else_made(as_, cast):
    client = as_("clerk")
    known = Unit.objects.create(name="县农业农村局")
    posted(client, "unit", cast)
    assert Membership.objects.latest("pk").unit == known
    posted(client, "unit", cast, unit="县林业局")
    assert Membership.objects.latest("pk").unit.name == "县林业局"


def test_a_unit_is_renamed_where_no_other_programme_uses_it(as_, cast):
    client = as_("clerk")
    values = {**RECORDS["unit"].values(cast), "version": 1}
    client.post(reverse("edit_unit", args=[cast.spare_unit.pk]), values)
    cast.spare_unit.refresh_from_db()
    assert cast.spare_unit.name == "县农业农村局"
    shared = reverse("edit_unit", args=[cast.helper_unit.pk])
    page = client.post(shared, {**values, "unit": "省厅", "tier": "5"})
    assert list(errors_of(page)) == ["unit"]
    assert "其他县" in errors_of(page)["unit"]
    assert client.post(shared, {**values, "unit": cast.helper_unit.name}).status_code == 302


def test_a_township_states_edits_and_deletes_its_own_needs_while_unanswered(as_, cast):
    client = as_("township")
    other = cast.township2_unit.pk
    assert list(errors_of(posted(client, "need", cast, township=other))) == ["township"]
    assert posted(client, "need", cast).status_code == 302
    made = Need.objects.latest("pk")
    assert (made.township, made.number) == (cast.township_unit, "XQ2024-001")
    for verb in ("edit", "delete"):
        addresses = {row: reverse(f"{verb}_need", args=[row.pk]) for row in (made, cast.met_need)}
        assert [client.get(one).status_code for one in addresses.values()] == [200, 403]
    answered_by(made, cast.road_task)
    assert client.get(reverse("delete_need", args=[made.pk])).status_code == 403


def test_a_need_that_a_project_answers_is_not_deleted(as_, cast):
    row = need(cast.alpha, "N9", cast.township_unit)
    cast.road.need_links.create(programme=cast.alpha, need=row)
    address = reverse("delete_need", args=[row.pk])
    page = as_("clerk").post(address, {"version": 1, "reason": "重复"})
    assert "正被使用" in page.context["form"].non_field_errors()[0]


@pytest.mark.parametrize(
    ("who", "links"), [("clerk", True), ("finance", False), ("bureau", False), ("township", False)]
)
def test_who_manages_is_led_to_the_lists_of_names(as_, who, links):
    client = as_(who)
    found = [name for name in ("tasks", "needs") if "目录</a>" in client.get(reverse(name)).text]
    assert found == (["tasks", "needs"] if links else [])
    assert ("来源目录</a>" in client.get(reverse("funds")).text) == (who in ("clerk", "finance"))
