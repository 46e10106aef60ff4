"""Time to the first byte of a file of all projects, and the memory that sending it takes.

    python benchmarks/files.py [--rounds 3] [--programmes 832] [--projects 139] [--months 24]

Builds the installation where it is missing (see installation.py) and requests the files from a
gunicorn with one worker: of one programme and of all, each by a person with that right, and a page
for comparison. Prints medians: milliseconds to the first and last byte, MiB sent, and the peak of
the worker's memory in MiB above its level before.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter

import installation
from counties import Size
from django.conf import settings
from django.core.management import call_command
from measuring import client_for

PORT, MIB = 8799, 1024 * 1024
FILES = {
    "list of projects": ("bench_leadership1", "/projects/"),
    "CSV of a programme": ("bench_leadership1", "/projects/?_export=csv"),
    "Excel of a programme": ("bench_leadership1", "/projects/?_export=xlsx"),
    "list of projects, by who reads all": ("bench_all", "/projects/"),
    "CSV of all projects": ("bench_all", "/projects/all/csv/"),
    "Excel of all projects": ("bench_all", "/projects/all/xlsx/"),
}


@contextmanager
def run_server() -> Iterator[int]:
    """Run gunicorn with one worker; yields the worker's process id."""
    command = ["gunicorn", "mabian.wsgi", f"--bind=127.0.0.1:{PORT}", "--workers=1", "--threads=4"]
    command += ["--no-control-socket", "--log-level=error"]
    server = subprocess.Popen([sys.executable, "-m", *command], cwd=Path(__file__).parents[1])
    try:
        deadline = time.monotonic() + 30
        while not (found := children(server.pid)) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield found[0]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def children(process: int) -> list[int]:
    return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


def memory_of(process: int, name: str) -> float:
    """In MiB: the current VmRSS or the peak VmHWM."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def measure_download(address: str, cookie: str, worker: int) -> dict[str, float]:
    Path(f"/proc/{worker}/clear_refs").write_text("5")  # resets the peak VmHWM
    before = memory_of(worker, "VmRSS")
    line = HTTPConnection("127.0.0.1", PORT, timeout=600)
    line.connect()
    start, sent = perf_counter(), 1
    line.request("GET", address, headers={"Cookie": cookie})
    response = line.getresponse()
    response.read(1)
    first = perf_counter() - start
    while piece := response.read(64 * 1024):
        sent += len(piece)
    last = perf_counter() - start
    if response.status != 200:
        raise SystemExit(f"{address}: {response.status}")
    return {
        "first byte, ms": first * 1000,
        "last byte, ms": last * 1000,
        "MiB": sent / MIB,
        "memory, MiB": memory_of(worker, "VmHWM") - before,
    }


def cookie_of(person: str) -> str:
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client_for(person).cookies[name].value}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    installation.add_size_arguments(parser)
    options = vars(parser.parse_args())
    rounds = options.pop("rounds")
    installation.build(Size(**options))
    call_command("collectstatic", interactive=False, verbosity=0)
    os.environ["ALLOWED_HOSTS"] = "127.0.0.1"
    cookies = {who: cookie_of(who) for who, _ in FILES.values()}
    with run_server() as worker:
        for name, (who, address) in FILES.items():
            measure_download(FILES["list of projects"][1], cookies[who], worker)
            found = [measure_download(address, cookies[who], worker) for _ in range(rounds)]
            middle = {key: round(median(one[key] for one in found), 1) for key in found[0]}
            print(json.dumps({"file": name, **middle}), flush=True)


if __name__ == "__main__":
    main()
