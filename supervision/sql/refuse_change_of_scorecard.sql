-- A scorecard in force is replaced, never changed, and deleted only with its programme.
CREATE OR REPLACE FUNCTION refuse_change_of_scorecard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ignored text[] := ARRAY['version', 'updated_at', 'state'];
BEGIN
    IF to_jsonb(OLD) - ignored IS DISTINCT FROM to_jsonb(NEW) - ignored
        OR NEW.state NOT IN (OLD.state, 'replaced')
    THEN
        RAISE EXCEPTION 'scorecard % is in force: only another version changes it', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER immutable BEFORE UPDATE ON supervision_scorecard
FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION refuse_change_of_scorecard();

CREATE CONSTRAINT TRIGGER scorecard_deletion AFTER DELETE ON supervision_scorecard
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state <> 'draft')
EXECUTE FUNCTION refuse_deletion_without_programme();
