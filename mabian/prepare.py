"""The part of the set-up that needs the database: `python -m mabian.prepare [--empty]`."""

import os
import subprocess
import sys

from mabian import embedded
from mabian.environment import CHECKOUT

# Each is a process of its own, since migrations may sign in as another role.
STEPS = [
    ["migrate", "--noinput", "--verbosity", "0"],
    ["collectstatic", "--noinput", "--verbosity", "0"],
]


# Says what is wrong with the application's role before a page does; a role of its own is rare.
ROLE_CHECK = ["check", "--database", "default", "--tag", "database"]


def steps(arguments: list[str]) -> list[list[str]]:
    """The words of each management command, in order."""
    checks = [ROLE_CHECK] if os.environ.get("DATABASE_OWNER_URL") else []
    return [*STEPS, *checks, ["first_data", *arguments]]


def main() -> int:
    """The exit code of the first step that fails, 0 when all is done."""
    embedded.provide()
    for step in steps(sys.argv[1:]):
        done = subprocess.run([sys.executable, "manage.py", *step], cwd=CHECKOUT)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
