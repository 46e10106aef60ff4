SELECT jsonb_build_array(r.id, r.at, r.transaction, r.actor, r.address, r.reason, r.programme_id,
    r.table_name, r.key, r.action, r.column_name, r.before, r.after)::text
