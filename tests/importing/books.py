"""The sample's workbooks as grids, and the changes that people make to such sheets."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from core.importing import uploads
from core.importing.importer import Importer
from core.importing.models import ImportFile
from core.importing.rows import Result
from funds.importers import FundImporter
from programmes.importers import NeedImporter, NetworkImporter, TaskImporter
from programmes.importers.agreements import AgreementImporter
from programmes.importers.contributions import ContributionImporter
from programmes.importers.documents import DocumentImporter
from programmes.importers.visits import VisitImporter
from programmes.models import Programme
from projects.importers import LedgerImporter, MonthsImporter
from supervision.importers.assessment import AssessmentImporter
from supervision.importers.findings import FindingImporter
from supervision.importers.publications import PublicationImporter
from tests.making import sent

SAMPLE = settings.BASE_DIR / "sample"


@dataclass(frozen=True)
class Book:
    """``heads``: the rows of heads, from 1; ``money``: the columns of money, from 0."""

    importer: type[Importer]
    file: str
    rows: int
    heads: tuple[int, ...] = (3,)
    money: tuple[int, ...] = ()

    @property
    def path(self) -> Path:
        return SAMPLE / self.file

    def grid(self) -> list[list]:
        sheet = load_workbook(self.path).worksheets[0]
        grid = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for merged in sheet.merged_cells.ranges:
            if merged.min_row in self.heads:
                for column in range(merged.min_col, merged.max_col + 1):
                    grid[merged.min_row - 1][column - 1] = grid[merged.min_row - 1][
                        merged.min_col - 1
                    ]
        return grid


NETWORK = Book(NetworkImporter, "mabian-helper-network.xlsx", 91)
LEDGER = Book(LedgerImporter, "mabian-project-ledger-2024-06.xlsx", 139, (3, 4), (7, 8, 9, 10, 11))
MONTHS = Book(MonthsImporter, "mabian-project-months-2024.xlsx", 61, (3,), (3, 4, 5, 6, 7, 8, 9))
TASKS = Book(TaskImporter, "mabian-task-lists-2024.xlsx", 111)
NEEDS = Book(NeedImporter, "mabian-township-needs-2024.xlsx", 80, (3,), (5,))
HELP = Book(ContributionImporter, "mabian-help-given-2024.xlsx", 49)
FUNDS = Book(FundImporter, "mabian-funds-2024-06.xlsx", 40, (3,), (6, 7, 8, 9, 10))
DOCUMENTS = Book(DocumentImporter, "mabian-documents-2024.xlsx", 9)
FINDINGS = Book(FindingImporter, "mabian-findings-2024.xlsx", 24)
PUBLICATIONS = Book(PublicationImporter, "mabian-publications-2024.xlsx", 14)
ASSESSMENT_ITEMS = Book(AssessmentImporter, "mabian-assessment-2024.xlsx", 8)
VISITS = Book(VisitImporter, "mabian-visits-2024.xlsx", 26)
AGREEMENTS = Book(AgreementImporter, "mabian-agreements-2024.xlsx", 6, (3,), (4, 8))
BOOKS = [NETWORK, LEDGER, MONTHS, TASKS, NEEDS, FUNDS, DOCUMENTS, FINDINGS]
BOOKS += [PUBLICATIONS, ASSESSMENT_ITEMS, VISITS, AGREEMENTS]
OF_PROJECTS = (MONTHS, FUNDS, FINDINGS)  # imported after the ledger


def imported(programme: Programme, book: Book, path=None, **options) -> Result:
    return book.importer(programme).run(path or book.path, **options)


def uploaded(importer: Importer, upload, *, by) -> ImportFile:
    return uploads.check(importer, uploads.store_upload(importer, upload, by=by).pk, by=by)


def confirmed(importer: Importer, path: Path, *, by) -> ImportFile:
    """Uploaded, checked and imported by the person, as in the browser."""
    record = uploaded(importer, SimpleUploadedFile("表.xlsx", path.read_bytes()), by=by)
    return uploads.confirm(type(importer)(importer.programme), record.pk, by=by)


def write(grid: list[list], path: Path) -> Path:
    book = Workbook()
    for row in grid:
        book.active.append(row)
    book.save(path)
    return path


def changed(book: Book, folder: Path, *cells: tuple[int, int, Any]) -> Path:
    """The book with cells (row from 1, column from 0) set to other values."""
    grid = book.grid()
    for row, column, value in cells:
        grid[row - 1][column] = value
    return write(grid, folder / "changed.xlsx")


def is_record(row: list) -> bool:
    """The records of the sample have 序号 in front, or (network) a tier."""
    return str(row[0]).isdecimal() or row[0] in ("N", "县内")


def fewer(book: Book, grid: list[list]) -> list[list]:
    """Every third record, under the group rows and the total that they add up to."""
    first = max(book.heads)
    records = [row for row in grid[first:] if is_record(row)][::3]
    kept = [row for row in grid[first:] if row in records or not is_record(row)]
    rows = []
    for place, row in enumerate(kept):
        if is_record(row):
            rows.append(row)
        elif row[0] == "合计":
            rows.append(summed(book, row, records, "合计"))
        elif group := following(kept[place + 1 :]):
            rows.append(summed(book, row, group, f"{row[0].split('(')[0]}({len(group)}个)"))
    return grid[:first] + rows


def following(rows: list[list]) -> list[list]:
    end = next((i for i, row in enumerate(rows) if not is_record(row)), len(rows))
    return rows[:end]


def summed(book: Book, row: list, records: list[list], words: str) -> list:
    total = list(row)
    total[0] = words
    for column in book.money:
        total[column] = float(sum(Decimal(str(r[column] or 0)) for r in records))
    return total


def in_hundred_millions(book: Book, grid: list[list]) -> list[list]:
    """亿元 instead of 万元, in the unit line and in the heads, and the amounts with it."""
    first = max(book.heads)
    above = [
        [v.replace("万元", "亿元") if isinstance(v, str) else v for v in row]
        for row in grid[:first]
    ]
    rows = [list(row) for row in grid[first:]]
    for row in rows:
        for column in book.money:
            if row[column] is not None:
                row[column] = float(Decimal(str(row[column])) / 10000)
    return above + rows


def reversed_columns(book: Book, grid: list[list]) -> list[list]:
    """All columns from right to left; the head of a group stands in its first column alone."""
    rows = [list(row) for row in grid]
    for number, row in enumerate(rows):
        if number + 1 >= min(book.heads):
            row.reverse()
        if number + 1 in book.heads[:-1]:
            for column in range(len(row) - 1, 0, -1):
                if row[column] == row[column - 1]:
                    row[column] = None
    return rows


def newest() -> ImportFile:
    return ImportFile.objects.latest("pk")


def press(client: Client, name: str, record: ImportFile | None = None, **fields):
    """The answer to a button or form below an upload, the newest one unless it is named."""
    return client.post(reverse(name, args=[(record or newest()).pk]), sent(**fields))


def preview(client: Client, record: ImportFile | None = None, **query) -> str:
    address = reverse("import_preview", args=[(record or newest()).pk])
    return client.get(address, query).content.decode()


def upload(client: Client, path: Path = LEDGER.path, kind: str = "projects"):
    """The answer to the upload of a workbook in the browser."""
    file = SimpleUploadedFile("台账.xlsx", path.read_bytes())
    return client.post(reverse("import_upload", args=[kind]), sent(file=file, on="2024-06-30"))
