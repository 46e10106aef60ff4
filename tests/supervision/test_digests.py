"""Findings and orders in the digest of a day: for whom, in which words."""

from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from notifications.models import Notice
from programmes.models import Task
from programmes.services.digests import make_digests
from supervision.figures.proposals import proposals
from supervision.figures.raises import raises
from supervision.models import Finding
from supervision.services.orders import sign_order
from tests import making
from tests.making import DAY, finding, finding_request

MORNING = datetime(2024, 7, 8, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday


@pytest.fixture
def quiet(cast):
    """Nothing is due but what a test adds."""
    Task.objects.filter(programme=cast.alpha).update(deadline=date(2025, 12, 31))
    Finding.objects.filter(programme=cast.alpha).update(due_on=date(2025, 12, 31))
    return cast


def due(cast, days, unit=None, **values) -> Finding:
    number = f"F{Finding.objects.count()}"
    given = {"due_on": DAY + timedelta(days), **values}
    return finding(cast.alpha, number, unit or cast.bureau_unit, **given)


def sent_order(cast, unit=None) -> None:
    made = making.order(cast.alpha, due(cast, 60, unit), created_by=cast.clerk)
    sign_order(made, version=1, by=cast.approver, on=DAY)


def proposed(cast) -> int:
    found = proposals(cast.clerk, cast.alpha, DAY), raises(cast.clerk, cast.alpha, DAY)
    return sum(map(len, found))


def digest(person) -> list[str]:
    rows = Notice.objects.filter(recipient=person, dedupe_key__startswith="digest:")
    return list(rows.values_list("text", flat=True))


def test_a_unit_reads_of_its_findings_and_orders_and_the_task_force_of_all(quiet):
    cast = quiet
    for days in (0, 7, 8, -1):
        due(cast, days)
    due(cast, -1, state="rectified")
    due(cast, -2, merged_into=cast.finding)
    due(cast, 3, cast.bureau2_unit)
    sent_order(cast)
    sent_order(cast, cast.bureau2_unit)
    finding_request(due(cast, 60), cast.bureau)
    finding_request(due(cast, 40), cast.bureau, "date")
    make_digests(cast.alpha, MORNING)
    assert digest(cast.bureau) == ["今日提醒：7日内到期问题2个；逾期未整改问题1个；待签收督办单1份"]
    assert digest(cast.bureau2) == ["今日提醒：7日内到期问题1个；待签收督办单1份"]
    of_all = "今日提醒：7日内到期问题3个；逾期未整改问题1个；待签收督办单2份；"
    of_all += f"待决定的问题、颜色和督办建议：{proposed(cast)}项；待我审定"
    assert digest(cast.approver) == [f"{of_all}2项"]
    assert digest(cast.clerk) == [f"{of_all}1项"]


def test_a_helper_reads_of_none(quiet):
    one = due(quiet, -1)
    one.supporting_units.add(quiet.helper_unit)
    make_digests(quiet.alpha, MORNING)
    assert digest(quiet.helper) == []


def test_they_are_made_once_a_day(quiet):
    due(quiet, -1)
    assert make_digests(quiet.alpha, MORNING) > 0
    assert make_digests(quiet.alpha, MORNING + timedelta(hours=1)) == 0
    assert len(digest(quiet.bureau)) == 1


def test_my_work_names_them_and_the_text_for_a_group_does_not(as_, quiet):
    one = due(quiet, -1, text="台账不全")
    making.task(quiet.alpha, "T9", quiet.bureau_unit, deadline=DAY, text="修桥")
    page = as_("bureau").get(reverse("my_work")).text
    shown = page.split('id="digest"')[1].split("</section>")[0]
    assert "逾期未整改问题1个" in shown
    assert f'<a href="{reverse("finding", args=[one.pk])}">台账不全</a>' in shown
    text = shown.split("<textarea")[1].split("</textarea>")[0]
    assert "修桥" in text
    assert "台账不全" not in text


@pytest.mark.parametrize("who", ["bureau", "clerk"])
def test_a_part_with_more_rows_names_the_rest_and_opens_the_list_of_all(as_, quiet, who):
    for number in range(13):
        due(quiet, -1, text=f"逾期{number}")
        due(quiet, 5, text=f"将到期{number}")
    due(quiet, -1, quiet.bureau2_unit)
    client = as_(who)
    page = client.get(reverse("my_work"))
    [soon, late] = page.context["digest"]
    total = 13 if who == "bureau" else 14
    assert (late.words, len(late.rows), late.more) == (f"逾期未整改问题{total}个", 10, total - 10)
    assert f'<a href="{escape(late.address)}">还有{total - 10}项</a>' in page.text
    assert len(client.get(late.address).context["table"].rows) == total
    assert (soon.more, "<li>还有3项</li>" in page.text) == (3, True)


def test_the_task_force_reads_how_much_is_proposed_and_others_do_not(as_, cast):
    n = proposed(cast)
    words, page = f"待决定的问题、颜色和督办建议：{n}项", reverse("finding_proposals")
    assert n > 0
    shown = as_("clerk").get(reverse("my_work"))
    assert [(note.words, note.address) for note in shown.context["digest_notes"]] == [(words, page)]
    assert f'<a href="{page}">{words}</a>' in shown.text
    assert as_("bureau").get(reverse("my_work")).context["digest_notes"] == []
    make_digests(cast.alpha, MORNING)
    assert words in digest(cast.clerk)[0]
    assert not any("建议" in text for text in digest(cast.bureau))
