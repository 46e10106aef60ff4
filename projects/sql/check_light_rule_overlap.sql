-- In a month at most one version of a programme's light rules is valid. Deferred: the previous
-- version may be ended after the next one is inserted.
CREATE OR REPLACE FUNCTION check_light_rule_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM projects_lightrule AS other
        WHERE other.programme_id = NEW.programme_id AND other.id <> NEW.id
          AND other.valid_from < coalesce(NEW.valid_until, 'infinity')
          AND NEW.valid_from < coalesce(other.valid_until, 'infinity')
    ) THEN
        RAISE EXCEPTION 'light rules of programme % overlap', NEW.programme_id
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER light_rule_overlap AFTER INSERT OR UPDATE ON projects_lightrule
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_light_rule_overlap();
