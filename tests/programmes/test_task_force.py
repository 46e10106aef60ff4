"""Seconded staff of the task force, and the working mechanisms of the county's units."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.periods import Period
from programmes.figures.mechanisms import mechanism_counts
from programmes.importers.task_force import (
    MechanismExporter,
    MechanismImporter,
    SecondedExporter,
    SecondedImporter,
)
from programmes.models import Mechanism, Membership, SecondedPerson
from tests.importing.books import write
from tests.making import DAY
from tests.making import document as made_document


def seconded(cast, **values) -> SecondedPerson:
    given = {"name": "李四", "home_unit": cast.bureau_unit, "first_day": date(2024, 3, 1), **values}
    return SecondedPerson.objects.create(programme=cast.alpha, **given)


def mechanism(cast, unit, **values) -> Mechanism:
    return Mechanism.objects.create(programme=cast.alpha, unit=unit, **values)


COMPLETE = {"duties": "统筹", "person": "张三", "contact": "李四", "basis": "实施方案"}


@pytest.mark.parametrize(
    ("last", "day", "serves"),
    [
        (None, date(2024, 2, 29), False),
        (None, date(2024, 3, 1), True),
        (date(2024, 7, 8), date(2024, 7, 8), True),
        (date(2024, 7, 8), date(2024, 7, 9), False),
    ],
)
def test_a_person_serves_from_the_first_day_to_the_last(cast, last, day, serves):
    seconded(cast, last_day=last)
    assert SecondedPerson.objects.serving(on=day).exists() == serves


def test_nobody_goes_back_before_coming(cast):
    person = seconded(cast)
    person.last_day = date(2024, 2, 29)
    with pytest.raises(ValidationError, match="截止日期早于起始日期。"):
        person.full_clean()


def test_the_list_is_filtered_by_who_serves(as_, cast):
    here, gone = seconded(cast), seconded(cast, name="王五", last_day=date(2024, 5, 1))
    client, address = as_("clerk"), reverse("seconded_people")
    for answer, found in (("yes", here), ("no", gone)):
        rows = client.get(address, {"serving": answer}).context["table"].rows
        assert [row.record for row in rows] == [found]


@pytest.mark.parametrize("missing", COMPLETE)
def test_a_mechanism_without_one_of_its_parts_is_incomplete(cast, missing):
    whole = mechanism(cast, cast.bureau_unit, **COMPLETE)
    part = mechanism(cast, cast.bureau2_unit, **{**COMPLETE, missing: ""})
    assert (whole.is_complete, part.is_complete) == (True, False)
    assert [*Mechanism.objects.complete()] == [whole]
    assert [*Mechanism.objects.incomplete()] == [part]


def test_a_document_counts_as_what_it_is_based_on(cast):
    one = mechanism(cast, cast.bureau_unit, **{**COMPLETE, "basis": ""})
    one.document = made_document(cast.alpha, "工作机制办法")
    one.save()
    assert one.is_complete
    assert [*Mechanism.objects.complete()] == [one]


def test_helpers_have_no_mechanism(cast):
    with pytest.raises(ValidationError) as refusal:
        Mechanism(programme=cast.alpha, unit=cast.helper_unit).full_clean()
    words = "工作机制由成员单位和乡镇建立：省帮扶厅不属于其中。"
    assert refusal.value.message_dict == {"unit": [words]}


def test_who_has_none_is_counted_and_named_in_the_order_of_the_network(as_, cast):
    mechanism(cast, cast.bureau2_unit, **COMPLETE)
    mechanism(cast, cast.township_unit)
    places = Membership.objects.of(cast.alpha).select_related("unit")
    counts = mechanism_counts(places, Mechanism.objects.all())
    assert (counts.total, counts.complete, counts.incomplete) == (4, 1, 1)
    assert [one.unit for one in counts.missing] == [cast.bureau_unit, cast.township2_unit]
    page = as_("clerk").get(reverse("mechanisms")).text
    assert "未建立（2）" in page


def test_a_number_leads_to_its_list_and_0_to_none(as_, cast):
    mechanism(cast, cast.bureau_unit, **COMPLETE)
    client, address = as_("clerk"), reverse("mechanisms")
    page = client.get(address).text
    assert f'href="{address}?complete=yes"' in page
    assert f'href="{address}?complete=no"' not in page
    assert len(client.get(address, {"complete": "yes"}).context["table"].rows) == 1


def test_a_unit_that_has_left_is_not_missing(as_, cast):
    Membership.objects.filter(unit=cast.bureau_unit).update(left_on=DAY)
    counts = as_("clerk").get(reverse("mechanisms")).context["counts"]
    assert cast.bureau_unit not in [one.unit for one in counts.missing]


def test_a_unit_sees_its_own_alone_and_no_counts(as_, cast):
    mechanism(cast, cast.bureau2_unit, **COMPLETE)
    seconded(cast)
    client = as_("bureau2")
    page = client.get(reverse("mechanisms"))
    assert [row.record.unit for row in page.context["table"].rows] == [cast.bureau2_unit]
    assert "counts" not in page.context
    assert len(client.get(reverse("seconded_people")).context["table"].rows) == 0
    assert len(as_("helper").get(reverse("mechanisms")).context["table"].rows) == 0


def test_the_page_of_the_unit_shows_both(as_, cast):
    mechanism(cast, cast.bureau_unit, **COMPLETE)
    seconded(cast)
    address = reverse("unit", args=[cast.bureau_unit.pk])
    page = as_("clerk").get(address)
    assert [one.anchor for one in page.context["sections"]][:2] == ["mechanism", "seconded"]
    others = {one.anchor for one in as_("helper").get(address).context["sections"]}
    assert others.isdisjoint({"mechanism", "seconded"})


def test_the_form_offers_member_units_and_townships(as_, cast):
    form = as_("clerk").get(reverse("new_mechanism")).context["form"]
    assert set(form.fields["unit"].queryset) == {
        cast.bureau_unit, cast.bureau2_unit, cast.township_unit, cast.township2_unit,
    }  # fmt: skip


def imported(importer, cast, tmp_path, heads, *rows):
    path = write([["名册"], heads, *rows], tmp_path / "book.xlsx")
    return importer(cast.alpha).run(path)


def again(exporter, cast, tmp_path):
    """The result of importing what was exported."""
    path = tmp_path / "out.xlsx"
    with path.open("wb") as file:
        exporter(cast.alpha, lambda model: model.objects, Period.containing(DAY)).write(
            file, "xlsx"
        )
    return exporter.importer(cast.alpha).run(path)


SECONDED = ["姓名", "原单位", "抽调开始日期", "抽调结束日期", "专班工作"]


def test_seconded_staff_comes_in_and_goes_out_without_a_difference(cast, tmp_path):
    row = ["李四", "交通局", "2024-03-01", "2024-12-31", "综合协调"]
    assert imported(SecondedImporter, cast, tmp_path, SECONDED, row).created == 1
    made = SecondedPerson.objects.get(name="李四")
    assert (made.home_unit, made.last_day) == (cast.bureau_unit, date(2024, 12, 31))
    result = again(SecondedExporter, cast, tmp_path)
    assert (result.errors, result.unchanged) == ([], SecondedPerson.objects.of(cast.alpha).count())


def test_a_last_day_before_the_first_is_refused_at_the_cell(cast, tmp_path):
    row = ["李四", "交通局", "2024-03-01", "2024-02-01", ""]
    [error] = imported(SecondedImporter, cast, tmp_path, SECONDED, row).errors
    assert (error.column, error.message) == ("抽调结束日期", "截止日期早于起始日期。")


MECHANISM = ["单位", "工作职责", "责任人", "联系人", "制度文件"]


def test_mechanisms_come_in_and_go_out_without_a_difference(cast, tmp_path):
    known = made_document(cast.alpha, "工作机制办法")
    rows = [
        ["交通局", "统筹", "张三", "李四", "工作机制办法"],
        ["上坝镇", "协调", "王五", "", "会议纪要第3期"],
    ]
    assert imported(MechanismImporter, cast, tmp_path, MECHANISM, *rows).created == 2
    first = Mechanism.objects.get(unit=cast.bureau_unit)
    second = Mechanism.objects.get(unit=cast.township_unit)
    assert (first.document, first.basis) == (known, "")
    assert (second.document, second.basis) == (None, "会议纪要第3期")
    result = again(MechanismExporter, cast, tmp_path)
    assert (result.errors, result.unchanged) == ([], 2)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (
            ["省帮扶厅", "", "", "", ""],
            "单位",
            "工作机制由成员单位和乡镇建立：省帮扶厅不属于其中。",
        ),
        (
            ["交通局", "", "张三 13812345678", "", ""],
            "责任人",
            "只写姓名：电话请填在帮扶网络的单位联系人中。",
        ),
    ],
)
def test_what_does_not_fit_is_refused_at_the_cell(cast, tmp_path, row, column, words):
    [error] = imported(MechanismImporter, cast, tmp_path, MECHANISM, row).errors
    assert (error.column, error.message) == (column, words)
