"""What the environment says. A value that cannot be used ends the start with one sentence."""

import os
import secrets
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, NoReturn

import environ

CHECKOUT = Path(__file__).resolve().parent.parent
DATABASE_SCHEMES = ("postgres://", "postgresql://")
REDIS_SCHEMES = ("redis://", "rediss://")
# Stands in for the database in commands that never open it (collectstatic, type checks).
NO_DATABASE = "postgres://nobody@127.0.0.1:1/none"


def refuse(sentence: str) -> NoReturn:
    """End the process with `sentence` on standard error and exit code 1."""
    raise SystemExit(sentence)


def flag(name: str, default: bool = False) -> bool:
    """A yes or no: true, yes, on, 1 or false, no, off, 0."""
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    refuse(f"{name} is “{text}”; write true or false.")


def whole(name: str, default: int) -> int:
    """A whole number, zero or more."""
    text = os.environ.get(name, "").strip() or str(default)
    return int(text) if text.isascii() and text.isdigit() else refuse(f"{name} is no whole number.")


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list; empty or missing gives the default."""
    text = os.environ.get(name, "")
    return [word.strip() for word in text.split(",") if word.strip()] or default


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """A comma-separated list of addresses and networks (10.0.0.0/8); empty where not given."""
    try:
        return [ip_network(word) for word in words(name, [])]
    except ValueError as error:
        refuse(f"{name} is no list of addresses: {error}.")


def folder(name: str, default: Path) -> Path:
    """The path that the variable names, else the default; nothing is made."""
    return Path(os.environ.get(name) or default).expanduser().absolute()


def data_dir() -> Path:
    """The folder for everything the platform keeps on disk; it exists afterwards."""
    return made(folder("DATA_DIR", CHECKOUT / "var"))


def made(folder: Path) -> Path:
    """The folder itself, made if need be, closed to other users."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        refuse(f"The folder {folder} cannot be made ({error.strerror}); see DATA_DIR.")
    return folder


def database() -> dict[str, Any]:
    """Django's settings for the database, signed in to as the owner of the tables where manage.py
    asks for it."""
    as_owner = flag("DATABASE_AS_OWNER") and os.environ.get("DATABASE_OWNER_URL")
    return server("DATABASE_OWNER_URL" if as_owner else "DATABASE_URL")


def application_role() -> str:
    """Who signs in by DATABASE_URL, where the tables are another one's; else nothing."""
    if not os.environ.get("DATABASE_OWNER_URL"):
        return ""
    name, owner = (server(url).get("USER") for url in ("DATABASE_URL", "DATABASE_OWNER_URL"))
    return "" if name == owner else str(name)


def server(name: str) -> dict[str, Any]:
    """Django's settings for the database that the variable names."""
    url = os.environ.get(name) or NO_DATABASE
    if not url.startswith(DATABASE_SCHEMES):
        refuse(f"{name} must begin with postgres://: PostgreSQL is the one database.")
    found = parsed(name, url, environ.Env.db_url_config)
    if not found.get("NAME"):
        refuse(f"{name} names no database: postgres://user:password@host:5432/name.")
    return {**found, "ENGINE": "django.db.backends.postgresql"}


def redis_url() -> str:
    """The Redis server for queue and cache; empty means the queue in folders."""
    url = os.environ.get("REDIS_URL", "")
    if url and not url.startswith(REDIS_SCHEMES):
        refuse("REDIS_URL must begin with redis:// or rediss://.")
    return url


def parsed(name: str, text: str, parse: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """`parse(text)`, or the end of the start; the value is not printed, it holds a password."""
    try:
        return dict(parse(text))
    except Exception as error:
        refuse(f"{name} cannot be read ({type(error).__name__}): check its form.")


def secret_key(folder: Path) -> str:
    """SECRET_KEY, else the key kept in the data folder, made the first time."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        return given if len(given) >= 50 else refuse("SECRET_KEY is shorter than 50 characters.")
    return stored_secret(folder / "secret-key")


def stored_secret(path: Path) -> str:
    """The secret in the file; a new one where there is no file yet. Two at once agree."""
    try:
        return path.read_text().strip() or refuse(f"{path} is empty: remove it.")
    except FileNotFoundError:
        pass
    # Written beside and linked into place, so that nobody ever reads half a key.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
