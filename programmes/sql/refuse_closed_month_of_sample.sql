-- Refuses rows of a closed month, whichever path they come by.
-- Arguments of the trigger: the column with the month or with a day in it; the parent's table; the
-- column that references the parent.
-- With app.remove_illustrative = 'on' illustrative rows may be deleted, and with an illustrative or
-- placeholder parent also the rows that a person entered for it; a published row may change.
CREATE OR REPLACE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    content jsonb;
    period_state text;
    parent_provenance text;
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('app.remove_illustrative', true) = 'on'
       AND OLD.provenance = 'published' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND current_setting('app.remove_illustrative', true) = 'on' THEN
        IF OLD.provenance = 'illustrative' THEN
            RETURN OLD;
        END IF;
        EXECUTE format('SELECT provenance FROM %I WHERE id = $1', TG_ARGV[1])
        INTO parent_provenance USING (to_jsonb(OLD)->>TG_ARGV[2])::bigint;
        IF parent_provenance IN ('illustrative', 'placeholder') THEN
            RETURN OLD;
        END IF;
    END IF;
    FOR content IN
        SELECT value FROM (VALUES
            (CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END),
            (CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END)
        ) AS versions(value) WHERE value IS NOT NULL
    LOOP
        -- On an openGauss server, FOR SHARE inside a trigger needs checking.
        SELECT state INTO period_state FROM programmes_reportingperiod
        WHERE programme_id = (content->>'programme_id')::bigint
          AND month = date_trunc('month', (content->>TG_ARGV[0])::timestamp)::date
        FOR SHARE;
        IF period_state = 'closed' THEN
            RAISE EXCEPTION 'the month of % of programme % is closed',
                content->>TG_ARGV[0], content->>'programme_id'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
END $$;
