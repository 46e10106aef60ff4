"""Health checks of the containers: `python -m mabian.probe web|worker|beat`, exit code 0
if healthy.

Each checks its own process only: no container is restarted for another one's failure.
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

# Seconds. Beat writes its schedule at least every three minutes.
BEAT_TIMEOUT = 600


def web(port: int = 8000) -> bool:
    """Whether the web server responds; 503 from /healthz is a response too."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
    except urllib.error.HTTPError as answer:
        return answer.code == 503
    except OSError:
        return False
    return True


def worker() -> bool:
    """Whether this container's worker answers a call through the broker."""
    words = ["-A", "mabian.celery", "inspect", "ping", "-d", f"celery@{os.uname().nodename}"]
    done = subprocess.run([sys.executable, "-m", "celery", *words], capture_output=True)
    return done.returncode == 0


def beat() -> bool:
    """Whether beat has written its schedule within BEAT_TIMEOUT."""
    # The suffix depends on the database library that Python was built with.
    files = Path(os.environ["DATA_DIR"]).glob("beat-schedule*")
    return any(time.time() - file.stat().st_mtime < BEAT_TIMEOUT for file in files)


if __name__ == "__main__":
    probes = {"web": web, "worker": worker, "beat": beat}
    sys.exit(0 if probes[sys.argv[1]]() else 1)
