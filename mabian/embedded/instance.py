"""Where the embedded server's programs and data are, and as whom it runs."""

import os
import pwd
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from mabian.environment import data_dir, made, refuse

# PostgreSQL does not run as root, and its account cannot read a checkout under /root.
SHARED = Path("/var/lib/mabian-platform")


@dataclass(frozen=True)
class Instance:
    """One embedded server's folder; uid and gid are None where it runs as who starts it."""

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
        """The lock of whoever starts or stops the server."""
        return self.home / "change.lock"

    @property
    def guard(self) -> Path:
        """The lock that the guard holds while it lives."""
        return self.home / "guard.lock"


def here() -> Instance:
    """The instance of this installation (DATA_DIR); its folder exists afterwards."""
    if sys.platform != "linux":
        refuse("The embedded PostgreSQL runs on Linux only: set DATABASE_URL.")
    folder = data_dir()
    own = folder / "postgres"
    if os.geteuid() != 0:
        return Instance(made(own))
    return of_owner(own) if (own / "data").exists() else of_root(folder)


def of_owner(home: Path) -> Instance:
    """As root on an ordinary user's installation: the server stays that user's."""
    owner = home.stat()
    return Instance(home, owner.st_uid, owner.st_gid)


def of_root(folder: Path) -> Instance:
    """A folder of its own under /var/lib, remembered in the data folder."""
    remembered = folder / "postgres-instance"
    if not remembered.exists():
        remembered.write_text(str(SHARED / secrets.token_hex(4)))
    home = opened(opened(SHARED) / Path(remembered.read_text().strip()).name)
    account = unprivileged()
    return Instance(home, account.pw_uid, account.pw_gid)


def opened(folder: Path) -> Path:
    """The folder, which others may pass through but not list."""
    made(folder)
    folder.chmod(0o711)
    return folder


def unprivileged() -> pwd.struct_passwd:
    """The account that owns nothing, which every Linux has."""
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        refuse("There is no user “nobody” to run PostgreSQL as: set DATABASE_URL.")
