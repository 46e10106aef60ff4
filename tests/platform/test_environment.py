"""A bad value in the environment ends the start with one clear sentence."""

import os
import subprocess
from pathlib import Path

import pytest

from mabian.environment import stored_secret
from tests.platform.processes import python

COOKIES = [f"{kind}_COOKIE" for kind in ("SESSION", "CSRF", "LANGUAGE")]


def settings(tmp_path: Path, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Reads the settings in a process of its own; prints those that are named."""
    known = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    show = f"[print(getattr(settings, name, 'plain')) for name in {names}]"
    given = {**known, "DATA_DIR": str(tmp_path / "data"), **environment}
    return python("-c", f"from mabian import settings; {show}", env=given)


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


def test_behind_tls_each_cookie_is_secure_and_of_this_host_alone(tmp_path: Path) -> None:
    names, secure = ([f"{cookie}_{what}" for cookie in COOKIES] for what in ("NAME", "SECURE"))
    found = settings(tmp_path, *names, HTTPS="true").stdout.split()
    assert [name[:7] for name in found] == ["__Host-"] * 3
    assert settings(tmp_path, *secure, HTTPS="true").stdout.split() == ["True"] * 3
    assert settings(tmp_path, "SESSION_COOKIE_NAME").stdout == "plain\n"


def test_behind_tls_browsers_come_by_tls_alone_for_a_year(tmp_path: Path) -> None:
    names = ["SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT"]
    found = settings(tmp_path, *names, "DEBUG", HTTPS="true").stdout.split()
    assert found == ["31536000", "True", "True", "False"]


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
    words = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return python(*words, env={"PATH": os.environ["PATH"], **place, **environment})


def test_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    first = stored_secret(path)
    assert len(first) >= 50
    assert stored_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]
