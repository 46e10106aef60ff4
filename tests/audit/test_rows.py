"""What one change leaves in the record."""

from decimal import Decimal
from hashlib import sha256
from io import StringIO

import pytest
from django.db import connection, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Unit, User
from core.audit.functions import FIRST_FUNCTIONS
from core.audit.models import AuditRow
from core.audit.services import record_event
from core.audit.triggers import key_phones
from core.audit.verification import check_table
from core.choices import EventKind
from funds.models import FundLine
from programmes.models import NeedCategory
from projects.models import Project, YearPlan
from tests import making
from tests.database import ask


@pytest.fixture
def news(cast):
    """The rows that were told since, without those of the cast."""
    last = AuditRow.objects.latest("pk").pk
    names = ("table_name", "key", "action", "column_name", "before", "after")
    return lambda *more: list(
        AuditRow.objects.filter(pk__gt=last).order_by("pk").values_list(*(more or names))
    )


def test_a_row_that_is_made_is_told_whole_and_with_its_programme(cast, news):
    plan = YearPlan.objects.create(
        programme=cast.alpha, project=cast.school, year=2025, amount=Decimal("999999999999.99")
    )
    [(table, key, action, column, before, after)] = news()
    assert (table, key, action, column, before) == (
        "projects_yearplan", str(plan.pk), "insert", "", None,
    )  # fmt: skip
    assert after["amount"] == Decimal("999999999999.99")
    assert set(after) == {f.column for f in YearPlan._meta.fields} - {"version", "updated_at"}
    assert news("programme_id", "actor") == [(cast.alpha.pk, "system:test")]


def test_of_a_row_that_is_changed_each_column_is_told_and_no_other(cast, news):
    YearPlan.objects.filter(project=cast.road).update(amount=5, image_goal="通车", version=9)
    key = str(YearPlan.objects.get(project=cast.road).pk)
    told = ("projects_yearplan", key, "update")
    assert sorted(news()) == [
        (*told, "amount", Decimal("12000000.00"), Decimal("5.00")),
        (*told, "image_goal", "", "通车"),
    ]


def test_what_is_saved_without_a_change_is_not_told(cast, news):
    cast.road.save()
    assert news() == []


def test_a_value_that_goes_is_told_as_none(cast, news):
    cast.road.township = None
    cast.road.save()
    assert news("column_name", "before", "after") == [("township_id", cast.township_unit.pk, None)]


def test_a_row_that_is_deleted_is_told_as_it_was(cast, news):
    key = str(cast.training.pk)
    FundLine.objects.filter(pk=cast.training.pk).delete()
    [(table, told, action, column, before, after)] = news()
    assert (table, told, action, column, after) == ("funds_fundline", key, "delete", "", None)
    assert (before["number"], before["programme_id"]) == ("F2", cast.alpha.pk)


def test_a_link_stands_in_the_chain_of_what_is_linked(cast, news):
    cast.school.supporting_units.add(cast.bureau_unit)
    assert news("table_name", "programme_id") == [
        ("projects_project_supporting_units", cast.alpha.pk)
    ]


def test_a_programme_stands_in_its_own_chain_and_a_unit_in_none(cast, news):
    cast.alpha.report_day = 7
    cast.alpha.save()
    Unit.objects.filter(pk=cast.force.pk).update(source_note="x")
    assert news("table_name", "programme_id") == [
        ("programmes_programme", cast.alpha.pk),
        ("accounts_unit", None),
    ]


def test_of_a_secret_only_its_sum_is_told(cast, news):
    User.objects.filter(pk=cast.clerk.pk).update(password="argon2$geheim")
    device = TOTPDevice.objects.create(user=cast.clerk, name="app")
    [changed, made] = news("after")
    assert changed == (sha256(b"argon2$geheim").hexdigest(),)
    assert made[0]["key"] == sha256(device.key.encode()).hexdigest()
    [(found,)] = ask("SELECT count(*) FROM core_auditrow WHERE position(%s IN after::text) > 0",
                     device.key)  # fmt: skip
    assert found == 0


KEYED = """
SELECT encode(sha256(outer_key || sha256(inner_key || %s::bytea)), 'hex') FROM core_recordkey
"""


def test_a_phone_is_told_under_a_keyed_hash(cast, news):
    """All numbers of the country can be tried against one without a key."""
    Project.objects.filter(pk=cast.road.pk).update(phone="13812345678")
    [(told,)] = news("after")
    assert (told,) in ask(KEYED, b"13812345678")
    assert told != sha256(b"13812345678").hexdigest()
    assert ask(KEYED, b"13812345678") != ask(KEYED, b"13812345679")


def test_phones_told_without_a_key_are_told_anew(cast, news):
    """As where a database of before is migrated."""
    connection.cursor().execute(FIRST_FUNCTIONS[0].create)
    Project.objects.filter(pk=cast.road.pk).update(phone="13812345678")
    assert news("after") == [(sha256(b"13812345678").hexdigest(),)]
    _key, *steps = key_phones()
    for step in steps:
        connection.cursor().execute(step.sql)
    last = AuditRow.objects.filter(table_name="projects_project", key=cast.road.pk).first()
    assert [(last.after,)] == ask(KEYED, b"13812345678")
    assert [*check_table("projects_project")] == []


def test_an_upsert_tells_what_was_made_and_what_was_changed(cast, news):
    old = NeedCategory.objects.get(programme=cast.alpha)
    rows = [
        NeedCategory(programme=cast.alpha, name=name, position=7) for name in (old.name, "新类")
    ]
    NeedCategory.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["position"], unique_fields=["programme", "name"]
    )
    found = news("action", "column_name", "before")
    assert sorted(found, key=str) == [("insert", "", None), ("update", "position", 0)]


def test_a_row_that_gets_another_key_is_told_as_gone_and_come(cast, news):
    sector = making.sector(cast.beta.programme, "旅游")
    ask("UPDATE projects_sector SET id = -1 WHERE id = %s", sector.pk)
    assert sorted(news("key", "action")[1:]) == [("-1", "insert"), (str(sector.pk), "delete")]


def test_what_is_rolled_back_leaves_nothing(cast, news):
    with transaction.atomic():
        making.sector(cast.alpha, "旅游")
        assert len(news()) == 1
        transaction.set_rollback(True)
    assert news() == []


def test_what_is_copied_into_a_table_is_told(cast, news):
    with connection.cursor() as cursor:
        columns = ("version", "created_at", "updated_at", "name", "position", "programme_id")
        line = f"1\t2024-01-01\t2024-01-01\t旅游\t1\t{cast.alpha.pk}\n"
        cursor.copy_from(StringIO(line), "projects_sector", columns=columns)
    assert news("table_name", "action") == [("projects_sector", "insert")]


def test_times_are_told_in_utc_whatever_the_session_speaks(cast, news):
    ask("SET LOCAL TIME ZONE 'Asia/Shanghai'")
    ask("UPDATE programmes_reportingperiod SET closed_at = '2024-07-08 08:00+08'"
        " WHERE state = 'closed'")  # fmt: skip
    assert news("column_name", "after") == [("closed_at", "2024-07-08T00:00:00+00:00")]


def test_an_event_is_told_with_who_where_and_what(cast, news):
    event = record_event(
        EventKind.DOWNLOAD,
        actor="user:7",
        programme=cast.alpha,
        about="/reports/1/",
        file="月报.docx",
    )
    assert (event.actor, event.programme_id, event.details) == (
        "user:7", cast.alpha.pk, {"file": "月报.docx"},
    )  # fmt: skip
    assert news("table_name", "actor", "programme_id") == [("core_event", "user:7", cast.alpha.pk)]
