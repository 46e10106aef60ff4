"""The PostgreSQL server itself: create its data, with one database, its owner and the application's
role; start it, find it, stop it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mabian.embedded.instances import MAJOR, Instance, programs_folder
from mabian.environment import exit_with, open_log, stored_secret

OWNER = DATABASE = "mabian"
APPLICATION = "mabian_application"
PASSWORDS = {OWNER: "password", APPLICATION: "password-application"}
# Only these two roles sign in, by password and from this machine. The owner also opens other
# databases: those of the tests.
ACCESS = f"""\
host all {OWNER} 127.0.0.1/32 scram-sha-256
host {DATABASE} {APPLICATION} 127.0.0.1/32 scram-sha-256
"""
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
}


@dataclass(frozen=True)
class RunningServer:
    """A running postmaster; not `ready` while it recovers or stops."""

    pid: int
    port: int
    ready: bool


def find_running(instance: Instance) -> RunningServer | None:
    """The instance's server; None where it is down, stale pid files included."""
    try:
        lines = (instance.data / "postmaster.pid").read_text().splitlines()
        pid, port = int(lines[0]), int(lines[3])
    except (OSError, ValueError, IndexError):
        return None
    if not is_postgres(pid, instance):
        return None
    return RunningServer(pid, port, len(lines) > 7 and lines[7].strip() == "ready")


def is_postgres(pid: int, instance: Instance) -> bool:
    """Whether this process is the instance's server: the pid may have been reused."""
    try:
        return str(instance.data) in Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return False


def server_account(instance: Instance) -> dict[str, Any]:
    """The arguments that make subprocess run as the instance's account."""
    if instance.uid is None or instance.gid is None:
        return {}
    return {"user": instance.uid, "group": instance.gid, "extra_groups": []}


def environment() -> dict[str, str]:
    """No PG* variable of the caller reaches the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def start(instance: Instance) -> subprocess.Popen[bytes]:
    """Start the server and return at once; `find_running` returns when it is ready."""
    # Only the server writes this file, and `find_running` found none.
    (instance.data / "postmaster.pid").unlink(missing_ok=True)
    settings = {**OPTIONS, "port": str(port(instance))}
    flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with open_log(instance.log) as log:
        return subprocess.Popen(
            [programs_folder(instance) / "postgres", "-D", str(instance.data), *flags],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=environment(),
            start_new_session=True,
            **server_account(instance),
        )


def port(instance: Instance) -> int:
    """The port used last if it is free, so that addresses survive a restart."""
    port_file = instance.home / "port"
    previous = int(port_file.read_text()) if port_file.exists() else 0
    chosen = bindable(previous) or bindable(0)
    port_file.write_text(str(chosen))
    return chosen


def bindable(port: int) -> int:
    """The port, or any free one for 0; 0 where it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return 0
        return int(probe.getsockname()[1])


def stop(instance: Instance, timeout: float = 10) -> None:
    """Stop the server; open connections are closed, committed data stay."""
    for kind in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        found = find_running(instance)
        if found is None:
            return
        os.kill(found.pid, kind)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and is_postgres(found.pid, instance):
            time.sleep(0.02)


def password(instance: Instance, role: str) -> str:
    """The role's password, created once and readable only by the installation's owner."""
    return stored_secret(instance.home / PASSWORDS[role])


def prepare(instance: Instance) -> None:
    """Create the data if need be; ends the process where this version cannot read them."""
    if not instance.data.exists():
        create(instance)
    check_version(instance)


def check_version(instance: Instance) -> None:
    found = (instance.data / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        exit_with(
            f"The data in {instance.data} are of PostgreSQL {found}; this version of the platform"
            f" brings {MAJOR}. Start the version that wrote them, dump them with"
            " pg_dump, and load the dump into a server that you name in DATABASE_URL."
        )


def create(instance: Instance) -> None:
    """Create the data with one database and both roles; an interrupted attempt is discarded."""
    draft = instance.home / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if instance.uid is not None and instance.gid is not None:
        os.chown(draft, instance.uid, instance.gid)
    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    base = ["--no-locale", "--username=postgres", "--auth=reject", "--no-instructions"]
    call(instance, "initdb", [*base, *locale, "-D", str(draft)])
    # In single-user mode no password of the superuser is ever needed: it has none.
    call(instance, "postgres", ["--single", "-D", str(draft), "postgres"], roles(instance))
    (draft / "pg_hba.conf").write_text(ACCESS)
    draft.rename(instance.data)


def roles(instance: Instance) -> str:
    """The statements that create roles and database: one a line, for single-user mode. The owner
    may act as the application, never the other way round."""
    return (
        f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{password(instance, OWNER)}'\n"
        f"CREATE ROLE {APPLICATION} LOGIN PASSWORD '{password(instance, APPLICATION)}'\n"
        f"GRANT {APPLICATION} TO {OWNER}\n"
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}\n"
    )


def call(instance: Instance, program: str, arguments: list[str], text: str = "") -> None:
    """Run a program to its end as the instance's account; its failure ends the process."""
    done = subprocess.run(
        [programs_folder(instance) / program, *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd="/",
        env=environment(),
        **server_account(instance),
    )
    if done.returncode or "ERROR:" in done.stderr:
        exit_with(f"The embedded PostgreSQL cannot be set up ({program}): {done.stderr.strip()}")
