"""The deployment files, checked without an engine."""

import os
import re
import shutil
import subprocess

import pytest

from tests.conftest import lacking
from tests.platform.processes import run

SECRETS = {
    "POSTGRES_PASSWORD": "password",
    "APPLICATION_PASSWORD": "password-too",
    "SECRET_KEY": "x" * 50,
}


def compose(environment: dict[str, str], *flags: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("docker-compose")
    if program is None:
        lacking("docker-compose", "apt-get install docker-compose")
    return run(str(program), "config", *flags, env={"PATH": os.environ["PATH"], **environment})


def test_compose_file_is_sound() -> None:
    done = compose(SECRETS, "-q")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_compose_asks_for_each_secret(missing: str) -> None:
    done = compose({name: value for name, value in SECRETS.items() if name != missing}, "-q")
    assert done.returncode != 0
    assert missing in done.stderr


def test_only_migrations_sign_in_as_the_owner() -> None:
    found = re.findall(r"(DATABASE\w*): postgres://(\w+):", compose(SECRETS).stdout)
    assert found.count(("DATABASE_OWNER_URL", "mabian")) == 1
    assert {who for name, who in found if name == "DATABASE_URL"} == {"mabian_application"}
