from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched jsonb;
    period_state text;
    parent text;
BEGIN
    IF TG_OP <> 'INSERT' AND current_setting('app.purge', true) = 'illustrative' THEN
        IF OLD.provenance = 'illustrative' THEN
            RETURN COALESCE(NEW, OLD);
        END IF;
        {parent}
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
"""
# An entry that a person typed for an illustrative project or task goes with it.
PARENT = """
        SELECT provenance INTO parent FROM projects_project
        WHERE id = (to_jsonb(OLD)->>'project_id')::bigint
        UNION ALL
        SELECT provenance FROM programmes_task WHERE id = (to_jsonb(OLD)->>'task_id')::bigint;
        IF TG_OP = 'DELETE' AND parent IN ('illustrative', 'placeholder') THEN
            RETURN OLD;
        END IF;
"""


class Migration(migrations.Migration):
    """Removing the illustrative rows takes along what people typed on them, closed months too."""

    dependencies = [
        ("programmes", "0002_closed_months"),
        ("projects", "0003_texts_of_the_ledger"),
    ]

    operations = [
        migrations.RunSQL(
            FUNCTION.replace("{parent}", PARENT),
            FUNCTION.replace("{parent}", ""),
        )
    ]
