"""The sentence of a light and the field that it lacks are shown beside the light."""

from datetime import date

import pytest
from django.urls import reverse

from projects.choices import LightKind
from projects.models import Project
from tests.making import JUNE, building, entry
from tests.pages.test_exports import as_csv

LABELS = [str(kind.label) for kind in LightKind]
BEHIND = "占年度计划的41.67%，低于序时进度8.33个百分点。"


@pytest.fixture
def road(cast):
    """With the field of the statistics, so that its progress is its worst light."""
    Project.objects.filter(pk=cast.road.pk).update(
        in_statistics=True, actual_start=date(2024, 3, 1)
    )
    return cast.road


def pages(project) -> dict[str, str]:
    return {
        "row": "/projects/",
        "print": "/projects/?_print=all",
        "month list": reverse("project_months", args=[JUNE]),
        "grid": reverse("project_grid", args=[JUNE]) + "?unit=all",
        "card": "/projects/board/",
        "page": reverse("project", args=[project.pk]),
        "entry": reverse("project_entry", args=[project.pk, JUNE]),
    }


@pytest.mark.parametrize("where", ["row", "print", "month list", "grid", "card", "page", "entry"])
def test_the_sentence_of_a_light_stands_beside_it_and_as_its_tooltip(as_, road, where):
    text = as_("clerk").get(pages(road)[where]).text
    assert f'title="{BEHIND}"' in text
    assert f'<span class="light-words">{BEHIND}</span>' in text


def test_the_list_and_the_page_of_a_project_name_the_four_lights(as_, road):
    client = as_("clerk")
    assert as_csv(client, "/projects/")[0][1:5] == LABELS
    page = client.get(pages(road)["page"]).text
    assert all(f"<dt>{label}</dt>" in page for label in LABELS)


LINKS = [
    ("clerk", "school", "planned_start"),
    ("clerk", "road", "actual_start"),
    ("bureau", "road", "actual_start"),
]


@pytest.mark.parametrize(("who", "name", "field"), LINKS)
def test_a_missing_field_is_linked_for_whoever_may_fill_it_in(as_, cast, who, name, field):
    client, project = as_(who), getattr(cast, name)
    form = reverse("edit_project", args=[project.pk])
    addresses = pages(project)
    for where in ("row", "card", "page"):
        assert f'<a href="{form}#id_{field}">' in client.get(addresses[where]).text, where
    assert f'id="id_{field}"' in client.get(form).text


@pytest.mark.parametrize("who", ["leader", "helper", "township"])
def test_nobody_else_is_sent_to_the_form(as_, cast, who):
    assert "/edit/#id_" not in as_(who).get("/projects/").text


def test_a_unit_is_not_sent_to_a_field_of_the_task_force(as_, cast):
    Project.objects.filter(pk=cast.road.pk).update(actual_start=date(2024, 3, 1))
    form = reverse("edit_project", args=[cast.road.pk])
    assert f"{form}#id_in_statistics" in as_("clerk").get("/projects/").text
    assert f"{form}#id_in_statistics" not in as_("bureau").get("/projects/").text


def test_the_list_is_filtered_by_the_overall_warning(as_, cast):
    slow = building(cast.alpha, "P8", cast.bureau_unit, 1000, in_statistics=True)
    entry(slow, JUNE, 100)
    page = as_("clerk").get("/projects/?warning=red&warning=unreported")
    assert {row.record for row in page.context["table"].rows} == {slow, cast.dam}
