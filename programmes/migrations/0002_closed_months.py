from django.db import migrations

from core.database.tenant_constraints import (
    month_of_programme,
    same_programme,
    unique_with_programme,
)

# The first argument of the trigger names the column with the month, or with a day in it; the other two the parent's
# table and the column that points to it. On an openGauss-family server the function reads the
# same; only FOR SHARE inside a trigger wants checking there.
REFUSE = """
CREATE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched jsonb;
    period_state text;
    parent text;
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('app.purge', true) = 'illustrative' THEN
        IF OLD.provenance = 'illustrative' THEN
            RETURN OLD;
        END IF;
        -- What a person typed on an illustrative project or task goes with it.
        EXECUTE format('SELECT provenance FROM %I WHERE id = $1', TG_ARGV[1])
        INTO parent USING (to_jsonb(OLD)->>TG_ARGV[2])::bigint;
        IF parent IN ('illustrative', 'placeholder') THEN
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
          AND month = date_trunc('month', (touched->>TG_ARGV[0])::timestamp)::date
        FOR SHARE;
        IF period_state = 'closed' THEN
            RAISE EXCEPTION 'the month of % of programme % is closed',
                touched->>TG_ARGV[0], touched->>'programme_id'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER closed_month BEFORE INSERT OR UPDATE OR DELETE ON programmes_taskprogress
FOR EACH ROW EXECUTE FUNCTION refuse_closed_month('month', 'programmes_task', 'task_id');
"""
REFUSE_BACK = """
DROP TRIGGER closed_month ON programmes_taskprogress;
DROP FUNCTION refuse_closed_month();
"""

# A row that says 'open' was never closed. Whoever asks to reopen clears the agreement of the
# time before, so that no month is reopened twice by one agreement.
STATES = """
CREATE FUNCTION check_state_of_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.programme_id <> OLD.programme_id OR NEW.month <> OLD.month THEN
        RAISE EXCEPTION 'month % of programme % is no other month', OLD.month, OLD.programme_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'open' AND OLD.state <> 'open' THEN
        RAISE EXCEPTION 'month % of programme % was closed: it is reopened by two persons',
            OLD.month, OLD.programme_id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'closed' AND NEW.state = 'reopened' AND OLD.reopened_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'month % of programme % was closed again: somebody must ask anew',
            OLD.month, OLD.programme_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER state_of_month BEFORE UPDATE ON programmes_reportingperiod
FOR EACH ROW EXECUTE FUNCTION check_state_of_month();

CREATE FUNCTION stays_with_programme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM programmes_programme WHERE id = OLD.programme_id) THEN
        RAISE EXCEPTION 'row % of % goes with its programme only', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER closed_stays AFTER DELETE ON programmes_reportingperiod
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state <> 'open')
EXECUTE FUNCTION stays_with_programme();
"""
STATES_BACK = """
DROP TRIGGER closed_stays ON programmes_reportingperiod;
DROP TRIGGER state_of_month ON programmes_reportingperiod;
DROP FUNCTION stays_with_programme();
DROP FUNCTION check_state_of_month();
"""


class Migration(migrations.Migration):
    """A closed month takes no entry and opens for two persons only, whatever path it comes by;
    every row stays within its programme and its programme's months."""

    dependencies = [("programmes", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, REFUSE_BACK),
        migrations.RunSQL(STATES, STATES_BACK),
        *unique_with_programme("programmes_needcategory", "programmes_tasklist", "programmes_task"),
        *same_programme(
            ("programmes_need", "category_id", "programmes_needcategory"),
            ("programmes_task", "list_id", "programmes_tasklist"),
            ("programmes_taskprogress", "task_id", "programmes_task"),
        ),
        month_of_programme("programmes_taskprogress"),
    ]
