-- A publication that others name as the first of their matter names none itself, and is the only one
-- that may be named. The lock lets two changes of one matter wait for each other.
CREATE FUNCTION refuse_chain_of_matters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM supervision_publication WHERE id = NEW.matter_id FOR SHARE;
    IF EXISTS (
        SELECT FROM supervision_publication
        WHERE (id = NEW.matter_id AND matter_id IS NOT NULL) OR matter_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'publication % would be in a chain of matters', NEW.id
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER chain_of_matters BEFORE INSERT OR UPDATE OF matter_id ON supervision_publication
FOR EACH ROW WHEN (NEW.matter_id IS NOT NULL) EXECUTE FUNCTION refuse_chain_of_matters();
