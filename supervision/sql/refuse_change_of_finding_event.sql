-- An event of a finding is stored once; it is deleted with its finding alone.
CREATE OR REPLACE FUNCTION refuse_change_of_finding_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'event % of finding % is immutable', OLD.id, OLD.finding_id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE ON supervision_findingevent
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_finding_event();
