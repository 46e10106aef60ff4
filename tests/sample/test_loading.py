"""The sample loaded into an empty installation: once, twice, in part."""

import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import Unit, User
from core.choices import Provenance
from funds.models import FundLine, FundSource, Posting
from mabian.sample.loading import load_sample, sign_ins_file
from mabian.sample.removal import remove_illustrative
from programmes.models import (
    Agreement,
    AgreementDelivery,
    Membership,
    Need,
    NeedCategory,
    Programme,
    ReportedFact,
    ReportingPeriod,
    Role,
    Task,
    TaskList,
    Visit,
)
from projects.models import MonthEntry, OpeningEntry, Project, Sector, StageEvent, YearPlan
from supervision.models import Finding, FindingSource
from tests.contents import rows_of

ROWS = (
    Unit, User, Role, Programme, ReportingPeriod, ReportedFact, Membership, Task, TaskList, Need,
    NeedCategory, Project, Sector, StageEvent, YearPlan, MonthEntry, OpeningEntry, FundLine,
    FundSource, Posting, Finding, FindingSource, Visit,
    Agreement, AgreementDelivery,
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def mabian(db) -> Programme:
    load_sample()
    return Programme.objects.get()


def everything() -> dict[str, list[str]]:
    return rows_of(ROWS, "password")


def load(*arguments: str) -> str:
    out = StringIO()
    call_command("load_sample", *arguments, stdout=out)
    return out.getvalue()


def test_a_second_load_changes_nothing(mabian):
    before, versions = everything(), sum(Project.objects.values_list("version", flat=True))
    password = sign_ins_file().read_text()
    load()
    assert everything() == before
    assert sum(Project.objects.values_list("version", flat=True)) == versions
    assert sign_ins_file().read_text() == password


def test_ten_sign_ins_have_the_password_of_a_file_for_its_owner_alone(mabian):
    assert User.objects.count() == Role.objects.count() == 10
    assert stat.S_IMODE(sign_ins_file().stat().st_mode) == 0o600
    password = sign_ins_file().read_text().split("password: ")[1].split()[0]
    assert all(user.check_password(password) for user in User.objects.all())


def test_removing_and_loading_only_what_is_published_give_the_same_rows(db):
    with transaction.atomic():
        load()
        call_command("remove_illustrative", programme="mabian", stdout=StringIO())
        removed = everything()
        transaction.set_rollback(True)
    load("--only-published")
    assert everything() == removed
    assert {name: len(rows) for name, rows in removed.items() if rows} == {
        "Unit": 23,
        "User": 10,
        "Role": 9,
        "Programme": 1,
        "ReportingPeriod": 48,
        "ReportedFact": 61,
        "Membership": 21,
        "NeedCategory": 2,
        "Project": 9,
        "FundLine": 2,
        "FundSource": 2,
        "Posting": 2,
        "Visit": 2,
        "Agreement": 2,
    }


def test_a_real_programme_of_that_code_takes_no_sample(db):
    call_command(
        "create_programme", "mabian", name="马边", county="马边彝族自治县", start_year=2024,
        end_year=2027, stdout=StringIO(),
    )  # fmt: skip
    with pytest.raises(CommandError, match="不是样例"):
        load()
    assert not Unit.objects.filter(provenance=Provenance.ILLUSTRATIVE).exists()


def test_what_was_removed_does_not_come_back_with_a_second_load(mabian):
    remove_illustrative(mabian)
    left = everything()
    load()
    load("--only-published")
    assert everything() == left
