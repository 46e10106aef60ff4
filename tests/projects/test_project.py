"""A project is made and edited: who may, what is refused, and what its financing makes."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Concat

from core.audit.models import AuditRow
from core.records import StaleRecord
from projects.figures.financing import financing_differs, gap_words, with_financed
from projects.models import Financing, FinancingSource, Project
from projects.services.plans import set_year_class
from projects.services.project import InitialState, create_project, update_project
from tests.making import DAY, JUNE, wan


def source(cast, name: str) -> FinancingSource:
    return FinancingSource.objects.create(programme=cast.alpha, name=name)


def made(cast, **values) -> Project:
    values.setdefault("name", "茶叶加工园")
    return create_project(programme=cast.alpha, by=cast.clerk, **values)


def test_a_project_without_a_code_is_given_the_next_of_the_programmes_own(cast):
    assert [made(cast).code for _ in range(2)] == ["P5", "P6"]
    assert made(cast, code="X-9").code == "X-9"
    assert made(cast).code == "P7"


def test_the_first_project_of_all_has_a_code_of_its_year(cast):
    Project.objects.of(cast.alpha).update(code=Concat(Value("项目"), "name"))
    assert [made(cast).code for _ in range(2)] == ["XM2024-001", "XM2024-002"]


def test_a_project_that_starts_this_year_keeps_its_planned_start(cast):
    said = {"project": cast.road, "year": 2024, "name": "starting", "by": cast.clerk}
    with pytest.raises(ValidationError, match="计划开工"):
        set_year_class(current=None, version=0, **said)
    version = Project.objects.get(pk=cast.road.pk).version
    update_project(project=cast.road, version=version, by=cast.clerk, planned_start=JUNE.start)
    road = Project.objects.get(pk=cast.road.pk)
    set_year_class(current=None, version=0, **{**said, "project": road})
    with pytest.raises(ValidationError, match="计划开工"):
        update_project(project=road, version=road.version, by=cast.clerk, planned_start=None)


def test_a_project_begins_with_a_stage_and_a_plan(cast):
    said = InitialState(2024, stage="building", on=DAY, amount=wan(5), decided_on=DAY)
    project = made(cast, initial=said)
    assert (project.stage_events.count(), project.year_plans.get().versions.count()) == (1, 1)


def test_who_begins_building_is_dated_by_it(cast):
    project = made(cast, initial=InitialState(2024, stage="building", on=DAY))
    assert Project.objects.get(pk=project.pk).actual_start == DAY.replace(day=1)


def test_a_project_is_no_part_of_its_own_part(cast):
    part = made(cast, parent=cast.road)
    with pytest.raises(ValidationError) as error:
        update_project(project=cast.road, version=1, by=cast.clerk, parent=part)
    assert "parent" in error.value.message_dict


def test_financing_comes_changes_and_goes_with_the_record(cast):
    city, county = source(cast, "市"), source(cast, "县")
    project = made(cast, total_investment=wan(10), financing={city.pk: wan(4), county.pk: wan(5)})
    financed = with_financed(Project.objects.all()).get(pk=project.pk).financed
    words = "资金来源合计9.00万元，总投资10.00万元，相差1.00万元。"
    assert gap_words(project.total_investment, financed) == words
    assert set(financing_differs(Project.objects.all())) == {project}
    update_project(project=project, version=1, by=cast.clerk, financing={city.pk: wan(10)})
    assert list(Financing.objects.values_list("source", "amount")) == [(city.pk, wan(10))]
    assert not financing_differs(Project.objects.all()).exists()


def test_a_project_without_financing_differs_from_nothing(cast):
    assert gap_words(wan(10), None) == gap_words(wan(10), wan(10)) == ""
    assert gap_words(None, wan(1)) == "资金来源合计1.00万元，尚未填写总投资。"


def test_what_a_person_types_is_no_longer_published(cast):
    Project.objects.filter(pk=cast.road.pk).update(
        provenance="published", published_fields=["name", "total_investment"]
    )
    cast.road.refresh_from_db()
    update_project(project=cast.road, version=1, by=cast.clerk, name="改名", place="村口")
    cast.road.refresh_from_db()
    assert cast.road.published_fields == ["total_investment"]


def state(record) -> tuple:
    """What a save writes: the version, the time, and the newest row of the record of changes."""
    record.refresh_from_db()
    return record.version, record.updated_at, AuditRow.objects.latest("pk").pk


def test_a_save_that_changes_nothing_writes_nothing(cast):
    given = {"supporting_units": [cast.helper_unit], "financing": {source(cast, "市").pk: wan(4)}}
    project = made(cast, **given)
    before = state(project)
    same = {"name": project.name, "code": "", **given}
    update_project(project=project, version=1, by=cast.clerk, **same)
    assert state(project) == before
    with pytest.raises(StaleRecord):
        update_project(project=project, version=7, by=cast.clerk, **same)


@pytest.mark.parametrize("beside", [{"supporting_units": []}, {"financing": {}}])
def test_what_stands_beside_the_record_counts_as_a_change_of_it(cast, beside):
    given = {"supporting_units": [cast.helper_unit], "financing": {source(cast, "市").pk: wan(4)}}
    project = made(cast, **given)
    update_project(project=project, version=1, by=cast.clerk, **{**given, **beside})
    assert state(project)[0] == 2


def test_a_changed_amount_of_financing_is_the_countys_own_and_the_others_keep_their_mark(cast):
    city, county = source(cast, "市"), source(cast, "县")
    project = made(cast, financing={city.pk: wan(4), county.pk: wan(5)})
    Financing.objects.update(provenance="illustrative", source_note="演示")
    amounts = {city.pk: wan(6), county.pk: wan(5)}
    update_project(project=project, version=1, by=cast.clerk, financing=amounts)
    marks = Financing.objects.order_by("amount").values_list("amount", "provenance", "source_note")
    assert list(marks) == [(wan(5), "illustrative", "演示"), (wan(6), "recorded", "")]
