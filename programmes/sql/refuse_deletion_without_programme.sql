-- Rows that are deleted only together with their programme. Deferred to the end of the transaction:
-- Django deletes the programme last.
CREATE OR REPLACE FUNCTION refuse_deletion_without_programme() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM programmes_programme WHERE id = OLD.programme_id) THEN
        RAISE EXCEPTION 'row % of % is deleted only with its programme', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER closed_period_deletion AFTER DELETE ON programmes_reportingperiod
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state <> 'open')
EXECUTE FUNCTION refuse_deletion_without_programme();
