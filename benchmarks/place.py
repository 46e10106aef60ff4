"""Which database a benchmark uses: one of its own, whose name ends in ``_bench``."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

sys.path.insert(0, str(Path(__file__).parents[1]))

ENDING = "_bench"


def settle(part: str = "") -> None:
    """Names that database to the settings, as its owner: the one that DATABASE_URL names where its
    name ends so, else one beside it on the same server. ``part`` tells several apart. To be called
    before Django is imported."""
    from mabian import embedded

    embedded.ensure_server()
    url = urlsplit(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    name = f"{url.path.removesuffix(ENDING).removesuffix(part)}{part}{ENDING}"
    os.environ["DATABASE_URL"] = urlunsplit(url._replace(path=name))
    os.environ.pop("DATABASE_OWNER_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")
