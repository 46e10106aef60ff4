"""Migrations are only added: databases were set up with those below, so they never change."""

import inspect
import sys
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations import Migration, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from mabian.earlier_versions import DATABASE_REFUSED

# The start of the SHA-256 of each migration. A failing test means that an applied migration, or an
# SQL text that it runs, was edited: a database that has it would never get the change. Undo the
# edit and write another migration.
CONTENT = {
    "accounts.0001_tables": "c76899cfc8b95ff7",
    "accounts.0002_audited_tables": "54288e69298b777d",
    "accounts.0003_without_submission_ids": "ab13ce38e2c989f7",
    "accounts.0004_no_superuser": "d6e1e62e6befde05",
    "accounts.0005_counted_refusals": "14a803155035b45e",
    "accounts.0006_former_names": "c79f0d53f279fcb8",
    "core.0001_tables": "3e9798f880c9fee4",
    "core.0002_without_submission_ids": "d4ab3d349a562301",
    "core.0003_keyed_phones": "6ece19869d7b196f",
    "core.0004_day_of_states": "9215aae4fec2eb3d",
    "core.0005_chosen_rows": "20d9b0922540426e",
    "funds.0001_tables": "d15e4ee6a652deb2",
    "funds.0002_without_submission_ids": "5057d34e2f1e643a",
    "funds.0003_families_of_sources": "d5051acf36ab42d7",
    "funds.0004_removal_of_the_sample": "126dc86d51c1cda7",
    "funds.0005_task_links": "7a4a9494798067d0",
    "notifications.0001_tables": "244632f6418172d7",
    "programmes.0001_tables": "99bc622c89e9ac94",
    "programmes.0002_documents": "02bda0bdcb1d408c",
    "programmes.0003_without_submission_ids": "e333765c11c20ad0",
    "programmes.0004_removal_of_the_sample": "4f1bbc4978f4337f",
    "programmes.0005_known_states": "c901c80c3d21d314",
    "programmes.0006_task_events": "1b78ec7f5ddd769b",
    "programmes.0007_calendar": "a6d9f5c29385f871",
    "programmes.0008_task_supports": "1b33cf89b69e7e77",
    "programmes.0009_feedback_sheets": "c1b947fee91a7814",
    "programmes.0010_reports_of_months": "74fa77fb170484f6",
    "programmes.0011_task_light_rules": "f67557cbebe353fa",
    "programmes.0012_task_parts": "3d8dd4526acbae5d",
    "programmes.0013_digests": "503bcf02f51f4ef4",
    "programmes.0014_task_remarks": "60403704af7f1281",
    "programmes.0015_task_places": "effb5031427e0b52",
    "programmes.0016_task_groups": "5dc2f4b49cdbc80e",
    "programmes.0017_members": "ce4f49d7dd4d3d13",
    "programmes.0018_visits": "437acb30ed14f59a",
    "programmes.0019_contributions": "c15f1653736e9448",
    "programmes.0020_task_force": "e09a8ae03f49d70c",
    "programmes.0021_agreements": "6c8592e623c3ff2c",
    "programmes.0022_period_state_without_setting": "c40f952fb3deae97",
    "programmes.0023_need_states": "d8ce1a8c84999084",
    "programmes.0024_need_answers": "782b6be256e3f735",
    "projects.0001_tables": "79e3288079243662",
    "projects.0002_without_submission_ids": "599fa7c91bdd44e9",
    "projects.0003_late_investment": "a224a8f6e6eebc7b",
    "projects.0004_project_at_closing": "02e004c9deb4d23b",
    "projects.0005_days_of_sheets": "216621a9cda89bfe",
    "projects.0006_exempt_at_closing": "b8d7c768745e1790",
    "projects.0007_covered_amount": "1ba040639b82b928",
    "reports.0001_tables": "be76dca6cb846cf3",
    "reports.0002_without_submission_ids": "cc67874e845408f7",
    "reports.0003_kept": "b7093e50e2dca6b2",
    "reports.0004_edited_text": "fc09c9ebca9176da",
    "supervision.0001_tables": "634ca8eabb40a791",
    "supervision.0002_publications": "e8d51ea00b069eb6",
    "supervision.0003_assessment": "0d5374b0c727e57b",
    "supervision.0004_steps_and_numbers": "bac1138efadd83ed",
    "supervision.0005_scorecards": "4415f4cea9e82513",
    "supervision.0006_rankings": "7704b38c01f08f57",
    "supervision.0007_basis_of_scorecards": "afe1092f31d1124b",
    "supervision.0008_evidence_of_points": "c52139107bac80b5",
    "supervision.0009_imported_events": "dbdcf5dbb877d34e",
    "supervision.0010_content_of_orders": "76a82e6c625ef4cf",
}


def content_hash(migration: Migration) -> str:
    """Of the file and of the SQL texts of its operations."""
    texts = [inspect.getsource(sys.modules[type(migration).__module__])]
    texts += [str(one.sql) for one in migration.operations if isinstance(one, RunSQL)]
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def test_a_migration_stays_as_it_was_applied():
    migrations = MigrationLoader(None).disk_migrations
    found = {f"{app}.{name}": content_hash(one) for (app, name), one in migrations.items()}
    assert {name: found.get(name) for name in CONTENT} == CONTENT


@pytest.mark.django_db
def test_a_database_of_before_is_refused_with_what_to_do():
    MigrationRecorder(connection).record_applied("core", "0001_initial")
    before = MigrationRecorder(connection).applied_migrations()
    with pytest.raises(CommandError) as refused:
        call_command("migrate", verbosity=0)
    assert str(refused.value) == DATABASE_REFUSED
    assert MigrationRecorder(connection).applied_migrations() == before
