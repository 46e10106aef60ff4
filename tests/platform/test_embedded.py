"""The embedded PostgreSQL, through processes that use it as manage.py does."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mabian.earlier_versions import DATABASE_REFUSED
from mabian.embedded import instances, server
from mabian.embedded.instances import Instance
from mabian.embedded.server import APPLICATION, OWNER, PASSWORDS
from mabian.environment import CHECKOUT
from tests.platform.processes import python

# Prints the server's version once connected and ends with its input. Each line of its input is a
# role and a statement; the output is the first value or the error.
USE = """
import os, sys, psycopg2
from mabian import embedded
embedded.ensure_server()
def ask(role, words):
    with psycopg2.connect(os.environ[role]) as connection, connection.cursor() as cursor:
        cursor.execute(words)
        return cursor.fetchone()[0] if cursor.description else "done"
print(ask("DATABASE_URL", "SHOW server_version_num"), flush=True)
for line in sys.stdin:
    try:
        print(ask(*line.split(" ", 1)), flush=True)
    except psycopg2.Error as error:
        print(str(error).splitlines()[0], flush=True)
"""
CREATE_MIGRATIONS = (
    "CREATE TABLE django_migrations (id bigint, app text, name text, applied timestamptz)"
)
AS_APPLICATION, AS_OWNER = "DATABASE_URL", "DATABASE_OWNER_URL"


def environment_of(data: Path) -> dict[str, str]:
    named = ("DATABASE_URL", "DATABASE_OWNER_URL")
    return {**{k: v for k, v in os.environ.items() if k not in named}, "DATA_DIR": str(data)}


class User:
    """A process that uses the embedded server of this data folder."""

    def __init__(self, data: Path) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE],
            env=environment_of(data),
            cwd=CHECKOUT,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
        )

    def wait_until_joined(self) -> "User":
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line.startswith("18"), self.process.communicate()[1]
        return self

    def ask(self, role: str, words: str) -> str:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{role} {words}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def leave(self) -> str:
        """Its complaints, after its end."""
        return self.process.communicate()[1]


def come_and_go(data: Path) -> None:
    assert User(data).wait_until_joined().leave() == ""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    yield tmp_path
    instance = instances.current_instance()
    assert gone(instance), "a server is left behind"
    shutil.rmtree(instance.home)


def gone(instance: Instance) -> bool:
    """Whether the server is down, now or in a moment."""
    until = time.monotonic() + 10
    while server.find_running(instance) and time.monotonic() < until:
        time.sleep(0.05)
    return server.find_running(instance) is None


def test_down_again_when_its_only_user_leaves(data: Path) -> None:
    come_and_go(data)
    assert server.find_running(instances.current_instance()) is None


def test_stays_for_the_second_user(data: Path) -> None:
    first, second = User(data).wait_until_joined(), User(data).wait_until_joined()
    first.leave()
    assert server.find_running(instances.current_instance())
    second.leave()
    assert server.find_running(instances.current_instance()) is None


def test_many_at_once_share_one_server(data: Path) -> None:
    users = [User(data) for _ in range(4)]
    for user in users:
        user.wait_until_joined()
    assert [user.leave() for user in users] == [""] * 4


def test_a_killed_user_leaves_no_server(data: Path) -> None:
    user = User(data).wait_until_joined()
    user.process.kill()
    user.leave()
    assert gone(instances.current_instance())


def test_a_killed_server_is_started_again(data: Path) -> None:
    user = User(data).wait_until_joined()
    first = server.find_running(instances.current_instance())
    assert first
    os.kill(first.pid, signal.SIGKILL)
    other = User(data).wait_until_joined()
    second = server.find_running(instances.current_instance())
    assert second and second.pid != first.pid and second.port == first.port
    other.leave()
    user.leave()


def test_a_stale_pid_file_of_another_process_is_no_hindrance(data: Path) -> None:
    come_and_go(data)
    stale = instances.current_instance().data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n0\n5432\n\n127.0.0.1\n0 0\nready   \n")
    come_and_go(data)


def test_data_of_another_version_are_refused(data: Path) -> None:
    come_and_go(data)
    version = instances.current_instance().data / "PG_VERSION"
    version.write_text("16\n")
    complaint = User(data).leave()
    assert "are of PostgreSQL 16" in complaint and "Traceback" not in complaint
    version.write_text("18\n")


def test_data_of_earlier_migrations_are_refused_with_what_to_do(data: Path) -> None:
    earlier = User(data).wait_until_joined()
    earlier.ask(AS_OWNER, CREATE_MIGRATIONS)
    earlier.ask(AS_OWNER, "INSERT INTO django_migrations VALUES (1, 'core', '0001_initial', now())")
    assert earlier.leave() == ""
    # The step of script/server that opens the database.
    done = python("-m", "mabian.prepare", env=environment_of(data))
    assert (done.returncode, done.stderr) == (1, f"CommandError: {DATABASE_REFUSED}\n")
    later = User(data).wait_until_joined()
    assert later.ask(AS_OWNER, "SELECT string_agg(tablename, ',') FROM pg_tables"
                     " WHERE schemaname = 'public'") == "django_migrations"  # fmt: skip
    assert later.leave() == ""


def test_half_made_data_are_made_anew(data: Path) -> None:
    draft = instances.current_instance().home / "data.new"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")
    come_and_go(data)


def test_others_cannot_read_the_passwords(data: Path) -> None:
    come_and_go(data)
    instance = instances.current_instance()
    for name in PASSWORDS.values():
        assert (instance.home / name).stat().st_mode & 0o777 == 0o600
    assert instance.data.stat().st_mode & 0o777 == 0o700


def test_the_application_has_a_role_of_its_own(data: Path) -> None:
    one = User(data).wait_until_joined()
    names = [one.ask(role, "SELECT current_user") for role in (AS_APPLICATION, AS_OWNER)]
    assert names == [APPLICATION, OWNER]
    assert one.ask(AS_APPLICATION, "SET ROLE mabian") == 'permission denied to set role "mabian"'
    assert one.ask(AS_OWNER, f"SET ROLE {APPLICATION}") == "done"
    one.leave()
