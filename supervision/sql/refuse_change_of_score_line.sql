-- The lines of a scorecard in force stay as they are, until it is deleted with its programme.
CREATE OR REPLACE FUNCTION refuse_change_of_score_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    card bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.scorecard_id ELSE OLD.scorecard_id END;
BEGIN
    IF EXISTS (SELECT FROM supervision_scorecard WHERE id = card AND state <> 'draft') THEN
        RAISE EXCEPTION 'scorecard % is in force: only another version changes its lines', card
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER immutable BEFORE INSERT OR UPDATE ON supervision_scoreline
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_score_line();

CREATE CONSTRAINT TRIGGER score_line_deletion AFTER DELETE ON supervision_scoreline
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_change_of_score_line();
