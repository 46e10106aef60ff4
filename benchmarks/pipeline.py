"""How long the pages of the pipeline take on a large installation, compared with a bare page.

    python benchmarks/pipeline.py [--rounds 60] [--json FILE] [--programmes 832] [--projects 139]
                                  [--months 24] [--small 7]

Builds the installation where it is missing (installation.py), and a small one of --small
programmes. Every page and the bare one are requested in turns, in this process, through the whole
middleware, by a signed-in person, without a web server. Prints medians in milliseconds, the ratio
to the bare page (or to the baseline in the line), and the number of database statements. Only
ratios within one run are comparable.
"""

import argparse
import gc
import json
from dataclasses import asdict
from statistics import median
from typing import Any

import installation
from counties import Size
from django.conf import settings
from measures import all_measures
from measuring import Measure


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
    size = Size(options.programmes, options.projects, options.months)
    small = Size(options.small, options.projects, options.months)
    installation.build(size)
    settings.ROOT_URLCONF = "bare"
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    words = options.only.split(",")
    measures = [one for one in all_measures(size, small) if is_chosen(one, words)]
    run(measures, options.rounds)
    rows = summary(measures)
    print(text(rows))
    if options.json:
        result = {"size": asdict(size), "small": options.small, "measures": rows}
        with open(options.json, "w") as out:
            json.dump(result, out, indent=1)


def is_chosen(one: Measure, words: list[str]) -> bool:
    """What is its own baseline is always measured."""
    return one.baseline == one.name or any(word in one.name for word in words)


if __name__ == "__main__":
    main()
