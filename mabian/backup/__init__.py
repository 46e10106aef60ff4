"""Backup and restore: database and files in one tar archive with a manifest of checksums."""


class Refused(Exception):
    """The operation is not possible and nothing has changed; the message gives the reason."""
