BEGIN
    RAISE EXCEPTION '% is write-once: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
