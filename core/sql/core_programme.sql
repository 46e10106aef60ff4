DECLARE
    found bigint;
BEGIN
    IF parent = '' THEN
        RETURN (content->>via)::bigint;
    END IF;
    EXECUTE format('SELECT programme_id FROM public.%I WHERE id = $1', parent)
    INTO found USING (content->>via)::bigint;
    RETURN found;
END
