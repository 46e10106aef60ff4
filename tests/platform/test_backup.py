"""A backup restored: every table, sequence and file is as it was, or nothing has changed."""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client, override_settings

from core.actors import SETUP, acting_as
from core.audit.models import AuditRow, Event
from core.audit.services import seal
from core.audit.verification import verify
from core.choices import EventKind
from core.periods import Period
from mabian.backup import tables
from mabian.backup.archive import NAME, SUM
from mabian.database import query
from mabian.earlier_versions import ARCHIVE_REFUSED
from mabian.environment import CHECKOUT
from programmes.models import Programme
from projects.models import Project
from tests import making
from tests.cast import make_cast
from tests.making import PASSWORD
from tests.platform.processes import run

RESTORE = EventKind.RESTORE
NEWS = ("core_event", "core_auditrow")
FILES = {"reports/1/月报.docx": b"report", "attachments/a/b": b"\x00" * 5000, "empty": b""}


def write_parts(media: Path) -> None:
    for name, data in FILES.items():
        path = media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (media / ".half-written").write_bytes(b"x")


@pytest.fixture(scope="module")
def kept(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[SimpleNamespace]:
    """A backup of the small county with a closed month, postings and somebody signed in, and
    the sums of that moment. The database is empty afterwards."""
    folder = tmp_path_factory.mktemp("kept")
    write_parts(folder / "media")
    with django_db_blocker.unblock():
        with acting_as(SETUP):
            make_cast()
        Client().login(username="alpha_clerk", password=PASSWORD)
        seal()
        told = AuditRow.objects.count()
        with override_settings(MEDIA_ROOT=folder / "media"):
            call_command("backup", folder / "backup.tar")
        yield SimpleNamespace(path=folder / "backup.tar", state=emptied(), told=told)
        call_command("flush", interactive=False, verbosity=0)
        ContentType.objects.clear_cache()


def emptied() -> dict[str, Any]:
    """What the database held before it was emptied."""
    before = state()
    call_command("flush", interactive=False, verbosity=0)
    assert state() != before
    return before


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """The folder of a new installation."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def archive(kept: SimpleNamespace, db: None, media: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(kept.path, tmp_path / "backup.tar"))


@pytest.fixture
def full(archive: Path, media: Path) -> Path:
    """The same archive, over an installation that holds what it holds."""
    restore(archive)
    return archive


def state() -> dict[str, Any]:
    """Each table's sum and each sequence's next value."""
    with transaction.atomic():
        query(tables.CANONICAL_FORMAT)
        return {
            name: tables.checksum(name) for name in tables.archived_tables()
        } | tables.sequences()


def apart_from_news(found: dict[str, Any]) -> dict[str, Any]:
    """Without what the record says of the backup, which holds it not yet, and of the restore."""
    return {name: value for name, value in found.items() if not name.startswith(NEWS)}


def contents(media: Path) -> dict[str, bytes]:
    found = [path for path in media.rglob("*") if path.is_file() and path.name[0] != "."]
    return {path.relative_to(media).as_posix(): path.read_bytes() for path in found}


def restore(path: Path, **options: Any) -> None:
    call_command("restore", path, verbosity=0, **options)


@pytest.mark.django_db(transaction=True)
def test_restored_into_an_empty_database_all_is_equal(kept: SimpleNamespace, media: Path) -> None:
    restore(kept.path)
    assert apart_from_news(state()) == apart_from_news(kept.state)
    assert contents(media) == FILES
    assert AuditRow.objects.count() == kept.told + 1
    newest = AuditRow.objects.latest("pk")
    assert (newest.table_name, newest.actor, newest.after["kind"]) == ("core_event", SETUP, RESTORE)
    assert seal()
    assert verify().findings == []


def test_after_a_restore_people_sign_in_anew_and_work(full: Path) -> None:
    sessions = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
    assert not sessions.objects.exists()
    client = Client()
    assert client.login(username="alpha_clerk", password=PASSWORD)
    assert "农村公路" in client.get("/projects/").text
    where = Programme.objects.get(code="alpha")
    with acting_as(SETUP):
        making.project(where, "P9", None)
    assert Project.objects.filter(programme=where).count() == 5


def test_the_triggers_are_back_after_a_restore(archive: Path) -> None:
    before = query(tables.TRIGGERS)
    restore(archive)
    assert before and query(tables.TRIGGERS) == before
    road = Project.objects.get(code="P1")
    with pytest.raises(IntegrityError), transaction.atomic():
        making.entry(road, Period.month(2024, 1), 1)


def test_a_database_that_holds_something_is_left_alone(full: Path, media: Path) -> None:
    Project.objects.filter(code="P4").update(name="后来的名称")
    before = state()
    with pytest.raises(CommandError, match="The database is not empty"):
        restore(full)
    assert state() == before
    assert contents(media) == FILES


def test_files_without_rows_are_left_alone_too(archive: Path, media: Path) -> None:
    media.mkdir()
    (media / "kept.txt").write_bytes(b"mine")
    with pytest.raises(CommandError, match="media is not empty"):
        restore(archive)
    assert contents(media) == {"kept.txt": b"mine"}


def test_what_is_there_is_replaced_when_asked(
    full: Path, kept: SimpleNamespace, media: Path
) -> None:
    Project.objects.filter(code="P4").update(name="后来的名称")
    (media / "reports/1/月报.docx").write_bytes(b"changed")
    (media / "later").write_bytes(b"x")
    restore(full, replace=True)
    assert apart_from_news(state()) == apart_from_news(kept.state)
    assert Event.objects.count() == 1
    assert contents(media) == FILES


def repack(source: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The archive with some parts changed, None leaves one out."""
    target = source.with_name("changed.tar")
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for info in old.getmembers():
            part = old.extractfile(info)
            assert part
            data = change(info.name, part.read())
            if data is not None:
                info.size = len(data)
                new.addfile(info, BytesIO(data))
    return target


def damaged(archive: Path, how: str) -> Path:
    if how == "cut off":
        target = archive.with_name("cut.tar")
        target.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
        return target
    if how == "text":
        target = archive.with_name("text.tar")
        target.write_text("no archive")
        return target
    name = {
        "a row": "tables/projects_project.copy",
        "a file": "files/attachments/a/b",
        "the manifest": "manifest.json",
        "a missing part": "files/empty",
    }[how]
    worse = (lambda data: None) if how == "a missing part" else (lambda data: data[:-2] + b"9\n")
    return repack(archive, lambda part, data: worse(data) if part == name else data)


@pytest.mark.parametrize(
    "how", ["cut off", "text", "a row", "a file", "the manifest", "a missing part"]
)
def test_a_damaged_archive_changes_nothing(full: Path, media: Path, how: str) -> None:
    before = state()
    with pytest.raises(CommandError, match="damaged|no manifest"):
        restore(damaged(full, how), replace=True)
    assert state() == before
    assert contents(media) == FILES


def forged(archive: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """An archive whose manifest was changed together with its sum."""
    with tarfile.open(archive) as tar:
        part = tar.extractfile(NAME)
        assert part
        found = json.loads(part.read())
    change(found)
    data = json.dumps(found).encode()
    news = {NAME: data, SUM: hashlib.sha256(data).hexdigest().encode()}
    return repack(archive, lambda name, old: news.get(name, old))


def test_an_archive_of_another_version_is_refused_by_name(full: Path, media: Path) -> None:
    other = forged(full, lambda found: found["migrations"].append("core.9999_later"))
    before = state()
    with pytest.raises(CommandError, match=r"Only in the archive: core\.9999_later"):
        restore(other, replace=True)
    assert state() == before


def test_an_archive_of_before_is_refused_with_what_to_do(full: Path, media: Path) -> None:
    other = forged(full, lambda found: found["migrations"].append("core.0001_initial"))
    before = state()
    with pytest.raises(CommandError) as refused:
        restore(other, replace=True)
    assert str(refused.value) == ARCHIVE_REFUSED
    assert state() == before
    assert contents(media) == FILES


def test_a_file_that_leads_elsewhere_is_refused(full: Path, media: Path) -> None:
    def lead_out(found: dict[str, Any]) -> None:
        found["files"]["../outside"] = found["files"].pop("empty")

    changed = forged(full, lead_out)
    renamed = full.with_name("renamed.tar")
    with tarfile.open(changed) as source, tarfile.open(renamed, "w") as target:
        for info in source.getmembers():
            part = source.extractfile(info)
            info.name = info.name.replace("files/empty", "files/../outside")
            target.addfile(info, part)
    with pytest.raises(CommandError, match=r"damaged: \.\./outside"):
        restore(renamed, replace=True)
    assert not (media.parent / "outside").exists()


def test_where_the_rows_cannot_be_loaded_all_is_as_before(full: Path, media: Path) -> None:
    def strange(found: dict[str, Any]) -> None:
        found["tables"]["projects_project"]["columns"].reverse()

    before = state()
    Path(media / "reports/1/月报.docx").write_bytes(b"changed")
    with pytest.raises(CommandError, match="The database refuses the rows|would not hold"):
        restore(forged(full, strange), replace=True)
    assert state() == before
    assert contents(media) == {**FILES, "reports/1/月报.docx": b"changed"}
    assert [path.name for path in media.parent.iterdir() if "restore-" in path.name] == []


def test_an_archive_is_its_owners_alone_and_never_overwrites_one(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    data = archive.read_bytes()
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", archive)
    assert archive.read_bytes() == data
    with tarfile.open(archive) as tar:
        assert not any("session" in name for name in tar.getnames())


def test_the_scripts_say_what_they_take_from_any_folder(tmp_path: Path) -> None:
    for script in ("backup", "restore"):
        done = run("bash", CHECKOUT / "script" / script, "--help", folder=tmp_path)
        assert (done.returncode, "file" in done.stdout) == (0, True), done.stderr
