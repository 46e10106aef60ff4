"""Sealing beside those who write: nothing is lost, and nobody waits."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import Unit
from core.audit.models import AuditRow, AuditSeal
from core.audit.services import seal
from core.audit.verification import verify

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, TURNS = 4, 40


def sealed_upto() -> int:
    return max(AuditSeal.objects.values_list("last_id", flat=True), default=0)


def write(number: int) -> None:
    """Transactions of several writes, some of which come to nothing."""
    for turn in range(TURNS):
        with transaction.atomic():
            made = [Unit.objects.create(name=f"{number}-{turn}-{n}") for n in range(3)]
            Unit.objects.filter(pk=made[0].pk).update(source_note="x")
            transaction.set_rollback(turn % 5 == 4)
    connection.close()


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
