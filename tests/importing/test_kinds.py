"""Every kind of record is exported, imported again, and its import undone."""

import io
from collections.abc import Iterator
from copy import deepcopy
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.models import Unit
from core.importing.registry import exporters, importers
from programmes.management.commands.export_data import all_rows
from programmes.models import Mechanism, Programme, SecondedPerson
from projects.importers import StatisticsImporter
from projects.models import Project
from supervision.importers.assessment import AssessmentImporter
from supervision.importers.publications import PublicationImporter
from tests.contents import everything
from tests.importing.assessment import ASSESSMENT
from tests.importing.books import (
    AGREEMENTS,
    DOCUMENTS,
    FINDINGS,
    FUNDS,
    HELP,
    LEDGER,
    MONTHS,
    NEEDS,
    TASKS,
    VISITS,
    imported,
    write,
)
from tests.importing.messy import Mess, save
from tests.importing.publicity import PUBLICITY
from tests.making import JUNE, programme

KINDS = ["network", "projects", "months", "statistics", "tasks", "needs", "funds", "documents"]
KINDS += ["agreements", "assessment", "contributions", "findings", "mechanisms", "publications"]
KINDS += ["seconded_people", "visits"]
EACH = pytest.mark.parametrize("kind", KINDS)
ROWS = dict(zip(KINDS, [91, 139, 61, 2, 111, 80, 40, 9, 6, 3, 49, 24, 2, 6, 1, 26], strict=True))


@pytest.fixture(scope="module")
def made_full(made_network, django_db_blocker, tmp_path_factory) -> Iterator[Programme]:
    """All workbooks, and two rows of statistics."""
    with django_db_blocker.unblock(), transaction.atomic():
        books = (LEDGER, MONTHS, TASKS, NEEDS, FUNDS, DOCUMENTS, FINDINGS, VISITS, HELP)
        for book in (*books, AGREEMENTS):
            assert imported(made_network, book).errors == []
        mess = Mess(above=[["入统情况(截至2024年6月底)"], ["单位:万元"]])
        mess.heads = [["项目编码", "项目名称", "本月入统投资"]]
        first, second = Project.objects.order_by("code")[:2]
        mess.rows = [[first.code, first.name, 12.34], [second.code, second.name, -5]]
        path = save(tmp_path_factory.mktemp("books") / "statistics.xlsx", mess)
        assert StatisticsImporter(made_network).run(path).errors == []
        book = write(ASSESSMENT, tmp_path_factory.mktemp("items") / "assessment.xlsx")
        assert AssessmentImporter(made_network).run(book).errors == []
        log = write(PUBLICITY, tmp_path_factory.mktemp("log") / "publicity.xlsx")
        assert PublicationImporter(made_network).run(log).errors == []
        bureau, other = Unit.objects.filter(memberships__tier="member")[:2]
        for unit in (bureau, other):
            Mechanism.objects.create(programme=made_network, unit=unit, duties="统筹", basis="办法")
        SecondedPerson.objects.create(
            programme=made_network, name="李四", home_unit=bureau, first_day=date(2024, 3, 1)
        )
        yield made_network
        transaction.set_rollback(True)


@pytest.fixture
def full(made_full, db) -> Programme:
    return deepcopy(made_full)


def exported(of, kind, path):
    with path.open("wb") as file:
        exporters()[kind](of, all_rows, JUNE).write(file, path.suffix[1:])
    return path


def as_csv(of, kind) -> str:
    file = io.BytesIO()
    exporters()[kind](of, all_rows, JUNE).write(file, "csv")
    return file.getvalue().decode("utf-8-sig")


def test_every_kind_is_registered():
    assert list(importers()) == [
        *KINDS[:7],
        "agreements",
        "assessment",
        "contributions",
        "documents",
        "feedback_sheets",
        "finding_sheets",
        *KINDS[-5:],
    ]
    assert set(exporters()) == set(KINDS)


def test_each_kind_comes_back_unchanged(full, tmp_path):
    before = everything()
    for kind in KINDS:
        path = exported(full, kind, tmp_path / f"{kind}.xlsx")
        result = importers()[kind](full).run(path)
        assert (kind, result.errors) == (kind, [])
        counts = (result.created, result.updated, result.unchanged)
        assert (kind, counts) == (kind, (0, 0, ROWS[kind]))
    assert everything() == before


def test_each_kind_is_imported_into_a_new_programme(full, tmp_path):
    other = programme("beta", "乙县")
    for kind in KINDS:
        result = importers()[kind](other).run(exported(full, kind, tmp_path / f"{kind}.xlsx"))
        assert (kind, result.errors) == (kind, [])
        assert as_csv(other, kind) == as_csv(full, kind)


@EACH
def test_the_command_writes_each_kind_of_all_programmes(full, tmp_path, kind):
    out, path = io.StringIO(), tmp_path / "all.csv"
    call_command("export_data", kind, "--all", "--to", str(path), "--month", "2024-06", stdout=out)
    assert out.getvalue().split() == [str(path), str(ROWS[kind])]
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("帮扶县,")
    assert full.name in lines[1]
