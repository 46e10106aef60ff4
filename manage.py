#!/usr/bin/env python
"""Run one management command, on the embedded database where no other is named."""

import os
import sys

# These read no rows, so they do not wait for a database to start.
WITHOUT_DATABASE = {"", "help", "version", "collectstatic", "makemessages", "diffsettings"}
# These change tables as only their owner may, or read all of them.
AS_OWNER = {"migrate", "backup", "restore"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command not in WITHOUT_DATABASE:
        provide_database(command)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def provide_database(command: str) -> None:
    """Name the server in DATABASE_URL; some commands go as the owner of the tables."""
    from mabian import embedded

    embedded.provide()
    owner = os.environ.get("DATABASE_OWNER_URL")
    if owner and command in AS_OWNER:
        os.environ["DATABASE_URL"] = owner


if __name__ == "__main__":
    main()
