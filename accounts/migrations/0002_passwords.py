"""Rules for passwords, and a person's row as a record with a version."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RenameField("user", "date_joined", "created_at"),
        migrations.AddField(
            "user", "version", models.PositiveIntegerField(default=1, editable=False)
        ),
        migrations.AddField(
            "user", "submission_id", models.UUIDField(editable=False, null=True, unique=True)
        ),
        migrations.AddField("user", "updated_at", models.DateTimeField(auto_now=True)),
        migrations.AddField(
            "user",
            "created_by",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "user", "must_change_password", models.BooleanField(default=False, editable=False)
        ),
        migrations.AddField(
            "user",
            "password_set_at",
            models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.CreateModel(
            name="PasswordRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128)),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passwords",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-set_at", "-pk"]},
        ),
    ]
