"""A returned report is on the page of whoever corrects it, until it is submitted again."""

import pytest

from reports import services
from tests.making import DAY, JUNE, closed, report_run

PAGE = "/my/"
REPORTS = 'id="returned-reports"'


@pytest.fixture
def run(cast):
    closing = closed(cast.alpha, JUNE, cast.clerk).closed_at
    made = {"status": "done", "closing": closing, "closed_by": cast.clerk, "as_of": DAY}
    return report_run(cast.alpha, **made)


def send_back(cast, run):
    return services.return_run(run, reason="与台账不符", by=cast.approver, version=run.version)


def holders(as_) -> list[str]:
    people = ("clerk", "approver", "bureau", "finance", "township", "helper")
    return [who for who in people if REPORTS in as_(who).get(PAGE).text]


def test_a_draft_that_waits_for_approval_is_nobodys(as_, run):
    assert holders(as_) == []


def test_a_returned_one_is_the_clerks_with_the_reason(cast, as_, run):
    send_back(cast, run)
    assert holders(as_) == ["clerk"]
    page = as_("clerk").get(PAGE).text
    assert "与台账不符" in page
    assert "请修改后重新提交" in page


def test_reading_it_and_its_notice_does_not_take_it_off_the_page(cast, as_, run):
    send_back(cast, run)
    client = as_("clerk")
    client.get(f"/reports/{run.pk}/")
    client.post("/notices/read/")
    assert REPORTS in client.get(PAGE).text


def test_submitted_again_it_leaves_the_page(cast, as_, run):
    back = send_back(cast, run)
    services.submit_again(back, by=cast.clerk, version=back.version)
    assert holders(as_) == []


def test_a_newer_revision_takes_its_place(cast, as_, run):
    send_back(cast, run)
    report_run(cast.alpha, revision=2)
    assert holders(as_) == []
