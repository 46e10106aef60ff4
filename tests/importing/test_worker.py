"""What the worker does with large workbooks: how far it is, what it gives up, what it undoes."""

from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from core.actors import BEAT, acting_as
from core.choices import ImportState, ImportStep
from core.importing.models import ImportFile, ImportProgress
from core.importing.uploads import progress_of
from programmes import tasks
from programmes.choices import RoleName
from programmes.tasks import process_upload, process_waiting_uploads
from projects.models import Project
from tests.importing.books import LEDGER, press, preview
from tests.making import sent

GIVEN_UP = "处理时间过长，已中止，未作任何改动。请重试。"


@pytest.fixture(autouse=True)
def all_is_large(monkeypatch):
    monkeypatch.setattr("core.importing.uploads.LARGE", 1000)


@pytest.fixture
def steps(monkeypatch) -> list[tuple[str, int, int]]:
    """What the worker tells, in place of writing it."""
    kept: list[tuple[str, int, int]] = []

    class Told:
        def __init__(self, upload_id):
            self.upload_id = upload_id

        def __enter__(self):
            return lambda *step: kept.append(step)

        def __exit__(self, *error):
            pass

    monkeypatch.setattr("programmes.tasks.uploads.progress_of", Told)
    return kept


def imported(client, record: ImportFile) -> ImportFile:
    process_upload(record.pk)
    press(client, "import_confirm", record)
    process_upload(record.pk)
    record.refresh_from_db()
    assert record.state == ImportState.IMPORTED
    return record


def of(step: ImportStep, steps) -> list[tuple[int, int]]:
    return [(done, total) for one, done, total in steps if one == step]


def test_a_check_tells_rows_read_checked_and_compared(uploaded, steps):
    process_upload(uploaded.pk)
    assert [one for one, _done, _total in steps] == ["read", "checked", "compared"]
    assert of(ImportStep.CHECKED, steps) == of(ImportStep.COMPARED, steps) == [(0, 139)]


def test_an_import_and_its_undoing_tell_each_set_of_records(signed_in, uploaded, steps):
    imported(signed_in, uploaded)
    written = of(ImportStep.WRITTEN, steps)
    total = written[0][1]
    assert (written[0], written[-1]) == ((0, total), (total, total))
    assert [done for done, _total in written] == sorted({done for done, _total in written})
    press(signed_in, "import_undo", uploaded)
    process_upload(uploaded.pk)
    taken = of(ImportStep.TAKEN_BACK, steps)
    assert (taken[0], taken[-1]) == ((0, total), (total, total))
    assert steps[-1] == (ImportStep.PROVED, 0, 0)


def test_what_is_told_is_seen_before_the_transaction_ends(db):
    looking = connection.copy()
    with transaction.atomic(), progress_of(-7) as report:
        report(ImportStep.CHECKED, 1000, 4000)
        with looking.cursor() as cursor:
            cursor.execute("SELECT step, done FROM core_importprogress WHERE upload_id = -7")
            assert cursor.fetchone() == ("checked", 1000)
    looking.close()
    assert ImportProgress.objects.get(pk=-7).percent == 25


def test_the_page_shows_the_step_and_its_rows(signed_in, uploaded):
    assert "正在排队或打开工作簿。" in preview(signed_in, uploaded)
    ImportProgress.objects.create(
        upload_id=uploaded.pk, step="checked", done=3000, total=10000, at=timezone.now()
    )
    shown = preview(signed_in, uploaded)
    assert "已检查行：3000/10000" in shown and 'value="30"' in shown


def test_what_was_told_before_does_not_stand_when_it_is_asked_again(signed_in, uploaded):
    process_upload(uploaded.pk)
    assert ImportProgress.objects.get(pk=uploaded.pk).step == ImportStep.COMPARED
    press(signed_in, "import_confirm", uploaded)
    assert "正在排队或打开工作簿。" in preview(signed_in, uploaded)


def out_of_time(*args, **options):
    raise SoftTimeLimitExceeded


def test_a_check_that_takes_too_long_says_so_and_can_be_tried_again(
    signed_in, uploaded, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr("core.importing.importer.read_workbook", out_of_time)
        process_upload(uploaded.pk)
    shown = preview(signed_in, uploaded)
    assert GIVEN_UP in shown and reverse("import_check", args=[uploaded.pk]) in shown
    assert reverse("import_confirm", args=[uploaded.pk]) not in shown
    press(signed_in, "import_confirm", uploaded)
    uploaded.refresh_from_db()
    assert uploaded.state == ImportState.CHECKED
    press(signed_in, "import_check", uploaded)
    process_upload(uploaded.pk)
    shown = preview(signed_in, uploaded)
    assert GIVEN_UP not in shown and reverse("import_confirm", args=[uploaded.pk]) in shown


def test_an_import_that_takes_too_long_writes_nothing_and_keeps_its_preview(
    signed_in, uploaded, monkeypatch
):
    process_upload(uploaded.pk)
    press(signed_in, "import_confirm", uploaded)
    with monkeypatch.context() as patched:
        patched.setattr("core.importing.batch.Batch.previous_values", out_of_time)
        process_upload(uploaded.pk)
    assert not Project.objects.exists()
    shown = preview(signed_in, uploaded)
    assert GIVEN_UP in shown and "MB2024-050" in shown
    press(signed_in, "import_confirm", uploaded)
    process_upload(uploaded.pk)
    assert Project.objects.count() == 139


@pytest.mark.parametrize(("minutes", "state"), [(29, "to_import"), (31, "checked")])
def test_what_nobody_did_for_half_an_hour_is_given_up(signed_in, uploaded, minutes, state):
    process_upload(uploaded.pk)
    press(signed_in, "import_confirm", uploaded)
    asked = timezone.now() - timedelta(minutes=minutes)
    # It was uploaded long ago: that does not count.
    ImportFile.objects.update(requested_at=asked, uploaded_at=timezone.now() - timedelta(days=3))
    process_waiting_uploads()
    uploaded.refresh_from_db()
    assert (uploaded.state, uploaded.refusals) == (state, [GIVEN_UP] if state == "checked" else [])


def test_a_check_that_ends_after_the_import_changes_nothing(signed_in, uploaded, network):
    from core.importing import uploads

    late = ImportFile.objects.get()
    imported(signed_in, uploaded)
    uploads.check(LEDGER.importer(network), late.pk, by=late.uploaded_by)
    uploaded.refresh_from_db()
    assert (uploaded.state, uploaded.created_rows) == (ImportState.IMPORTED, 139)


def test_undoing_many_rows_is_left_to_the_worker_and_a_second_press_does_nothing(
    signed_in, uploaded, monkeypatch
):
    imported(signed_in, uploaded)
    monkeypatch.setattr("core.importing.uploads.LARGE", 1 << 20)
    monkeypatch.setattr("core.importing.uploads.MANY_ROWS", 100)
    press(signed_in, "import_undo", uploaded)
    asked = ImportFile.objects.get().requested_at
    press(signed_in, "import_undo", uploaded)
    uploaded.refresh_from_db()
    assert (uploaded.state, uploaded.requested_at) == (ImportState.TO_UNDO, asked)
    shown = preview(signed_in, uploaded)
    assert "正在撤销导入" in shown and reverse("import_undo", args=[uploaded.pk]) not in shown
    process_upload(uploaded.pk)
    process_upload(uploaded.pk)
    uploaded.refresh_from_db()
    assert (uploaded.state, Project.objects.exists()) == (ImportState.UNDONE, False)
    assert "由clerk撤销" in preview(signed_in, uploaded)


def test_what_stands_against_undoing_is_told_by_the_worker_too(signed_in, uploaded):
    imported(signed_in, uploaded)
    Project.objects.filter(code="MB2024-003").update(lead_official="县领导09")
    press(signed_in, "import_undo", uploaded)
    process_upload(uploaded.pk)
    uploaded.refresh_from_db()
    assert (uploaded.state, Project.objects.count()) == (ImportState.IMPORTED, 139)
    shown = preview(signed_in, uploaded)
    assert "项目“黄家坪磷矿开发”在导入后已被修改。" in shown
    assert reverse("import_undo", args=[uploaded.pk]) in shown


def test_whoever_may_import_sees_what_was_imported_and_may_undo_it(signed_in, client_of, uploaded):
    approver = client_of("approver", RoleName.APPROVER)
    listed = reverse("imports")
    assert "台账.xlsx" not in approver.get(listed).content.decode()
    imported(signed_in, uploaded)
    assert "台账.xlsx" in approver.get(listed).content.decode()
    assert "clerk上传于" in preview(approver, uploaded)
    for name in ("import_confirm", "import_check", "import_choose"):
        assert press(approver, name, uploaded).status_code == 404
    press(approver, "import_undo", uploaded)
    process_upload(uploaded.pk)
    uploaded.refresh_from_db()
    assert (uploaded.state, uploaded.undone_by.username) == (ImportState.UNDONE, "approver")
    row = signed_in.get(listed).content.decode()
    assert "已撤销（approver" in row and "<td>139</td>" in row


def test_the_record_names_who_undid_it(signed_in, client_of, uploaded):
    from core.audit.models import AuditRow

    approver = client_of("approver", RoleName.APPROVER)
    imported(signed_in, uploaded)
    press(approver, "import_undo", uploaded)
    process_upload(uploaded.pk)
    uploaded.refresh_from_db()
    gone = AuditRow.objects.filter(table_name="projects_project", action="delete")
    assert set(gone.values_list("actor", "reason")) == {
        (f"user:{uploaded.undone_by_id}", "撤销导入：台账.xlsx")
    }


def test_imports_of_another_programme_are_not_there(signed_in, uploaded, network):
    imported(signed_in, uploaded)
    ImportFile.objects.update(programme_id=network.pk + 1)
    assert "台账.xlsx" not in signed_in.get(reverse("imports")).content.decode()
    for name in ("import_preview", "import_undo"):
        ask = signed_in.get if name == "import_preview" else signed_in.post
        assert ask(reverse(name, args=[uploaded.pk])).status_code == 404


def test_a_file_name_is_shown_beside_the_counts_of_each_upload(signed_in):
    file = SimpleUploadedFile("坏.xlsx", b"x")
    signed_in.post(reverse("import_upload", args=["projects"]), sent(file=file))
    assert "坏.xlsx" in signed_in.get(reverse("imports")).content.decode()


def test_a_second_worker_leaves_an_import_that_runs_alone(signed_in, uploaded, monkeypatch):  # noqa: F811
    at_work = []

    def check(importer, pk, by):
        at_work.append(pk)
        process_upload(pk)

    with monkeypatch.context() as patched:
        patched.setitem(tasks.STEPS, ImportState.TO_CHECK, check)
        process_upload(uploaded.pk)
    assert at_work == [uploaded.pk]


def test_an_import_whose_worker_died_is_done_after_its_lease(uploaded):
    claimed = ImportFile.objects.filter(pk=uploaded.pk)
    with acting_as(BEAT):
        claimed.claim(uploaded.pk, tasks.LEASE)
    process_upload(uploaded.pk)
    assert claimed.get().state == ImportState.TO_CHECK
    past = timezone.now() - timedelta(seconds=1)
    with acting_as(BEAT):
        claimed.update(lease_until=past)
    process_upload(uploaded.pk)
    assert claimed.get().state == ImportState.CHECKED


def test_an_import_that_still_runs_is_not_given_up(uploaded):
    claimed = ImportFile.objects.filter(pk=uploaded.pk)
    long_ago = timezone.now() - timedelta(minutes=31)
    with acting_as(BEAT):
        claimed.claim(uploaded.pk, tasks.LEASE, requested_at=long_ago)
    tasks.process_waiting_uploads()
    assert claimed.get().state == ImportState.TO_CHECK
