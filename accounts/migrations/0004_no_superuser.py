from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_without_submission_ids"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE accounts_user SET is_superuser = false WHERE is_superuser",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_superuser", False)), name="no_superuser"
            ),
        ),
    ]
