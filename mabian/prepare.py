"""The part of the set-up that needs the database: `python -m mabian.prepare [--empty]`."""

import subprocess
import sys

from mabian import embedded
from mabian.environment import CHECKOUT

# Each is a process of its own: migrations sign in as the owner, all else as the application.
STEPS = [
    ["migrate", "--noinput", "--verbosity", "0"],
    ["collectstatic", "--noinput", "--verbosity", "0"],
]


def main() -> int:
    """Returns the exit code of the first step that fails, else 0."""
    embedded.ensure_server()
    for step in [*STEPS, ["first_data", *sys.argv[1:]]]:
        done = subprocess.run([sys.executable, "manage.py", *step], cwd=CHECKOUT)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
