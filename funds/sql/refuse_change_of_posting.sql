-- A posting is immutable: a reversal takes it back. With app.remove_illustrative = 'on'
-- illustrative postings may be deleted.
CREATE OR REPLACE FUNCTION refuse_change_of_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.provenance = 'illustrative'
       AND current_setting('app.remove_illustrative', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'posting % is immutable: post a reversal', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON funds_posting
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_posting();
