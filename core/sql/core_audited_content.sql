SELECT (content - ignored) || coalesce((
    SELECT jsonb_object_agg(name, encode(sha256(convert_to(content->>name, 'UTF8')), 'hex'))
    FROM unnest(redacted) AS secret(name) WHERE content->>name IS NOT NULL
), '{}')
