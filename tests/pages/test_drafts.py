"""What is typed into a form stays in the browser until the server confirms it."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse

from tests.making import JUNE, sent

# Passwords and codes, and what is read from a file.
KEPT_NOWHERE = {"sign_in", "second_factor", "confirm", "change_password"}
KEPT_NOWHERE |= {"upload", "attach_form", "word"}


def test_every_form_with_fields_keeps_a_draft():
    forms = {
        path.stem
        for path in Path(settings.BASE_DIR / "templates").rglob("*.html")
        if "novalidate" in (text := path.read_text("utf-8")) and "data-draft" not in text
    }
    assert forms - {"grid_row", "task_grid_row"} <= KEPT_NOWHERE


def test_a_saved_form_names_what_is_confirmed(as_, cast):
    client, data = as_("clerk"), sent(1, amount="1")
    address = reverse("project_entry", args=[cast.road.pk, JUNE])
    page = client.post(address, data, follow=True).text
    assert f'data-confirmed="{data["submission_id"]}"' in page
    refused = client.post(address, sent(2, amount="一百"), follow=True).text
    assert "data-confirmed" not in refused and f'data-draft="{address}"' in refused


def test_a_button_leads_back_to_its_page_after_signing_in(client, cast):
    page = reverse("project_entry", args=[cast.road.pk, JUNE])
    press = reverse("no_change", args=[cast.road.pk, JUNE])
    response = client.post(press, sent(), headers={"Referer": f"http://testserver{page}"})
    assert response["Location"] == f"/sign-in/?next=http%3A//testserver{page}"
    assert client.post(press, sent())["Location"] == "/sign-in/?next=/"


def test_the_sign_in_says_why_one_is_there(as_, client, cast):
    assert "登录已失效：30分钟没有操作" in client.get("/sign-in/?next=/projects/").text
    assert 'role="status"' not in client.get("/sign-in/?next=/").text
    left = as_("clerk").post(reverse("sign_out"))
    assert "您已退出登录" in client.get(left["Location"]).text
