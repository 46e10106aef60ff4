"""Programs of the checkout, run as people and servers run them."""

import subprocess
import sys
from pathlib import Path

from mabian.environment import CHECKOUT


def run(
    *words: str | Path, env: dict[str, str] | None = None, folder: Path = CHECKOUT
) -> subprocess.CompletedProcess[str]:
    """To its end, with what it printed; ``env`` instead of the environment of the tests."""
    return subprocess.run(list(words), cwd=folder, env=env, capture_output=True, text=True)


def python(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, *words, env=env)
