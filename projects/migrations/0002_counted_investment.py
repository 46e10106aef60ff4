from django.db import migrations, models

from core.database.sql import create_view

KINDS = [
    ("entry", "month entry"),
    ("late", "late entry"),
    ("earlier_months", "earlier months of this year"),
    ("to_last_year", "to the end of last year"),
]


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_tables")]

    operations = [
        create_view("projects.sql", "counted_investment", "projects_countedinvestment"),
        migrations.CreateModel(
            name="CountedInvestment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("project", models.BigIntegerField(db_column="project_id")),
                ("kind", models.CharField(choices=KINDS, max_length=16)),
                ("month", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
            ],
            options={"managed": False},
        ),
    ]
