"""Thirty times the same form at the same moment: one row, and thirty times the same answer."""

from functools import partial

import pytest

from accounts.models import User
from core.models import Submission
from core.web import submissions
from programmes.models import ReportingPeriod, Task, TaskProgress
from projects.models import MonthEntry
from tests.concurrency.conftest import at_once
from tests.making import JUNE, wan
from tests.pages.sendings import CHANGES, MAKES, new_entry, report

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MANY = 30


def send_many(visitor, form) -> list:
    who, data = visitor(form.who), form.data()
    lines = [who.line() for _n in range(MANY)]
    return at_once(*[partial(who.post, form.address, data, line) for line in lines])


def june(cast) -> ReportingPeriod:
    return ReportingPeriod.objects.of(cast.alpha).get(month=JUNE.start)


def test_a_month_is_recorded_once_and_all_are_answered_alike(visitor, cast):
    form = new_entry(cast)
    answers = send_many(visitor, form)
    assert {answer.said for answer in answers} == {(302, form.address)}
    assert MonthEntry.objects.get(project=cast.dam, month=JUNE.start).amount == wan(1)
    assert Submission.objects.get().answer["words"].startswith("已保存")


def test_a_report_on_a_task_writes_two_tables_once(visitor, cast):
    answers = send_many(visitor, report(cast))
    assert [answer.status for answer in answers] == [302] * MANY
    assert len({answer.said for answer in answers}) == 1
    assert TaskProgress.objects.filter(task=cast.help_task).count() == 1
    assert Task.objects.get(pk=cast.help_task.pk).version == 2


def test_a_person_is_made_once_and_the_password_is_shown_to_one_alone(visitor, cast):
    answers = send_many(visitor, MAKES["new_person"](cast))
    assert sorted(answer.status for answer in answers) == [200] + [302] * (MANY - 1)
    assert sum("<code>" in answer.text for answer in answers) == 1
    assert len({answer.said for answer in answers if answer.status == 302}) == 1
    assert User.objects.filter(username="zhaomin").count() == 1


def test_a_month_is_closed_once_and_all_are_answered_alike(visitor, cast):
    answers = send_many(visitor, CHANGES["close_month"](cast))
    assert [answer.status for answer in answers] == [302] * MANY
    assert len({answer.said for answer in answers}) == 1
    assert june(cast).version == 2


def test_without_the_memory_the_race_is_real(visitor, cast, monkeypatch):
    monkeypatch.setattr(submissions, "begin", lambda request: None)
    answers = send_many(visitor, CHANGES["close_month"](cast))
    assert sorted(answer.status for answer in answers) == [302] + [409] * (MANY - 1)
    assert june(cast).version == 2, "the version still holds where nothing is remembered"
