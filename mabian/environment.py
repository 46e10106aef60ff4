"""Reads the environment variables. An invalid value ends the process with one sentence."""

import os
import secrets
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import environ

CHECKOUT = Path(__file__).resolve().parent.parent
LOG_LIMIT = 10 * 1024 * 1024
DATABASE_SCHEMES = ("postgres://", "postgresql://")
REDIS_SCHEMES = ("redis://", "rediss://")
# For commands that never open the database (collectstatic, type checks).
PLACEHOLDER_URL = "postgres://nobody@127.0.0.1:1/none"


def exit_with(sentence: str) -> NoReturn:
    """End the process with `sentence` on standard error and exit code 1."""
    raise SystemExit(sentence)


def flag(name: str, default: bool = False) -> bool:
    """A boolean: true, yes, on, 1 or false, no, off, 0."""
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    exit_with(f"{name} is “{text}”; write true or false.")


def integer(name: str, default: int) -> int:
    """An integer, zero or more."""
    text = os.environ.get(name, "").strip() or str(default)
    return (
        int(text) if text.isascii() and text.isdigit() else exit_with(f"{name} is no whole number.")
    )


def strings(name: str, default: list[str]) -> list[str]:
    """A comma-separated list; empty or missing gives the default."""
    text = os.environ.get(name, "")
    return [word.strip() for word in text.split(",") if word.strip()] or default


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """A comma-separated list of addresses and networks (10.0.0.0/8); empty where not given."""
    try:
        return [ip_network(word) for word in strings(name, [])]
    except ValueError as error:
        exit_with(f"{name} is no list of addresses: {error}.")


def folder(name: str, default: Path) -> Path:
    """The path in the variable, else the default; creates nothing."""
    return Path(os.environ.get(name) or default).expanduser().absolute()


def data_dir() -> Path:
    """The folder for all files of the platform (DATA_DIR); created if need be."""
    return ensure_folder(folder("DATA_DIR", CHECKOUT / "var"))


def ensure_folder(folder: Path) -> Path:
    """Create the folder if need be, closed to other users; returns it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        exit_with(f"The folder {folder} cannot be made ({error.strerror}); see DATA_DIR.")
    return folder


def open_log(path: Path) -> BinaryIO:
    """The log for appending; emptied first where it is larger than LOG_LIMIT."""
    large = path.exists() and path.stat().st_size > LOG_LIMIT
    return path.open("wb" if large else "ab")


def log_tail(path: Path, length: int) -> str:
    """The last lines of a log."""
    lines = path.read_text(errors="replace").splitlines() if path.exists() else []
    return "\n".join(lines[-length:])


def database() -> dict[str, Any]:
    """Django's database settings; with the tables' owner where DATABASE_AS_OWNER is set."""
    as_owner = flag("DATABASE_AS_OWNER") and os.environ.get("DATABASE_OWNER_URL")
    return database_settings("DATABASE_OWNER_URL" if as_owner else "DATABASE_URL")


def application_role() -> str:
    """The role in DATABASE_URL where DATABASE_OWNER_URL names another; else empty."""
    if not os.environ.get("DATABASE_OWNER_URL"):
        return ""
    name, owner = (
        database_settings(url).get("USER") for url in ("DATABASE_URL", "DATABASE_OWNER_URL")
    )
    return "" if name == owner else str(name)


def database_settings(name: str) -> dict[str, Any]:
    """Django's database settings for the URL in the variable."""
    url = os.environ.get(name) or PLACEHOLDER_URL
    if not url.startswith(DATABASE_SCHEMES):
        exit_with(f"{name} must begin with postgres://: PostgreSQL is the one database.")
    found = parse_url(name, url, environ.Env.db_url_config)
    if not found.get("NAME"):
        exit_with(f"{name} names no database: postgres://user:password@host:5432/name.")
    return {**found, "ENGINE": "django.db.backends.postgresql"}


def redis_url() -> str:
    """The Redis server for queue and cache; empty where the queue is in folders."""
    url = os.environ.get("REDIS_URL", "")
    if url and not url.startswith(REDIS_SCHEMES):
        exit_with("REDIS_URL must begin with redis:// or rediss://.")
    return url


def parse_url(name: str, text: str, parse: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """`parse(text)`; ends the process on failure, without printing the value (a password)."""
    try:
        return dict(parse(text))
    except Exception as error:
        exit_with(f"{name} cannot be read ({type(error).__name__}): check its form.")


def secret_key(folder: Path) -> str:
    """SECRET_KEY, else the key stored in the data folder, created at the first start."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        return given if len(given) >= 50 else exit_with("SECRET_KEY is shorter than 50 characters.")
    return stored_secret(folder / "secret-key")


def stored_secret(path: Path) -> str:
    """The secret in the file, created if need be; concurrent callers get the same one."""
    try:
        return path.read_text().strip() or exit_with(f"{path} is empty: remove it.")
    except FileNotFoundError:
        pass
    # Written to a draft and linked into place, so that no process reads half a key.
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
