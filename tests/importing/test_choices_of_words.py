"""What words in the cells of closed columns, and dates in words, stand for is asked once,
remembered for the programme, shown where it was taken, and changed in the preview itself."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.importing.models import ImportFile
from core.importing.words import suggest_months
from programmes.models import ImportChoice
from projects.choices import Nature, Stage
from projects.models import Project, Sector
from tests.importing import messy
from tests.importing.books import newest, press, upload
from tests.importing.messy import Mess
from tests.importing.test_choices import fields
from tests.making import programme, sent

VALUE = {"importer": "projects", "kind": "value"}


@pytest.fixture
def book(tmp_path):
    mess = Mess().put(3, "改扩建", "新建", "改扩建").put(messy.STAGE, "停工了")
    mess.put(messy.FINISH, "2024年三季度", "待定").put(19, "申报中")
    return messy.save(tmp_path / "words.xlsx", mess)


def choose(client, **words) -> ImportFile:
    names = fields(newest())
    answers = {names[asked]: value for asked, value in words.items()}
    press(client, "import_choose", **answers)
    return newest()


ANSWERS = {
    "改扩建": "改建", "停工了": "暂停", "2024年三季度": "2024-09", "待定": "—", "申报中": "否",
}  # fmt: skip


def test_each_column_of_our_words_asks_with_its_own_candidates(signed_in, book):
    page = signed_in.get(upload(signed_in, book).url).content.decode()
    asked = {one["words"]: one for one in newest().preview["unknown"]}
    assert {words: (one["name"], one["rows"]) for words, one in asked.items()} == {
        "改扩建": ("nature", 2), "停工了": ("stage", 1), "2024年三季度": ("planned_finish", 1),
        "待定": ("planned_finish", 1), "申报中": ("in_statistics", 1),
    }  # fmt: skip
    assert set(asked["改扩建"]["near"][:2]) == {"改建", "扩建"}
    assert asked["2024年三季度"]["near"] == ["2024-09", "2024-08", "2024-07", "—"]
    assert (asked["待定"]["near"], asked["申报中"]["near"]) == (["—"], ["是", "否", "—"])
    assert "建设性质“改扩建”（2行）" in page and "留空" in page


def test_what_is_chosen_is_read_at_once_and_by_the_next_import_and_shown(signed_in, book):
    upload(signed_in, book)
    record = choose(signed_in, **ANSWERS)
    assert (record.preview["errors"], record.preview["created"]) == ([], 4)
    page = signed_in.get(upload(signed_in, book).url).content.decode()
    assert "建设性质“改扩建” → 改建，按上次的选择" in page and "2行：第4、6行" in page
    press(signed_in, "import_confirm")
    first, second = Project.objects.order_by("code")[:2]
    assert (first.nature, first.in_statistics) == (Nature.REBUILDING, False)
    assert (first.planned_finish, second.planned_finish) == (date(2024, 9, 1), None)
    assert first.stage_events.get().stage == Stage.SUSPENDED
    assert {one.uses for one in ImportChoice.objects.all()} == {1}


def test_a_choice_is_changed_and_forgotten_in_the_preview(signed_in, book):
    upload(signed_in, book)
    record = choose(signed_in, **ANSWERS)
    taken = {one["words"]: n for n, one in enumerate(record.preview["applied"])}
    answers = {f"taken_{n}": record.preview["applied"][n]["now"] for n in taken.values()}
    answers |= {f"taken_{taken['改扩建']}": "扩建", f"taken_{taken['停工了']}": ""}
    press(signed_in, "import_choose", **answers)
    assert ImportChoice.objects.get(words="改扩建").value == "扩建"
    assert [one["words"] for one in newest().preview["unknown"]] == ["停工了"]
    assert [error["value"] for error in newest().preview["errors"]] == ["停工了"]
    assert ImportChoice.objects.count() == 4


def test_a_wrong_head_is_changed_in_the_preview(signed_in, tmp_path):
    mess = Mess().head(messy.MONTH, "6月实际投入(万元)")
    path = messy.save(tmp_path / "head.xlsx", mess)
    upload(signed_in, path)
    press(signed_in, "import_choose", head_0="next_step")
    [taken] = newest().preview["applied"]
    assert (taken["words"], taken["now"]) == ("6月实际投入(万元)", "next_step")
    press(signed_in, "import_choose", taken_0="month")
    assert ImportChoice.objects.get().column == "month"
    assert newest().preview["titles"][5] == "本月完成投资"
    press(signed_in, "import_choose", taken_0="")
    assert not ImportChoice.objects.exists()
    assert newest().preview["unread"] == ["6月实际投入(万元)"]


def test_a_choice_of_a_unit_is_changed_in_the_preview(signed_in, tmp_path):
    mess = Mess().put(messy.UNIT, "经信局", "经信局")
    upload(signed_in, messy.save(tmp_path / "unit.xlsx", mess))
    [name] = fields(newest()).values()
    form = signed_in.get(reverse("import_preview", args=[newest().pk])).context["choices_form"]
    pks = {label: value for value, label in form.fields[name].choices}
    press(signed_in, "import_choose", **{name: pks["县水务局"]})
    [taken] = newest().preview["applied"]
    assert (taken["meaning"], taken["rows"]) == ("县水务局", ["4", "5"])
    press(signed_in, "import_choose", taken_0=pks["县经济信息化局"])
    assert ImportChoice.objects.get().unit.name == "县经济信息化局"


def test_a_sector_of_no_list_is_added_unless_another_is_meant(signed_in, network, tmp_path):
    for position, name in enumerate(("磷化工", "农业", "水利")):
        Sector.objects.create(programme=network, name=name, position=position)
    upload(signed_in, messy.save(tmp_path / "s.xlsx", Mess().put(messy.SECTOR, "磷化工业", "化工")))
    assert newest().preview["errors"] == []
    asked = newest().preview["unknown"]
    assert [(one["words"], one["is_new"], one["near"][0]) for one in asked] == [
        ("磷化工业", True, "磷化工"), ("化工", True, "磷化工"),
    ]  # fmt: skip
    choose(signed_in, 磷化工业="磷化工")
    press(signed_in, "import_confirm")
    assert sorted(Sector.objects.values_list("name", flat=True)) == sorted(
        ["磷化工", "农业", "水利", "化工"]
    )


def test_the_choice_of_one_column_is_none_of_another(signed_in, tmp_path, network):
    ImportChoice.objects.create(
        programme=network, column="planned_start", words="2024年上半年", value="2024-01", **VALUE
    )
    mess = Mess().put(messy.START, "2024年上半年").put(messy.FINISH, "2024年上半年")
    upload(signed_in, messy.save(tmp_path / "two.xlsx", mess))
    assert [(e["column"], e["value"]) for e in newest().preview["errors"]] == [
        ("计划竣工", "2024年上半年")
    ]


def test_words_of_another_county_do_not_count(signed_in, book):
    other = programme("beta", "乙县")
    ImportChoice.objects.create(
        programme=other, column="nature", words="改扩建", value="改建", **VALUE
    )
    upload(signed_in, book)
    assert (4, "改扩建") in {(e["row"], e["value"]) for e in newest().preview["errors"]}


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


def test_the_catalogue_says_what_each_means_and_it_can_be_changed(signed_in, book):
    upload(signed_in, book)
    choose(signed_in, **ANSWERS)
    press(signed_in, "import_confirm")
    page = signed_in.get(reverse("import_choices")).content.decode()
    assert "建设性质" in page and "改扩建" in page and "1次，最近" in page
    choice = ImportChoice.objects.get(words="改扩建")
    address = reverse("import_choice", args=[choice.pk])
    assert '<option value="改建" selected>' in signed_in.get(address).content.decode()
    assert signed_in.post(address, sent(version=choice.version, meaning="迁建")).status_code == 302
    choice.refresh_from_db()
    assert (choice.value, choice.uses) == ("迁建", 1)
    stale = signed_in.post(address, sent(version=1, meaning="新建"))
    assert stale.status_code == 409
    odd = signed_in.post(address, sent(version=choice.version, meaning="别的"))
    assert odd.status_code == 200
    choice.refresh_from_db()
    assert choice.value == "迁建"
