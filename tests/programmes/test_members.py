"""Units join and leave the network, and have a contact."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Unit
from core.audit.models import AuditRow
from core.periods import Period
from programmes.figures import tasks as task_figures
from programmes.figures.units import offered_units, townships_of
from programmes.forms.needs import NeedForm
from programmes.importers.network import NetworkExporter, NetworkImporter
from programmes.models import Membership, Task
from tests.importing.books import write
from tests.making import DAY

FULL, MASKED = "13812345678", "138****5678"
HEADS = ["层级", "类别", "单位名称", "行业领域", "联系人", "联系电话", "加入日期", "退出日期"]
PLACE = ["5", "省级定点帮扶", "省帮扶厅", "茶叶"]


def places_of(cast, unit: Unit) -> Any:
    """Without the place of the helper in the other county."""
    return Membership.objects.of(cast.alpha).filter(unit=unit)


def left(cast, unit: Unit) -> None:
    places_of(cast, unit).update(left_on=DAY)


@pytest.mark.parametrize(("day", "is_present"), [(DAY, False), (date(2024, 7, 7), True)])
def test_a_unit_is_in_the_network_until_the_day_before_it_left(cast, day, is_present):
    left(cast, cast.helper_unit)
    places = places_of(cast, cast.helper_unit)
    assert places.present(on=day).exists() == is_present
    assert places.left(on=day).exists() != is_present
    assert places.get().has_left(on=day) != is_present


def test_it_does_not_leave_before_it_joined(cast):
    place = places_of(cast, cast.helper_unit).get()
    place.joined_on, place.left_on = date(2024, 3, 1), date(2024, 2, 29)
    with pytest.raises(ValidationError, match="退出日期不能早于加入日期"):
        place.full_clean()
    place.left_on = date(2024, 3, 1)
    place.full_clean()


def test_forms_offer_no_unit_that_has_left_but_to_records_that_name_it(cast):
    left(cast, cast.township_unit)
    left(cast, cast.helper_unit)
    assert {cast.township_unit, cast.helper_unit}.isdisjoint(offered_units(cast.alpha))
    assert [*townships_of(cast.alpha)] == [cast.township2_unit]
    new = NeedForm(programme=cast.alpha)
    assert [*new.fields["township"].queryset] == [cast.township2_unit]
    known = NeedForm(programme=cast.alpha, record=cast.open_need)
    assert {*known.fields["township"].queryset} == {cast.township_unit, cast.township2_unit}


def test_a_person_of_a_unit_that_has_left_keeps_it_in_the_form(as_, cast):
    left(cast, cast.helper_unit)
    address = reverse("edit_person", args=[cast.helper.pk])
    assert cast.helper_unit in as_("sysadmin").get(address).context["form"].fields["unit"].queryset


def test_help_is_not_asked_of_a_unit_that_has_left(as_, cast):
    left(cast, cast.helper_unit)
    page = as_("bureau").get(reverse("task_progress", args=[cast.road_task.pk, "2024-06"])).text
    assert cast.helper2_unit.name in page
    assert cast.helper_unit.name not in page


def test_a_helper_that_has_left_is_counted_while_it_has_tasks(cast):
    left(cast, cast.helper_unit)
    left(cast, cast.helper2_unit)
    Task.objects.filter(lead_unit=cast.helper2_unit).delete()
    rows = task_figures.counts_by_helper(Task.objects.all(), cast.alpha, DAY)
    assert [row.membership.unit for row in rows] == [cast.helper_unit]


def test_the_list_marks_and_filters_units_that_have_left(as_, cast):
    left(cast, cast.helper_unit)
    client, address = as_("clerk"), reverse("network")
    assert "已退出" in client.get(address).text
    found = {
        answer: {
            row.record.unit for row in client.get(address, {"left": answer}).context["table"].rows
        }
        for answer in ("yes", "no")
    }
    assert found["yes"] == {cast.helper_unit}
    assert cast.helper_unit not in found["no"]
    assert len(found["no"]) == 5
    assert "已退出" in client.get(reverse("unit", args=[cast.helper_unit.pk])).text


@pytest.mark.parametrize(
    ("who", "shown"),
    [("clerk", FULL), ("helper", FULL), ("leader", MASKED), ("bureau", MASKED), ("helper2", "")],
)
def test_the_contact_is_masked_and_no_matter_of_other_helpers(as_, cast, who, shown):
    places_of(cast, cast.helper_unit).update(person="张三", phone=FULL)
    page = as_(who).get(reverse("unit", args=[cast.helper_unit.pk])).text
    assert ("张三" in page) == bool(shown)
    assert shown in page
    assert FULL not in page or shown == FULL


def test_the_record_of_changes_holds_no_phone(cast):
    places_of(cast, cast.helper_unit).update(phone=FULL)
    rows = AuditRow.objects.filter(table_name="programmes_membership", column_name="phone")
    assert rows.exists()
    assert not any(FULL in f"{row.before}{row.after}" for row in rows)


def imported(cast, tmp_path, *row, heads=HEADS):
    path = write([["帮扶力量"], heads, row], tmp_path / "network.xlsx")
    return NetworkImporter(cast.alpha).run(path)


def test_days_and_contact_are_imported_and_exported_without_a_difference(cast, tmp_path):
    Membership.objects.of(cast.alpha).filter(tier="member").update(channel="成员单位")
    Membership.objects.of(cast.alpha).filter(tier="township").update(channel="乡镇")
    row = [*PLACE, f"张三 {FULL}", None, "2023-09-01", "2024-06-30"]
    assert imported(cast, tmp_path, *row).errors == []
    place = places_of(cast, cast.helper_unit).get()
    assert (place.industry, place.person, place.phone) == ("茶叶", "张三", FULL)
    assert (place.joined_on, place.left_on) == (date(2023, 9, 1), date(2024, 6, 30))
    path = tmp_path / "out.xlsx"
    with path.open("wb") as file:
        month = Period.containing(DAY)
        NetworkExporter(cast.alpha, lambda model: model.objects, month).write(file, "xlsx")
    assert "退出日期" in [cell.value for cell in load_workbook(path).active[2]]
    result = NetworkImporter(cast.alpha).run(path)
    assert (result.errors, result.created, result.updated) == ([], 0, 0)


def test_a_sheet_without_these_columns_keeps_them(cast, tmp_path):
    places_of(cast, cast.helper_unit).update(person="张三", left_on=DAY)
    assert imported(cast, tmp_path, *PLACE[:3], heads=HEADS[:3]).is_good
    place = places_of(cast, cast.helper_unit).get()
    assert (place.person, place.left_on) == ("张三", DAY)


def test_a_sheet_with_days_out_of_order_is_refused_at_the_cell(cast, tmp_path):
    [error] = imported(cast, tmp_path, *PLACE, None, None, "2024-06-30", "2023-09-01").errors
    assert (error.row, error.column) == (3, "退出日期")
    assert error.message == "退出日期不能早于加入日期。"


def test_the_form_names_the_day_out_of_order(as_, cast):
    client, place = as_("clerk"), places_of(cast, cast.helper_unit).get()
    address = reverse("edit_unit", args=[cast.helper_unit.pk])
    given = {"unit": cast.helper_unit.name, "tier": "5", "channel": "渠道", "position": 1}
    days = {"joined_on": "2024-03-01", "left_on": "2024-02-01", "version": place.version}
    page = client.post(address, {**given, **days})
    assert page.context["form"].errors["left_on"] == ["退出日期不能早于加入日期。"]
    assert client.post(address, {**given, **days, "left_on": "2024-04-01"}).status_code == 302
    place.refresh_from_db()
    assert place.left_on == date(2024, 4, 1)


def test_the_history_is_on_the_page(as_, cast):
    places_of(cast, cast.helper_unit).update(left_on=DAY)
    assert "退出日期" in as_("clerk").get(reverse("unit", args=[cast.helper_unit.pk])).text


def test_a_unit_helps_two_counties_and_leaves_one(cast):
    """As the cast's helper does."""
    left(cast, cast.helper_unit)
    assert cast.helper_unit in offered_units(cast.beta.programme)
    assert cast.helper_unit not in offered_units(cast.alpha)
