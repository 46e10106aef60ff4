-- A published evaluation is immutable, and deleted only with its programme. Compares the whole row
-- except bookkeeping columns, so that columns added later are protected too.
CREATE OR REPLACE FUNCTION refuse_change_of_evaluation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ignored text[] := ARRAY['version', 'updated_at'];
BEGIN
    IF to_jsonb(OLD) - ignored IS DISTINCT FROM to_jsonb(NEW) - ignored THEN
        RAISE EXCEPTION 'evaluation % is published: only another version changes it', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER published_immutable BEFORE UPDATE ON supervision_evaluation
FOR EACH ROW WHEN (OLD.published_on IS NOT NULL)
EXECUTE FUNCTION refuse_change_of_evaluation();

CREATE CONSTRAINT TRIGGER published_deletion AFTER DELETE ON supervision_evaluation
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.published_on IS NOT NULL)
EXECUTE FUNCTION refuse_deletion_without_programme();
