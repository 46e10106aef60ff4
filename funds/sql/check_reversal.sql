-- A reversal takes back the whole amount of one posting of the same line and kind.
CREATE OR REPLACE FUNCTION check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reversed funds_posting%ROWTYPE;
BEGIN
    IF NEW.reverses_id IS NOT NULL THEN
        SELECT * INTO reversed FROM funds_posting WHERE id = NEW.reverses_id;
        IF reversed.line_id <> NEW.line_id OR reversed.kind <> NEW.kind
           OR reversed.amount <> -NEW.amount THEN
            RAISE EXCEPTION 'posting % does not reverse the whole of posting %',
                NEW.id, NEW.reverses_id USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER whole_reversal BEFORE INSERT ON funds_posting
FOR EACH ROW EXECUTE FUNCTION check_reversal();
