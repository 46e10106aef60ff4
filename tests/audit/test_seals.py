"""What is sealed, and that what nobody seals is found."""

from datetime import timedelta

from django.utils import timezone

from core.audit import seals
from core.audit.models import AuditRow, AuditSeal
from core.audit.services import seal
from core.models import Heartbeat
from core.tasks import seal as task
from tests.audit.conftest import unseen
from tests.database import ask


def test_each_programme_has_a_chain_and_each_seal_continues_it(cast):
    task()
    cast.road_task.text = "修路二期"
    cast.road_task.save()
    task()
    mine = AuditSeal.objects.filter(chain=cast.alpha.pk)
    first, second = mine
    assert [first.number, first.first_id, first.previous] == [1, 1, ""]
    assert [second.number, second.first_id, second.previous] == [2, first.last_id + 1, first.hash]
    assert second.rows == 1
    chains_known = {0, cast.alpha.pk, cast.beta.programme.pk}
    assert set(AuditSeal.objects.values_list("chain", flat=True)) == chains_known
    assert sum(AuditSeal.objects.values_list("rows", flat=True)) == AuditRow.objects.count()


def test_where_nothing_was_written_nothing_is_sealed(cast):
    seal()
    before = AuditSeal.objects.count()
    seal()
    assert AuditSeal.objects.count() == before


def test_rows_that_nobody_seals_though_a_worker_lives_are_found(cast):
    with unseen("core_auditrow"):
        ask("UPDATE core_auditrow SET at = at - interval '1 hour'")
    assert [finding["kind"] for finding in seals.check()] == []
    Heartbeat.objects.create(name="worker", at=timezone.now())
    assert [finding["kind"] for finding in seals.check()] == ["unsealed"]
    Heartbeat.objects.update(at=timezone.now() - timedelta(hours=1))
    assert [finding["kind"] for finding in seals.check()] == []
