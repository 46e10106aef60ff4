"""Where the embedded server's programs and data are, and which account runs it."""

import os
import pwd
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from mabian.environment import data_dir, ensure_folder, exit_with

# PostgreSQL does not run as root, and its account cannot read a checkout under /root.
SHARED_FOLDER = Path("/var/lib/mabian-platform")


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
