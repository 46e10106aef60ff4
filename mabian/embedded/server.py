"""The PostgreSQL server itself: start it, find it, stop it."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mabian.embedded import programs
from mabian.embedded.instances import Instance
from mabian.environment import open_log

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
            [programs.programs_folder(instance) / "postgres", "-D", str(instance.data), *flags],
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
