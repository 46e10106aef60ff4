"""The register of policy documents: list, record, history and search."""

import pytest

from programmes.models import Document


def test_a_document_is_created_once_and_shown(as_, cast):
    client = as_("clerk")
    page = client.get("/documents/new/")
    key = page.context["form"].initial["submission_id"]
    values = {"name": "资金管理办法", "number": "甲专班〔2024〕9号", "submission_id": key}
    values |= {"category": "资金", "first_year": "2024"}
    first, again = (client.post("/documents/new/", values) for _n in range(2))
    made = Document.objects.get(number="甲专班〔2024〕9号")
    assert first.url == again.url == f"/documents/{made.pk}/"
    assert (made.first_year, made.last_year, made.programme) == (2024, 2024, cast.alpha)
    text = client.get(first.url).text
    assert "甲专班〔2024〕9号" in text
    assert f"/documents/{made.pk}/edit/" in text


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
