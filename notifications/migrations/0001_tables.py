import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from notifications.sql import OPERATIONS


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme_id", models.BigIntegerField()),
                ("text", models.CharField(max_length=500)),
                ("url", models.CharField(max_length=200)),
                ("dedupe_key", models.CharField(max_length=100)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(editable=False, null=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["recipient", "programme_id"],
                        name="notices_unread",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dedupe_key", "recipient"), name="unique_notice"
                    )
                ],
            },
        ),
        *OPERATIONS,
    ]
