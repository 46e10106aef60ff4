"""Who reads reports, what the pages show, and what their buttons do."""

import io
import re
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse
from docx import Document

from core.periods import Period
from reports.models import ReportRun
from reports.renderers import files
from tests.counting import statements
from tests.making import report_run, sent
from tests.reports.conftest import enter_june, generated

JUNE = Period.month(2024, 6)


@pytest.fixture
def run(mabian):
    """Of June, which is open."""
    return generated(mabian)


@pytest.fixture
def as_(client, people):
    def sign_in(name):
        client.force_login(people[name])
        return client

    return sign_in


def test_the_report_reads_with_its_figures_linked(run, as_):
    page = as_("leader").get(reverse("report", args=[run.pk])).content.decode()
    assert "低于序时进度8.36个百分点" in page
    query = "month=2024-06&amp;planned=yes&amp;reported=no&amp;as_of=2024-06-30"
    assert f'<a href="/projects/?{query}">3个</a>' in page
    assert "草稿·未截止" in page


def test_linked_lists_hold_as_many_rows_as_the_report_says(run, as_):
    client = as_("clerk")
    wanted = {
        "/projects/?month=2024-06&planned=yes&as_of=2024-06-30": 61,
        "/projects/?month=2024-06&planned=yes&reported=no&as_of=2024-06-30": 3,
        "/projects/?month=2024-06&light=red&as_of=2024-06-30": 3,
        "/projects/?month=2024-06&light=yellow&as_of=2024-06-30": 7,
        "/projects/?month=2024-06&signed=yes&as_of=2024-06-30": 11,
        "/projects/entries/?month=2024-06&problems=yes&as_of=2024-06-30": 36,
        "/funds/?family=helpers&as_of=2024-06-30": 22,
        "/funds/?family=higher&as_of=2024-06-30": 17,
        "/funds/?assistance=yes&idle=91-&as_of=2024-06-30": 16,
        "/tasks/?due=yes&done=no&as_of=2024-06-30": 9,
        "/tasks/?helper=yes&due=yes&done=no&as_of=2024-06-30": 8,
        "/tasks/?helper=no&due=yes&done=no&as_of=2024-06-30": 1,
        "/needs/?amount=no&as_of=2024-06-30": 10,
    }
    page = client.get(reverse("report", args=[run.pk])).content.decode()
    linked = {_sorted(unescape(address)) for address in re.findall('href="([^"]+[?][^"]+)"', page)}
    assert [address for address in wanted if _sorted(address) not in linked] == []
    found = {address: client.get(address).context["total_count"] for address in wanted}
    assert found == wanted


def _sorted(address: str) -> tuple:
    path, _, query = address.partition("?")
    return path, tuple(sorted(parse_qsl(query)))


def test_a_download_has_its_chinese_name_and_is_kept_from_the_browser(run, as_):
    response = as_("leader").get(reverse("report_file", args=[run.pk, "draft-1.docx"]))
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E9%A9%AC%E8%BE%B9%E5%8E%BF%E6%89%98%E5%BA%95%E6%80%A7"
        "%E5%B8%AE%E6%89%B6%E5%B7%A5%E4%BD%9C%E6%9C%88%E5%BA%A6%E8%B0%83%E5%BA%A6%E6%8A%A5"
        "%E5%91%8A%EF%BC%882024%E5%B9%B46%E6%9C%88%EF%BC%89-%E8%8D%89%E7%A8%BF.docx"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert Document(io.BytesIO(response.content)).tables


@pytest.mark.parametrize("name", ["other.docx", "..%2Fsecret-key", "final.docx"])
def test_a_file_that_the_run_has_not_is_not_there(run, as_, name):
    assert as_("clerk").get(f"/reports/{run.pk}/{name}/").status_code == 404


def test_a_file_that_is_not_what_was_made_is_not_served(run, as_):
    (files.folder_of(run) / "draft-1.xlsx").write_bytes(b"other")
    assert (
        as_("clerk").get(reverse("report_file", args=[run.pk, "draft-1.xlsx"])).status_code == 404
    )


def test_the_approver_approves_on_the_page(report, people, as_):
    button = reverse("report_approve", args=[report.pk])
    assert button in as_("approver").get(reverse("report", args=[report.pk])).text
    as_("approver").post(button, sent(report.version))
    report.refresh_from_db()
    assert report.approved_by == people["approver"]


def test_the_page_says_why_it_is_not_to_be_approved(run, as_):
    page = as_("approver").get(reverse("report", args=[run.pk])).content.decode()
    assert "本期尚未截止。" in page
    assert reverse("report_approve", args=[run.pk]) not in page


def test_asking_anew_with_unchanged_figures_leads_to_the_same_report(run, as_):
    asked = sent(kind="monthly", period="2024-06")
    response = as_("clerk").post(reverse("report_renew"), asked)
    assert response["Location"] == reverse("report", args=[run.pk])
    assert ReportRun.objects.count() == 1


def test_asking_anew_with_changed_figures_leads_to_the_next_revision(mabian, run, people, as_):
    enter_june(mabian, people, "下溪至劳动产业路", 10000)
    asked = sent(kind="monthly", period="2024-06")
    response = as_("clerk").post(reverse("report_renew"), asked, follow=True)
    assert "正在生成第2版。" in response.content.decode()
    assert 'hx-trigger="every 3s"' in response.content.decode()


@pytest.mark.parametrize(
    "asked, words",
    [
        ({}, "请指明报告类型和期间。"),
        ({"kind": "monthly", "period": "x"}, "请指明报告类型和期间。"),
        ({"kind": "weekly", "period": "2024-06"}, "请指明报告类型和期间。"),
        ({"kind": "monthly", "period": "2024-07"}, "还没有结束的月份"),
        ({"kind": "monthly", "period": "2024\x00"}, "请指明报告类型和期间。"),
    ],
)
def test_a_period_that_has_no_report_is_answered_with_a_sentence(mabian, as_, asked, words):
    response = as_("clerk").post(reverse("report_renew"), sent(**asked), follow=True)
    assert words in response.content.decode()
    assert ReportRun.objects.count() == 0


def test_the_list_costs_as_many_queries_for_one_run_as_for_many(mabian, run, as_):
    client, address = as_("leader"), reverse("reports")
    one = statements(client, address)
    for revision in range(2, 30):
        report_run(mabian, revision=revision, as_of=run.as_of, status="done", files=run.files)
    assert statements(client, address) == one
