"""A notice is told once, is its recipient's alone, and stands open until read or settled."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from notifications.models import Notice
from notifications.services import mark_read, notify, resolve
from tests.counting import statements

HERE = "/reports/7/"


def notified(
    cast, *people: str, key: str = "k1", text: str = "报告请批", where=None
) -> list[Notice]:
    to = [getattr(cast, name) for name in people]
    notify(to, (where or cast.alpha).pk, text, HERE, key)
    return list(Notice.objects.filter(dedupe_key=key).order_by("pk"))


def open_to(person) -> list[str]:
    return [notice.text for notice in Notice.objects.visible_to(person).unread()]


def test_each_recipient_is_told(cast):
    notified(cast, "approver", "clerk")
    assert open_to(cast.approver) == open_to(cast.clerk) == ["报告请批"]
    assert open_to(cast.finance) == []


def test_who_was_told_is_not_told_again_but_others_are(cast):
    notified(cast, "approver")
    mark_read(Notice.objects.visible_to(cast.approver))
    notified(cast, "approver", "clerk", text="另一说法")
    assert open_to(cast.approver) == []
    assert open_to(cast.clerk) == ["另一说法"]
    assert Notice.objects.count() == 2


def test_who_reads_does_so_for_nobody_else(cast):
    notified(cast, "approver", "clerk")
    mark_read(Notice.objects.visible_to(cast.approver))
    assert (open_to(cast.approver), open_to(cast.clerk)) == ([], ["报告请批"])


def test_the_time_of_reading_is_that_of_the_first(cast):
    notified(cast, "approver")
    mine = Notice.objects.visible_to(cast.approver)
    assert mark_read(mine) == 1
    first = mine.get().read_at
    assert (mark_read(mine), mine.get().read_at) == (0, first)


def test_what_is_settled_is_open_to_nobody(cast):
    notified(cast, "approver", "clerk")
    notified(cast, "clerk", key="k2", text="其他")
    resolve("k1")
    assert (open_to(cast.approver), open_to(cast.clerk)) == ([], ["其他"])


def test_who_is_not_signed_in_sees_none(cast):
    notified(cast, "approver")
    assert not Notice.objects.visible_to(SimpleNamespace(is_authenticated=False)).exists()


# On a person's own page


def test_unread_notices_stand_on_ones_own_page_the_newest_first(as_, cast):
    for number in (1, 2):
        notified(cast, "approver", key=f"k{number}", text=f"第{number}件")
    page = as_("approver").get("/my/").text
    assert "通知" in page
    assert page.index("第2件") < page.index("第1件")


def test_notices_beyond_the_fifth_are_folded(as_, cast):
    for number in range(7):
        notified(cast, "clerk", text=f"第{number}条", key=f"key:{number}")
    page = as_("clerk").get("/my/").text
    shown, folded = page.split("还有2项")
    assert "第6条" in shown and "第2条" in shown and "第1条" not in shown and "第0条" in folded


@pytest.mark.parametrize("who", ["clerk", "bureau", "helper", "auditor", "sysadmin"])
def test_who_was_told_nothing_finds_no_block_and_no_badge(as_, cast, who):
    notified(cast, "approver")
    page = as_(who).get("/my/").text
    assert "报告请批" not in page
    assert "通知" not in page


def test_text_is_shown_as_text(as_, cast):
    notified(cast, "approver", text="<script>x</script>")
    page = as_("approver").get("/my/").text
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page


def test_the_badge_counts_on_every_page(as_, cast):
    for number in range(3):
        notified(cast, "leader", key=f"k{number}")
    for address in ("/dashboard/", "/projects/", "/my/"):
        assert as_("leader").get(address).context["unread"] == 3
        assert "未读通知" in as_("leader").get(address).text


def test_another_programmes_notices_wait_there(as_, cast):
    notified(cast, "helper", where=cast.beta.programme)
    response = as_("helper").get("/my/")
    assert response.context["unread"] == 0
    assert "报告请批" not in response.text


def test_opening_one_marks_it_read_and_leads_to_its_page(as_, cast):
    first = notified(cast, "approver")[0]
    notified(cast, "approver", key="k2", text="其他")
    response = as_("approver").post(reverse("notice", args=[first.pk]))
    assert (response.status_code, response["Location"]) == (302, HERE)
    assert open_to(cast.approver) == ["其他"]


def test_one_that_was_read_still_opens(as_, cast):
    notice = notified(cast, "approver")[0]
    resolve("k1")
    address = reverse("notice", args=[notice.pk])
    assert as_("approver").post(address)["Location"] == HERE


def test_anothers_notice_is_not_there_and_stays_open(as_, cast):
    notice = notified(cast, "approver")[0]
    client = as_("clerk")
    assert client.post(reverse("notice", args=[notice.pk])).status_code == 404
    assert client.post(reverse("notice", args=[10**30])).status_code == 404
    assert open_to(cast.approver) == ["报告请批"]


def test_all_are_marked_read_at_once_but_for_those_that_came_since(as_, cast):
    notified(cast, "approver", "clerk")
    notified(cast, "approver", key="k2", text="第二件")
    client = as_("approver")
    newest = client.get("/my/").context["newest_notice"]
    notified(cast, "approver", key="k3", text="第三件")
    response = client.post(reverse("notices_read"), {"newest": newest})
    assert response["Location"] == "/my/"
    assert (open_to(cast.approver), open_to(cast.clerk)) == (["第三件"], ["报告请批"])


@pytest.mark.parametrize("newest", ["", "x", "0", "-1", "\x00", "9" * 30])
def test_nothing_is_marked_where_the_page_does_not_say_what_was_seen(as_, cast, newest):
    notified(cast, "approver")
    assert as_("approver").post(reverse("notices_read"), {"newest": newest}).status_code == 302
    assert open_to(cast.approver) == ["报告请批"]


def test_a_page_asks_no_more_for_more_notices(as_, cast):
    client = as_("approver")
    notified(cast, "approver")
    before = statements(client, "/my/")
    for number in range(20):
        notified(cast, "approver", key=f"m{number}")
    assert statements(client, "/my/") == before
