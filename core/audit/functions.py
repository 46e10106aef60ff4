"""SQL functions of the audit log.

Applied migrations depend on these texts, and ``schema_checks`` compares the database with them: a
change needs another migration that replaces the function. Functions with their owner's rights
resolve temporary tables last and format times in UTC.
"""

from dataclasses import dataclass

# Advisory locks: every transaction that writes audit rows holds the first (shared) until its end;
# the process that seals holds the second (exclusive).
WRITING, SEALING = 1835100521, 1835100522
AS_OWNER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"
AS_CALLER = "SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"


@dataclass(frozen=True)
class Function:
    """``open``: every role may call it."""

    name: str
    arguments: str
    head: str
    body: str
    open: bool = False

    @property
    def signature(self) -> str:
        return f"{self.name}({self.arguments})"

    @property
    def create(self) -> str:
        sql = f"CREATE OR REPLACE FUNCTION {self.signature} {self.head} AS $body${self.body}$body$"
        return sql if self.open else f"{sql};\nREVOKE EXECUTE ON FUNCTION {self.types} FROM PUBLIC"

    @property
    def types(self) -> str:
        types = [argument.split()[-1] for argument in self.arguments.split(",") if argument]
        return f"{self.name}({', '.join(types)})"


# The recorded form of a row: without ignored columns, secrets replaced by their hashes.
AUDITED_CONTENT = Function(
    "core_audited_content",
    "content jsonb, ignored text[], redacted text[]",
    "RETURNS jsonb LANGUAGE sql IMMUTABLE",
    """
SELECT (content - ignored) || coalesce((
    SELECT jsonb_object_agg(name, encode(sha256(convert_to(content->>name, 'UTF8')), 'hex'))
    FROM unnest(redacted) AS secret(name) WHERE content->>name IS NOT NULL
), '{}')
""",
    open=True,
)

# The programme of a row: the value of a column, or the programme of the row that the column
# references.
PROGRAMME = Function(
    "core_programme",
    "content jsonb, via text, parent text",
    "RETURNS bigint LANGUAGE plpgsql STABLE",
    """
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
""",
    open=True,
)

# The trigger function. Arguments: key column; ignored columns; redacted columns; column of the
# programme, or of the reference to the table in the next argument.
RECORD = Function(
    "core_record",
    "",
    f"RETURNS trigger LANGUAGE plpgsql {AS_OWNER}",
    f"""
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
    PERFORM pg_advisory_xact_lock_shared({WRITING});
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
""",
)

GUARD = Function(
    "core_refuse_change",
    "",
    "RETURNS trigger LANGUAGE plpgsql",
    """
BEGIN
    RAISE EXCEPTION '% is write-once: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
""",
)

# Rows whose latest recorded content differs from the stored one, ignoring dropped columns.
DIFFERENCES = Function(
    "core_audit_differences",
    "of_table text",
    f"RETURNS TABLE (key text, expected jsonb, found jsonb) LANGUAGE plpgsql STABLE {AS_CALLER}",
    r"""
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
""",
    open=True,
)

# Records unrecorded content: of a table older than its trigger, or altered by a migration. For the
# owner only.
BACKFILL = Function(
    "core_backfill_audit",
    "of_table text",
    f"RETURNS void LANGUAGE plpgsql {AS_CALLER}",
    rf"""
DECLARE
    arguments text[];
BEGIN
    SELECT string_to_array(encode(tgargs, 'escape'), '\000') INTO STRICT arguments FROM pg_trigger
    WHERE tgrelid = format('public.%I', of_table)::regclass AND tgname = 'record_insert';
    PERFORM pg_advisory_xact_lock_shared({WRITING});
    INSERT INTO public.core_auditrow (at, transaction, actor, address, reason, programme_id,
        table_name, key, action, column_name, before, after)
    SELECT clock_timestamp(), pg_current_xact_id()::text::bigint, 'system:setup', '', '',
        public.core_programme(coalesce(u.found, u.expected), arguments[4], arguments[5]),
        of_table, u.key, part.action, part.name, part.before, part.after
    FROM public.core_audit_differences(of_table) AS u CROSS JOIN LATERAL (
        SELECT 'insert', '', NULL::jsonb, u.found WHERE u.expected IS NULL
        UNION ALL SELECT 'delete', '', u.expected, NULL WHERE u.found IS NULL
        UNION ALL SELECT 'update', field.key, u.expected->field.key, field.value
        FROM jsonb_each(u.found) AS field
        WHERE u.expected IS NOT NULL AND u.expected->field.key IS DISTINCT FROM field.value
    ) AS part(action, name, before, after);
END
""",
)

# Records the values of new columns after a migration. For the owner only.
BACKFILL_COLUMNS = Function(
    "core_backfill_audit_columns",
    "of_table text",
    f"RETURNS void LANGUAGE plpgsql {AS_CALLER}",
    rf"""
DECLARE
    arguments text[];
BEGIN
    SELECT string_to_array(encode(tgargs, 'escape'), '\000') INTO STRICT arguments FROM pg_trigger
    WHERE tgrelid = format('public.%I', of_table)::regclass AND tgname = 'record_insert';
    PERFORM pg_advisory_xact_lock_shared({WRITING});
    INSERT INTO public.core_auditrow (at, transaction, actor, address, reason, programme_id,
        table_name, key, action, column_name, before, after)
    SELECT clock_timestamp(), pg_current_xact_id()::text::bigint, 'system:setup', '', '',
        public.core_programme(u.found, arguments[4], arguments[5]),
        of_table, u.key, 'update', field.key, NULL, field.value
    FROM public.core_audit_differences(of_table) AS u
    CROSS JOIN LATERAL jsonb_each(u.found) AS field
    WHERE u.expected IS NOT NULL AND NOT u.expected ? field.key;
END
""",
)

# An audit row as the text that is hashed; the caller's time zone is UTC.
LINE = Function(
    "core_audit_line",
    "r core_auditrow",
    "RETURNS text LANGUAGE sql STABLE",
    """
SELECT jsonb_build_array(r.id, r.at, r.transaction, r.actor, r.address, r.reason, r.programme_id,
    r.table_name, r.key, r.action, r.column_name, r.before, r.after)::text
""",
    open=True,
)

# Seals committed rows; false where a writer takes longer than two seconds. Writers never wait: the
# function waits for the transactions that were writing when it started.
SEAL = Function(
    "core_seal",
    "",
    f"RETURNS boolean LANGUAGE plpgsql {AS_OWNER}",
    f"""
DECLARE
    head bigint;
    finished bigint;
    upto bigint;
    writers text[];
BEGIN
    IF NOT pg_try_advisory_xact_lock({SEALING}) THEN
        RETURN false;
    END IF;
    SELECT coalesce(max(last_id), 0) INTO head FROM public.core_auditseal;
    SELECT max(id) INTO finished FROM public.core_auditrow;
    SELECT array_agg(virtualtransaction) INTO writers FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 0 AND objid = {WRITING} AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid <> pg_backend_pid();
    FOR turn IN 1..40 LOOP
        EXIT WHEN NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory'
            AND objid = {WRITING} AND virtualtransaction = ANY (writers));
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
                string_agg(E'\\n' || public.core_audit_line(r), '' ORDER BY id) AS lines
            FROM public.core_auditrow AS r WHERE id > head AND id <= upto GROUP BY 1
        ) AS part LEFT JOIN LATERAL (
            SELECT s.number, s.last_id, s.hash FROM public.core_auditseal AS s
            WHERE s.chain = part.chain ORDER BY s.number DESC LIMIT 1
        ) AS last ON true;
        head := upto;
    END LOOP;
    RETURN true;
END
""",
    open=True,
)

FUNCTIONS = (
    AUDITED_CONTENT,
    PROGRAMME,
    RECORD,
    GUARD,
    DIFFERENCES,
    BACKFILL,
    BACKFILL_COLUMNS,
    LINE,
    SEAL,
)
