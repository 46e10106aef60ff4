"""The embedded server's data: one database, its owner, and the role that the application has."""

import os
import shutil
import subprocess

from mabian.embedded import programs, server
from mabian.embedded.places import Place
from mabian.environment import kept_secret, refuse

OWNER = DATABASE = "mabian"
APPLICATION = "mabian_application"
PASSWORDS = {OWNER: "password", APPLICATION: "password-application"}
# Only these two sign in, only by their passwords, only from this machine. Tests need databases
# beside the one, and these are the owner's.
ACCESS = f"""\
host all {OWNER} 127.0.0.1/32 scram-sha-256
host {DATABASE} {APPLICATION} 127.0.0.1/32 scram-sha-256
"""
# In single-user mode a line is a statement.
KNOWN = f"SELECT FROM pg_roles WHERE rolname = '{APPLICATION}'"
ADD = f"DO $$ BEGIN IF NOT EXISTS ({KNOWN}) THEN CREATE ROLE {APPLICATION}; END IF; END $$\n"


def password(place: Place, role: str) -> str:
    """The role's password, made once and readable by the installation's owner alone."""
    return kept_secret(place.home / PASSWORDS[role])


def prepare(place: Place) -> None:
    """Data that this version can read are there afterwards, or the process ends and says why."""
    if not place.data.exists():
        create(place)
    require_version(place)
    # Written last, so where it fits the roles are there. Data of an older version have one role.
    if (place.data / "pg_hba.conf").read_text() != ACCESS:
        add_application(place)


def require_version(place: Place) -> None:
    found = (place.data / "PG_VERSION").read_text().strip()
    if found != programs.MAJOR:
        refuse(
            f"The data in {place.data} are of PostgreSQL {found}; this version of the platform"
            f" brings {programs.MAJOR}. Start the version that wrote them, dump them with"
            " pg_dump, and load the dump into a server that you name in DATABASE_URL."
        )


def create(place: Place) -> None:
    """Make the data with one database and its owner. A half-made try is never taken for data."""
    draft = place.home / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if place.uid is not None and place.gid is not None:
        os.chown(draft, place.uid, place.gid)
    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    base = ["--no-locale", "--username=postgres", "--auth=reject", "--no-instructions"]
    call(place, "initdb", [*base, *locale, "-D", str(draft)])
    # In single-user mode no password of the superuser is ever needed: it has none.
    sql = f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{password(place, OWNER)}'\n"
    sql += f"CREATE DATABASE {DATABASE} OWNER {OWNER}\n"
    call(place, "postgres", ["--single", "-D", str(draft), "postgres"], sql)
    draft.rename(place.data)


def add_application(place: Place) -> None:
    """The role of the application, and the leave of both roles to sign in."""
    if server.running(place):
        refuse("An older version of the platform runs on these data: stop it first.")
    # What a killed server left would keep this one out; nobody but a server writes the file.
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    secret = password(place, APPLICATION)
    sql = ADD + f"ALTER ROLE {APPLICATION} LOGIN PASSWORD '{secret}'\n"
    # The owner can look at things as the application does, never the other way round.
    sql += f"GRANT {APPLICATION} TO {OWNER}\n"
    call(place, "postgres", ["--single", "-D", str(place.data), "postgres"], sql)
    (place.data / "pg_hba.conf").write_text(ACCESS)


def call(place: Place, program: str, arguments: list[str], text: str = "") -> None:
    """Run a program to its end as the place's account; its complaint ends the process."""
    done = subprocess.run(
        [programs.folder(place) / program, *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd="/",
        env=server.environment(),
        **server.account(place),
    )
    if done.returncode or "ERROR:" in done.stderr:
        refuse(f"The embedded PostgreSQL cannot be set up ({program}): {done.stderr.strip()}")
