-- The lead unit of a task is no supporting unit of it; checked at the end of the transaction, as
-- an import may exchange the two. The argument names the column with the task's id.
CREATE FUNCTION refuse_own_support() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_task bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
BEGIN
    IF EXISTS (
        SELECT FROM programmes_task AS task
        JOIN programmes_task_supporting_units AS support
            ON support.task_id = task.id AND support.unit_id = task.lead_unit_id
        WHERE task.id = of_task
    ) THEN
        RAISE EXCEPTION 'the lead unit of task % is one of its supporting units', of_task
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER own_support AFTER INSERT OR UPDATE OF unit_id, task_id
ON programmes_task_supporting_units DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION refuse_own_support('task_id');

CREATE CONSTRAINT TRIGGER own_support AFTER UPDATE OF lead_unit_id ON programmes_task
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION refuse_own_support('id');
