"""Sets Django up on the benchmark's own database: that of DATABASE_URL with ``_bench`` behind its
name. Imported before any other module."""

import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

CHECKOUT = Path(__file__).parents[1]
ENDING = "_bench"
sys.path.insert(0, str(CHECKOUT))

from mabian import embedded  # noqa: E402

embedded.ensure_server()
# As the owner, who may create databases and load rows without triggers.
url = urlsplit(os.environ.pop("DATABASE_OWNER_URL", "") or os.environ["DATABASE_URL"])
os.environ["DATABASE_URL"] = urlunsplit(url._replace(path=url.path.removesuffix(ENDING) + ENDING))
# Files written by the benchmark are discarded.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="mabian-bench-")
os.environ["REDIS_URL"] = ""
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")

import django  # noqa: E402

django.setup()
