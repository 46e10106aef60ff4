"""What unknown words stand for is asked once and remembered."""

import pytest
from django.urls import reverse

from accounts.models import Unit
from core.importing.models import ImportFile
from programmes.choices import ImportChoiceKind
from programmes.models import ImportChoice
from projects.models import Project
from tests.importing import books, messy
from tests.importing.books import LEDGER, TASKS, newest, press, upload
from tests.importing.messy import Mess
from tests.making import programme, sent


@pytest.fixture
def book(tmp_path):
    mess = Mess().put(messy.UNIT, "县经信局", "县经信局").put(messy.TOWNSHIP, "荣定镇")
    mess.head(messy.MONTH, "6月实际投入(万元)")
    return messy.save(tmp_path / "unknown.xlsx", mess)


def fields(record: ImportFile) -> dict[str, str]:
    """The name of the field for each of the words that are asked about."""
    preview = record.preview
    asked = {one["words"]: f"name_{n}" for n, one in enumerate(preview["unknown"])}
    return asked | {words: f"head_{n}" for n, words in enumerate(preview["unread"])}


def pk_of(name: str) -> int:
    return Unit.objects.get(name=name).pk


def test_the_page_asks_for_unknown_names_and_heads_with_the_nearest_first(signed_in, book):
    page = signed_in.get(upload(signed_in, book).url).content.decode()
    assert "责任单位“县经信局”（2行）" in page
    assert "列“6月实际投入(万元)”" in page
    township = page.partition("所在乡镇“荣定镇”（1行）")[2]
    assert township.find("荣丁镇") < township.find("劳动镇")


def test_what_is_chosen_is_taken_at_once_and_by_the_next_import(signed_in, book):
    address = upload(signed_in, book).url
    record = newest()
    asked = fields(record)
    chosen = {
        asked["县经信局"]: pk_of("县经济信息化局"),
        asked["荣定镇"]: pk_of("荣丁镇"),
        asked["6月实际投入(万元)"]: "month",
    }
    answer = press(signed_in, "import_choose", record, **chosen)
    assert answer.url == address
    record.refresh_from_db()
    assert (record.preview["errors"], record.preview["created"]) == ([], 4)
    upload(signed_in, book)
    again = newest()
    assert (again.preview["errors"], again.preview["unread"]) == ([], [])
    press(signed_in, "import_confirm", again)
    project = Project.objects.get(code="XM-01")
    assert (project.owner_unit.name, project.township.name) == ("县经济信息化局", "荣丁镇")
    assert project.entries.get().amount == 6_500_000


def test_choices_are_listed_with_who_made_them_and_can_be_removed(signed_in, book):
    upload(signed_in, book)
    record = newest()
    chosen = {fields(record)["县经信局"]: pk_of("县经济信息化局")}
    press(signed_in, "import_choose", record, **chosen)
    choice = ImportChoice.objects.get()
    assert (choice.kind, choice.words) == (ImportChoiceKind.UNIT, "县经信局")
    page = signed_in.get(reverse("import_choices")).content.decode()
    assert "县经信局" in page and "县经济信息化局" in page
    signed_in.post(reverse("import_forget", args=[choice.pk]), sent(version=choice.version))
    assert not ImportChoice.objects.exists()


def test_words_of_tasks_are_asked_about_too(signed_in, tmp_path):
    grid = TASKS.grid()
    lead = grid[2].index("牵头单位")
    grid[3][lead], grid[3][grid[2].index("进展状态")] = "县经信局", "在办"
    path = books.write(grid, tmp_path / "tasks.xlsx")
    upload(signed_in, path, "tasks")
    record = newest()
    asked = fields(record)
    chosen = {asked["县经信局"]: pk_of("县经济信息化局"), asked["在办"]: "推进中"}
    press(signed_in, "import_choose", record, **chosen)
    record.refresh_from_db()
    assert (record.preview["errors"], record.created_rows) == ([], TASKS.rows)


def test_a_choice_of_another_county_does_not_count(signed_in, book, network):
    other = programme("beta", "乙县")
    ImportChoice.objects.create(
        programme=other, importer=LEDGER.importer.name, kind="unit", words="县经信局",
        unit=Unit.objects.get(name="县经济信息化局"),
    )  # fmt: skip
    upload(signed_in, book)
    assert newest().preview["errors"] != []


def test_nothing_else_can_be_chosen_than_is_offered(signed_in, book):
    upload(signed_in, book)
    record = newest()
    asked = fields(record)
    odd = {asked["县经信局"]: "999999", asked["6月实际投入(万元)"]: "password"}
    press(signed_in, "import_choose", record, **odd)
    assert not ImportChoice.objects.exists()
