"""A unit that is renamed keeps its row and its former names."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Unit, UnitName
from accounts.units import rename_unit, require_free_name
from dashboard.search import search
from programmes.forms.imports import Options
from programmes.importers import NeedImporter, NetworkImporter
from programmes.models import Membership, Need
from tests.importing.books import write
from tests.making import DAY, member

NEW = "省经济合作局"


def renamed(unit: Unit, name: str = NEW, on: date = DAY) -> Unit:
    rename_unit(unit, version=unit.version, name=name, on=on)
    unit.refresh_from_db()
    return unit


def former_names(unit: Unit) -> list[tuple[str, date]]:
    return [(one.name, one.until) for one in unit.former_names.all()]


def test_a_renamed_unit_has_its_former_name_until_the_day(cast):
    unit, name = cast.helper_unit, cast.helper_unit.name
    assert former_names(renamed(unit)) == [(name, DAY)]
    assert [*Unit.objects.called(name)] == [unit] == [*Unit.objects.called(NEW)]
    named = Unit.objects.by_plain_name()
    assert named[name] == named[NEW] == unit


def test_its_tasks_money_and_people_stay(cast):
    renamed(cast.helper_unit)
    for row, name in (
        (cast.help_task, "lead_unit"),
        (cast.paid, "payer_unit"),
        (cast.helper, "unit"),
    ):
        row.refresh_from_db()
        assert getattr(row, name).name == NEW


def test_its_old_name_may_be_its_name_again(cast):
    unit, name = cast.helper_unit, cast.helper_unit.name
    renamed(unit)
    renamed(unit, name, date(2024, 8, 1))
    assert (unit.name, former_names(unit)) == (name, [(NEW, date(2024, 8, 1))])


def test_a_name_written_with_other_spaces_is_no_former_one(cast):
    renamed(cast.helper_unit, f"{cast.helper_unit.name} ")
    assert not UnitName.objects.exists()


@pytest.mark.parametrize("name", ["省帮扶厅", "省帮扶厅 "])
def test_the_former_name_of_another_unit_is_refused(cast, name):
    renamed(cast.helper_unit)
    with pytest.raises(ValidationError) as refusal:
        rename_unit(cast.bureau_unit, version=1, name=name, on=DAY)
    words = f"“{name}”是{NEW}的曾用名：请写其现名，或另取名称。"
    assert refusal.value.message_dict == {"unit": [words]}
    require_free_name(name, cast.helper_unit)


def test_a_placeholder_that_gets_its_name_loses_the_mark(as_, cast):
    unit = member(cast.alpha, "帮扶单位甲(名称待补)", "N")
    for rows in (Unit.objects.filter(pk=unit.pk), Membership.objects.filter(unit=unit)):
        rows.update(provenance="placeholder", source_note="名称待补")
    given = {"unit": "峨边县", "tier": "N", "channel": "渠道", "position": 1, "version": 1}
    client, address = as_("clerk"), reverse("unit", args=[unit.pk])
    assert "名称待补" in client.get(address).text
    client.post(reverse("edit_unit", args=[unit.pk]), given)
    unit.refresh_from_db()
    assert (unit.name, unit.provenance, unit.source_note) == ("峨边县", "recorded", "")
    assert Membership.objects.get(unit=unit).provenance == "recorded"
    page = client.get(address).text
    assert "曾用名" in page
    assert "至2024-07-08" in page


def test_a_new_member_with_a_former_name_is_refused_with_its_present_one(as_, cast):
    name = cast.helper_unit.name
    renamed(cast.helper_unit)
    client, address = as_("clerk"), reverse("new_unit")
    key = client.get(address).context["form"].initial["submission_id"]
    given = {"unit": name, "tier": "N", "channel": "渠道", "position": 1, "submission_id": key}
    page = client.post(address, given)
    assert page.context["form"].errors["unit"] == [
        f"“{name}”是{NEW}的曾用名：请写其现名，或另取名称。"
    ]


def test_the_search_finds_a_unit_by_its_former_names_once(cast):
    renamed(cast.helper_unit, "省帮扶一厅")
    renamed(cast.helper_unit)
    visible = lambda model: model.objects.visible_to(cast.clerk)  # noqa: E731
    [found] = [one for one in search(visible, "帮扶 厅") if one.kind.model is Membership]
    assert [hit.text for hit in found.hits] == [NEW]


def test_the_list_finds_it_too(as_, cast):
    renamed(cast.helper_unit)
    rows = as_("clerk").get(reverse("network"), {"q": "省帮扶厅"}).context["table"].rows
    assert [row.record.unit for row in rows] == [cast.helper_unit]


def test_imports_find_units_by_former_names(cast, tmp_path):
    renamed(cast.township_unit, "上坝街道")
    heads = ["乡镇", "需求类别", "需求内容"]
    path = write(
        [["2024年乡镇需求"], heads, ["上坝镇", "产业发展", "修水渠"]], tmp_path / "needs.xlsx"
    )
    assert NeedImporter(cast.alpha).run(path).errors == []
    assert Need.objects.get(text="修水渠").township == cast.township_unit
    offered = Options(NeedImporter(cast.alpha)).units["unit"]
    assert offered.count(cast.township_unit) == 1


def network(cast, tmp_path, *rows):
    heads = ["层级", "类别", "单位名称", "备注"]
    path = write([["帮扶力量"], heads, *rows], tmp_path / "network.xlsx")
    return NetworkImporter(cast.alpha).run(path)


def test_the_workbook_of_the_network_makes_no_second_unit_of_a_former_name(cast, tmp_path):
    former = cast.helper_unit.name
    renamed(cast.helper_unit)
    before = Unit.objects.count()
    result = network(cast, tmp_path, ["5", "渠道", former, "名称待补"])
    assert (result.errors, result.created, Unit.objects.count()) == ([], 0, before)
    place = Membership.objects.of(cast.alpha).get(unit=cast.helper_unit)
    assert (place.unit.name, place.provenance) == (NEW, "recorded")
    [kept] = result.conflicts
    assert (kept.column, kept.kept) == ("单位名称", NEW)


def test_a_unit_with_its_former_and_present_name_in_one_workbook_is_one_row_too_many(
    cast, tmp_path
):
    former = cast.helper_unit.name
    renamed(cast.helper_unit)
    [error] = network(cast, tmp_path, ["5", "渠道", former, ""], ["5", "渠道", NEW, ""]).errors
    assert (error.row, error.message) == (4, "与第3行重复。")
