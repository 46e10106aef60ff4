DECLARE
    head bigint;
    finished bigint;
    upto bigint;
    writers text[];
BEGIN
    IF NOT pg_try_advisory_xact_lock(1835100522) THEN
        RETURN false;
    END IF;
    SELECT coalesce(max(last_id), 0) INTO head FROM public.core_auditseal;
    SELECT max(id) INTO finished FROM public.core_auditrow;
    SELECT array_agg(virtualtransaction) INTO writers FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 0 AND objid = 1835100521 AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid <> pg_backend_pid();
    FOR turn IN 1..40 LOOP
        EXIT WHEN NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory'
            AND objid = 1835100521 AND virtualtransaction = ANY (writers));
        IF turn = 40 THEN
            RETURN false;
        END IF;
        PERFORM pg_sleep(0.05);
    END LOOP;
    LOOP
        SELECT max(id) INTO upto FROM (SELECT id FROM public.core_auditrow
            WHERE id > head AND id <= finished ORDER BY id LIMIT 20000) AS next;
        EXIT WHEN upto IS NULL;
        INSERT INTO public.core_auditseal
            (chain, number, first_id, last_id, rows, previous, hash, at)
        SELECT part.chain, coalesce(last.number, 0) + 1, coalesce(last.last_id, 0) + 1, upto,
            part.rows, coalesce(last.hash, ''), encode(sha256(convert_to(
                coalesce(last.hash, '') || part.lines, 'UTF8')), 'hex'), clock_timestamp()
        FROM (
            SELECT coalesce(programme_id, 0) AS chain, count(*) AS rows,
                string_agg(E'\n' || public.core_audit_line(r), '' ORDER BY id) AS lines
            FROM public.core_auditrow AS r WHERE id > head AND id <= upto GROUP BY 1
        ) AS part LEFT JOIN LATERAL (
            SELECT s.number, s.last_id, s.hash FROM public.core_auditseal AS s
            WHERE s.chain = part.chain ORDER BY s.number DESC LIMIT 1
        ) AS last ON true;
        head := upto;
    END LOOP;
    RETURN true;
END
