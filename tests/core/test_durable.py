"""A file is stored whole under its name, or not at all."""

import os

import pytest

from core.files.durable import SHARED, durable_file, write_durably


@pytest.fixture
def target(tmp_path):
    return tmp_path / "名.bin"


def test_a_file_is_stored_under_its_name_for_its_owner_alone(target):
    write_durably(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_file_for_others_is_as_open_as_the_process_makes_files(target):
    previous = os.umask(0o022)
    try:
        write_durably(target, b"new", SHARED)
    finally:
        os.umask(previous)
    assert target.stat().st_mode & 0o777 == 0o644


def test_a_file_replaces_the_previous_one_when_it_is_whole(target):
    target.write_bytes(b"previous")
    with durable_file(target) as file:
        file.write(b"new")
        assert target.read_bytes() == b"previous"
    assert target.read_bytes() == b"new"


def test_a_failure_changes_nothing_and_leaves_no_draft(target):
    target.write_bytes(b"previous")
    with pytest.raises(ZeroDivisionError), durable_file(target) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert target.read_bytes() == b"previous"
    assert list(target.parent.iterdir()) == [target]


def test_a_file_is_synced_before_it_gets_its_name(target, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(target.exists()))
    write_durably(target, b"new")
    assert synced == [False, True]
