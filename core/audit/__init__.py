"""The audit log: what changed, when, by whom and why, written by the database itself.

``functions`` and ``triggers`` are the SQL that migrations put into the database; ``models`` reads
it, ``services`` records events and seals, ``verification`` checks that log and tables agree.
"""
