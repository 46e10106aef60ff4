DECLARE
    actor text := current_setting('app.actor', true);
    address text := coalesce(current_setting('app.address', true), '');
    reason text := coalesce(current_setting('app.reason', true), '');
    ignored text[] := string_to_array(TG_ARGV[1], ',');
    redacted text[] := string_to_array(TG_ARGV[2], ',');
    at timestamptz := clock_timestamp();
    xid bigint;
BEGIN
    -- A temporary table may have any name; it must not write audit rows.
    IF TG_TABLE_SCHEMA <> 'public' OR TG_LEVEL <> 'STATEMENT' THEN
        RAISE EXCEPTION 'core_record serves the tables of the platform only';
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM FROM old_rows LIMIT 1;
    ELSE
        PERFORM FROM new_rows LIMIT 1;
    END IF;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF coalesce(actor, '') = '' THEN
        RAISE EXCEPTION 'no actor: % of % is refused, set app.actor first', TG_OP, TG_TABLE_NAME;
    END IF;
    xid := pg_current_xact_id()::text::bigint;
    -- Signals to the sealer that ids drawn from here on may not be committed yet.
    PERFORM pg_advisory_xact_lock_shared(1835100521);
    IF TG_OP = 'INSERT' THEN
        INSERT INTO public.core_auditrow (at, transaction, actor, address, reason, programme_id,
            table_name, key, action, column_name, before, after)
        SELECT at, xid, actor, address, reason,
            public.core_programme(content, TG_ARGV[3], TG_ARGV[4]), TG_TABLE_NAME,
            content->>TG_ARGV[0], 'insert', '', NULL, content
        FROM (SELECT CASE WHEN TG_ARGV[2] = '' THEN to_jsonb(one) - ignored
                  ELSE public.core_audited_content(to_jsonb(one), ignored, redacted) END AS content
              FROM new_rows AS one OFFSET 0) AS inserted;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO public.core_auditrow (at, transaction, actor, address, reason, programme_id,
            table_name, key, action, column_name, before, after)
        SELECT at, xid, actor, address, reason,
            public.core_programme(content, TG_ARGV[3], TG_ARGV[4]), TG_TABLE_NAME,
            content->>TG_ARGV[0], 'delete', '', content, NULL
        FROM (SELECT CASE WHEN TG_ARGV[2] = '' THEN to_jsonb(one) - ignored
                  ELSE public.core_audited_content(to_jsonb(one), ignored, redacted) END AS content
              FROM old_rows AS one OFFSET 0) AS deleted;
    ELSE
        -- A row whose key changes is recorded as a deletion and an insertion.
        WITH old_content AS MATERIALIZED (
            SELECT content->>TG_ARGV[0] AS key, content FROM (
                SELECT CASE WHEN TG_ARGV[2] = '' THEN to_jsonb(r) - ignored
                    ELSE public.core_audited_content(to_jsonb(r), ignored, redacted) END AS content
                FROM old_rows AS r OFFSET 0) AS a
        ), new_content AS MATERIALIZED (
            SELECT content->>TG_ARGV[0] AS key, content FROM (
                SELECT CASE WHEN TG_ARGV[2] = '' THEN to_jsonb(r) - ignored
                    ELSE public.core_audited_content(to_jsonb(r), ignored, redacted) END AS content
                FROM new_rows AS r OFFSET 0) AS b
        ), changed AS MATERIALIZED (
            SELECT key, old_content.content AS before, new_content.content AS after,
                public.core_programme(coalesce(new_content.content, old_content.content),
                    TG_ARGV[3], TG_ARGV[4]) AS programme_id
            FROM old_content FULL JOIN new_content USING (key)
            WHERE old_content.content IS DISTINCT FROM new_content.content
        )
        INSERT INTO public.core_auditrow (at, transaction, actor, address, reason, programme_id,
            table_name, key, action, column_name, before, after)
        SELECT at, xid, actor, address, reason, changed.programme_id, TG_TABLE_NAME, changed.key,
            part.action, part.name, part.before, part.after
        FROM changed CROSS JOIN LATERAL (
            SELECT 'update', field.key, changed.before->field.key, field.value
            FROM jsonb_each(changed.after) AS field
            WHERE changed.before IS NOT NULL
              AND changed.before->field.key IS DISTINCT FROM field.value
            UNION ALL SELECT 'delete', '', changed.before, NULL WHERE changed.after IS NULL
            UNION ALL SELECT 'insert', '', NULL, changed.after WHERE changed.before IS NULL
        ) AS part(action, name, before, after);
    END IF;
    RETURN NULL;
END
