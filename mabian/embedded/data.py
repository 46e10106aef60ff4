"""The embedded server's data: one database, its owner, and the application's role."""

import os
import shutil
import subprocess

from mabian.embedded import programs, server
from mabian.embedded.instances import Instance
from mabian.environment import exit_with, stored_secret

OWNER = DATABASE = "mabian"
APPLICATION = "mabian_application"
PASSWORDS = {OWNER: "password", APPLICATION: "password-application"}
# Only these two roles sign in, by password and from this machine. The owner also opens other
# databases: those of the tests.
ACCESS = f"""\
host all {OWNER} 127.0.0.1/32 scram-sha-256
host {DATABASE} {APPLICATION} 127.0.0.1/32 scram-sha-256
"""


def password(instance: Instance, role: str) -> str:
    """The role's password, created once and readable only by the installation's owner."""
    return stored_secret(instance.home / PASSWORDS[role])


def prepare(instance: Instance) -> None:
    """Create the data if need be; ends the process where this version cannot read them."""
    if not instance.data.exists():
        create(instance)
    check_version(instance)


def check_version(instance: Instance) -> None:
    found = (instance.data / "PG_VERSION").read_text().strip()
    if found != programs.MAJOR:
        exit_with(
            f"The data in {instance.data} are of PostgreSQL {found}; this version of the platform"
            f" brings {programs.MAJOR}. Start the version that wrote them, dump them with"
            " pg_dump, and load the dump into a server that you name in DATABASE_URL."
        )


def create(instance: Instance) -> None:
    """Create the data with one database and both roles; an interrupted attempt is discarded."""
    draft = instance.home / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if instance.uid is not None and instance.gid is not None:
        os.chown(draft, instance.uid, instance.gid)
    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    base = ["--no-locale", "--username=postgres", "--auth=reject", "--no-instructions"]
    call(instance, "initdb", [*base, *locale, "-D", str(draft)])
    # In single-user mode no password of the superuser is ever needed: it has none.
    call(instance, "postgres", ["--single", "-D", str(draft), "postgres"], roles(instance))
    (draft / "pg_hba.conf").write_text(ACCESS)
    draft.rename(instance.data)


def roles(instance: Instance) -> str:
    """The statements that create roles and database: one a line, for single-user mode. The owner
    may act as the application, never the other way round."""
    return (
        f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{password(instance, OWNER)}'\n"
        f"CREATE ROLE {APPLICATION} LOGIN PASSWORD '{password(instance, APPLICATION)}'\n"
        f"GRANT {APPLICATION} TO {OWNER}\n"
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}\n"
    )


def call(instance: Instance, program: str, arguments: list[str], text: str = "") -> None:
    """Run a program to its end as the instance's account; its failure ends the process."""
    done = subprocess.run(
        [programs.programs_folder(instance) / program, *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd="/",
        env=server.environment(),
        **server.server_account(instance),
    )
    if done.returncode or "ERROR:" in done.stderr:
        exit_with(f"The embedded PostgreSQL cannot be set up ({program}): {done.stderr.strip()}")
