SELECT (content - ignored) || coalesce((
    SELECT jsonb_object_agg(name, encode(CASE WHEN name = 'phone'
        -- The numbers of a country can all be tried: only who has the keys can compare.
        THEN (SELECT sha256(outer_key || sha256(inner_key || value)) FROM public.core_recordkey)
        ELSE sha256(value) END, 'hex'))
    FROM (SELECT name, convert_to(content->>name, 'UTF8') AS value
          FROM unnest(redacted) AS secret(name)) AS told
    WHERE value IS NOT NULL
), '{}')
