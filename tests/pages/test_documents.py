"""The register of policy documents: list, record, forms, deletion, history and search."""

import pytest

from core.audit.models import AuditRow
from programmes.models import Document
from tests.making import document


def sent(**values):
    given = {"name": "资金管理办法", "number": "", "issuer": "", "issued_on": "", "category": ""}
    return {**given, "first_year": "", "last_year": "", **values}


def test_a_document_is_created_once_and_shown(as_, cast):
    client = as_("clerk")
    page = client.get("/documents/new/")
    key = page.context["form"].initial["submission_id"]
    values = sent(number="甲专班〔2024〕9号", category="资金", first_year="2024", submission_id=key)
    first, again = (client.post("/documents/new/", values) for _n in range(2))
    made = Document.objects.get(number="甲专班〔2024〕9号")
    assert first.url == again.url == f"/documents/{made.pk}/"
    assert (made.first_year, made.last_year, made.programme) == (2024, 2024, cast.alpha)
    text = client.get(first.url).text
    assert "甲专班〔2024〕9号" in text
    assert f"/documents/{made.pk}/edit/" in text


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"name": ""}, "name", "请填写“文件名称”"),
        ({"name": "帮扶资金管理办法"}, "name", "不能重复"),
        ({"number": "甲专班〔2024〕1号"}, "number", "不能重复"),
        ({"last_year": "2024"}, "first_year", "请同时填写起始年度"),
        ({"first_year": "2025", "last_year": "2024"}, "last_year", "早于起始年度"),
        ({"first_year": "1024"}, None, "1990"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(as_, cast, values, field, words):
    client = as_("clerk")
    key = client.get("/documents/new/").context["form"].initial["submission_id"]
    page = client.post("/documents/new/", sent(submission_id=key, **values))
    errors = page.context["form"].errors
    assert list(errors) == [field or "first_year"]
    assert words in str(errors)


def test_an_edit_is_by_version_and_merges_what_both_changed(as_, cast):
    client, row = as_("clerk"), cast.rules_of_money
    address = f"/documents/{row.pk}/edit/"
    form = client.get(address).context["form"]
    base = form["base"].value()
    Document.objects.filter(pk=row.pk).update(issuer="县政府", version=2)
    values = sent(name=row.name, number=row.number, category="资金", version=1, base=base)
    page = client.post(address, {**values, "first_year": 2024, "last_year": 2027})
    assert page.status_code == 409
    assert "县政府" in page.text


def test_an_edit_without_a_difference_writes_nothing(as_, cast):
    client, row = as_("clerk"), cast.rules_of_money
    address = f"/documents/{row.pk}/edit/"
    last = AuditRow.objects.latest("pk").pk
    client.post(
        address,
        sent(name=row.name, number=row.number, first_year=2024, last_year=2027, version=1),
    )
    row.refresh_from_db()
    assert row.version == 1
    assert not AuditRow.objects.filter(pk__gt=last, table_name="programmes_document").exists()


def test_a_marked_document_becomes_the_countys_own_by_an_edit(as_, cast):
    row = document(cast.alpha, "工作要点", provenance="illustrative")
    as_("clerk").post(f"/documents/{row.pk}/edit/", sent(name="工作要点", number="9", version=1))
    row.refresh_from_db()
    assert (row.provenance, row.number, row.version) == ("recorded", "9", 2)


def test_a_deletion_needs_a_reason_and_the_history_has_it(as_, cast):
    client, row = as_("clerk"), cast.rules_of_money
    address = f"/documents/{row.pk}/delete/"
    assert "填写" in str(client.post(address, {"version": 1, "reason": ""}).context["form"].errors)
    answer = client.post(address, {"version": 1, "reason": "重复登记"})
    assert (answer.status_code, answer.url) == (302, "/documents/")
    last = AuditRow.objects.filter(table_name="programmes_document", key=row.pk).latest("pk")
    assert (last.action, last.reason) == ("delete", "重复登记")


def test_a_stale_deletion_deletes_nothing(as_, cast):
    row = cast.rules_of_money
    Document.objects.filter(pk=row.pk).update(issuer="县政府", version=2)
    page = as_("clerk").post(f"/documents/{row.pk}/delete/", {"version": 1, "reason": "重复"})
    assert page.status_code == 409
    assert Document.objects.filter(pk=row.pk).exists()


def test_the_record_shows_history_to_whoever_may_read_it(as_, cast):
    address = f"/documents/{cast.rules_of_money.pk}/"
    assert 'id="history"' in as_("clerk").get(address).text
    assert 'id="history"' not in as_("bureau").get(address).text


@pytest.mark.parametrize("who", ["clerk", "bureau", "township", "helper", "leader"])
def test_everybody_who_works_there_reads_the_list_and_finds_it(as_, cast, who):
    client = as_(who)
    page = client.get("/documents/?year=2025&q=资金")
    assert [row.name for row in page.context["table"].data.data] == ["帮扶资金管理办法"]
    assert ("/documents/new/" in page.text) == (who == "clerk")
    results = client.get("/search/", {"q": "专班 资金"}).context["results"]
    assert [str(one.kind.plural) for one in results] == ["documents"]
    assert '/documents/"' in client.get("/tasks/").text
