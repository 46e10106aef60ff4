"""Each form and button: without its version or id it is no request, late it answers 409, and sent
twice it does its work once and is answered as the first time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from core.audit.models import AuditRow
from core.models import Submission
from core.tasks import delete_old_submissions
from programmes.models import TaskProgress
from projects.models import MonthEntry
from tests.making import JUNE, closed, sent, wan
from tests.pages.locking import held, in_order
from tests.pages.sendings import BY_NATURE, CHANGES, MAKES, edit_entry, new_entry

ALL = [*CHANGES.items(), *((name, form) for name, form in MAKES.items() if name not in CHANGES)]
EACH = pytest.mark.parametrize(("name", "prepare"), ALL, ids=[name for name, _ in ALL])
SENTENCE = "请重新打开页面"
GONE = ("take_back_progress", "take_back_note", "take_back_stage", "revoke_role")
GONE += ("withdraw_light_rules", "withdraw_task_light_rule", "withdraw_finding_rule")
GONE += ("withdraw_ranking_rule",)
GONE += ("take_back_late", "import_forget", "accept_task_requests")
GONE += ("take_back_falsification", "withdraw_evaluation")
GONE += ("unlink_task_project", "unlink_task_fund", "unlink_task_need")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def posting() -> set[str]:
    """The names of the addresses that take a POST."""
    names = set()
    for pattern in get_resolver().url_patterns:
        for found in getattr(pattern, "url_patterns", [pattern]):
            view = getattr(found.callback, "view_class", None)
            if view is None or hasattr(view, "post") and "post" in view.http_method_names:
                names.add(found.name)
    return names - {"healthz", "chart_data"}  # they only read


def test_every_address_that_takes_a_post_is_in_one_of_the_tables():
    assert posting() == BY_NATURE.keys() | CHANGES.keys() | MAKES.keys()
    assert BY_NATURE.keys().isdisjoint(CHANGES.keys() | MAKES.keys())


def answer(response) -> tuple:
    """Where it led, with which words."""
    words = [str(message) for message in response.wsgi_request._messages._queued_messages]
    return response.status_code, response.headers.get("Location"), words


def refusals(name: str) -> tuple[int, ...]:
    """What was taken away or decided by the first sending is absent for the second."""
    gone = name in GONE or name.startswith(("remove_", "delete_"))
    return (422, 404) if gone else (422,)


def is_done(response) -> bool:
    return response.status_code == 302 or "<code>" in response.text


@pytest.mark.parametrize("name", CHANGES)
def test_without_a_version_that_can_be_read_nothing_is_changed(as_, cast, name):
    form = CHANGES[name](cast)
    client = as_(form.who)
    for version in (None, "", "x", "-1", "1.0", "１", "9" * 30, "\x00"):
        data = form.data(version=version)
        if version is None:
            del data["version"]
        response = client.post(form.address, data)
        assert response.status_code == 400, version
        assert SENTENCE in response.text
    assert is_done(client.post(form.address, form.data()))


@pytest.mark.parametrize("name", CHANGES)
def test_on_a_version_that_has_passed_nothing_is_changed(as_, cast, name):
    form = CHANGES[name](cast)
    client = as_(form.who)
    response = client.post(form.address, form.data(version=form.version + 7))
    assert response.status_code == 409
    assert not Submission.objects.filter(path=form.address).exists()
    assert is_done(client.post(form.address, form.data()))


@pytest.mark.parametrize("name", MAKES)
def test_without_an_id_that_can_be_read_nothing_is_made(as_, cast, name):
    form = MAKES[name](cast)
    client = as_(form.who)
    for key in (None, "", "x", "-1", "1.0", "1\x00", "%00", "9" * 30):
        data = form.data(submission_id=key)
        if key is None:
            del data["submission_id"]
        response = client.post(form.address, data)
        assert response.status_code == 400, key
        assert SENTENCE in response.text
    assert not Submission.objects.filter(path=form.address).exists()
    assert is_done(client.post(form.address, form.data()))


@EACH
def test_sent_twice_it_is_done_once_and_answered_alike(as_, cast, name, prepare):
    form = prepare(cast)
    client, key = as_(form.who), sent()["submission_id"]
    with CaptureQueriesContext(connection) as queries:
        first = client.post(form.address, form.data(submission_id=key))
    assert is_done(first)
    assert held(queries) == in_order(held(queries))
    kept, last = Submission.objects.get(path=form.address), AuditRow.objects.latest("pk").pk
    again = [client.post(form.address, form.data(submission_id=key)) for _ in range(2)]
    assert [one.status_code for one in again] == [302, 302]
    assert answer(again[0]) == answer(again[1])
    if first.status_code == 302:
        assert answer(again[0]) == answer(first)
    assert Submission.objects.get(path=form.address).at == kept.at
    assert AuditRow.objects.latest("pk").pk == last


@EACH
def test_what_another_person_sent_is_not_answered_to_anybody_else(as_, cast, name, prepare):
    form = prepare(cast)
    client, key = as_(form.who), sent()["submission_id"]
    client.post(form.address, form.data(submission_id=key))
    Submission.objects.update(user=cast.leader)
    response = client.post(form.address, form.data(submission_id=key))
    assert response.status_code in refusals(name)


@pytest.mark.parametrize("name", MAKES)
def test_the_same_id_with_other_content_is_refused(as_, cast, name):
    form = MAKES[name](cast)
    client, key = as_(form.who), sent()["submission_id"]
    client.post(form.address, form.data(submission_id=key))
    more = {"text": "另一句"} if name == "task_progress" else {"more": "x"}
    response = client.post(form.address, form.data(submission_id=key, **more))
    assert response.status_code in refusals(name)
    assert response.status_code == 404 or "内容与这次不同" in response.text


def test_an_entry_sent_again_after_the_month_was_closed_is_answered_as_the_first_time(as_, cast):
    form = new_entry(cast)
    client, data = as_("clerk"), form.data()
    first = client.post(form.address, data)
    closed(cast.alpha, JUNE, cast.clerk)
    assert answer(client.post(form.address, data)) == answer(first)
    assert "已截止" in client.post(form.address, {**data, **sent(1)}).text
    assert MonthEntry.objects.get(project=cast.dam, month=JUNE.start).amount == wan(1)


def test_an_entry_sent_again_after_another_changed_it_changes_nothing(as_, cast):
    form = new_entry(cast)
    client, data = as_("clerk"), form.data()
    first = client.post(form.address, data)
    as_("bureau2").post(form.address, form.data(version=1, amount="2"))
    assert answer(client.post(form.address, data)) == answer(first)
    assert MonthEntry.objects.get(project=cast.dam, month=JUNE.start).amount == wan(2)


def test_what_was_refused_is_not_remembered_and_can_be_sent_corrected(as_, cast):
    form = new_entry(cast)
    client, data = as_("clerk"), form.data(amount="九")
    assert client.post(form.address, data).status_code == 200
    assert not Submission.objects.filter(path=form.address).exists()
    assert client.post(form.address, {**data, "amount": "9"}).status_code == 302


def test_an_edit_sent_again_with_other_content_is_decided_by_its_version(as_, cast):
    """Back in the browser, another figure, saved again: both stand side by side."""
    form = edit_entry(cast)
    client, data = as_("clerk"), form.data()
    assert client.post(form.address, data).status_code == 302
    response = client.post(form.address, {**data, "amount": "4"})
    assert response.status_code == 409
    assert 'name="merge"' in response.text


def test_answers_are_kept_for_a_week(as_, cast):
    form = new_entry(cast)
    data = form.data()
    as_("clerk").post(form.address, data)
    for days, left in ((6, 1), (8, 0)):
        Submission.objects.update(at=timezone.now() - timedelta(days))
        delete_old_submissions()
        assert Submission.objects.count() == left
    assert as_("clerk").post(form.address, data).status_code == 409
    assert MonthEntry.objects.filter(project=cast.dam, month=JUNE.start).count() == 1


def test_every_form_of_a_page_carries_what_it_needs(as_, cast):
    for who, address in (
        ("clerk", reverse("supervision_month", args=[JUNE])),
        ("clerk", reverse("project_entry", args=[cast.road.pk, JUNE])),
        ("sysadmin", reverse("person", args=[cast.bureau.pk])),
        ("clerk", reverse("import_upload", args=["projects"])),
        ("helper", reverse("task_progress", args=[cast.help_task.pk, JUNE])),
    ):
        page = as_(who).get(address).text.partition('id="content"')[2]
        assert 'name="submission_id"' in page or 'name="version"' in page, address


def test_noughts_before_a_number_make_no_other_page(as_, cast):
    client, form = as_("clerk"), sent(0, text="进展")
    plain = reverse("task_progress", args=[cast.road_task.pk, JUNE])
    long = plain.replace("/tasks/", "/tasks/" + "0" * 400)
    assert [client.post(one, form).status_code for one in (long, plain)] == [302, 302]
    assert TaskProgress.objects.filter(task=cast.road_task).count() == 1


DJANGOS_OWN = ("已存在。", "已经存在。", "already exists", "约束")


@pytest.mark.parametrize("name", MAKES)
def test_what_is_made_a_second_time_is_refused_in_our_own_words(as_, cast, name):
    form = MAKES[name](cast)
    client = as_(form.who)
    assert is_done(client.post(form.address, form.data()))
    answer = client.post(form.address, form.data(), follow=True)
    text = "" if "Content-Disposition" in answer.headers else answer.text
    assert [words for words in DJANGOS_OWN if words in text] == []


DUPLICATES = [
    ("new_project", (), {"name": "新", "kind": "construction", "code": "P1"}, "编码为“P1”的项目"),
    ("catalogue", ("sectors",), {"name": "交通"}, "所属行业“交通”"),
]


@pytest.mark.parametrize(("name", "args", "fields", "words"), DUPLICATES)
def test_a_second_one_of_a_name_is_refused_beside_the_field(as_, cast, name, args, fields, words):
    answer = as_("clerk").post(reverse(name, args=args), sent(0, **fields))
    [errors] = answer.context["form"].errors.values()
    assert errors == [f"已有{words}，不能重复。"]
    assert "__all__" not in answer.context["form"].errors


def test_corrected_content_under_the_same_id_is_stored_once_and_answered_alike(as_, cast):
    form = edit_entry(cast)
    client, key = as_(form.who), sent()["submission_id"]
    first = client.post(form.address, form.data(submission_id=key))
    assert first.status_code == 302
    row = MonthEntry.objects.get(project=cast.road, month=JUNE.start)
    corrected = form.data(submission_id=key, version=row.version, amount="7.5")
    again = [client.post(form.address, corrected) for _ in range(2)]
    assert [answer(one) for one in again] == [answer(first)] * 2
    stored = MonthEntry.objects.get(pk=row.pk)
    assert (stored.amount, stored.version) == (wan("7.5"), row.version + 1)


@pytest.mark.parametrize(
    "address", ["/projects/{}/month/2024-06%00/", "/projects/{}/month/%00/late/"]
)
def test_an_address_with_nul_is_no_page(as_, cast, address):
    assert as_("clerk").post(address.format(cast.road.pk), sent(0)).status_code == 404
