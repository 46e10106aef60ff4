"""Whether a project was exempt from the rule of progress when a month was closed."""

from django.db import migrations, models

# Of months that were closed before: by the exemptions as they are now.
FILL = """
ALTER TABLE projects_projectatclosing DISABLE TRIGGER immutable;
UPDATE projects_projectatclosing c SET is_exempt = true
WHERE EXISTS (
    SELECT FROM projects_exemption e
    WHERE e.project_id = c.project_id AND e.rule = 'progress'
    AND (c.month + interval '1 month - 1 day')::date BETWEEN e.valid_from AND e.valid_until
);
ALTER TABLE projects_projectatclosing ENABLE TRIGGER immutable;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0005_days_of_sheets"),
    ]

    operations = [
        migrations.AddField(
            model_name="projectatclosing",
            name="is_exempt",
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
