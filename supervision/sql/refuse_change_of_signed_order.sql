-- What was signed stays as it is: the content and its number, form, colour, demands and days. What
-- follows is stored beside it: the receipt, the revocation.
CREATE OR REPLACE FUNCTION refuse_change_of_signed_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'order % is signed: it is revoked, never changed', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER signed_immutable BEFORE UPDATE ON supervision_order
FOR EACH ROW WHEN (
    OLD.state <> 'draft' AND (
        NEW.state = 'draft'
        OR (OLD.number, OLD.kind, OLD.colour, OLD.basis, OLD.demands, OLD.due_on, OLD.signed_on,
            OLD.content)
        IS DISTINCT FROM
        (NEW.number, NEW.kind, NEW.colour, NEW.basis, NEW.demands, NEW.due_on, NEW.signed_on,
            NEW.content)
    )
) EXECUTE FUNCTION refuse_change_of_signed_order();
