"""1,000 digests by two workers, of which one is killed: each person gets one."""

import threading
from datetime import time, timedelta

from django.db import DatabaseError, connection, connections

from accounts.models import User
from notifications.models import Notice
from programmes.choices import RoleName
from programmes.models import Programme, Role
from programmes.services import digests
from tests.making import DAY, task

PEOPLE = 1000


def make_people(cast) -> None:
    users = User.objects.bulk_create(
        User(username=f"digest{n}", name=f"甲{n}", unit=cast.bureau_unit) for n in range(PEOPLE)
    )
    name = RoleName.UNIT_REPORTER
    Role.objects.bulk_create(Role(user=one, programme=cast.alpha, name=name) for one in users)


def test_each_person_gets_one_though_a_worker_is_killed(cast, monkeypatch):
    make_people(cast)
    task(cast.alpha, "D1", cast.bureau_unit, deadline=DAY + timedelta(1))
    Programme.objects.filter(pk=cast.alpha.pk).update(digest_at=time(0))
    midway, killed, found, real = threading.Event(), threading.Event(), [], digests.notify

    def notify(people, *args):
        real(people, *args)
        if threading.current_thread().name == "first" and people[0].username == "digest500":
            found.append(connection.connection.get_backend_pid())
            midway.set()
            killed.wait(60)

    def first():
        try:
            digests.make_digests(cast.alpha)
        except DatabaseError as error:
            found.append(error)
        finally:
            connections.close_all()

    monkeypatch.setattr(digests, "notify", notify)
    thread = threading.Thread(target=first, name="first")
    thread.start()
    assert midway.wait(120)
    assert digests.make_digests(cast.alpha) == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [found[0]])
    killed.set()
    thread.join(60)
    assert isinstance(found[1], DatabaseError)
    made = Notice.objects.filter(dedupe_key__startswith="digest:")
    assert made.count() == 0
    assert digests.make_digests(cast.alpha) >= PEOPLE
    assert digests.make_digests(cast.alpha) == 0
    assert made.filter(recipient__username__startswith="digest").count() == PEOPLE
    assert made.count() == made.values("recipient").distinct().count()
