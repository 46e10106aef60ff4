"""Sealing beside those who write: nothing is lost, and nobody waits."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Unit
from core.audit import chains
from core.audit.checking import verify
from core.audit.models import AuditRow, AuditSeal
from core.audit.services import seal
from core.models import Heartbeat
from core.tasks import seal as task
from tests.audit.conftest import ask, unseen

WRITERS, TURNS = 4, 40
at_once = pytest.mark.django_db(transaction=True)


def sealed_upto() -> int:
    return max(AuditSeal.objects.values_list("last_id", flat=True), default=0)


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
    assert [finding["kind"] for finding in chains.check()] == []
    Heartbeat.objects.create(name="worker", at=timezone.now())
    assert [finding["kind"] for finding in chains.check()] == ["unsealed"]
    Heartbeat.objects.update(at=timezone.now() - timedelta(hours=1))
    assert [finding["kind"] for finding in chains.check()] == []


def write(number: int) -> None:
    """Transactions of several writes, some of which come to nothing."""
    for turn in range(TURNS):
        with transaction.atomic():
            made = [Unit.objects.create(name=f"{number}-{turn}-{n}") for n in range(3)]
            Unit.objects.filter(pk=made[0].pk).update(source_note="x")
            transaction.set_rollback(turn % 5 == 4)
    connection.close()


@at_once
def test_beside_writers_no_row_is_lost_and_none_is_sealed_before_its_time():
    done = threading.Event()

    def seal_always() -> int:
        times = 0
        while not done.is_set():
            times += seal()
        connection.close()
        return times

    with ThreadPoolExecutor(WRITERS + 2) as pool:
        sealers = [pool.submit(seal_always) for _ in range(2)]
        for writer in [pool.submit(write, number) for number in range(WRITERS)]:
            writer.result(60)
        done.set()
        assert sum(sealer.result(60) for sealer in sealers) > 1
    assert seal()
    assert verify().findings == []
    written = WRITERS * TURNS * 4 // 5 * 4
    assert AuditRow.objects.filter(table_name="accounts_unit").count() == written
    assert sum(AuditSeal.objects.values_list("rows", flat=True)) == AuditRow.objects.count()


@at_once
def test_who_writes_for_long_holds_up_the_seal_and_no_other_writer():
    begun, end = threading.Event(), threading.Event()

    def write_for_long() -> None:
        with transaction.atomic():
            Unit.objects.create(name="慢")
            begun.set()
            end.wait(30)
        connection.close()

    def ask_to_seal() -> bool:
        answer = seal()
        connection.close()
        return answer

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(write_for_long)
        begun.wait(30)
        sealing = pool.submit(ask_to_seal)
        Unit.objects.create(name="快")
        assert not sealing.done()
        assert (sealing.result(30), sealed_upto()) == (False, 0)
        end.set()
        slow.result(30)
    assert seal()
    assert sum(AuditSeal.objects.values_list("rows", flat=True)) == 2
