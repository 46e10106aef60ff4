"""The commands that people type, as far as they can be tried without a network."""

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from mabian import installer
from mabian.embedded import instances, server
from mabian.environment import CHECKOUT
from mabian.management.commands import first_data
from tests.platform.processes import python, run


def test_setup_says_which_python_it_needs(tmp_path: Path) -> None:
    for name in ("bash", "dirname", "env"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    done = run("bash", "script/setup", env={"PATH": str(tmp_path)})
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer with venv is needed")


def test_setup_runs_before_any_package_is_there() -> None:
    assert python("-S", "-c", "import mabian.installer").returncode == 0


def test_manage_leaves_the_embedded_server_as_it_found_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL")
    done = python("manage.py", "check", "--settings=mabian.settings")
    assert done.returncode == 0, done.stderr
    instance = instances.current_instance()
    assert instance.data.exists()
    assert server.find_running(instance) is None
    shutil.rmtree(instance.home)


def test_an_old_or_missing_npm_is_not_taken(tmp_path: Path) -> None:
    program = tmp_path / "npm"
    for words, version in (("echo 6.14.4", 6), ("echo 11.0.0", 11), ("exit 1", 0)):
        program.write_text(f"#!/bin/sh\n{words}\n")
        program.chmod(0o755)
        assert installer.npm_version(str(program)) == version


def test_no_lock_file_names_a_registry() -> None:
    assert '"resolved"' not in (CHECKOUT / "package-lock.json").read_text()
    for lock in CHECKOUT.glob("requirements*.txt"):
        assert "://" not in lock.read_text(), lock.name


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: object) -> list[str]:
    """The calls that would have loaded the sample."""
    calls: list[str] = []
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(first_data, "call_command", calls.append)
    monkeypatch.setattr(first_data, "get_commands", lambda: {"load_sample": "core"})
    return calls


@pytest.mark.django_db
def test_the_sample_is_loaded_once(loaded: list[str]) -> None:
    call_command("first_data")
    call_command("first_data")
    assert loaded == ["load_sample"]


@pytest.mark.django_db
def test_an_empty_start_is_remembered(loaded: list[str]) -> None:
    call_command("first_data", empty=True)
    call_command("first_data")
    assert loaded == []
    assert list(json.loads(first_data.choices_file().read_text()).values()) == ["empty"]


@pytest.mark.django_db
def test_a_later_empty_removes_nothing_and_says_so(
    loaded: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("first_data")
    call_command("first_data", empty=True)
    assert "removes nothing" in capsys.readouterr().out
