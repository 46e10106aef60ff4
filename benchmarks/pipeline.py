"""How long the pages of the pipeline take on a large installation, beside a bare Django page.

    python benchmarks/pipeline.py [--rounds 60] [--json FILE] [--programmes 832] [--projects 139]
                                  [--months 24] [--small 7]

Builds the installation where it is not there (see installation.py), and a small one of --small
programmes beside it. Every page and the bare one are asked in turns, in this process, through all
of Django's and our middleware, by a person who is signed in; no web server is in between. Printed
are medians in milliseconds, the ratio to the bare page (or to what the line names), and how many
statements each asked the database. Only ratios within one run say something.
"""

import argparse
import gc
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from statistics import median
from time import perf_counter
from typing import Any

import installation

Work = Callable[[], Any]


@dataclass
class Measure:
    """``beside`` names the measure that this one is divided by."""

    name: str
    work: Work
    beside: str = "bare page"
    before: Work = lambda: None
    share: int = 1  # of the rounds, one in so many
    times: list[float] = field(default_factory=list)
    statements: int = 0

    def once(self) -> None:
        self.before()
        begun = perf_counter()
        self.work()
        self.times.append((perf_counter() - begun) * 1000)

    def count(self) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.before()
        with CaptureQueriesContext(connection) as asked:
            self.work()
        self.statements = len(asked)


def settings_of_benchmark() -> None:
    os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "x" * 50)
    # What is written to disk is nobody's business afterwards.
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="mabian-bench-")
    os.environ["REDIS_URL"] = ""


def prepare() -> None:
    from django.conf import settings

    settings.ROOT_URLCONF = "bare"
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.LOGGING_CONFIG = None


def client_for(name: str, middleware: list[str] | None = None) -> Any:
    """Somebody who is signed in and asks; None: through our middleware."""
    from django.conf import settings
    from django.test import Client

    from accounts.models import User
    from core.actors import acting_as

    kept = settings.MIDDLEWARE
    client = Client(raise_request_exception=True)
    settings.MIDDLEWARE = middleware or kept
    client.handler.load_middleware()
    settings.MIDDLEWARE = kept
    with acting_as("system:benchmark"):
        user = User.objects.get(username=name)
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
    return client


def page(client: Any, address: str) -> Work:
    def ask() -> Any:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        return answer

    return ask


def file(client: Any, address: str) -> Work:
    return lambda: b"".join(page(client, address)())


def run(measures: list[Measure], rounds: int) -> None:
    """In turns: each round every measure once."""
    for one in measures:
        if one.share == 1:
            one.work()
        one.count()
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        for one in measures:
            if number % one.share == 0:
                one.once()


def summary(measures: list[Measure]) -> list[dict[str, Any]]:
    middle = {one.name: median(one.times) for one in measures}
    return [
        {
            "name": one.name,
            "ms": round(middle[one.name], 3),
            "ratio": round(middle[one.name] / middle[one.beside], 3),
            "beside": one.beside,
            "statements": one.statements,
            "times": len(one.times),
        }
        for one in measures
    ]


def text(rows: list[dict[str, Any]]) -> str:
    lines = [f"{'':44}{'ms':>10}{'ratio':>9}  {'beside':22}{'statements':>10}{'times':>7}"]
    lines += [
        f"{row['name']:44}{row['ms']:>10.2f}{row['ratio']:>9.2f}  {row['beside']:22}"
        f"{row['statements']:>10}{row['times']:>7}"
        for row in rows
    ]
    return "\n".join(lines)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--json", default="")
    parser.add_argument("--small", type=int, default=7)
    parser.add_argument("--only", default="", help="measures whose names hold this")
    for name, default in asdict(installation.Size()).items():
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def main() -> None:
    given = asked()
    settings_of_benchmark()
    size = installation.Size(given.programmes, given.projects, given.months)
    small = installation.Size(given.small, given.projects, given.months)
    installation.build(size)
    prepare()
    from measures import all_measures

    measures = [
        one
        for one in all_measures(size, small)
        if not given.only or given.only in one.name or one.name == "bare page"
    ]
    run(measures, given.rounds)
    rows = summary(measures)
    print(text(rows))
    if given.json:
        with open(given.json, "w") as out:
            json.dump({"size": asdict(size), "small": given.small, "measures": rows}, out, indent=1)


if __name__ == "__main__":
    # What the measures import must be this very module.
    sys.modules["pipeline"] = sys.modules["__main__"]
    main()
