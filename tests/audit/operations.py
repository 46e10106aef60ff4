"""Changes of every kind to a small county, drawn by lot: pages, models, bulk and raw SQL."""

import random
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse

from accounts.models import Unit
from core.records import StaleRecord
from programmes.models import Membership, Need, NeedCategory, Role, Task, TaskList
from projects.models import MonthEntry, Project, StageEvent, YearPlan
from tests import making
from tests.database import ask
from tests.making import JUNE, MAY, sent

WORDS = ["修路", "引水", "a'b\"c", "100%", "彝族\t村", "\\N", "{}", "null", "", "😀", "line\nbreak"]
MONTHS = [MAY, JUNE]


class Lot:
    """One county and the dice. ``draw`` does one change, or tries to; it says whether it stood."""

    def __init__(self, cast, seed: int) -> None:
        self.cast, self.dice, self.count = cast, random.Random(seed), 0  # noqa: S311
        self.clients: dict[int, Client] = {}
        kinds = [(BY_MODEL, 40), (BY_SET, 25), (BY_SQL, 29), (BY_PAGE, 6)]
        self.kinds = [kind for kind, weight in kinds for _ in range(weight)]

    def draw(self) -> bool:
        self.count += 1
        act = self.dice.choice(self.dice.choice(self.kinds))
        try:
            with transaction.atomic():
                act(self)
                if self.dice.random() < 0.05:
                    transaction.set_rollback(True)
        except (DatabaseError, ValidationError, StaleRecord):
            return False
        return True

    def one(self, rows):
        """One of the rows; which must be the same in each run, so it goes by their order."""
        found = list(rows.order_by("pk"))
        return self.dice.choice(found) if found else None

    def word(self) -> str:
        return self.dice.choice(WORDS) + str(self.dice.randrange(1000))

    def amount(self) -> Decimal:
        return Decimal(self.dice.randrange(0, 10**9)) / 100

    def day(self) -> date:
        return date(2024, 5, 1) + timedelta(self.dice.randrange(60))

    def client(self, user) -> Client:
        if user.pk not in self.clients:
            self.clients[user.pk] = Client()
            self.clients[user.pk].force_login(user)
        return self.clients[user.pk]

    def projects(self):
        return Project.objects.filter(programme=self.cast.alpha)

    def tasks(self):
        return Task.objects.filter(programme=self.cast.alpha)


# Models, one at a time


def save_project(lot):
    project = lot.one(lot.projects())
    project.name, project.total_investment = lot.word(), lot.dice.choice([None, lot.amount()])
    project.actual_start = lot.dice.choice([None, lot.day()])
    project.published_fields = lot.dice.sample(["name", "code", "person"], lot.dice.randrange(3))
    project.save()


def save_task(lot):
    task = lot.one(lot.tasks())
    task.text, task.person, task.deadline = (
        lot.word(),
        lot.word(),
        lot.dice.choice([None, lot.day()]),
    )
    task.save(update_fields=lot.dice.choice([None, ["text"], ["deadline", "person"]]))


def save_programme(lot):
    lot.cast.alpha.report_day = lot.dice.randrange(1, 28)
    lot.cast.alpha.save()


def save_nothing_new(lot):
    lot.one(Unit.objects).save()


def make_sector(lot):
    making.sector(lot.cast.alpha, lot.word())


def create_project(lot):
    making.project(lot.cast.alpha, lot.word(), lot.cast.bureau_unit)


def make_need(lot):
    making.need(lot.cast.alpha, lot.word(), lot.cast.township_unit, amount=lot.amount())


def make_plan(lot):
    YearPlan.objects.create(
        programme=lot.cast.alpha,
        project=lot.one(lot.projects()),
        year=lot.dice.randrange(2024, 2028),
        amount=lot.amount(),
    )


def delete_need(lot):
    if need := lot.one(Need.objects.filter(programme=lot.cast.alpha)):
        need.delete()


def delete_project(lot):
    """Never one that the pages are asked for."""
    if project := lot.one(lot.projects().exclude(code__regex=r"^P\d$")):
        project.delete()


def link(lot):
    task, unit = lot.one(lot.tasks()), lot.one(Unit.objects)
    if task.supports.filter(unit=unit).delete()[0] == 0 and unit != task.lead_unit:
        making.support(task, unit)


def link_anew(lot):
    need = lot.one(Need.objects.filter(programme=lot.cast.alpha))
    if need:
        tasks = lot.dice.sample(list(lot.tasks().order_by("pk")), lot.dice.randrange(3))
        need.tasks.set(tasks, through_defaults={"programme": lot.cast.alpha})


# Sets of rows


def update_all(lot):
    lot.projects().update(total_investment=F("total_investment") + lot.amount(), person=lot.word())


def update_some(lot):
    chosen = lot.tasks().filter(pk__gt=lot.one(lot.tasks()).pk)
    chosen.update(version=F("version") + 1, done_quantity=lot.amount())


def update_none(lot):
    Project.objects.filter(pk=-1).update(name="x")


def bulk_update(lot):
    entries = list(MonthEntry.objects.filter(programme=lot.cast.alpha))
    for entry in entries:
        entry.amount, entry.problems = lot.amount(), lot.word()
    MonthEntry.objects.bulk_update(entries, ["amount", "problems"])


def bulk_create(lot):
    rows = [TaskList(programme=lot.cast.alpha, name=lot.word(), year=2024) for _ in range(3)]
    TaskList.objects.bulk_create(rows, ignore_conflicts=lot.dice.random() < 0.5)


def bulk_upsert(lot):
    rows = [
        NeedCategory(programme=lot.cast.alpha, name=f"类{lot.dice.randrange(9)}", position=n)
        for n in range(2)
    ]
    NeedCategory.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["position"], unique_fields=["programme", "name"]
    )


def delete_some(lot):
    TaskList.objects.filter(programme=lot.cast.alpha, places__isnull=True).delete()


def delete_events(lot):
    StageEvent.objects.filter(programme=lot.cast.alpha, on__gt=lot.day()).delete()


def move_role(lot):
    Role.objects.filter(programme=lot.cast.alpha, user=lot.cast.leader).update(created_by=None)
    Membership.objects.filter(programme=lot.cast.alpha).update(position=F("position") + 1)


# SQL as somebody types it


def sql_update(lot):
    ask("UPDATE projects_project SET problems = %s WHERE id % 2 = %s".replace("% 2", "%% 2"),
        lot.word(), lot.dice.randrange(2))  # fmt: skip


def sql_insert(lot):
    ask(
        "INSERT INTO programmes_reportedfact (version, created_at, updated_at, key, label, value,"
        " basis, source, programme_id) SELECT 1, now(), now(), %s || n, '', %s, '', '', %s"
        " FROM generate_series(1, 3) AS n ON CONFLICT DO NOTHING",
        lot.word(), lot.word(), lot.cast.alpha.pk,
    )  # fmt: skip


def sql_keys(lot):
    """Rows get other keys, some of them each other's."""
    ask("UPDATE programmes_reportedfact SET id = id + %s", lot.dice.choice([100000, 700000]))


def sql_delete(lot):
    ask("DELETE FROM programmes_reportedfact AS f USING programmes_programme AS p"
        " WHERE p.id = f.programme_id AND f.id %% 5 = %s", lot.dice.randrange(5))  # fmt: skip


def sql_chain(lot):
    """Two tables in one statement."""
    ask(
        "WITH gone AS (DELETE FROM projects_yearplan WHERE project_id = %s RETURNING amount)"
        " UPDATE projects_project SET image_progress = (SELECT count(*) FROM gone)::text"
        " WHERE id = %s",
        *[lot.one(lot.projects()).pk] * 2,
    )


def sql_merge(lot):
    ask(
        "MERGE INTO projects_sector AS s USING (VALUES (%s), (%s)) AS new (name)"
        " ON s.name = new.name AND s.programme_id = %s"
        " WHEN MATCHED AND s.position > 50 THEN DELETE"
        " WHEN MATCHED THEN UPDATE SET position = position + 40"
        " WHEN NOT MATCHED THEN INSERT (version, created_at, updated_at, name, position,"
        " programme_id) VALUES (1, now(), now(), new.name, 0, %s)",
        f"业{lot.dice.randrange(5)}", f"业{lot.dice.randrange(5, 9)}", *[lot.cast.alpha.pk] * 2,
    )  # fmt: skip


def sql_links(lot):
    ask("DELETE FROM programmes_task_supporting_units WHERE id %% 3 = %s", lot.dice.randrange(3))


def sql_null(lot):
    ask("UPDATE programmes_need SET amount = NULL, urgency = %s", lot.dice.choice([None, 1, 2]))


# Pages


def post(lot, user, address, *words, fields):
    answer = lot.client(user).post(reverse(address, args=words), fields)
    assert answer.status_code in (200, 302, 303, 409), answer.status_code


def post_month(lot):
    project, month = lot.dice.choice([lot.cast.dam, lot.cast.road]), lot.dice.choice(MONTHS)
    entry = MonthEntry.objects.filter(project=project.pk, month=month.start).first()
    version = entry.version if entry else 0
    fields = {"amount": lot.dice.randrange(1, 50), "problems": lot.word().strip()}
    post(lot, lot.cast.clerk, "project_entry", project.pk, month, fields=sent(version, **fields))


def post_progress(lot):
    task = Task.objects.get(pk=lot.cast.help_task.pk)
    stored = task.progress.filter(unit=task.lead_unit, month=JUNE.start).first()
    fields = {"text": f"进展{lot.dice.randrange(99)}"}
    version = stored.version if stored else 0
    post(lot, lot.cast.helper, "task_progress", task.pk, JUNE, fields=sent(version, **fields))


def post_person(lot):
    person = type(lot.cast.leader).objects.get(pk=lot.cast.leader.pk)
    fields = {"name": f"领导{lot.dice.randrange(99)}", "unit": person.unit_id}
    post(lot, lot.cast.sysadmin, "edit_person", person.pk, fields=sent(person.version, **fields))


def sign_in(lot):
    given = {"username": lot.cast.approver.username, "password": making.PASSWORD}
    assert Client().post(reverse("sign_in"), given).status_code == 302


BY_MODEL = [
    save_project, save_task, save_programme, save_nothing_new, make_sector, create_project,
    make_need, make_plan, delete_need, delete_project, link, link_anew,
]  # fmt: skip
BY_SET = [
    update_all, update_some, update_none, bulk_update, bulk_create, bulk_upsert, delete_some,
    delete_events, move_role,
]  # fmt: skip
BY_SQL = [
    sql_update, sql_insert, sql_keys, sql_delete, sql_chain, sql_merge, sql_links, sql_null,
]  # fmt: skip
BY_PAGE = [post_month, post_progress, post_person, sign_in]
