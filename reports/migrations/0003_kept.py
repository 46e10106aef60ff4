from django.db import migrations

from core.database.sql import sql_text

BACK = """
DROP TRIGGER made_deletion ON reports_reportrun;
CREATE CONSTRAINT TRIGGER approved_deletion AFTER DELETE ON reports_reportrun
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.approved_by_id IS NOT NULL OR OLD.approved_at IS NOT NULL)
EXECUTE FUNCTION refuse_deletion_without_programme();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_without_submission_ids"),
    ]

    operations = [
        migrations.RunSQL(sql_text("reports.sql", "refuse_deletion_of_report"), BACK),
    ]
