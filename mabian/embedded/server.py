"""The PostgreSQL server itself: make its data, start it, ask after it, stop it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from mabian.embedded import programs
from mabian.embedded.places import Place
from mabian.environment import kept_secret, refuse

ROLE = DATABASE = "mabian"
# Only the platform's role signs in, only by its password, only from this machine.
ACCESS = f"host all {ROLE} 127.0.0.1/32 scram-sha-256\n"
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
}
LOG_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Running:
    """A live postmaster of this place; not `ready` while it recovers or stops."""

    pid: int
    port: int
    ready: bool


def running(place: Place) -> Running | None:
    """The server of this place, None where it is not up. A stale pid file counts as none."""
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
        pid, port = int(lines[0]), int(lines[3])
    except (OSError, ValueError, IndexError):
        return None
    if not is_postgres(pid, place):
        return None
    return Running(pid, port, len(lines) > 7 and lines[7].strip() == "ready")


def is_postgres(pid: int, place: Place) -> bool:
    """Whether this process is the server of the place: its number may be someone else's now."""
    try:
        return str(place.data) in Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return False


def password(place: Place) -> str:
    """The role's password, made once and readable by the installation's owner alone."""
    return kept_secret(place.home / "password")


def prepare(place: Place) -> None:
    """Data that this version can read are there afterwards, or the process ends and says why."""
    if not place.data.exists():
        create(place)
    found = (place.data / "PG_VERSION").read_text().strip()
    if found != programs.MAJOR:
        refuse(
            f"The data in {place.data} are of PostgreSQL {found}; this version of the platform"
            f" brings {programs.MAJOR}. Start the version that wrote them, dump them with"
            " pg_dump, and load the dump into a server that you name in DATABASE_URL."
        )


def create(place: Place) -> None:
    """Make the data with one role and one database. A half-made try is never taken for data."""
    draft = place.home / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if place.uid is not None and place.gid is not None:
        os.chown(draft, place.uid, place.gid)
    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    base = ["--no-locale", "--username=postgres", "--auth=reject", "--no-instructions"]
    call(place, "initdb", [*base, *locale, "-D", str(draft)])
    # In single-user mode no password of the superuser is ever needed: it has none.
    sql = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password(place)}'\n"
    sql += f"CREATE DATABASE {DATABASE} OWNER {ROLE}\n"
    call(place, "postgres", ["--single", "-D", str(draft), "postgres"], sql)
    (draft / "pg_hba.conf").write_text(ACCESS)
    draft.rename(place.data)


def call(place: Place, program: str, arguments: list[str], text: str = "") -> None:
    """Run a program to its end as the place's account; its complaint ends the process."""
    done = subprocess.run(
        [programs.folder(place) / program, *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd="/",
        env=environment(),
        **account(place),
    )
    if done.returncode or "ERROR:" in done.stderr:
        refuse(f"The embedded PostgreSQL cannot be set up ({program}): {done.stderr.strip()}")


def account(place: Place) -> dict[str, Any]:
    """The arguments that make subprocess run as the place's account."""
    if place.uid is None or place.gid is None:
        return {}
    return {"user": place.uid, "group": place.gid, "extra_groups": []}


def environment() -> dict[str, str]:
    """No PG* variable of the caller reaches the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def start(place: Place) -> subprocess.Popen[bytes]:
    """Start the server and return at once; `running` tells when it is ready."""
    # Nobody but the server itself writes this file, and `running` says that it is not up.
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    settings = {**OPTIONS, "port": str(port(place))}
    flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with open_log(place) as log:
        return subprocess.Popen(
            [programs.folder(place) / "postgres", "-D", str(place.data), *flags],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=environment(),
            start_new_session=True,
            **account(place),
        )


def open_log(place: Place) -> BinaryIO:
    """The log, begun anew when it has grown large."""
    large = place.log.exists() and place.log.stat().st_size > LOG_LIMIT
    return place.log.open("wb" if large else "ab")


def port(place: Place) -> int:
    """The port of last time if it is free, so that a restart is found where it was."""
    kept = place.home / "port"
    wanted = int(kept.read_text()) if kept.exists() else 0
    chosen = bindable(wanted) or bindable(0)
    kept.write_text(str(chosen))
    return chosen


def bindable(port: int) -> int:
    """The port, or any free one for 0; 0 where it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
        return int(probe.getsockname()[1])


def stop(place: Place, patience: float = 10) -> None:
    """Stop the server; open connections are cut, what was committed is kept."""
    for kind in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        found = running(place)
        if found is None:
            return
        os.kill(found.pid, kind)
        until = time.monotonic() + patience
        while time.monotonic() < until and is_postgres(found.pid, place):
            time.sleep(0.02)
