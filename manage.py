#!/usr/bin/env python
"""Run one management command, on the embedded database where DATABASE_URL is not set."""

import os
import sys

# Commands that read no rows and therefore start no database.
WITHOUT_DATABASE = {"", "help", "version", "collectstatic", "makemessages", "diffsettings"}
# Commands that run as the owner of the tables; all others run as the application.
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
