-- An approved report is immutable, and deleted only with its programme. Compares the whole row
-- except bookkeeping columns, so that columns added later are protected too.
CREATE OR REPLACE FUNCTION refuse_change_of_approved_report() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    ignored text[] := ARRAY['version', 'updated_at', 'lease_until', 'failure'];
BEGIN
    IF to_jsonb(OLD) - ignored IS DISTINCT FROM to_jsonb(NEW) - ignored THEN
        RAISE EXCEPTION 'report % is approved: only another revision changes it', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER approved_immutable BEFORE UPDATE ON reports_reportrun
FOR EACH ROW WHEN (OLD.approved_by_id IS NOT NULL OR OLD.approved_at IS NOT NULL)
EXECUTE FUNCTION refuse_change_of_approved_report();

CREATE CONSTRAINT TRIGGER approved_deletion AFTER DELETE ON reports_reportrun
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.approved_by_id IS NOT NULL OR OLD.approved_at IS NOT NULL)
EXECUTE FUNCTION refuse_deletion_without_programme();
