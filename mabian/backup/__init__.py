"""Backup and restore: the database and the files in one archive, a tar with a manifest of sums."""


class Refused(Exception):
    """What was asked for is not done, and nothing has changed; the message says why."""
