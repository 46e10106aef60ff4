"""A record page without a template of its own."""

import re

import pytest
from django.urls import path

from core.choices import Provenance
from core.web.facts import Action, Fact, Section, facts_of
from core.web.pages import RecordPage
from mabian.urls import urlpatterns as ours
from programmes.models import Need
from programmes.tables.tasks import TaskTable
from tests.making import need, task, wan


class NeedPage(RecordPage):
    model = Need
    permission = "programmes.view_needs"
    title_field = "text"
    highlights = ("township", "amount")
    facts = ("number", "urgency", "person", "tasks")
    actions = (Action("Attach", "attach_to_need", "programmes.attach_to_need", "paperclip"),)

    def get_sections(self):
        day, user = self.request.day, self.request.user
        tasks = self.object.tasks.as_of(day).with_known_deadline(user)
        table = TaskTable(tasks, orderable=False, exclude=("list", "feedback"))
        return [Section("Answers", "answers", table=table, add_address="/tasks/new/")]


urlpatterns = [path("plain/<int:pk>/", NeedPage.as_view()), *ours]


@pytest.fixture
def row(cast, settings) -> Need:
    settings.ROOT_URLCONF = __name__
    answer = task(cast.alpha, "T7", cast.bureau_unit)
    given = {"amount": wan("12.5"), "urgency": 3, "text": "<修路>"}
    return need(cast.alpha, "X7", cast.township_unit, answer=answer, **given)


def text_of(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_facts_are_labelled_and_formatted_by_their_fields(row):
    assert facts_of(row, (*NeedPage.facts, "amount", ("pk", "key"))) == [
        Fact("编号", "X7"),
        Fact("紧迫程度", "低"),
        Fact("责任人", "—"),
        Fact("tasks", "T7号任务"),
        Fact("金额（万元）", "12.50"),
        Fact("key", row.pk),
    ]


def test_it_shows_title_facts_actions_and_related_records(client, cast, row):
    client.force_login(cast.clerk)
    page = client.get(f"/plain/{row.pk}/").text
    assert '<h1 class="page-title">&lt;修路&gt;</h1>' in page
    assert '<dt>编号</dt><dd class="text-pre">X7</dd>' in page
    assert f'href="/needs/{row.pk}/attachments/"' in page
    words = text_of(page)
    for part in ("乡镇 上坝镇 金额（万元） 12.50", "Answers 添加", "T7号任务"):
        assert part in words


def test_an_action_is_shown_to_whoever_has_its_right(client, cast, row):
    client.force_login(cast.leader)
    assert f'href="/needs/{row.pk}/attachments/"' not in client.get(f"/plain/{row.pk}/").text


def test_the_mark_stands_beside_the_title(client, cast, row):
    Need.objects.filter(pk=row.pk).update(provenance=Provenance.ILLUSTRATIVE)
    client.force_login(cast.clerk)
    heading = client.get(f"/plain/{row.pk}/").text.split("<h1")[1].split("</h1>")[0]
    assert text_of(f"<h1{heading}") == "&lt;修路&gt; 演示"


def test_a_record_of_another_programme_is_not_found(client, cast, row):
    client.force_login(cast.clerk)
    assert client.get(f"/plain/{cast.beta.need.pk}/").status_code == 404
