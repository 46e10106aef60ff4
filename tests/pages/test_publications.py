"""The pages of the publicity log and its statistics."""

import re
from datetime import date

import pytest
from django.urls import reverse

from supervision.models import MediaLevel, Publication
from tests.counting import statements
from tests.making import publication, scorecard_in_force, sent

STATISTICS = reverse("publication_statistics")
LIST = reverse("publications")


@pytest.fixture
def log(cast):
    """Of the bureau a matter on two levels, of the other bureau and of a township one each."""
    first = publication(cast.alpha, "丰收", cast.bureau_unit, level="县级", medium="县报")
    given = {"medium": "央视", "level": "中央", "kind": "broadcast", "matter": first}
    publication(cast.alpha, "丰收", cast.bureau_unit, published_on=date(2024, 7, 2), **given)
    publication(cast.alpha, "水库", cast.bureau2_unit, kind="film")
    publication(cast.alpha, "新村", cast.township_unit, level="市级")
    return first


def cells(page) -> list:
    statistics = page.context["statistics"]
    rows = [*statistics.by_month, *statistics.by_unit, *statistics.by_kind]
    return [cell for row in rows for cell in row.cells if cell.count]


@pytest.mark.parametrize("who", ["clerk", "bureau", "township", "leader"])
def test_each_cell_opens_a_list_of_as_many_rows(as_, log, who):
    client = as_(who)
    found = cells(client.get(STATISTICS))
    assert found
    for cell in found:
        page = client.get(cell.address)
        assert page.context["total_count"] == cell.count, cell.address


def test_the_sentence_says_what_is_counted_and_that_it_is_no_assessment(as_, log):
    page = as_("clerk").get(STATISTICS)
    words = "共刊发5条，同一事项按最高级别只计一次，计4项：中央 1、省级 2、市级 1。"
    assert page.context["statistics"].sentence == words
    text = page.content.decode()
    assert words in text
    assert "不计入考评" in text
    assert (
        "不得将获得领导同志批示以及在刊物和媒体刊发文章信息、经验做法等作为督查检查考核内容" in text
    )


@pytest.mark.parametrize(("switched_on", "words"), [(False, "不计入考评"), (True, "计入考评。")])
def test_the_page_says_what_the_scorecard_in_force_says(as_, cast, log, switched_on, words):
    scorecard_in_force(cast.alpha, cast.approver, counts_publicity=switched_on)
    text = as_("clerk").get(STATISTICS).content.decode()
    assert words in text
    assert ("不计入考评" in text) != switched_on


def test_illustrative_rows_mark_the_statistics(as_, log):
    assert "含演示数据" not in as_("clerk").get(STATISTICS).content.decode()
    Publication.objects.filter(pk=log.pk).update(provenance="illustrative")
    assert "含演示数据" in as_("clerk").get(STATISTICS).content.decode()


def test_a_unit_counts_its_own(as_, log):
    found = as_("bureau").get(STATISTICS).context["statistics"]
    assert [str(row.label) for row in found.by_unit] == ["交通局"]
    assert (found.published, found.counted) == (3, 2)


def test_an_empty_year_says_what_to_do(as_, cast):
    Publication.objects.all().delete()
    assert "可新增，或导入信息宣传台账" in as_("clerk").get(STATISTICS).content.decode()


@pytest.mark.parametrize("year", ["2023", "2025", "2024-06", "x"])
def test_a_year_that_has_none_is_not_there(as_, cast, year):
    assert as_("clerk").get(STATISTICS, {"year": year}).status_code == 404


def form(cast, **values) -> dict:
    given = {"title": "新路", "medium": "省报", "kind": "article", "published_on": "2024-07-01"}
    level = MediaLevel.objects.of(cast.alpha).first().pk
    return sent(version=1, **{**given, "level": level, "unit": cast.bureau_unit.pk, **values})


def test_a_unit_adds_its_own_whatever_unit_is_sent(as_, cast):
    answer = as_("township").post(reverse("new_publication"), form(cast))
    assert answer.status_code == 302
    assert Publication.objects.get(title="新路").unit == cast.township_unit


def test_a_unit_edits_its_own_alone(as_, cast, log):
    own = reverse("edit_publication", args=[log.pk])
    assert as_("bureau").post(own, form(cast, title="大丰收")).status_code == 302
    log.refresh_from_db()
    assert (log.title, log.unit) == ("大丰收", cast.bureau_unit)
    other = reverse("edit_publication", args=[Publication.objects.get(title="水库").pk])
    assert as_("bureau").post(other, form(cast)).status_code == 404


@pytest.mark.parametrize("page", ["publications", "publication_statistics", "new_publication"])
def test_a_helper_sees_nothing_of_it(as_, page):
    client = as_("helper")
    assert client.get(reverse(page)).status_code == 403
    assert "信息宣传" not in client.get(reverse("my_work")).content.decode()


@pytest.mark.parametrize(
    ("who", "found"), [("clerk", True), ("township", False), ("helper", False)]
)
def test_the_search_finds_what_the_person_sees(as_, log, who, found):
    page = as_(who).get(reverse("search"), {"q": "丰收"})
    assert ("县报" in page.content.decode()) == found


def test_the_future_is_not_published_yet(as_, cast):
    page = as_("clerk").post(reverse("new_publication"), form(cast, published_on="2031-01-01"))
    assert page.context["form"].errors["published_on"] == ["日期晚于今天。"]


def test_the_record_links_its_source_and_the_other_publications_of_the_matter(as_, cast, log):
    Publication.objects.filter(pk=log.pk).update(link="https://example.org/a?b=1&c=2")
    text = as_("clerk").get(reverse("publication", args=[log.pk])).content.decode()
    assert 'href="https://example.org/a?b=1&amp;c=2"' in text
    assert "央视" in text
    Publication.objects.filter(pk=log.pk).update(link="javascript:alert(1)")
    text = as_("clerk").get(reverse("publication", args=[log.pk])).content.decode()
    assert 'href="javascript' not in text


def test_list_and_statistics_ask_the_same_for_fifty_rows_as_for_one(as_, cast):
    client = as_("clerk")
    client.get(LIST)
    before = [statements(client, address) for address in (LIST, STATISTICS)]
    for number in range(50):
        given = {"medium": str(number), "kind": "film", "matter": cast.publication}
        publication(cast.alpha, f"第{number}条", cast.bureau2_unit, **given)
    assert [statements(client, address) for address in (LIST, STATISTICS)] == before


def test_the_months_of_the_statistics_are_named_as_everywhere(log, as_):
    page = as_("clerk").get(STATISTICS)
    heads = re.findall(r'class="number">(\d+月|[一二十]+月)</th>', page.text)
    assert heads == [f"{month}月" for month in range(1, 13)]
