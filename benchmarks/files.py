"""How soon the first byte of a file of all projects comes, and how much memory sending it takes.

    python benchmarks/files.py [--rounds 3] [--programmes 832] [--projects 139] [--months 24]

Builds the installation where it is not there (see installation.py) and asks a gunicorn of one
worker for the files, of one programme as who reads that one, of all as who reads every one; and for
a page beside them. Printed are medians: milliseconds to the first byte and to the last, MiB sent,
and by how many MiB the worker's memory at its highest lay above what it took before.
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
from dataclasses import asdict
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter

import installation
from pipeline import client_for, settings_of_benchmark

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
def served() -> Iterator[int]:
    """The id of the worker."""
    words = ["gunicorn", "mabian.wsgi", f"--bind=127.0.0.1:{PORT}", "--workers=1", "--threads=4"]
    words += ["--no-control-socket", "--log-level=error"]
    server = subprocess.Popen([sys.executable, "-m", *words], cwd=Path(__file__).parents[1])
    try:
        until = time.monotonic() + 30
        while not (found := children(server.pid)) and time.monotonic() < until:
            time.sleep(0.1)
        yield found[0]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def children(process: int) -> list[int]:
    return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


def memory(process: int, name: str) -> float:
    """MiB: VmRSS of now, VmHWM at its highest."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def taken(address: str, cookie: str, worker: int) -> dict[str, float]:
    Path(f"/proc/{worker}/clear_refs").write_text("5")  # the highest is counted anew
    before = memory(worker, "VmRSS")
    line = HTTPConnection("127.0.0.1", PORT, timeout=600)
    line.connect()
    begun, sent = perf_counter(), 1
    line.request("GET", address, headers={"Cookie": cookie})
    answer = line.getresponse()
    answer.read(1)
    first = perf_counter() - begun
    while piece := answer.read(64 * 1024):
        sent += len(piece)
    last = perf_counter() - begun
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status}")
    return {
        "first byte, ms": first * 1000,
        "last byte, ms": last * 1000,
        "MiB": sent / MIB,
        "memory, MiB": memory(worker, "VmHWM") - before,
    }


def cookie_of(person: str) -> str:
    from django.conf import settings

    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client_for(person).cookies[name].value}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    for name, default in asdict(installation.Size()).items():
        parser.add_argument(f"--{name}", type=int, default=default)
    given = vars(parser.parse_args())
    rounds = given.pop("rounds")
    settings_of_benchmark()
    installation.build(installation.Size(**given))
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    os.environ["ALLOWED_HOSTS"] = "127.0.0.1"
    cookies = {who: cookie_of(who) for who, _ in FILES.values()}
    with served() as worker:
        for name, (who, address) in FILES.items():
            taken(FILES["list of projects"][1], cookies[who], worker)
            found = [taken(address, cookies[who], worker) for _ in range(rounds)]
            middle = {key: round(median(one[key] for one in found), 1) for key in found[0]}
            print(json.dumps({"file": name, **middle}), flush=True)


if __name__ == "__main__":
    main()
