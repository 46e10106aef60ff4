#!/usr/bin/env python
"""Run one management command, on the embedded database where no other is named."""

import os
import sys

# These read no rows, so they do not wait for a database to start.
WITHOUT_DATABASE = {"", "help", "version", "collectstatic", "makemessages", "diffsettings"}
# These do what only the owner of the tables may; all others run as the application.
AS_OWNER = {"migrate", "flush", "restore"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in AS_OWNER:
        os.environ["DATABASE_AS_OWNER"] = "true"
    if command not in WITHOUT_DATABASE:
        from mabian import embedded

        embedded.ensure_server()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
