DECLARE
    arguments text[];
    columns text[];
BEGIN
    SELECT string_to_array(encode(tgargs, 'escape'), '\000') INTO STRICT arguments FROM pg_trigger
    WHERE tgrelid = format('public.%I', of_table)::regclass AND tgname = 'record_insert';
    SELECT array_agg(attname) INTO columns FROM pg_attribute
    WHERE attrelid = format('public.%I', of_table)::regclass AND attnum > 0 AND NOT attisdropped;
    RETURN QUERY EXECUTE format($query$
        WITH base AS MATERIALIZED (
            SELECT DISTINCT ON (r.key) r.key::text AS key, r.id, r.action, r.after
            FROM public.core_auditrow r WHERE r.table_name = %1$L AND r.action <> 'update'
            ORDER BY r.key, r.id DESC
        ), later AS MATERIALIZED (
            SELECT base.key, jsonb_object_agg(u.column_name, u.after ORDER BY u.id) AS changes
            FROM base JOIN public.core_auditrow u
              ON u.table_name = %1$L AND u.key = base.key AND u.id > base.id
            WHERE u.action = 'update' GROUP BY base.key
        ), expected AS (
            SELECT base.key, base.after || coalesce(later.changes, '{}') AS content
            FROM base LEFT JOIN later USING (key) WHERE base.action = 'insert'
        ), found AS (
            SELECT content->>%2$L AS key, content FROM (
                SELECT public.core_audited_content(to_jsonb(one), %3$L::text[], %4$L::text[])
                    AS content FROM public.%1$I AS one OFFSET 0) AS stored
        ), differing AS (
            SELECT key, found.content AS found,
                CASE WHEN expected.content IS NOT NULL THEN coalesce((
                    SELECT jsonb_object_agg(name, value)
                    FROM jsonb_each(expected.content) AS part(name, value)
                    WHERE name = ANY (%5$L::text[])), '{}') END AS expected
            FROM expected FULL JOIN found USING (key)
            WHERE expected.content IS DISTINCT FROM found.content
        )
        SELECT key, expected, found FROM differing WHERE expected IS DISTINCT FROM found
        ORDER BY length(key), key
        $query$, of_table, arguments[1], string_to_array(arguments[2], ','),
        string_to_array(arguments[3], ','), columns);
END
