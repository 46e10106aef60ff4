"""The command behind script/server: start everything, say where it is, stop everything."""

import argparse
import io
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from mabian import embedded
from mabian.embedded.locks import Lock
from mabian.environment import data_dir, made, refuse
from mabian.launcher import messages as words
from mabian.launcher.child import Child
from mabian.launcher.supervisor import Supervisor

HOST = "127.0.0.1"
FIRST_PORT = 8000
# As long as this the first page may take to come before the address is printed anyhow.
PATIENCE = 30.0


def main() -> int:
    """Run until a signal comes. The exit code is 0 then, 1 when the platform cannot run."""
    parser = argparse.ArgumentParser(prog="script/server", description=words.ABOUT)
    parser.add_argument("--empty", action="store_true", help="start without the sample 不含样例")
    parser.add_argument("--port", type=int, help=f"default {FIRST_PORT} or the next free one")
    chosen = parser.parse_args()
    data = data_dir()
    alone(data)
    supervisor = Supervisor([], say)
    supervisor.listen()
    try:
        embedded.ensure_server()
        # What runs from here on has no use for the owner of the tables.
        os.environ.pop("DATABASE_OWNER_URL", None)
        port = free_port(chosen.port)
        supervisor.children = children(port, made(data / "logs"))
        code = supervisor.run(lambda: announce(supervisor, port, data))
    finally:
        embedded.release()
    say(words.STOPPED)
    return code


def say(sentence: str) -> None:
    """Print; a terminal that has gone away is no reason to stop half-way."""
    try:
        print(sentence, flush=True)
    except OSError:
        sys.stdout = io.StringIO()


def alone(data: Path) -> None:
    """End here where another launcher runs on the same data."""
    # Never freed: the kernel does it when this process ends.
    if not Lock(data / "launcher.lock").take():
        refuse(words.RUNNING_ALREADY)


def free_port(wanted: int | None) -> int:
    """The port asked for, or the first free one from 8000 upward."""
    choice = [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + 100)
    found = next((port for port in choice if is_free(port)), 0)
    return found or refuse(words.PORT_TAKEN.format(port=wanted or FIRST_PORT))


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
        return True


def children(port: int, logs: Path) -> list[Child]:
    """What runs beside the database; the same on Redis and on a queue in folders."""
    web = ["gunicorn", "mabian.wsgi", f"--bind={HOST}:{port}", "--workers=2", "--threads=4"]
    web += ["--graceful-timeout=8", "--no-control-socket"]
    celery = ["celery", "-A", "mabian.celery"]
    worker = [*celery, "worker", "--concurrency=2", "--without-gossip", "--without-mingle"]
    # One beat only: two would do everything twice. The launcher's lock sees to that.
    beat = [*celery, "beat", "--pidfile="]
    named = {"web": web, "worker": worker, "beat": beat}
    return [Child(name, [sys.executable, "-m", *words], logs) for name, words in named.items()]


def announce(supervisor: Supervisor, port: int, data: Path) -> None:
    """Print the address as soon as a page comes from it, and who can sign in."""
    until = time.monotonic() + PATIENCE
    while not answers(port) and time.monotonic() < until and not supervisor.signals:
        if not all(supervisor.kept(child) for child in supervisor.children):
            return
        time.sleep(0.1)
    if not supervisor.signals:
        say(words.running(f"http://{HOST}:{port}/", data))


def answers(port: int) -> bool:
    """Whether the web server hands out pages; how well the rest is does not matter here."""
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
