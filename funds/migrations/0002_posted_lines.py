from django.db import migrations

from core.database.tenant_constraints import same_programme, unique_with_programme

REFUSE = """
CREATE FUNCTION refuse_change_of_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.provenance = 'illustrative'
       AND current_setting('app.purge', true) = 'illustrative' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'posting % is immutable: post a reversal', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON funds_posting
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_posting();

CREATE FUNCTION check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reversed funds_posting%ROWTYPE;
BEGIN
    IF NEW.reverses_id IS NOT NULL THEN
        SELECT * INTO reversed FROM funds_posting WHERE id = NEW.reverses_id;
        IF reversed.line_id <> NEW.line_id OR reversed.kind <> NEW.kind
           OR reversed.amount <> -NEW.amount THEN
            RAISE EXCEPTION 'posting % does not reverse the whole of posting %',
                NEW.id, NEW.reverses_id USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER whole_reversal BEFORE INSERT ON funds_posting
FOR EACH ROW EXECUTE FUNCTION check_reversal();

CREATE TRIGGER closed_month BEFORE INSERT ON funds_posting
FOR EACH ROW EXECUTE FUNCTION refuse_closed_month('on', 'funds_fundline', 'line_id');
"""


class Migration(migrations.Migration):
    """A posted line never changes, and none is dated in a closed month; a reversal takes back the
    whole of one posting. Every row stays within its programme."""

    dependencies = [
        ("funds", "0001_initial"),
        ("projects", "0002_closed_months"),
    ]

    operations = [
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER closed_month ON funds_posting;"
            "DROP TRIGGER immutable ON funds_posting;"
            "DROP TRIGGER whole_reversal ON funds_posting;"
            "DROP FUNCTION refuse_change_of_posting(); DROP FUNCTION check_reversal();",
        ),
        *unique_with_programme("funds_fundsource", "funds_fundline"),
        *same_programme(
            ("funds_fundline", "source_id", "funds_fundsource"),
            ("funds_fundline", "project_id", "projects_project"),
            ("funds_posting", "line_id", "funds_fundline"),
        ),
    ]
