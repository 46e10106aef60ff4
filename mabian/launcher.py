"""The command behind script/server: the web server, the worker and beat on one machine."""

import argparse
import io
import os
import sys
import time
from pathlib import Path

from mabian import embedded, probe
from mabian.embedded.server import bindable
from mabian.environment import data_dir, ensure_folder, exit_with
from mabian.locks import Lock
from mabian.supervisor import Child, Supervisor

HOST = "127.0.0.1"
FIRST_PORT = 8000
# Seconds to wait for the first page before the address is printed anyway.
TIMEOUT = 30.0
ABOUT = "Run the platform on this machine. 在本机运行平台。"
STOPPED = "Stopped. 已停止。"
RUNNING_ALREADY = "The platform runs already on these data (DATA_DIR). 平台已在运行。"
PORT_TAKEN = "Port {port} is taken; choose another with --port. 端口已被占用。"
EMPTY = """\
No sign-ins yet. Make the first administrators and a programme:
尚无账号。请先建立管理员和帮扶项目：
  .venv/bin/python manage.py create_user --help
  .venv/bin/python manage.py create_programme CODE --name … --county … --start 2024 --end 2027"""


def main() -> int:
    """Run until a signal; returns exit code 0 then, 1 when the platform cannot run."""
    parser = argparse.ArgumentParser(prog="script/server", description=ABOUT)
    parser.add_argument("--empty", action="store_true", help="start without the sample 不含样例")
    parser.add_argument("--port", type=int, help=f"default {FIRST_PORT} or the next free one")
    options = parser.parse_args()
    data = data_dir()
    # Held until this process ends.
    if not Lock(data / "launcher.lock").try_acquire():
        exit_with(RUNNING_ALREADY)
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
    print_line(STOPPED)
    return code


def print_line(sentence: str) -> None:
    """Print; continue where the terminal is gone."""
    try:
        print(sentence, flush=True)
    except OSError:
        sys.stdout = io.StringIO()


def free_port(requested: int | None) -> int:
    """The port in the option, else the first free one from FIRST_PORT upward."""
    choice = [requested] if requested else range(FIRST_PORT, FIRST_PORT + 100)
    found = next((port for port in choice if bindable(port)), 0)
    return found or exit_with(PORT_TAKEN.format(port=requested or FIRST_PORT))


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
    while not probe.web(port) and time.monotonic() < deadline and not supervisor.signals:
        if not all(supervisor.ensure_running(child) for child in supervisor.children):
            return
        time.sleep(0.1)
    if not supervisor.signals:
        print_line(running(f"http://{HOST}:{port}/", data))


def running(address: str, data: Path) -> str:
    """The address, who can sign in, where the logs are and how to stop."""
    return "\n".join(
        [
            f"马边县托底性帮扶工作平台: {address}",
            sign_ins(data / "sample-sign-ins.txt"),
            f"Logs 日志: {data / 'logs'}",
            "Ctrl-C stops everything. 按 Ctrl-C 停止。",
        ]
    )


def sign_ins(file: Path) -> str:
    """The sample's sign-ins, else how to create the first ones."""
    if not file.exists():
        return EMPTY
    return f"Sample sign-ins 样例账号 ({file}):\n{file.read_text().strip()}"


if __name__ == "__main__":
    sys.exit(main())
