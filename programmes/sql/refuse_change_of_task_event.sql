-- An event of a task is stored once. The report that began a task may be taken back, with its event.
CREATE OR REPLACE FUNCTION refuse_change_of_task_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'event % of task % is immutable', OLD.id, OLD.task_id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE ON programmes_taskevent
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_task_event();
