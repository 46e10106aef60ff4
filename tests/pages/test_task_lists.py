"""The pages of lists of tasks: assigning, adjusting, the next year, rows that are pasted."""

from pathlib import Path

import pytest
from django.urls import reverse

from core.importing.models import ImportFile
from core.web.picked import MAX_ROWS
from programmes.models import Task, TaskGroup, TaskList
from programmes.views.several_tasks import AssignTasks
from tests.importing.books import press
from tests.making import member, person, sent, task


@pytest.fixture
def folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def rows_of(*tasks):
    return ",".join(f"{one.pk}-{one.version}" for one in tasks)


def test_drafts_are_listed_with_their_number_by_unit_before_they_are_assigned(as_, cast):
    one, two = (task(cast.alpha, n, cast.bureau_unit, state="draft", text=n) for n in "XY")
    page = as_("clerk").get(f"/tasks/lists/{cast.road_list.pk}/").text
    address = f"{reverse('assign_tasks')}?drafts=all&amp;list={cast.road_list.pk}"
    assert address in page
    shown = as_("clerk").get(address.replace("&amp;", "&")).text
    assert "交办2项任务" in shown
    assert shown.count(cast.bureau_unit.name) == 3
    sent_rows = sent(rows=rows_of(one, two))
    assert as_("clerk").post(reverse("assign_tasks"), sent_rows).status_code == 302
    assert {one.state for one in Task.objects.filter(number__in="XY")} == {"assigned"}


def test_a_deadline_that_has_passed_is_pointed_out(as_, cast):
    client = as_("clerk")
    fields = {"text": "旧事", "lead_unit": cast.bureau_unit.pk, "deadline": "2024-06-30"}
    answer = client.post(reverse("new_task"), sent(lists=cast.road_list.pk, **fields), follow=True)
    assert "时限2024-06-30已过，请核对" in answer.text
    late = Task.objects.get(text="旧事", state="draft")
    other = task(cast.alpha, "X", cast.bureau_unit, state="draft", deadline="2024-12-31")
    page = client.get(f"{reverse('assign_tasks')}?row={late.pk}&row={other.pk}").text
    assert "其中1项任务的时限已过" in page
    assert page.count('class="mark">时限已过') == 1


def test_a_list_counts_what_its_link_opens_and_its_drafts_beside(as_, cast):
    task(cast.alpha, "X", cast.bureau_unit, state="draft")
    client, tasks = as_("clerk"), f"{reverse('tasks')}?list={cast.road_list.pk}"
    rows = client.get(tasks).context["table"].rows
    page = client.get(f"/tasks/lists/{cast.road_list.pk}/")
    assert (page.context["count"], page.context["draft_count"]) == (len(rows), 1)
    drafts = f"{tasks}&state=draft"
    catalogue = client.get(reverse("task_lists"))
    for text in (page.text, catalogue.text):
        assert f'href="{drafts.replace("&", "&amp;")}"' in text
    assert f'href="{tasks}">{len(rows)}</a>' in catalogue.text
    assert len(client.get(drafts).context["table"].rows) == 1


def test_a_search_that_finds_a_draft_alone_leads_to_it(as_, cast):
    task(cast.alpha, "X", cast.bureau_unit, state="draft", text="拟建水厂")
    address = f"{reverse('tasks')}?q=水厂"
    page = as_("clerk").get(address)
    assert "另有草稿1项" in page.text
    found = as_("clerk").get(f"{address}&state=draft")
    assert "拟建水厂" in found.text and "另有草稿" not in found.text
    assert "另有草稿" not in as_("leader").get(address).text


def test_a_new_task_of_a_list_is_in_it(as_, cast):
    address = f"{reverse('new_task')}?list={cast.road_list.pk}"
    assert address in as_("clerk").get(f"/tasks/lists/{cast.road_list.pk}/").text
    page = as_("clerk").get(address)
    assert page.context["form"]["lists"].initial == [cast.road_list]
    assert '<legend class="form-label required">清单' in page.text


def test_a_list_is_adjusted_and_shows_what_came_in_and_went_out(as_, cast):
    out = task(cast.alpha, "X", cast.bureau_unit, text="已调出的事")
    points = TaskList.objects.create(programme=cast.alpha, name="要点", year=2024)
    task(cast.alpha, "Y", cast.bureau_unit, text="调入的事", lists=[points])
    address = reverse("adjust_list", args=[cast.road_list.pk])
    given = {"on": "2024-07-01", "document_number": "马委办〔2024〕9号", "out": out.pk}
    assert "没有编号为Z9的任务" in as_("clerk").post(address, sent(added="Y、Z9", **given)).text
    assert as_("clerk").post(address, sent(added="Y", **given)).status_code == 302
    page = as_("clerk").get(f"/tasks/lists/{cast.road_list.pk}/").text
    for words in ("第1次调整", "马委办〔2024〕9号", "调入的事", "已调出的事"):
        assert words in page
    assert out.lists == []
    assert "已调出的事" in as_("clerk").get(reverse("task", args=[out.pk])).text


def test_an_adjustment_by_which_nothing_changes_is_refused(as_, cast):
    address = reverse("adjust_list", args=[cast.road_list.pk])
    page = as_("clerk").post(address, sent(on="2024-07-01", note="调整"))
    assert "没有任务调入、调出或变更" in page.text


def test_the_next_year_is_shown_before_it_is_made(as_, cast):
    address = reverse("carry_list_over", args=[cast.road_list.pk])
    page = as_("clerk").get(address).text
    assert cast.road_task.text in page
    assert cast.done_task.text in page
    assert not TaskList.objects.filter(year=2025).exists()
    assert as_("clerk").post(address, sent(copies_closed="on")).status_code == 302
    later = TaskList.objects.get(year=2025)
    assert later in cast.road_task.lists
    assert Task.objects.filter(state="draft", text=cast.done_task.text).count() == 1


def test_pasted_rows_become_drafts_of_the_list_by_the_preview(as_, cast, folder):
    member(cast.alpha, "县林业局", "member")
    block = "任务内容\t牵头单位\t完成时限\t量化目标\n植树\t县林业局\t2024-10-31\t300\n"
    fields = {"list": cast.road_list.pk, "block": block}
    answer = as_("clerk").post(reverse("paste_tasks"), sent(**fields))
    record = ImportFile.objects.latest("pk")
    assert answer.url == reverse("import_preview", args=[record.pk])
    assert not Task.objects.filter(text="植树").exists()
    press(as_("clerk"), "import_confirm", record)
    made = Task.objects.get(text="植树")
    assert (made.state, made.lists, made.target_quantity) == ("draft", [cast.road_list], 300)
    page, key = as_("clerk").get(answer.url).text, cast.road_list.pk
    assert f'href="{reverse("task_list", args=[key])}"' in page
    assert f'href="{reverse("assign_tasks")}?drafts=all&amp;list={key}"' in page
    press(as_("clerk"), "import_undo", record)
    assert not Task.objects.filter(text="植树").exists()
    assert "drafts=all" not in as_("clerk").get(answer.url).text


def test_pasted_rows_with_errors_name_row_and_column(as_, cast, folder):
    fields = {"list": cast.road_list.pk, "block": "任务内容\t牵头单位\n植树\t无此单位\n"}
    answer = as_("clerk").post(reverse("paste_tasks"), sent(**fields))
    page = as_("clerk").get(answer.url).text
    assert "B2" in page
    assert "无此单位" in page


def test_pasted_rows_with_errors_are_corrected_where_they_were_pasted(as_, cast, folder):
    block = '任务内容\t牵头单位\t完成时限\n"植树\n造林"\t无此单位\t8月\n种草\t\t\n'
    client, fields = as_("clerk"), {"list": cast.road_list.pk, "block": block}
    preview = client.post(reverse("paste_tasks"), sent(**fields)).url
    page, record = client.get(preview).text, ImportFile.objects.latest("pk")
    address = f"{reverse('paste_tasks')}?import={record.pk}"
    assert f'href="{address}">返回粘贴页修改' in page
    assert "粘贴内容!C2" in page
    form = client.get(address).context["form"]
    assert (form.initial["list"], form.initial["block"]) == (cast.road_list, block)
    cast.second = person(cast.alpha, "second", "clerk", cast.force)
    assert as_("second").get(address).status_code == 404
    Path(record.file.path).unlink()
    assert client.get(address).status_code == 404


def test_a_block_whose_rows_cannot_be_told_apart_is_refused(as_, cast):
    block = '任务内容\t牵头单位\n"' + "植" * 140_000
    answer = as_("clerk").post(reverse("paste_tasks"), sent(list=cast.road_list.pk, block=block))
    assert "引号" in answer.text


def test_a_block_without_rows_is_refused(as_, cast):
    fields = {"list": cast.road_list.pk, "block": "任务内容\t牵头单位"}
    answer = as_("clerk").post(reverse("paste_tasks"), sent(**fields))
    assert "至少一行" in answer.text


def test_the_catalogue_shows_nine_slots_of_which_unnamed_ones_are_named_in_place(as_, cast):
    group = TaskGroup.objects.create(programme=cast.alpha, year=2024, position=2, name="片区会事项")
    TaskList.objects.filter(pk=cast.road_list.pk).update(group=group)
    page = as_("clerk").get(reverse("task_lists")).text
    assert page.count("待县里明确") == 8
    assert f"{cast.road_list.name}（{cast.road_list.places.count()}）" in page
    address = f"{reverse('new_task_group')}?year=2024&position=4"
    assert address.replace("&", "&amp;") in page
    assert 'value="4"' in as_("clerk").get(address).text


def test_a_list_names_its_document_and_a_group_of_its_own_year(as_, cast):
    group = TaskGroup.objects.create(programme=cast.alpha, year=2025, position=1, name="明年")
    fields = {
        "name": "清单",
        "year": 2024,
        "position": 1,
        "document_number": "9号",
        "group": group.pk,
    }
    assert "该类别属于2025年" in as_("clerk").post(reverse("new_task_list"), sent(**fields)).text
    fields |= {"year": 2025, "meeting": "专班第3次会议", "issued_on": "2024-07-01"}
    assert as_("clerk").post(reverse("new_task_list"), sent(**fields)).status_code == 302
    made = TaskList.objects.get(name="清单")
    assert (made.group, made.document_number, made.meeting) == (group, "9号", "专班第3次会议")


def test_what_is_seldom_used_of_the_list_is_folded_into_one_menu_in_a_hand(as_, cast):
    page = as_("approver").get(reverse("tasks")).text
    menu = page[page.index("folded-menu") :].partition("</div>")[0]
    for name in ("task_events", "instructions", "feedback_sheets", "paste_tasks"):
        assert f'href="{reverse(name)}"' in menu
    assert "Excel" in menu and "打印" in menu
    assert f'href="{reverse("task_requests")}?state=pending"' not in menu
    assert f'href="{reverse("new_task")}"' not in menu


def test_all_drafts_are_assigned_in_turn_and_what_remains_is_named(as_, cast, monkeypatch):
    own = TaskList.objects.create(programme=cast.alpha, name="要点", year=2024)
    for number in range(3):
        task(cast.alpha, f"D{number}", cast.bureau_unit, state="draft", lists=[own])
    other = task(cast.alpha, "D9", cast.bureau_unit, state="draft")
    client, address = as_("clerk"), f"{reverse('assign_tasks')}?drafts=all&list={own.pk}"
    assert address.replace("&", "&amp;") in client.get(f"/tasks/lists/{own.pk}/").text
    assert f"{reverse('assign_tasks')}?drafts=all" in client.get(reverse("my_work")).text
    monkeypatch.setattr(AssignTasks, "most", 2)
    page = client.get(address)
    assert [one.number for one in page.context["picked"]] == ["D0", "D1"]
    assert "另有草稿1项未列入" in page.text
    page = client.post(address, sent(rows=page.context["rows"]), follow=True)
    assert "还有草稿1项" in page.text
    assert [one.number for one in page.context["picked"]] == ["D2"]
    answer = client.post(address, sent(rows=page.context["rows"]))
    assert answer.url == reverse("task_list", args=[own.pk])
    assert [*Task.objects.of(cast.alpha).filter(state="draft")] == [other]


def test_more_drafts_than_fit_on_a_page_are_no_error(as_, cast):
    for number in range(MAX_ROWS + 1):
        task(cast.alpha, f"D{number}", cast.bureau_unit, state="draft")
    page = as_("clerk").get(f"{reverse('assign_tasks')}?drafts=all")
    assert len(page.context["picked"]) == MAX_ROWS and "另有草稿" in page.text


def test_a_block_that_cannot_be_stored_is_refused_in_words(as_, cast, folder):
    heads = "任务内容\t牵头单位\n"
    for block, words in (("植\x00树\t县林业局", "无法保存"), ("树" * 140_000, "超过131072个字")):
        fields = {"list": cast.road_list.pk, "block": heads + block}
        answer = as_("clerk").post(reverse("paste_tasks"), sent(**fields))
        [error] = answer.context["form"].errors["block"]
        assert words in error
