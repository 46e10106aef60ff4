"""How long the pages of the pipeline take on a large installation, compared with a bare page.

    python benchmarks/pipeline.py [--rounds 60] [--json FILE] [--programmes 832] [--projects 139]
                                  [--months 24] [--small 7]

Builds the installation where it is missing (see installation.py), and a small one of --small
programmes. Every page and the bare one are requested in turns, in this process, through the whole
middleware, by a signed-in person, without a web server. Prints medians in milliseconds, the ratio
to the bare page (or to the baseline in the line), and the number of database statements. Only
ratios within one run are comparable.
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
    """``baseline`` is the name of the measure that this one is divided by."""

    name: str
    work: Work
    baseline: str = "bare page"
    before: Work = lambda: None
    share: int = 1  # run in one of so many rounds
    times: list[float] = field(default_factory=list)
    statements: int = 0

    def measure(self) -> None:
        self.before()
        start = perf_counter()
        self.work()
        self.times.append((perf_counter() - start) * 1000)

    def count(self) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.before()
        with CaptureQueriesContext(connection) as queries:
            self.work()
        self.statements = len(queries)


def use_benchmark_settings() -> None:
    os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "x" * 50)
    # Files written by the benchmark are discarded.
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
    """A signed-in test client; ``middleware`` replaces that of the settings."""
    from django.conf import settings
    from django.test import Client

    from accounts.models import User
    from core.actors import acting_as

    installed = settings.MIDDLEWARE
    client = Client(raise_request_exception=True)
    settings.MIDDLEWARE = middleware or installed
    client.handler.load_middleware()
    settings.MIDDLEWARE = installed
    with acting_as("system:benchmark"):
        user = User.objects.get(username=name)
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
    return client


def page(client: Any, address: str) -> Work:
    def get() -> Any:
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address}: {response.status_code}")
        return response

    return get


def file(client: Any, address: str) -> Work:
    return lambda: b"".join(page(client, address)())


def run(measures: list[Measure], rounds: int) -> None:
    """Run every measure once per round, in turns."""
    for one in measures:
        if one.share == 1:
            one.work()
        one.count()
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        for one in measures:
            if number % one.share == 0:
                one.measure()


def summary(measures: list[Measure]) -> list[dict[str, Any]]:
    medians = {one.name: median(one.times) for one in measures}
    return [
        {
            "name": one.name,
            "ms": round(medians[one.name], 3),
            "ratio": round(medians[one.name] / medians[one.baseline], 3),
            "baseline": one.baseline,
            "statements": one.statements,
            "times": len(one.times),
        }
        for one in measures
    ]


def text(rows: list[dict[str, Any]]) -> str:
    lines = [f"{'':44}{'ms':>10}{'ratio':>9}  {'baseline':22}{'statements':>10}{'times':>7}"]
    lines += [
        f"{row['name']:44}{row['ms']:>10.2f}{row['ratio']:>9.2f}  {row['baseline']:22}"
        f"{row['statements']:>10}{row['times']:>7}"
        for row in rows
    ]
    return "\n".join(lines)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--json", default="")
    parser.add_argument("--small", type=int, default=7)
    parser.add_argument("--only", default="", help="words; only measures that contain one of them")
    installation.add_size_arguments(parser)
    return parser.parse_args()


def main() -> None:
    options = parse_arguments()
    use_benchmark_settings()
    size = installation.Size(options.programmes, options.projects, options.months)
    small = installation.Size(options.small, options.projects, options.months)
    installation.build(size)
    prepare()
    from measures import all_measures

    measures = [
        one
        for one in all_measures(size, small)
        if one.name == "bare page" or any(word in one.name for word in options.only.split(","))
    ]
    run(measures, options.rounds)
    rows = summary(measures)
    print(text(rows))
    if options.json:
        with open(options.json, "w") as out:
            json.dump(
                {"size": asdict(size), "small": options.small, "measures": rows}, out, indent=1
            )


if __name__ == "__main__":
    # measures.py must import this module, not a second copy of it.
    sys.modules["pipeline"] = sys.modules["__main__"]
    main()
