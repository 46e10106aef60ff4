-- A reporting period keeps its month. Only a period that was never closed has the state 'open'. A
-- request to reopen clears the previous approval, so that one approval reopens a period once.
-- With app.remove_illustrative = 'on' a period that the set-up closed may be open again; a session
-- that never set it has NULL there, which would refuse nothing.
CREATE OR REPLACE FUNCTION check_period_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.programme_id <> OLD.programme_id OR NEW.month <> OLD.month THEN
        RAISE EXCEPTION 'the month % of programme % cannot become another month',
            OLD.month, OLD.programme_id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'open' AND OLD.state <> 'open' AND NOT (
        OLD.closed_by_id IS NULL
        AND coalesce(current_setting('app.remove_illustrative', true), '') = 'on'
    ) THEN
        RAISE EXCEPTION 'month % of programme % was closed: two persons reopen it',
            OLD.month, OLD.programme_id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'closed' AND NEW.state = 'reopened' AND OLD.reopened_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'month % of programme % was closed again: it needs another request',
            OLD.month, OLD.programme_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
