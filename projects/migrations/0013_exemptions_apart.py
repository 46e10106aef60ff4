from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields.ranges import RangeBoundary
from django.db import migrations, models

# Days granted twice are left to the exemption that begins first: what is exempt stays exempt.
TWICE = """
WITH covered AS (
    SELECT id, max(valid_until) OVER (
        PARTITION BY project_id, rule ORDER BY valid_from, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS until FROM projects_exemption
)
DELETE FROM projects_exemption AS twice USING covered
WHERE covered.id = twice.id AND twice.valid_until <= covered.until;

WITH covered AS (
    SELECT id, max(valid_until) OVER (
        PARTITION BY project_id, rule ORDER BY valid_from, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS until FROM projects_exemption
)
UPDATE projects_exemption AS later SET valid_from = covered.until + 1 FROM covered
WHERE covered.id = later.id AND later.valid_from <= covered.until;
"""


def apart(rule: str) -> migrations.AddConstraint:
    whole = RangeBoundary(inclusive_upper=True)
    project = models.Func("project", "project", models.Value("[]"), function="int8range")
    days = models.Func("valid_from", "valid_until", whole, function="daterange")
    return migrations.AddConstraint(
        model_name="exemption",
        constraint=ExclusionConstraint(
            name=f"exemptions_of_{rule}_apart",
            expressions=[(project, "&&"), (days, "&&")],
            condition=models.Q(rule=rule),
            violation_error_message="The project is exempt on some of these days already.",
        ),
    )


class Migration(migrations.Migration):
    """Two exemptions of a project from one rule have no day in common."""

    dependencies = [("projects", "0012_matter_levels")]

    operations = [
        migrations.RunSQL(TWICE, migrations.RunSQL.noop),
        *(apart(rule) for rule in ("progress", "start", "statistics")),
    ]
