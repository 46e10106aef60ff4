"""Two people save one record at once: one is saved, the other merges, nothing is lost."""

import re
from functools import partial
from html import unescape

import pytest

from core.web.merging import sign
from programmes.models import TaskProgress
from projects.models import MonthEntry
from projects.services import months as services
from tests.concurrency.conftest import at_once
from tests.making import JUNE, sent, wan
from tests.pages.sendings import edit_entry, report

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def entry(cast) -> MonthEntry:
    return MonthEntry.objects.get(project=cast.road, month=JUNE.start)


def both_save(visitor, cast, address, turn: int) -> list:
    """The clerk writes what is done, the bureau what is wrong; both on what stands."""
    stands = entry(cast)
    form = {
        "amount": "100",
        "image_progress": stands.image_progress,
        "problems": stands.problems,
        "base": base_of(stands),
    }
    mine = {**form, "image_progress": f"形象{turn}"}
    theirs = {**form, "problems": f"问题{turn}"}
    clerk, bureau = visitor("clerk"), visitor("bureau")
    return at_once(
        lambda: (clerk, clerk.post(address, sent(stands.version, **mine))),
        lambda: (bureau, bureau.post(address, sent(stands.version, **theirs))),
    )


def base_of(stands: MonthEntry) -> str:
    texts = {"amount": "100", "reason": ""}
    return sign({**texts, "image_progress": stands.image_progress, "problems": stands.problems})


def hidden(text: str) -> dict[str, str]:
    form = text.partition('id="content"')[2]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_one_is_saved_the_other_merges_and_both_changes_stand(visitor, cast):
    address = edit_entry(cast).address
    for turn in range(5):
        answers = both_save(visitor, cast, address, turn)
        assert sorted(answer.status for _, answer in answers) == [302, 409]
        [(late, page)] = [(who, answer) for who, answer in answers if answer.status == 409]
        assert late.post(address, hidden(page.text)).status == 302
        stands = entry(cast)
        assert (stands.image_progress, stands.problems) == (f"形象{turn}", f"问题{turn}")
        assert stands.version == 3 + 2 * turn


def test_without_the_version_one_change_is_lost(visitor, cast, monkeypatch):
    update_record = services.update_record

    def blind(record, *, version, **values):
        return update_record(record, version=record.version, **values)

    monkeypatch.setattr(services, "update_record", blind)
    answers = both_save(visitor, cast, edit_entry(cast).address, 9)
    assert [answer.status for _, answer in answers] == [302, 302]
    stands = entry(cast)
    assert (stands.image_progress, stands.problems) in {("形象9", ""), ("路基完成", "问题9")}


def test_two_reports_on_one_task_from_the_same_version_are_one_report(visitor, cast):
    form, people = report(cast), [visitor("helper"), visitor("clerk")]
    answers = at_once(*[partial(who.post, form.address, form.data()) for who in people])
    assert sorted(answer.status for answer in answers) == [302, 409]
    assert TaskProgress.objects.filter(task=cast.help_task).count() == 1


def test_many_who_record_a_month_that_nobody_had_make_one_entry(visitor, cast):
    address = edit_entry(cast).address.replace(f"/{cast.road.pk}/", f"/{cast.dam.pk}/")
    who = [visitor("clerk"), visitor("bureau2"), visitor("approver")] * 3
    acts = [
        lambda one=one, n=n: one.post(address, sent(0, amount=str(n + 1)))
        for n, one in enumerate(who)
    ]
    answers = at_once(*acts)
    assert sorted(answer.status for answer in answers) == [302] + [409] * 8
    saved = [answer.status for answer in answers].index(302)
    stands = MonthEntry.objects.get(project=cast.dam, month=JUNE.start)
    assert (stands.amount, stands.version) == (wan(saved + 1), 1)
