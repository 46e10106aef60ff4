-- A posting is immutable: a reversal takes it back. With app.remove_illustrative = 'on'
-- illustrative postings may be deleted, and a published one changes day and source.
CREATE OR REPLACE FUNCTION refuse_change_of_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.provenance = 'illustrative'
       AND current_setting('app.remove_illustrative', true) = 'on' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.provenance = 'published'
       AND current_setting('app.remove_illustrative', true) = 'on'
       AND NEW.amount = OLD.amount AND NEW.line_id = OLD.line_id AND NEW.kind = OLD.kind THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'posting % is immutable: post a reversal', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
