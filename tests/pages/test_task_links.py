"""Projects, needs and fund lines on the page of a task: linked and taken off by those who may."""

import pytest
from django.urls import reverse

from funds.models import FundTask
from projects.models import ProjectTask
from tests.making import sent

KINDS = {
    "project": ("clerk", "school", "P4 学校"),
    "need": ("clerk", "open_need", "N1 缺产业路"),
    "fund": ("finance", "training", "F2 培训"),
}


def page(client, task):
    return client.get(reverse("task", args=[task.pk]))


def link(client, cast, kind: str):
    address = reverse(f"link_task_{kind}", args=[cast.road_task.pk])
    return client.post(address, sent(row=getattr(cast, KINDS[kind][1]).pk))


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_chosen_shown_and_taken_off(as_, cast, kind):
    who, name, words = KINDS[kind]
    client, record = as_(who), getattr(cast, name)
    choices = client.get(reverse(f"link_task_{kind}", args=[cast.road_task.pk]))
    assert words in choices.text
    assert link(client, cast, kind).status_code == 302
    found = [one for part in page(client, cast.road_task).context["sections"] for one in part.rows]
    [related] = [one for one in found if getattr(one, "number", "") == words.split()[0]]
    assert related.address.rstrip("/").endswith(str(record.pk))
    assert cast.road_task.text in client.get(related.address).text
    assert words not in client.get(reverse(f"link_task_{kind}", args=[cast.road_task.pk])).text
    assert client.post(related.removal, sent()).status_code == 302
    assert related.address not in page(client, cast.road_task).text.split("变更记录")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_no_unit_links_anything(as_, cast, kind):
    assert link(as_("bureau"), cast, kind).status_code == 403


def test_a_unit_reads_the_links_to_what_it_sees_alone(as_, cast):
    link(as_("finance"), cast, "fund")
    for who, reads in (("clerk", True), ("bureau", False)):
        assert (
            reverse("fund_line", args=[cast.training.pk]) in page(as_(who), cast.road_task).text
        ) == reads, who


def test_the_history_of_the_task_shows_its_links(as_, cast):
    link(as_("clerk"), cast, "project")
    link(as_("finance"), cast, "fund")
    entries = page(as_("clerk"), cast.road_task).context["history"]["entries"]
    titles = " ".join(entry.title for entry in entries)
    assert "学校" in titles and "F2" in titles
    assert ProjectTask.objects.count() == FundTask.objects.count() == 1


def test_what_is_linked_already_is_not_linked_again(as_, cast):
    link(as_("finance"), cast, "fund")
    assert link(as_("finance"), cast, "fund").status_code == 200
    assert FundTask.objects.count() == 1


def test_the_page_of_a_need_shows_how_far_its_tasks_are(as_, cast):
    text = as_("clerk").get(reverse("need", args=[cast.met_need.pk])).text
    assert ">待签收</td>" in text
