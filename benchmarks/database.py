"""Selects the benchmark's own database, whose name ends in ``_bench``."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

sys.path.insert(0, str(Path(__file__).parents[1]))

ENDING = "_bench"


def use_benchmark_database(part: str = "") -> None:
    """Set DATABASE_URL to the benchmark database, as its owner: the current one where its name ends
    with ENDING, else ``part`` and ENDING are appended. Call before importing Django."""
    from mabian import embedded

    embedded.ensure_server()
    url = urlsplit(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    name = f"{url.path.removesuffix(ENDING).removesuffix(part)}{part}{ENDING}"
    os.environ["DATABASE_URL"] = urlunsplit(url._replace(path=name))
    os.environ.pop("DATABASE_OWNER_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")
