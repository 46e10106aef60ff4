"""Each source has a family of money in place of the flag that told the working fund apart."""

from django.db import migrations, models

FAMILIES = [
    ("helpers", "helpers' money"),
    ("higher", "money of higher levels"),
    ("county", "county budget and bonds"),
    ("society", "society and owners"),
    ("unknown", "family not stated"),
    ("working", "task force's working fund"),
]
# As funds.choices.family_of finds the family of a new source.
CLASSIFY = """
UPDATE funds_fundsource SET family = CASE
    WHEN NOT is_assistance OR name ~ '工作经费' THEN 'working'
    WHEN name ~ '帮扶|协作|结对|对口支援|捐赠|捐款' THEN 'helpers'
    WHEN name ~ '县级|县财政|专项债|债券' THEN 'county'
    WHEN name ~ '国债|上级|中央|省级|省财政|市级|市财政' THEN 'higher'
    WHEN name ~ '社会|业主|自筹|企业' THEN 'society'
    ELSE 'unknown'
END
"""
BACKFILL = "SELECT core_backfill_audit_columns('funds_fundsource')"


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0002_without_submission_ids"),
    ]

    operations = [
        migrations.AddField(
            model_name="fundsource",
            name="family",
            field=models.CharField(
                choices=FAMILIES,
                default="unknown",
                max_length=12,
                verbose_name="family of money",
            ),
        ),
        # The record of changes holds the default before it holds the family.
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(CLASSIFY, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="fundsource",
            name="is_assistance",
        ),
        migrations.AddConstraint(
            model_name="fundsource",
            constraint=models.CheckConstraint(
                condition=models.Q(family__in=[family for family, _label in FAMILIES]),
                name="source_family_known",
            ),
        ),
    ]
