-- An issued ranking is immutable, and deleted only with its programme. Compares the whole row
-- except bookkeeping columns, so that columns added later are protected too.
CREATE OR REPLACE FUNCTION refuse_change_of_issued_ranking() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    ignored text[] := ARRAY['version', 'updated_at'];
BEGIN
    IF to_jsonb(OLD) - ignored IS DISTINCT FROM to_jsonb(NEW) - ignored THEN
        RAISE EXCEPTION 'ranking % is issued: only another revision changes it', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER issued_immutable BEFORE UPDATE ON supervision_ranking
FOR EACH ROW WHEN (OLD.state = 'issued')
EXECUTE FUNCTION refuse_change_of_issued_ranking();

CREATE CONSTRAINT TRIGGER issued_deletion AFTER DELETE ON supervision_ranking
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.state = 'issued')
EXECUTE FUNCTION refuse_deletion_without_programme();
