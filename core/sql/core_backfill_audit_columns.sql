DECLARE
    arguments text[];
BEGIN
    SELECT string_to_array(encode(tgargs, 'escape'), '\000') INTO STRICT arguments FROM pg_trigger
    WHERE tgrelid = format('public.%I', of_table)::regclass AND tgname = 'record_insert';
    PERFORM pg_advisory_xact_lock_shared(1835100521);
    INSERT INTO public.core_auditrow (at, transaction, actor, address, reason, programme_id,
        table_name, key, action, column_name, before, after)
    SELECT clock_timestamp(), pg_current_xact_id()::text::bigint, 'system:setup', '', '',
        public.core_programme(u.found, arguments[4], arguments[5]),
        of_table, u.key, 'update', field.key, NULL, field.value
    FROM public.core_audit_differences(of_table) AS u
    CROSS JOIN LATERAL jsonb_each(u.found) AS field
    WHERE u.expected IS NOT NULL AND NOT u.expected ? field.key;
END
