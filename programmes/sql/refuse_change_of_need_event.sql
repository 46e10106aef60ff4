-- An event of a need is stored once.
CREATE FUNCTION refuse_change_of_need_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'event % of need % is immutable', OLD.id, OLD.need_id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE ON programmes_needevent
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_need_event();
