import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.fields.json
from django.conf import settings
from django.db import migrations, models

import core.audit.models
import core.models
from core.sql import OPERATIONS


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ImportProgress",
            fields=[
                ("upload_id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("read", "Rows read"),
                            ("checked", "Rows checked"),
                            ("compared", "Rows compared with what is held"),
                            ("written", "Records written"),
                            ("looked_at", "Records looked at for changes since"),
                            ("taken_back", "Records taken back"),
                            ("proved", "The database checks that nothing is left hanging …"),
                        ],
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveIntegerField()),
                ("total", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("transaction", models.BigIntegerField()),
                ("actor", models.CharField(max_length=60)),
                ("address", models.CharField(max_length=45)),
                ("reason", models.TextField()),
                ("programme_id", models.BigIntegerField(null=True)),
                ("table_name", models.CharField(max_length=63)),
                ("key", models.CharField(max_length=60)),
                (
                    "action",
                    models.CharField(
                        choices=[("insert", "added"), ("update", "altered"), ("delete", "removed")],
                        max_length=6,
                    ),
                ),
                ("column_name", models.CharField(max_length=63)),
                ("before", models.JSONField(decoder=core.audit.models.DecimalDecoder, null=True)),
                ("after", models.JSONField(decoder=core.audit.models.DecimalDecoder, null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["table_name", "key", "id"], name="audit_of_object"),
                    models.Index(fields=["programme_id", "id"], name="audit_of_programme"),
                    models.Index(fields=["actor", "id"], name="audit_of_actor"),
                    models.Index(fields=["at"], name="audit_by_time"),
                    models.Index(
                        condition=models.Q(("action", "delete")),
                        fields=["table_name", "id"],
                        name="audit_of_deleted",
                    ),
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform("kind", "after"),
                        models.F("id"),
                        condition=models.Q(("table_name", "core_event")),
                        name="audit_of_events",
                    ),
                    models.Index(
                        condition=models.Q(("table_name", "accounts_unit")),
                        fields=["id"],
                        name="audit_of_units",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("table_name", "accounts_user"),
                            models.Q(("column_name", "last_login"), _negated=True),
                        ),
                        fields=["id"],
                        name="audit_of_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.BigIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["chain", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "number"), name="unique_seal")
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sign_in", "signed in"),
                            ("sign_in_refused", "sign-in refused"),
                            ("password_refused", "wrong own password"),
                            ("sign_out", "signed out"),
                            ("export", "exported"),
                            ("download", "downloaded"),
                            ("import", "imported"),
                            ("refused", "was refused"),
                            ("not_found", "asked for what is not there"),
                            ("restore", "restored a backup"),
                            ("backup", "made a backup"),
                        ],
                        max_length=20,
                    ),
                ),
                ("actor", models.CharField(max_length=60)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("programme_id", models.BigIntegerField(null=True)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("details", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["programme_id", "at"], name="events_of_programme"),
                    models.Index(fields=["kind", "at"], name="events_of_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("path", models.CharField(max_length=300)),
                ("content", models.CharField(max_length=64)),
                ("answer", models.JSONField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("programme_id", models.BigIntegerField(db_index=True)),
                ("importer", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("file", models.FileField(upload_to=core.models.import_path)),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_check", "waits to be checked"),
                            ("checked", "checked"),
                            ("to_import", "waits to be imported"),
                            ("imported", "imported"),
                            ("to_undo", "waits to be undone"),
                            ("undone", "undone"),
                        ],
                        default="checked",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField(editable=False, null=True)),
                (
                    "refusals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, editable=False, size=None
                    ),
                ),
                ("created_rows", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_rows", models.PositiveIntegerField(default=0, editable=False)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("preview", models.JSONField(default=dict)),
                ("previous_values", models.JSONField(editable=False, null=True)),
                (
                    "requested_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-uploaded_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "to_check",
                                    "checked",
                                    "to_import",
                                    "imported",
                                    "to_undo",
                                    "undone",
                                ],
                            )
                        ),
                        name="import_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="only_imported_is_undone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission_id", models.UUIDField(editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("programme_id", models.BigIntegerField()),
                ("page", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=40, verbose_name="name of the view")),
                ("query", models.CharField(blank=True, max_length=2000)),
                ("position", models.PositiveIntegerField(default=0)),
                ("is_default", models.BooleanField(default=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "programme_id", "page", "name"), name="unique_view_name"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("user", "programme_id", "page"),
                        name="unique_default_view",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")), name="view_name_not_blank"
                    ),
                ],
            },
        ),
        *OPERATIONS,
    ]
