"""A bad value in the environment ends the start with one clear sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mabian.environment import CHECKOUT, stored_secret


def settings(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of its own; prints the two cookie names."""
    known = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    show = "from mabian import settings as s; print(getattr(s, 'SESSION_COOKIE_NAME', 'plain'))"
    return subprocess.run(
        [sys.executable, "-c", show],
        env={**known, "DATA_DIR": str(tmp_path / "data"), **environment},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "mysql://a@b/c", "DATABASE_URL must begin with postgres://"),
        ("DATABASE_URL", "postgres://a@b:x/c", "DATABASE_URL cannot be read"),
        ("DATABASE_URL", "postgres://a@b", "DATABASE_URL names no database"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL must begin with redis://"),
        ("TRUSTED_PROXIES", "nginx", "TRUSTED_PROXIES is no list of addresses"),
        ("PASSWORD_DAYS", "ninety", "PASSWORD_DAYS is no whole number"),
        ("SECRET_KEY", "short", "SECRET_KEY is shorter than 50"),
        ("DEBUG", "maybe", "DEBUG is “maybe”"),
        ("HTTPS", "2", "HTTPS is “2”"),
        ("DATA_DIR", "/proc/nowhere", "The folder /proc/nowhere"),
    ],
)
def test_bad_value(tmp_path: Path, name: str, value: str, words: str) -> None:
    done = settings(tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(words)
    assert len(done.stderr.splitlines()) == 1


def test_no_password_is_printed(tmp_path: Path) -> None:
    done = settings(tmp_path, DATABASE_URL="postgres://user:hush@host:port/name")
    assert "hush" not in done.stderr


def test_cookie_names_follow_https(tmp_path: Path) -> None:
    assert settings(tmp_path).stdout == "plain\n"
    assert settings(tmp_path, HTTPS="true").stdout == "__Host-sessionid\n"


def test_the_variables_of_a_real_server_leave_the_deployment_check_nothing_to_say(
    tmp_path: Path,
) -> None:
    given = {
        "HTTPS": "true",
        "SECRET_KEY": "".join(chr(65 + number) for number in range(58)),
        "ALLOWED_HOSTS": "bangfu.example.gov.cn",
        "CSRF_TRUSTED_ORIGINS": "https://bangfu.example.gov.cn",
        "TRUSTED_PROXIES": "10.0.0.0/30",
    }
    complete = deployment_check(tmp_path, **given)
    assert (complete.returncode, "no issues" in complete.stdout) == (0, True), complete.stderr
    assert "mabian.W020" in deployment_check(tmp_path, **{**given, "TRUSTED_PROXIES": ""}).stderr


def deployment_check(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """It asks no database; without a name the embedded one would start."""
    place = {"DATA_DIR": str(tmp_path / "data"), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/x"}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.environ["PATH"], **place, **environment},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )


def test_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    first = stored_secret(path)
    assert len(first) >= 50
    assert stored_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]
