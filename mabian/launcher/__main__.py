"""The command behind script/server: start everything, print the address, stop everything."""

import argparse
import io
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from mabian import embedded
from mabian.embedded.locks import Lock
from mabian.embedded.server import bindable
from mabian.environment import data_dir, ensure_folder, exit_with
from mabian.launcher import messages
from mabian.launcher.child import Child
from mabian.launcher.supervisor import Supervisor

HOST = "127.0.0.1"
FIRST_PORT = 8000
# Seconds to wait for the first page before the address is printed anyway.
TIMEOUT = 30.0


def main() -> int:
    """Run until a signal; returns exit code 0 then, 1 when the platform cannot run."""
    parser = argparse.ArgumentParser(prog="script/server", description=messages.ABOUT)
    parser.add_argument("--empty", action="store_true", help="start without the sample 不含样例")
    parser.add_argument("--port", type=int, help=f"default {FIRST_PORT} or the next free one")
    options = parser.parse_args()
    data = data_dir()
    ensure_single_launcher(data)
    supervisor = Supervisor([], print_line)
    supervisor.install_handlers()
    try:
        embedded.ensure_server()
        # The children never need the tables' owner.
        os.environ.pop("DATABASE_OWNER_URL", None)
        port = free_port(options.port)
        supervisor.children = children(port, ensure_folder(data / "logs"))
        code = supervisor.run(lambda: announce(supervisor, port, data))
    finally:
        embedded.release()
    print_line(messages.STOPPED)
    return code


def print_line(sentence: str) -> None:
    """Print; continue where the terminal is gone."""
    try:
        print(sentence, flush=True)
    except OSError:
        sys.stdout = io.StringIO()


def ensure_single_launcher(data: Path) -> None:
    """End the process where another launcher runs on the same data."""
    # Held until this process ends.
    if not Lock(data / "launcher.lock").try_acquire():
        exit_with(messages.RUNNING_ALREADY)


def free_port(requested: int | None) -> int:
    """The port in the option, else the first free one from FIRST_PORT upward."""
    choice = [requested] if requested else range(FIRST_PORT, FIRST_PORT + 100)
    found = next((port for port in choice if bindable(port)), 0)
    return found or exit_with(messages.PORT_TAKEN.format(port=requested or FIRST_PORT))


def children(port: int, logs: Path) -> list[Child]:
    """The processes besides the database; the same for Redis and a queue in folders."""
    web = ["gunicorn", "mabian.wsgi", f"--bind={HOST}:{port}", "--workers=2", "--threads=4"]
    web += ["--graceful-timeout=8", "--no-control-socket"]
    celery = ["celery", "-A", "mabian.celery"]
    worker = [*celery, "worker", "--concurrency=2", "--without-gossip", "--without-mingle"]
    # The launcher's lock ensures a single beat: two would send everything twice.
    beat = [*celery, "beat", "--pidfile="]
    named = {"web": web, "worker": worker, "beat": beat}
    return [Child(name, [sys.executable, "-m", *words], logs) for name, words in named.items()]


def announce(supervisor: Supervisor, port: int, data: Path) -> None:
    """Print the address and the sign-ins once the web server responds."""
    deadline = time.monotonic() + TIMEOUT
    while not is_responding(port) and time.monotonic() < deadline and not supervisor.signals:
        if not all(supervisor.ensure_running(child) for child in supervisor.children):
            return
        time.sleep(0.1)
    if not supervisor.signals:
        print_line(messages.running(f"http://{HOST}:{port}/", data))


def is_responding(port: int) -> bool:
    """Whether the web server responds, healthy or not."""
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
