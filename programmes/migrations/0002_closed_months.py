from django.db import migrations

# The first argument of the trigger names the column with the month; the other two the parent's
# table and the column that points to it. On an openGauss-family server the function reads the
# same; only FOR SHARE inside a trigger wants checking there.
REFUSE = """
CREATE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched jsonb;
    period_state text;
    parent text;
BEGIN
    IF TG_OP <> 'INSERT' AND current_setting('app.purge', true) = 'illustrative' THEN
        IF OLD.provenance = 'illustrative' THEN
            RETURN COALESCE(NEW, OLD);
        END IF;
        -- What a person typed on an illustrative project or task goes with it.
        EXECUTE format('SELECT provenance FROM %I WHERE id = $1', TG_ARGV[1])
        INTO parent USING (to_jsonb(OLD)->>TG_ARGV[2])::bigint;
        IF TG_OP = 'DELETE' AND parent IN ('illustrative', 'placeholder') THEN
            RETURN OLD;
        END IF;
    END IF;
    FOR touched IN
        SELECT value FROM (VALUES
            (CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END),
            (CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END)
        ) AS sides(value) WHERE value IS NOT NULL
    LOOP
        SELECT state INTO period_state FROM programmes_reportingperiod
        WHERE programme_id = (touched->>'programme_id')::bigint
          AND month = (touched->>TG_ARGV[0])::date
        FOR SHARE;
        IF period_state = 'closed' THEN
            RAISE EXCEPTION 'month % of programme % is closed',
                touched->>TG_ARGV[0], touched->>'programme_id'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER closed_month BEFORE INSERT OR UPDATE OR DELETE ON programmes_taskprogress
FOR EACH ROW EXECUTE FUNCTION refuse_closed_month('month', 'programmes_task', 'task_id');
"""


class Migration(migrations.Migration):
    """A closed month takes no entry, whatever path it comes by."""

    dependencies = [("programmes", "0001_initial")]

    operations = [
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER closed_month ON programmes_taskprogress;"
            "DROP FUNCTION refuse_closed_month();",
        )
    ]
