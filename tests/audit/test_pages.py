"""The auditor finds who did what; staff see the history of the records that they work with."""

import csv
import io

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.actors import SIGNIN, acting_as, actor_of
from core.audit import search
from core.audit.services import record_event, seal
from core.choices import EventKind
from programmes.choices import RoleName
from programmes.models import AuditEntry
from programmes.services.roles import grant_role
from programmes.views import audit
from tests import making
from tests.cast import SECRET
from tests.counting import statements
from tests.making import JUNE


def history_of(record) -> str:
    return reverse("object_history", args=[record._meta.db_table, record.pk])


def listed(client, **query) -> list:
    return client.get(reverse("audit"), query).context["entries"]


@pytest.mark.parametrize("who", ["clerk", "leader"])
def test_staff_read_nothing_of_people_and_their_rights(as_, cast, who):
    role = cast.finance.roles.first()
    for record in (cast.finance, role, cast.bureau_unit):
        assert as_(who).get(history_of(record)).status_code == 404
    assert as_("auditor").get(history_of(cast.finance)).status_code == 200


@pytest.mark.parametrize("who", ["auditor", "clerk"])
def test_nothing_of_another_county_shows(as_, cast, who):
    client = as_(who)
    beta = cast.beta
    for record in (beta.project, beta.task, beta.need, beta.line, beta.clerk, beta.programme):
        assert client.get(history_of(record)).status_code == 404
    pages = [client.get(history_of(cast.road)), client.get(history_of(cast.helper_unit))]
    if who == "auditor":
        pages += [client.get(reverse("audit"), {"q": word}) for word in ("", SECRET, "B1")]
    assert all(SECRET not in page.text.replace(f'value="{SECRET}"', "") for page in pages[:2])
    for page in pages[2:]:
        assert SECRET not in "".join(map(str, page.context["entries"]))


@pytest.mark.parametrize("table", ["nothing", "auth_permission", "projects_project"])
def test_what_has_no_history_is_not_found(as_, table):
    keys = ("1",) if table != "projects_project" else ("999999999", "x", "9" * 30, "-")
    for key in keys:
        assert as_("auditor").get(f"/audit/{table}/{key}/").status_code == 404


def test_what_belongs_to_no_programme_is_shown_where_its_person_works(cast, as_):
    making.person(cast.beta.programme, "beta_only", "clerk", cast.beta.unit)
    nobody = User.objects.create_user("nowhere", name="新来的", unit=cast.bureau_unit)
    seen = AuditEntry.objects.visible_to(cast.auditor).filter(table_name="accounts_user")
    keys = set(seen.values_list("key", flat=True))
    assert str(cast.clerk.pk) in keys
    assert str(nobody.pk) in keys
    assert str(cast.beta.clerk.pk) not in keys


def test_who_had_a_role_stays_in_the_auditors_sight(cast):
    gone = making.person(cast.alpha, "gone", "finance", cast.beta.unit)
    gone.roles.all().delete()
    seen = AuditEntry.objects.visible_to(cast.auditor).filter(table_name="accounts_user")
    assert seen.filter(key=str(gone.pk)).exists()


def test_a_refused_sign_in_concerns_the_persons_auditors_and_an_unknown_name_all(cast):
    with acting_as("system:signin"):
        record_event(EventKind.SIGN_IN_REFUSED, about="nobody")
        record_event(EventKind.SIGN_IN_REFUSED, about="alpha_clerk", person=cast.clerk.pk)
        record_event(EventKind.SIGN_IN_REFUSED, about="beta_clerk", person=cast.beta.clerk.pk)
    seen = AuditEntry.objects.visible_to(cast.auditor).events("sign_in_refused").order_by("pk")
    assert [row.after["about"] for row in seen] == ["nobody", "alpha_clerk"]


def test_filters_by_person_action_and_event(as_, cast):
    with acting_as(actor_of(cast.clerk)):
        cast.road.person = "王五"
        cast.road.save()
        record_event(EventKind.EXPORT, programme=cast.alpha, about="项目")
        cast.quarry.delete()
    client = as_("auditor")
    by_clerk = listed(client, actor=actor_of(cast.clerk))
    assert {entry.first.actor for entry in by_clerk} == {actor_of(cast.clerk)}
    deleted = listed(client, actor=actor_of(cast.clerk), action="delete")
    assert {entry.action for entry in deleted} == {"delete"}
    assert any(entry.title == "项目“料场”（P3）" for entry in deleted)
    (exported,) = listed(client, actor=actor_of(cast.clerk), action="export")
    assert exported.description == "导出“项目”"


def test_filters_by_object_and_what_hangs_on_it_also_when_it_is_gone(as_, cast):
    client = as_("auditor")
    tables = {entry.first.table_name for entry in listed(client, q="P1", type="projects_project")}
    assert {"projects_project", "projects_monthentry", "projects_stageevent"} <= tables
    assert "projects_project" not in {
        entry.first.table_name for entry in listed(client, q="P1", type="programmes_task")
    }
    cast.quarry.delete()
    newest = listed(client, q="料场")[0]
    assert (newest.action, newest.title) == ("delete", "项目“料场”（P3）")


def test_filters_by_period(as_, cast):
    client = as_("auditor")
    assert listed(client, since="2020-01-01")
    assert not listed(client, until="2020-01-01")
    assert not listed(client, since="2999-01-01")
    response = client.get(reverse("audit"), {"since": "gestern"})
    assert response.status_code == 200


def test_nonsense_in_the_address_is_left_aside(as_):
    client = as_("auditor")
    for query in ({"after": "x"}, {"after": "9" * 40}, {"actor": "user:0"}, {"q": "\x00%_"}):
        assert client.get(reverse("audit"), query).status_code == 200


def test_pages_follow_each_other_without_gap_or_repetition(as_, cast, monkeypatch):
    monkeypatch.setattr(search, "ENTRIES_PER_PAGE", 7)
    monkeypatch.setattr(search, "ROWS_PER_PAGE", 20)
    client, found, after = as_("auditor"), [], ""
    for _page in range(80):
        response = client.get(reverse("audit"), {"after": after} if after else {})
        found += [row.pk for entry in response.context["entries"] for row in entry.rows]
        after = response.context["last"]
        if not after:
            break
    everything = AuditEntry.objects.visible_to(cast.auditor).of(cast.alpha)
    assert sorted(found) == sorted(everything.values_list("pk", flat=True))


def test_a_history_reads_from_either_end(as_, cast):
    cast.road.person = "赵六"
    cast.road.save()
    client, address = as_("clerk"), history_of(cast.road)
    newest = client.get(address).context["entries"]
    oldest = client.get(address, {"order": "oldest"}).context["entries"]
    assert "赵六" in str(newest[0])
    assert oldest[0].title == "项目“农村公路”（P1）"
    rows = [row.pk for entry in oldest for row in entry.rows]
    assert (rows[0], newest[0].first.pk) == (min(rows), max(rows))


def test_a_records_page_shows_the_last_five_changes_to_those_who_may(as_, cast):
    pages = [
        reverse("project", args=[cast.road.pk]),
        reverse("task", args=[cast.road_task.pk]),
        reverse("need", args=[cast.open_need.pk]),
        reverse("fund_line", args=[cast.paid.pk]),
        reverse("supervision_month", args=[JUNE]),
    ]
    for address in pages:
        response = as_("clerk").get(address)
        assert 0 < len(response.context["history"]["entries"]) <= 5
        assert "全部变更记录" in response.text
    for who in ("bureau", "finance"):
        assert "变更记录" not in as_(who).get(pages[0]).text


def test_a_file_holds_every_row_and_says_where_it_was_cut(as_, cast, monkeypatch):
    client = as_("auditor")
    address, query = history_of(cast.road), {"_export": "csv"}
    response = client.get(address, query)
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    shown = client.get(address).context["entries"]
    assert len(rows) == 1 + sum(len(entry.rows) for entry in shown)
    monkeypatch.setattr(audit, "MAX_ROWS", 3)
    response = client.get(reverse("audit"), {"_export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    lines = list(sheet.iter_rows(values_only=True))
    assert len(lines) == 5
    assert lines[-1][0] == "本文件只含最新的3行：请缩短时间范围后再导出。"


def test_the_page_shows_the_last_seals(as_, cast):
    assert "尚未封存" in as_("auditor").get(reverse("audit")).text
    seal()
    seals = as_("auditor").get(reverse("audit")).context["seals"]
    assert {one["seal"].chain for one in seals} == {0, cast.alpha.pk}


def test_the_page_says_when_the_record_was_last_found_whole(as_):
    assert "尚未核验" in as_("auditor").get(reverse("audit")).text
    call_command("verify_audit", "--json", stdout=io.StringIO())
    assert f"{timezone.localdate():%Y-%m-%d}" in as_("auditor").get(reverse("audit")).text


def test_the_list_asks_no_more_for_fifty_entries_than_for_one(as_, cast, monkeypatch):
    for number in range(50):
        making.building(cast.alpha, f"M{number}", cast.bureau_unit, 100)
    client, query, counts = as_("auditor"), {"type": "projects_project"}, []
    for number in (1, 50):
        monkeypatch.setattr(search, "ENTRIES_PER_PAGE", number)
        assert len(listed(client, **query)) == number
        counts.append(statements(client, reverse("audit"), query))
    assert counts[0] == counts[1] <= 22


def test_an_auditor_of_two_programmes_reads_the_chosen_one(as_, cast):
    grant_role(user=cast.auditor, programme=cast.beta.programme, name=RoleName.AUDITOR)
    client = as_("auditor")
    assert client.get(history_of(cast.beta.project)).status_code == 404
    client.post(reverse("choose_programme"), {"programme": cast.beta.programme.pk})
    assert client.get(history_of(cast.beta.project)).status_code == 200


def tables(client, **query) -> set[str]:
    return {entry.first.table_name for entry in listed(client, **query)}


def test_month_entries_and_reports_are_kinds_to_ask_for(as_, cast):
    client = as_("auditor")
    assert tables(client, type="projects_monthentry") == {"projects_monthentry"}
    form = client.get(reverse("audit")).context["filter"].form
    offered = dict(form.fields["type"].choices)
    assert offered["reports_reportrun"] == "报告"
    assert offered["projects_monthsheet"] == "填报表"


def test_month_entries_are_found_by_a_word_of_their_project(as_, cast):
    found = listed(as_("auditor"), type="projects_monthentry", q="P1")
    keys = {str(key) for key in cast.road.entries.values_list("pk", flat=True)}
    assert {(e.first.table_name, e.first.key) for e in found} == {
        ("projects_monthentry", key) for key in keys
    }


def test_a_sign_in_is_told_once(as_, cast, client):
    said = {"username": cast.clerk.username, "password": making.PASSWORD}
    assert client.post(reverse("sign_in"), said).status_code == 302
    found = listed(as_("auditor"), actor=actor_of(cast.clerk))
    assert [entry.first.table_name for entry in found] == ["core_event"]
    assert listed(as_("auditor"), actor=SIGNIN) == []
    held = AuditEntry.objects.filter(table_name="accounts_user", key=str(cast.clerk.pk))
    assert held.filter(column_name="last_login", actor=SIGNIN).count() == 1
