"""The deployment files, checked without an engine."""

import os
import shutil
import subprocess

import pytest

from mabian.environment import CHECKOUT
from tests.conftest import lacking

SECRETS = {"POSTGRES_PASSWORD": "password", "SECRET_KEY": "x" * 50}


def compose(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = shutil.which("docker-compose")
    if program is None:
        lacking("docker-compose", "apt-get install docker-compose")
    return subprocess.run(
        [str(program), "config", "-q"],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


def test_compose_file_is_sound() -> None:
    done = compose(SECRETS)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_compose_asks_for_each_secret(missing: str) -> None:
    done = compose({name: value for name, value in SECRETS.items() if name != missing})
    assert done.returncode != 0
    assert missing in done.stderr
