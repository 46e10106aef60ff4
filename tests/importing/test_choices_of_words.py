"""What words in the cells of closed columns, and dates in words, stand for is asked once,
remembered for the programme, shown where it was taken, and changed in the preview itself."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.importing.words import suggest_months
from core.models import ImportFile
from programmes.choices import RoleName
from programmes.models import ImportChoice
from programmes.services.programmes import create_programme
from projects.choices import Nature, Stage
from projects.models import Project, Sector
from tests.importing import messy
from tests.importing.books import upload
from tests.importing.messy import Mess
from tests.making import sent

VALUE = {"importer": "projects", "kind": "value"}


@pytest.fixture
def clerk(client_of):
    return client_of("clerk", RoleName.CLERK)


@pytest.fixture
def book(tmp_path):
    mess = Mess().put(3, "改扩建", "新建", "改扩建").put(messy.STAGE, "停工了")
    mess.put(messy.FINISH, "2024年三季度", "待定").put(19, "申报中")
    return messy.save(tmp_path / "words.xlsx", mess)


def last() -> ImportFile:
    return ImportFile.objects.order_by("-pk")[0]


def fields(record: ImportFile) -> dict[str, str]:
    """The name of the field for each of the words that are asked about."""
    return {one["words"]: f"name_{n}" for n, one in enumerate(record.preview["unknown"])}


def choose(client, **words) -> ImportFile:
    record = last()
    names = fields(record)
    answers = {names[asked]: value for asked, value in words.items()}
    client.post(reverse("import_choose", args=[record.pk]), sent(**answers))
    return last()


ANSWERS = {
    "改扩建": "改建", "停工了": "暂停", "2024年三季度": "2024-09", "待定": "—", "申报中": "否",
}  # fmt: skip


def test_each_column_of_our_words_asks_with_its_own_candidates(clerk, book):
    page = clerk.get(upload(clerk, book).url).content.decode()
    asked = {one["words"]: one for one in last().preview["unknown"]}
    assert {words: (one["name"], one["rows"]) for words, one in asked.items()} == {
        "改扩建": ("nature", 2), "停工了": ("stage", 1), "2024年三季度": ("planned_finish", 1),
        "待定": ("planned_finish", 1), "申报中": ("in_statistics", 1),
    }  # fmt: skip
    assert set(asked["改扩建"]["near"][:2]) == {"改建", "扩建"}
    assert asked["2024年三季度"]["near"] == ["2024-09", "2024-08", "2024-07", "—"]
    assert (asked["待定"]["near"], asked["申报中"]["near"]) == (["—"], ["是", "否", "—"])
    assert "建设性质“改扩建”（2行）" in page and "留空" in page


def test_what_is_chosen_is_read_at_once_and_by_the_next_import_and_shown(clerk, book):
    upload(clerk, book)
    record = choose(clerk, **ANSWERS)
    assert (record.preview["errors"], record.preview["created"]) == ([], 4)
    page = clerk.get(upload(clerk, book).url).content.decode()
    assert "建设性质“改扩建” → 改建，按上次的选择" in page and "2行：第4、6行" in page
    clerk.post(reverse("import_confirm", args=[last().pk]), sent())
    first, second = Project.objects.order_by("code")[:2]
    assert (first.nature, first.in_statistics) == (Nature.REBUILDING, False)
    assert (first.planned_finish, second.planned_finish) == (date(2024, 9, 1), None)
    assert first.stage_events.get().stage == Stage.SUSPENDED
    assert {one.uses for one in ImportChoice.objects.all()} == {1}


def test_a_choice_is_changed_and_forgotten_in_the_preview(clerk, book):
    upload(clerk, book)
    record = choose(clerk, **ANSWERS)
    taken = {one["words"]: n for n, one in enumerate(record.preview["applied"])}
    answers = {f"taken_{n}": record.preview["applied"][n]["now"] for n in taken.values()}
    answers |= {f"taken_{taken['改扩建']}": "扩建", f"taken_{taken['停工了']}": ""}
    clerk.post(reverse("import_choose", args=[record.pk]), sent(**answers))
    assert ImportChoice.objects.get(words="改扩建").value == "扩建"
    assert [one["words"] for one in last().preview["unknown"]] == ["停工了"]
    assert [error["value"] for error in last().preview["errors"]] == ["停工了"]
    assert ImportChoice.objects.count() == 4


def test_a_wrong_head_is_changed_in_the_preview(clerk, tmp_path):
    mess = Mess().head(messy.MONTH, "6月实际投入(万元)")
    path = messy.save(tmp_path / "head.xlsx", mess)
    upload(clerk, path)
    address = reverse("import_choose", args=[last().pk])
    clerk.post(address, sent(head_0="next_step"))
    [taken] = last().preview["applied"]
    assert (taken["words"], taken["now"]) == ("6月实际投入(万元)", "next_step")
    clerk.post(address, sent(taken_0="month"))
    assert ImportChoice.objects.get().column == "month"
    assert last().preview["titles"][5] == "本月完成投资"
    clerk.post(address, sent(taken_0=""))
    assert not ImportChoice.objects.exists()
    assert last().preview["unread"] == ["6月实际投入(万元)"]


def test_a_choice_of_a_unit_is_changed_in_the_preview(clerk, tmp_path):
    upload(clerk, messy.save(tmp_path / "unit.xlsx", Mess().put(messy.UNIT, "经信局", "经信局")))
    [name] = fields(last()).values()
    form = clerk.get(reverse("import_preview", args=[last().pk])).context["choices_form"]
    pks = {label: value for value, label in form.fields[name].choices}
    address = reverse("import_choose", args=[last().pk])
    clerk.post(address, sent(**{name: pks["县水务局"]}))
    [taken] = last().preview["applied"]
    assert (taken["meaning"], taken["rows"]) == ("县水务局", ["4", "5"])
    clerk.post(address, sent(taken_0=pks["县经济信息化局"]))
    assert ImportChoice.objects.get().unit.name == "县经济信息化局"


def test_a_sector_of_no_list_is_added_unless_another_is_meant(clerk, network, tmp_path):
    for position, name in enumerate(("磷化工", "农业", "水利")):
        Sector.objects.create(programme=network, name=name, position=position)
    upload(clerk, messy.save(tmp_path / "s.xlsx", Mess().put(messy.SECTOR, "磷化工业", "化工")))
    assert last().preview["errors"] == []
    asked = last().preview["unknown"]
    assert [(one["words"], one["is_new"], one["near"][0]) for one in asked] == [
        ("磷化工业", True, "磷化工"), ("化工", True, "磷化工"),
    ]  # fmt: skip
    choose(clerk, 磷化工业="磷化工")
    clerk.post(reverse("import_confirm", args=[last().pk]), sent())
    assert sorted(Sector.objects.values_list("name", flat=True)) == sorted(
        ["磷化工", "农业", "水利", "化工"]
    )


def test_the_choice_of_one_column_is_none_of_another(clerk, tmp_path, network):
    ImportChoice.objects.create(
        programme=network, column="planned_start", words="2024年上半年", value="2024-01", **VALUE
    )
    mess = Mess().put(messy.START, "2024年上半年").put(messy.FINISH, "2024年上半年")
    upload(clerk, messy.save(tmp_path / "two.xlsx", mess))
    assert [(e["column"], e["value"]) for e in last().preview["errors"]] == [
        ("计划竣工", "2024年上半年")
    ]


def test_words_of_another_county_do_not_count(clerk, book):
    other = create_programme(
        code="beta", name="乙", county="乙县", start_year=2024, end_year=2027, as_of="2024-07-08"
    )
    ImportChoice.objects.create(
        programme=other, column="nature", words="改扩建", value="改建", **VALUE
    )
    upload(clerk, book)
    assert (4, "改扩建") in {(e["row"], e["value"]) for e in last().preview["errors"]}


@pytest.mark.parametrize("wrong", [{"value": ""}, {"column": ""}])
def test_the_database_wants_the_column_and_the_words(network, wrong):
    said = {"column": "nature", "words": "改扩建", "value": "改建", **VALUE, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportChoice.objects.create(programme=network, **said)


@pytest.mark.parametrize(
    ("words", "first", "count"),
    [
        ("2024年上半年", "2024-06", 7),
        ("2024年下半年", "2024-12", 7),
        ("2024年第三季度", "2024-09", 4),
        ("2024年Q2", "2024-06", 4),
        ("2025年内", "2025-12", 13),
        ("2025年", "2025-12", 13),
        ("2024年初", "2024-03", 4),
        ("待定", "—", 1),
    ],
)
def test_months_that_words_about_a_year_may_mean(words, first, count):
    assert (suggest_months(words)[0], len(suggest_months(words))) == (first, count)


@pytest.mark.parametrize("words", ["6月", "三季度", "明年", "下步"])
def test_words_without_their_year_are_not_asked_about(words):
    assert suggest_months(words) == []


def test_the_catalogue_says_what_each_means_and_it_can_be_changed(clerk, book):
    upload(clerk, book)
    choose(clerk, **ANSWERS)
    clerk.post(reverse("import_confirm", args=[last().pk]), sent())
    page = clerk.get(reverse("import_choices")).content.decode()
    assert "建设性质" in page and "改扩建" in page and "1次，最近" in page
    choice = ImportChoice.objects.get(words="改扩建")
    address = reverse("import_choice", args=[choice.pk])
    assert '<option value="改建" selected>' in clerk.get(address).content.decode()
    assert clerk.post(address, sent(version=choice.version, meaning="迁建")).status_code == 302
    choice.refresh_from_db()
    assert (choice.value, choice.uses) == ("迁建", 1)
    stale = clerk.post(address, sent(version=1, meaning="新建"))
    assert stale.status_code == 409
    odd = clerk.post(address, sent(version=choice.version, meaning="别的"))
    assert odd.status_code == 200
    choice.refresh_from_db()
    assert choice.value == "迁建"
