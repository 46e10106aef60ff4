"""The record: what changed, when, by whom and why, written by the database itself.

``functions`` and ``triggers`` are the SQL that migrations put into the database; ``models`` reads
it, ``services`` tells events and seals, ``checking`` proves that record and tables agree.
"""
