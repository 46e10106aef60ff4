"""Several projects are changed together: all or none, with a version and a record each."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.audit.models import AuditRow
from projects.models import Project, YearClass
from projects.services.together import change_together
from projects.services.undo import preview_key, restore_together, undos_of
from tests.making import sent


def versions(*projects) -> dict[int, int]:
    return {one.pk: one.version for one in projects}


def change(cast, *projects, year_class="", **values):
    return change_together(
        versions=versions(*projects), values=values, year=2024, year_class=year_class, by=cast.clerk
    )


def now(project) -> Project:
    return Project.objects.get(pk=project.pk)


def undo(former):
    return restore_together(former, preview=preview_key(undos_of(former)))


def test_each_project_gets_the_values_a_version_and_a_record_of_its_own(cast):
    change(cast, cast.road, cast.dam, owner_unit=cast.bureau2_unit, lead_official="王县长")
    for project in (cast.road, cast.dam):
        found = now(project)
        assert (found.owner_unit, found.lead_official) == (cast.bureau2_unit, "王县长")
        assert found.version == project.version + 1
        rows = AuditRow.objects.filter(table_name="projects_project", key=str(project.pk))
        assert rows.order_by("pk").last().reason == "成批修改2个项目"


def test_where_one_was_saved_in_the_meantime_none_is_changed(cast):
    seen = versions(cast.road, cast.dam)
    Project.objects.filter(pk=cast.dam.pk).update(version=9)
    with pytest.raises(ValidationError, match="水库"):
        change_together(versions=seen, values={"person": "赵敏"}, year=2024, by=cast.clerk)
    assert now(cast.road).person == cast.road.person


def test_what_has_the_values_already_is_not_written(cast):
    change(cast, cast.road, person="赵敏")
    former = change(cast, now(cast.road), cast.dam, person="赵敏")
    assert [one["project"] for one in former] == [cast.dam.pk]
    assert now(cast.road).version == cast.road.version + 1


def test_the_class_of_the_year_is_made_or_changed(cast):
    given = {"programme": cast.alpha, "project": cast.road, "year": 2024}
    YearClass.objects.create(**given, name="preparing")
    change(cast, cast.road, cast.dam, year_class="continued")
    rows = YearClass.objects.filter(project__in=[cast.road, cast.dam])
    assert {(row.project_id, row.name) for row in rows} == {
        (cast.road.pk, "continued"),
        (cast.dam.pk, "continued"),
    }


def test_a_published_field_that_is_changed_is_published_no_more_until_it_is_undone(cast):
    marks = {"provenance": "published", "published_fields": ["name", "person"], "source_note": "公"}
    Project.objects.filter(pk=cast.road.pk).update(**marks)
    former = change(cast, now(cast.road), person="赵敏")
    assert now(cast.road).published_fields == ["name"]
    undo(former)
    assert now(cast.road).published_fields == ["name", "person"]


def test_undo_restores_all_former_values(cast):
    given = {"programme": cast.alpha, "project": cast.road, "year": 2024}
    YearClass.objects.create(**given, name="preparing")
    values = {"owner_unit": cast.bureau2_unit, "township": cast.township2_unit, "person": "赵敏"}
    former = change(cast, cast.road, cast.dam, year_class="continued", **values)
    undo(former)
    for project in (cast.road, cast.dam):
        found = now(project)
        for name in values:
            assert getattr(found, name) == getattr(project, name)
    assert list(YearClass.objects.values_list("project", "name")) == [(cast.road.pk, "preparing")]


def test_undo_leaves_what_has_another_value_since_and_restores_the_others(cast):
    former = change(cast, cast.road, cast.dam, person="赵敏", lead_official="王县长")
    Project.objects.filter(pk=cast.dam.pk).update(person="钱进", version=9)
    undos = {one.project: one for one in undo(former)}
    assert [part.label for part in undos[cast.dam].kept] == ["责任人"]
    assert (now(cast.dam).person, now(cast.dam).lead_official) == ("钱进", cast.dam.lead_official)
    assert now(cast.road).person == cast.road.person


def test_a_later_save_of_another_field_does_not_stop_the_undo(cast):
    former = change(cast, cast.road, cast.dam, person="赵敏")
    Project.objects.filter(pk=cast.dam.pk).update(name="大水库", version=9)
    undo(former)
    assert (now(cast.dam).person, now(cast.dam).name) == (cast.dam.person, "大水库")
    assert now(cast.dam).version == 10


def test_a_class_that_was_changed_since_stays(cast):
    former = change(cast, cast.road, year_class="continued", person="赵敏")
    YearClass.objects.update(name="starting", version=9)
    undo(former)
    assert YearClass.objects.get().name == "starting"
    assert now(cast.road).person == cast.road.person


def test_nothing_is_undone_twice(cast):
    former = change(cast, cast.road, person="赵敏")
    undo(former)
    with pytest.raises(ValidationError, match="没有可撤销的内容"):
        undo(former)


def test_nothing_is_undone_that_the_page_did_not_show(cast):
    former = change(cast, cast.road, cast.dam, person="赵敏")
    seen = preview_key(undos_of(former))
    Project.objects.filter(pk=cast.dam.pk).update(person="钱进")
    with pytest.raises(ValidationError, match="请重新核对"):
        restore_together(former, preview=seen)
    assert now(cast.road).person == "赵敏"


def test_what_was_published_before_is_marked_again_beside_later_marks(cast):
    marks = {"provenance": "published", "published_fields": ["name", "person"], "source_note": "公"}
    Project.objects.filter(pk=cast.road.pk).update(**marks)
    former = change(cast, now(cast.road), person="赵敏")
    Project.objects.filter(pk=cast.road.pk).update(published_fields=["code"])
    undo(former)
    assert now(cast.road).published_fields == ["code", "person"]


def test_the_page_shows_what_will_be_undone_before_it_is(as_, cast):
    client = as_("clerk")
    rows = f"{cast.dam.pk}-{cast.dam.version},{cast.road.pk}-{cast.road.version}"
    page = client.post(reverse("change_projects"), sent(rows=rows, person="赵敏"), follow=True)
    address = page.request["PATH_INFO"]
    Project.objects.filter(pk=cast.dam.pk).update(person="钱进")
    text = client.get(address).text
    assert "1个项目恢复原值。" in text
    assert "1个项目另有改动，保持不变。" in text
    preview = client.get(address).context["preview"]
    done = client.post(f"{address}undo/", sent(preview=preview), follow=True).text
    assert "已恢复1个项目" in done
    assert "没有可撤销的内容" in done


def test_the_browser_ticks_changes_and_undoes(as_, cast):
    client, address = as_("clerk"), reverse("change_projects")
    assert f'name="row" value="{cast.road.pk}"' in client.get("/projects/").text
    rows = f"{cast.dam.pk}-{cast.dam.version},{cast.road.pk}-{cast.road.version}"
    page = client.get(address, {"row": [cast.road.pk, cast.dam.pk]})
    assert {*page.context["rows"].split(",")} == {*rows.split(",")}
    done = client.post(address, sent(rows=rows, person="赵敏"), follow=True)
    assert "已修改2个项目" in done.text
    assert now(cast.road).person == now(cast.dam).person == "赵敏"
    said = sent(preview=done.context["preview"])
    undone = client.post(f"{done.request['PATH_INFO']}undo/", said, follow=True)
    assert "已恢复2个项目" in undone.text
    assert now(cast.road).person == cast.road.person


@pytest.mark.parametrize("rows", ["", "x", "1", "1-x", "-1-1", "９-1", "1-1," * 300])
def test_rows_that_cannot_be_read_change_nothing(as_, cast, rows):
    response = as_("clerk").post(reverse("change_projects"), sent(rows=rows, person="赵敏"))
    assert response.status_code in (200, 404)
    assert now(cast.road).version == cast.road.version


def test_an_empty_form_says_that_nothing_would_change(as_, cast):
    rows = f"{cast.road.pk}-{cast.road.version}"
    response = as_("clerk").post(reverse("change_projects"), sent(rows=rows))
    assert "请至少填写一项" in response.text


def test_the_rows_of_another_county_are_not_found(as_, cast):
    other = cast.beta.project
    client, address = as_("clerk"), reverse("change_projects")
    assert client.get(address, {"row": [cast.road.pk, other.pk]}).status_code == 404
    said = sent(rows=f"{other.pk}-{other.version}", person="赵敏")
    assert client.post(address, said).status_code == 404


def test_a_colleague_of_the_task_force_may_undo_it_and_nobody_else_sees_it(as_, cast):
    rows = f"{cast.road.pk}-{cast.road.version}"
    response = as_("clerk").post(reverse("change_projects"), sent(rows=rows, person="赵敏"))
    assert as_("bureau").get(response["Location"]).status_code == 403
    preview = as_("approver").get(response["Location"]).context["preview"]
    as_("approver").post(f"{response['Location']}undo/", sent(preview=preview))
    assert now(cast.road).person == cast.road.person


def test_only_the_task_force_has_boxes(as_):
    assert 'form="picked"' not in as_("leader").get("/projects/").text
    assert 'form="picked"' not in as_("bureau").get("/projects/").text


def test_boxes_are_in_no_file(as_):
    head = as_("clerk").get("/projects/?_export=csv").getvalue().decode("utf-8-sig").splitlines()[0]
    assert head.startswith("项目,综合预警")
