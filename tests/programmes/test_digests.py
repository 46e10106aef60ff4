"""The digest of a day: for whom, in which words, when."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from notifications.models import Notice
from programmes.figures.digests import other_notes
from programmes.figures.task_lights import light_day
from programmes.models import CalendarDay, Task
from programmes.services.digests import make_digests
from programmes.services.task_requests import refuse_request
from tests.making import DAY, sent, task, task_request

MORNING = datetime(2024, 7, 8, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday


@pytest.fixture
def tasks(cast):
    """Nothing is due but what a test adds."""
    Task.objects.filter(programme=cast.alpha).update(deadline=date(2025, 12, 31))
    return cast


def due(cast, days, unit=None, **values) -> Task:
    given = {"deadline": DAY + timedelta(days), "state": "in_progress", **values}
    number = f"T{Task.objects.count()}"
    return task(cast.alpha, number, unit or cast.bureau_unit, **given)


def proposed(cast) -> str:
    """What the task force reads of proposed findings, which follow from what the cast has."""
    [note] = other_notes(cast.clerk, cast.alpha, light_day(cast.alpha, DAY))
    return note.words


def digest(person) -> list[str]:
    rows = Notice.objects.filter(recipient=person, dedupe_key__startswith="digest:")
    return list(rows.values_list("text", flat=True))


def test_a_person_reads_what_is_due_late_sent_back_and_to_decide(tasks):
    cast = tasks
    for days in (0, 3, 4, 7, 8, -1):
        due(cast, days)
    back = due(cast, 60)
    refused = task_request(back, cast.bureau, "closing")
    refuse_request(refused, version=1, by=cast.clerk, on=DAY, answer="请补")
    task_request(due(cast, 60), cast.bureau, "suspension")
    make_digests(cast.alpha, MORNING)
    own = "今日提醒：3日内到期2项；7日内到期2项；逾期1项；已退回未重报1项"
    assert digest(cast.bureau) == [own]
    assert digest(cast.approver) == [f"{own}；{proposed(cast)}；待我审定1项"]
    assert digest(cast.bureau2) == []


def test_a_helper_reads_its_own_words_and_nothing_of_lateness(tasks):
    cast = tasks
    due(cast, -1, cast.helper_unit)
    due(cast, 2, cast.helper_unit)
    make_digests(cast.alpha, MORNING)
    assert digest(cast.helper) == ["今日提醒：3日内商请反馈1项"]
    of_all = "今日提醒：3日内到期1项；已过商请反馈时限1项"
    assert digest(cast.clerk) == [f"{of_all}；{proposed(cast)}"]


def test_it_is_made_once_a_day_after_its_time(tasks):
    cast = tasks
    due(cast, 1)
    assert make_digests(cast.alpha, MORNING - timedelta(minutes=1)) == 0
    assert make_digests(cast.alpha, MORNING) > 0
    assert make_digests(cast.alpha, MORNING + timedelta(hours=1)) == 0
    assert len(digest(cast.bureau)) == 1


def test_on_a_rest_day_of_the_county_there_is_none(tasks):
    cast = tasks
    due(cast, 1)
    CalendarDay.objects.create(programme=cast.alpha, day=DAY, name="彝族节日")
    assert make_digests(cast.alpha, MORNING) == 0
    assert Notice.objects.filter(dedupe_key__startswith="digest:").count() == 0


def test_the_task_force_sets_the_time(as_, tasks):
    cast = tasks
    given = sent(cast.alpha.version, digest_at="07:15")
    assert as_("clerk").post(reverse("digest_time"), given).status_code == 302
    cast.alpha.refresh_from_db()
    assert cast.alpha.digest_at == time(7, 15)
    bad = as_("clerk").post(reverse("digest_time"), sent(cast.alpha.version, digest_at="25:00"))
    assert bad.status_code == 200


def test_the_page_of_a_person_begins_with_it_and_a_text_to_copy(as_, tasks):
    cast = tasks
    one = due(cast, 2, text="修桥")
    page = as_("bureau").get(reverse("my_work")).text
    assert f"今日提醒（2024-07-08）\n3日内到期1项\n· 修桥（{one.lead_unit} 2024-07-10）" in page
    due(cast, -2, cast.helper_unit, text="助学")
    shown = as_("clerk").get(reverse("my_work")).text
    assert "已过商请反馈时限1项" in shown
    assert "助学" not in shown.split("<textarea")[1].split("</textarea>")[0]
    assert "逾期" not in as_("helper").get(reverse("my_work")).text
