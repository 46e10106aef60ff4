"""Notes on a project's page: who reads them, who finds the form, what is said of a refused one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from projects.models import ProjectNote
from tests.making import note, sent
from tests.pages.crawl import Page

SECTION, FORM = 'id="notes"', '/notes/" novalidate data-draft'
READS = ["clerk", "approver", "finance", "leader", "bureau", "township"]


def page(cast, name="road") -> str:
    return reverse("project", args=[getattr(cast, name).pk])


def add(cast, name="road") -> str:
    return reverse("add_note", args=[getattr(cast, name).pk])


@pytest.mark.parametrize("who", READS)
def test_whoever_sees_the_project_for_the_county_reads_what_was_written(as_, cast, who):
    note(cast.road, cast.township, "三户未签\n征地协议", subject="people")
    text = Page(as_(who).get(page(cast)).text).text
    assert "用地和群众情况反映" in text
    assert "· 上坝镇 · alpha_township" in text and "2024年7月8日" in text
    assert "群众\n" in text and "三户未签\n征地协议" in text


def test_a_helper_finds_neither_the_section_nor_the_words(as_, cast):
    note(cast.school, cast.township, "三户未签征地协议")
    text = as_("helper2").get(page(cast, "school")).text
    assert SECTION not in text and "三户未签" not in text
    assert as_("helper2").get(add(cast, "school")).status_code == 403


@pytest.mark.parametrize("who", READS)
def test_the_form_and_the_button_to_it_are_for_who_may_write(as_, cast, who):
    text = as_(who).get(page(cast)).text
    may = who in ("clerk", "approver", "township")
    assert (FORM in text, 'href="#notes"' in text) == (may, may)
    assert ("请在下面填写" in text, "由项目所在乡镇填写" in text) == (may, not may)


def test_a_township_writes_and_takes_back_what_it_wrote(as_, cast):
    client, fields = as_("township"), sent(subject="land", text="  已谈妥两户 ")
    shown = client.post(add(cast), fields, follow=True)
    assert shown.redirect_chain == [(page(cast), 302)]
    assert "情况反映已提交" in shown.text and "已谈妥两户" in shown.text
    made = ProjectNote.objects.get()
    assert (made.text, made.subject, made.unit) == ("已谈妥两户", "land", cast.township_unit)
    back = reverse("take_back_note", args=[cast.road.pk, made.pk])
    assert back in shown.text
    assert back not in as_("clerk").get(page(cast)).text
    refusal = as_("clerk").post(back, sent(), follow=True).text
    assert "只有填写人本人可以在填写当日撤回" in refusal
    assert "已撤回" in client.post(back, sent(), follow=True).text
    assert not ProjectNote.objects.exists()


def test_on_the_next_day_a_note_stands(as_, cast):
    made = note(cast.road, cast.township)
    cast.alpha.as_of = cast.day + timedelta(1)
    cast.alpha.save()
    back = reverse("take_back_note", args=[cast.road.pk, made.pk])
    client = as_("township")
    assert back not in client.get(page(cast)).text
    assert "只有填写人本人可以在填写当日撤回" in client.post(back, sent(), follow=True).text
    assert ProjectNote.objects.get() == made


def test_a_note_of_one_project_is_not_taken_back_through_another(as_, cast):
    made = note(cast.road, cast.township)
    through = reverse("take_back_note", args=[cast.school.pk, made.pk])
    assert as_("township").post(through, sent()).status_code == 404


def test_looked_as_of_an_earlier_day_a_later_note_is_not_there(as_, cast):
    note(cast.road, cast.township, "三户未签征地协议")
    client = as_("bureau")
    for days, there in ((1, False), (0, True)):
        client.post(reverse("look_as_of"), {"day": str(cast.day - timedelta(days))})
        assert ("三户未签" in client.get(page(cast)).text) == there


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"subject": "land", "text": " \u3000"}, "请填写“内容”"),
        ({"subject": "", "text": "征地"}, "请填写“事项”"),
        ({"subject": "money", "text": "征地"}, "money"),
        ({"subject": "land", "text": "甲\x07"}, "无法保存的字符"),
        ({"subject": "land", "text": "长" * 501}, "501"),
    ],
)
def test_a_refused_note_is_explained_and_what_was_typed_is_kept(as_, cast, fields, words):
    response = as_("township").post(add(cast), sent(**fields))
    assert response.status_code == 200
    assert "field-error" in response.text and words in response.text
    assert fields["text"].strip("\u3000 \x07") in response.text
    assert not ProjectNote.objects.exists()


def test_what_a_request_says_of_unit_day_and_author_is_not_heard(as_, cast):
    more = {"unit": cast.force.pk, "on": "2024-01-01", "created_by": cast.clerk.pk}
    as_("township").post(add(cast), sent(subject="land", text="征地", **more))
    made = ProjectNote.objects.get()
    assert (made.unit, made.on, made.created_by) == (cast.township_unit, cast.day, cast.township)


def test_in_english_nothing_is_left_in_chinese_but_what_people_wrote(as_, cast):
    client = as_("township")
    client.cookies["django_language"] = "en"
    text = client.get(page(cast)).text.partition(SECTION)[2].partition("</section>")[0]
    assert not [letter for letter in text if "\u4e00" <= letter <= "\u9fff"]
