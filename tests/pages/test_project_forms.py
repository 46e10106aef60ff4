"""The forms of a project in the browser: new, edited in full or in part, merged."""

from datetime import date

import pytest
from django.urls import reverse

from core.audit.models import AuditRow
from projects.models import FinancingSource, MonthEntry, Project, YearClass
from projects.services.project import update_project
from tests import making
from tests.making import sent, wan


def source(cast, name: str) -> FinancingSource:
    return FinancingSource.objects.create(programme=cast.alpha, name=name)


def fields_of(project, **values):
    return sent(1, name=project.name, code=project.code, kind="construction", **values)


def test_a_clerk_edits_all_of_a_project_in_the_browser(as_, cast):
    city = source(cast, "市级")
    address = reverse("edit_project", args=[cast.road.pk])
    client = as_("clerk")
    assert "农村公路" in client.get(address).text
    said = fields_of(
        cast.road, planned_start="2024-03", planned_finish="2025年6月", total_investment="1.2亿元",
        signed="yes", signed_on="2024-02-03", partner="某企业", contracted_amount="5000",
        supporting_units=[cast.helper_unit.pk], **{f"financing_{city.pk}": "１,２00"},
    )  # fmt: skip
    assert client.post(address, said).status_code == 302
    project = Project.objects.get(pk=cast.road.pk)
    assert (project.planned_start, project.planned_finish) == (date(2024, 3, 1), date(2025, 6, 1))
    assert (project.total_investment, project.partner) == (wan(12000), "某企业")
    assert [*project.supporting_units.all()] == [cast.helper_unit]
    assert project.financing.get().amount == wan(1200)
    page = client.get(reverse("project", args=[project.pk])).text
    for words in ("某企业", "相差10,800.00万元", "市级"):
        assert words in page


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"planned_start": "2024-05", "planned_finish": "2024-04"}, "planned_finish"),
        ({"first_year": "2025", "last_year": "2024"}, "last_year"),
        ({"partner": "某企业"}, "signed"),
        ({"planned_start": "2024-13"}, "planned_start"),
        ({"total_investment": "九"}, "total_investment"),
        ({"kind": "x"}, "kind"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(as_, cast, values, field):
    said = {**fields_of(cast.road), **values}
    response = as_("clerk").post(reverse("edit_project", args=[cast.road.pk]), said)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert Project.objects.get(pk=cast.road.pk).version == 1


def test_an_amount_of_a_source_that_cannot_be_read_names_the_source(as_, cast):
    city = source(cast, "市级")
    said = fields_of(cast.road, **{f"financing_{city.pk}": "九"})
    response = as_("clerk").post(reverse("edit_project", args=[cast.road.pk]), said)
    assert "市级：“九”" in response.text
    assert 'value="九"' in response.text


def test_the_responsible_unit_changes_what_it_knows_best_and_nothing_else(as_, cast):
    said = sent(1, person="张三", content="5公里", name="别名", total_investment="1", code="Z")
    client, address = as_("bureau"), reverse("edit_project", args=[cast.road.pk])
    assert client.post(address, said).status_code == 302
    project = Project.objects.get(pk=cast.road.pk)
    assert (project.person, project.content) == ("张三", "5公里")
    assert (project.name, project.code) == ("农村公路", "P1")
    assert project.total_investment == making.wan(5000)


def test_two_who_change_other_fields_are_merged(as_, cast):
    city = source(cast, "市级")
    client, address = as_("clerk"), reverse("edit_project", args=[cast.road.pk])
    base = client.get(address).context["form"]["base"].value()
    values = {"financing": {city.pk: wan(5)}, "supporting_units": [cast.helper_unit]}
    update_project(project=cast.road, version=1, by=cast.approver, **values)
    said = fields_of(
        cast.road, total_investment="5000", sector=cast.road.sector_id,
        township=cast.township_unit.pk, owner_unit=cast.bureau_unit.pk, place="村口", base=base,
    )  # fmt: skip
    merging = client.post(address, said)
    assert merging.status_code == 409
    for words in ("市级 5万元", "省帮扶厅", "村口"):
        assert words in merging.text
    chosen = sent(2, merge=merging.context["merge"].serialized())
    assert client.post(address, chosen).status_code == 302
    project = Project.objects.get(pk=cast.road.pk)
    assert (project.place, project.financing.get().amount) == ("村口", wan(5))
    assert [*project.supporting_units.all()] == [cast.helper_unit]


def test_a_new_project_is_added_in_the_browser(as_, cast):
    response = as_("clerk").post(
        reverse("new_project"), sent(0, name="文旅民宿", kind="construction"), follow=True
    )
    project = Project.objects.get(name="文旅民宿")
    assert response.redirect_chain == [(reverse("project", args=[project.pk]), 302)]
    assert "P5" in response.text


def offered(as_, address) -> list[tuple[str, list[str]]]:
    choices = as_("clerk").get(address).context["form"].fields["supporting_units"].widget.choices
    return [(title, [name for _, name in units]) for title, units in choices]


def test_helpers_are_offered_first_by_tier_and_channel_then_the_countys_own(as_, cast):
    making.member(cast.alpha, "绍兴市越城区", "1", channel="东西部协作")
    first, five, n, members, townships, others = offered(as_, reverse("new_project"))
    assert first == ("“1” 东西部协作", ["绍兴市越城区"])
    assert five == ("“5” 渠道", ["省帮扶厅"])
    assert n == ("“N” 渠道", ["国有帮扶公司"])
    assert members == ("成员单位", ["交通局", "水利局"])
    assert townships == ("乡镇", ["上坝镇", "下坝镇"])
    assert others[0] == "其他"


def test_a_helper_that_has_left_stays_where_a_project_names_it(as_, cast):
    gone = making.unit("旧帮扶单位")
    cast.road.supporting_units.set([gone])
    address = reverse("edit_project", args=[cast.road.pk])
    assert "旧帮扶单位" in offered(as_, address)[-1][1]
    as_("clerk").post(address, fields_of(cast.road, supporting_units=[gone.pk]))
    assert [*cast.road.supporting_units.all()] == [gone]
    assert "旧帮扶单位" not in offered(as_, reverse("new_project"))[-1][1]


BEGUN = {"stage": "early", "on": "2024-06-20", "year_class": "starting", "amount": "1,200"}
BEGUN |= {"image_goal": "主体封顶", "decided_on": "2024-07-01", "planned_start": "2024-10"}


def new(as_, **values):
    said = sent(0, **{"name": "文旅民宿", "kind": "construction", **values})
    return as_("clerk").post(reverse("new_project"), said, follow=True)


def test_a_new_project_says_its_stage_and_its_plan_in_the_same_form(as_, cast):
    text = new(as_, **BEGUN).text
    for words in ("前期工作", "2024-06-20", "新开工", "1,200.00", "主体封顶"):
        assert words in text
    project = Project.objects.get(name="文旅民宿")
    assert [(e.stage, e.on) for e in project.stage_events.all()] == [("early", date(2024, 6, 20))]
    assert project.year_classes.get().name == "starting"
    plan = project.year_plans.get()
    assert (plan.year, plan.amount, plan.image_goal) == (2024, wan(1200), "主体封顶")
    version = plan.versions.get()
    assert (version.number, version.decided_on) == (1, date(2024, 7, 1))
    rows = Project.objects.filter(pk=project.pk)
    assert not rows.due_to_report(making.JUNE) and rows.due_to_report(making.JULY)


def test_the_form_of_a_new_project_begins_in_reserve_on_the_programmes_day(as_, cast):
    form = as_("clerk").get(reverse("new_project")).context["form"]
    shown = {name: form[name].value() for name in ("stage", "on", "decided_on")}
    assert shown == {"stage": "reserve", "on": "2024-07-08", "decided_on": "2024-07-08"}


def test_a_new_project_may_say_nothing_of_stage_and_plan(as_, cast):
    new(as_, on="2024-07-08", decided_on="2024-07-08")
    project = Project.objects.get(name="文旅民宿")
    assert not project.stage_events.exists() and not project.year_plans.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": "2024-07-09"}, "on"),
        ({"on": ""}, "on"),
        ({"decided_on": "2024-07-09"}, "decided_on"),
        ({"decided_on": ""}, "decided_on"),
        ({"amount": ""}, "amount"),
        ({"amount": "九"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"stage": "surveying"}, "stage"),
        ({"stage": "suspended"}, "stage"),
        ({"kind": "survey", "stage": "building"}, "stage"),
        ({"year_class": "x"}, "year_class"),
        ({"code": "P1"}, "code"),
        ({"planned_start": ""}, "planned_start"),
    ],
)
def test_a_new_project_that_cannot_stand_is_refused_and_leaves_nothing(as_, cast, values, field):
    answer = new(as_, **{**BEGUN, **values})
    assert set(answer.context["form"].errors) == {field}
    assert not Project.objects.filter(name="文旅民宿").exists()


def test_the_list_finds_projects_whose_financing_makes_another_sum(as_, cast):
    city = source(cast, "市级")
    update_project(project=cast.road, version=1, by=cast.clerk, financing={city.pk: wan(5)})
    update_project(project=cast.dam, version=1, by=cast.clerk, financing={city.pk: wan(8000)})
    table = as_("clerk").get(reverse("projects"), {"gap": "yes"}).context["table"]
    assert [row.record.name for row in table.rows] == ["农村公路"]


@pytest.mark.parametrize("name", ["edit_project", "project_entry", "class_year"])
def test_a_form_that_is_sent_as_it_was_opened_writes_nothing(as_, cast, name):
    city = source(cast, "市级")
    said = {"financing": {city.pk: wan(12)}, "supporting_units": [cast.helper_unit]}
    update_project(project=cast.road, version=1, by=cast.clerk, **said)
    making.entry(cast.road, making.JULY, 1)
    YearClass.objects.create(
        programme=cast.alpha, project=cast.road, year=2024, name="continued", version=2
    )
    MonthEntry.objects.filter(pk=cast.road_june.pk).update(version=2)
    more = {"project_entry": ["2024-06"], "class_year": [2024]}.get(name, [])
    address, client = reverse(name, args=[cast.road.pk, *more]), as_("clerk")
    form = client.get(address).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    last = AuditRow.objects.latest("pk").pk
    assert client.post(address, data).status_code == 302
    assert list(AuditRow.objects.filter(pk__gt=last).exclude(table_name="core_event")) == []
    for row in (cast.road, cast.road_june, YearClass.objects.get()):
        row.refresh_from_db()
        assert row.version == 2
