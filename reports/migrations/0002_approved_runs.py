from django.db import migrations

# What was approved is compared as a whole, but for what keeps its row in order: a column that
# comes later is guarded too.
KEEP = """
CREATE FUNCTION refuse_change_of_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['version', 'updated_at', 'lease_until', 'failure'];
BEGIN
    IF to_jsonb(OLD) - free IS DISTINCT FROM to_jsonb(NEW) - free THEN
        RAISE EXCEPTION 'report % is approved: only another revision changes it', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER approved_for_good BEFORE UPDATE ON reports_reportrun
FOR EACH ROW WHEN (OLD.approved_by_id IS NOT NULL OR OLD.approved_at IS NOT NULL)
EXECUTE FUNCTION refuse_change_of_approved();

CREATE CONSTRAINT TRIGGER approved_stays AFTER DELETE ON reports_reportrun
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.approved_by_id IS NOT NULL OR OLD.approved_at IS NOT NULL)
EXECUTE FUNCTION stays_with_programme();
"""


class Migration(migrations.Migration):
    """An approved report stays as it was approved, as long as its programme does."""

    dependencies = [
        ("reports", "0001_initial"),
        ("programmes", "0002_closed_months"),
    ]

    operations = [
        migrations.RunSQL(
            KEEP,
            "DROP TRIGGER approved_for_good ON reports_reportrun;"
            "DROP TRIGGER approved_stays ON reports_reportrun;"
            "DROP FUNCTION refuse_change_of_approved();",
        )
    ]
