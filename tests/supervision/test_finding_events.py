"""The page of what happened to findings, from one day to another."""

import csv
import io
from datetime import date, timedelta

from django.urls import reverse

from supervision.models import Finding, FindingEvent
from supervision.services.finding_events import set_due_day
from supervision.services.finding_requests import accept_request, refuse_request
from tests.counting import statements
from tests.making import DAY, finding, finding_request

PAGE = reverse("finding_events")


def event(one, kind, on=DAY, **values) -> FindingEvent:
    given = {"programme": one.programme, "state_before": "open", "state_after": "open", **values}
    return FindingEvent.objects.create(finding=one, kind=kind, on=on, **given)


def shown(client, **query) -> list[tuple[str, str]]:
    rows = client.get(PAGE, query).context["table"].data
    return [(str(row.on), row.kind) for row in rows]


def test_what_happened_is_listed_the_newest_first_between_two_days(as_, cast):
    for kind, days in (("found", 40), ("begun", 9), ("sent_back", 2), ("reopened", -1)):
        event(cast.finding, kind, DAY - timedelta(days))
    client = as_("clerk")
    everything = [("2024-07-06", "sent_back"), ("2024-06-29", "begun"), ("2024-05-29", "found")]
    assert shown(client) == everything
    assert shown(client, since="2024-06-29", until="2024-07-05") == everything[1:2]
    assert shown(client, kind=["found", "sent_back"]) == [everything[0], everything[2]]
    assert shown(client, unit=cast.bureau2_unit.pk) == []
    assert PAGE in client.get(reverse("findings")).text


def test_a_moved_day_shows_both_days_and_the_reason_on_the_page_and_in_the_file(as_, cast):
    values = {"due_on": date(2024, 8, 9), "reason": "汛期停工", "by": cast.clerk, "on": DAY}
    set_due_day(cast.finding, version=cast.finding.version, **values)
    client = as_("clerk")
    page = client.get(PAGE).text
    for words in ("2024-07-31", "2024-08-09", "汛期停工", cast.finding.text):
        assert words in page
    answer = client.get(PAGE, {"_export": "csv"})
    text = b"".join(answer).decode("utf-8-sig")
    head, row = list(csv.reader(io.StringIO(text)))[-2:]
    told = dict(zip(head, row, strict=True))
    assert told["原因"] == "汛期停工"
    assert "2024-08-09" in row


def test_what_is_merged_is_left_out_and_a_bureau_reads_of_its_own(as_, cast):
    other = finding(cast.alpha, "D9", cast.bureau2_unit)
    for one in (cast.finding, other):
        event(one, "found")
    assert len(shown(as_("bureau"))) == 1
    assert as_("helper").get(PAGE).status_code == 403
    Finding.objects.filter(pk=other.pk).update(merged_into=cast.finding)
    assert len(shown(as_("clerk"))) == 1


def test_where_nothing_happened_the_page_says_so(as_):
    assert "没有问题办理记录" in as_("leader").get(PAGE).text


def test_fifty_take_the_statements_of_one(as_, cast):
    event(cast.finding, "found")
    before = statements(as_("clerk"), PAGE)
    for number in range(49):
        event(finding(cast.alpha, f"E{number}", cast.bureau_unit), "found")
    assert statements(as_("clerk"), PAGE) == before


def accounts(client, one) -> list[str]:
    """The words of the finding's events, as its page and the list of all changes show them."""
    page = client.get(reverse("finding", args=[one.pk]))
    found = [event.account for event in page.context["events"]]
    section = page.text.partition('id="events"')[2]
    listed = client.get(PAGE).text
    for words in filter(None, "\n".join(found).split("\n")):
        assert words in section
        assert words in listed
    return found


def test_the_result_that_was_sent_back_stays_beside_the_later_one(as_, cast):
    first = finding_request(cast.finding, cast.bureau, text="已补栽50株")
    refuse_request(first, version=1, by=cast.clerk, on=DAY, answer="成活率不足")
    cast.finding.refresh_from_db()
    second = finding_request(cast.finding, cast.bureau, text="已全部补栽")
    given = {"verification": "papers", "answer": "属实"}
    accept_request(second, version=1, by=cast.clerk, on=DAY, **given)
    assert accounts(as_("bureau"), cast.finding) == [
        "已补栽50株",
        "成活率不足",
        "已全部补栽",
        "属实",
    ]


def test_the_reason_of_another_day_that_was_granted_is_readable(as_, cast):
    made = finding_request(cast.finding, cast.bureau, "date", text="汛期停工")
    accept_request(made, version=1, by=cast.approver, on=DAY, answer="同意")
    assert accounts(as_("bureau"), cast.finding) == ["汛期停工\n同意"]
