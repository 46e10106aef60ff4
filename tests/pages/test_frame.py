"""The top bar: which programme, as of which day, in which language."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.choices import PeriodState
from programmes.context_processors import current_entry
from programmes.models import Programme, ReportingPeriod
from programmes.services.roles import grant_role
from projects.models import Project
from tests.making import JUNE, sent, stage


@pytest.fixture
def both(cast, client):
    """A clerk of alpha who reads beta, too."""
    grant_role(user=cast.clerk, programme=cast.beta.programme, name="finance")
    client.force_login(cast.clerk)
    return client


def names(client) -> set[str]:
    return {row.record.name for row in client.get("/projects/").context["table"].rows}


def test_one_with_several_programmes_switches_between_them(both, cast):
    assert "农村公路" in names(both)
    response = both.post("/programme/", {"programme": cast.beta.programme.pk, "next": "/needs/"})
    assert (response.status_code, response["Location"]) == (302, "/needs/")
    assert names(both) == {cast.beta.project.name}
    assert both.get(f"/projects/{cast.road.pk}/").status_code == 404
    both.post("/programme/", {"programme": cast.alpha.pk})
    assert "农村公路" in names(both)


def test_rights_are_those_of_the_programme_chosen(both, cast):
    month = f"/supervision/month/{JUNE}/"
    assert both.get(month).status_code == 200
    both.post("/programme/", {"programme": cast.beta.programme.pk})
    assert both.get(month).status_code == 403
    assert both.post(f"{month}close/").status_code == 403


@pytest.mark.parametrize("chosen", ["", "x", "0", "-1", "\x00", "9" * 18, "9" * 40, "１"])
def test_a_programme_that_is_not_there_is_not_found(both, chosen):
    assert both.post("/programme/", {"programme": chosen}).status_code == 404
    assert "农村公路" in names(both)


def test_a_programme_whose_role_was_taken_away_is_left(both, cast):
    both.post("/programme/", {"programme": cast.beta.programme.pk})
    cast.clerk.roles.filter(programme=cast.beta.programme).delete()
    assert "农村公路" in names(both)


def test_the_switch_stands_in_the_top_bar_for_who_has_several(both, as_, cast):
    assert 'id="choose-programme"' in both.get("/projects/").text
    assert 'id="choose-programme"' not in as_("bureau").get("/projects/").text


# The day


def test_pages_look_as_of_the_programmes_day(as_, cast):
    response = as_("clerk").get("/projects/")
    assert response.context["day"] == date(2024, 7, 8)
    assert 'value="2024-07-08"' in response.text
    assert not response.context["is_as_of"]


def test_looking_as_of_another_day_changes_what_is_seen(as_, cast):
    stage(cast.school, "building", date(2024, 7, 3))
    client = as_("clerk")

    def stages():
        rows = client.get("/projects/").context["table"].rows
        return {row.record: row.record.stage for row in rows}

    assert stages()[cast.school] == "building"
    client.post("/as-of/", {"day": "2024-06-15", "next": "/projects/"})
    assert stages()[cast.school] == "reserve"
    response = client.get("/projects/")
    assert response.context["is_as_of"]
    assert response.context["table"].month == JUNE.previous()


def test_looking_changes_nothing_but_what_that_person_sees(as_, cast):
    client, other = as_("clerk"), as_("approver")
    before = list(Programme.objects.values())
    client.post("/as-of/", {"day": "2024-06-15"})
    assert list(Programme.objects.values()) == before
    assert other.get("/projects/").context["day"] == date(2024, 7, 8)
    client.post("/as-of/", {"back": "1"})
    assert client.get("/projects/").context["day"] == date(2024, 7, 8)


def test_looking_back_opens_no_month_and_looking_ahead_closes_none(as_, cast):
    client = as_("clerk")
    address = f"/projects/{cast.dam.pk}/month/2024-08/"
    client.post("/as-of/", {"day": "2024-09-30"})
    client.post(address, sent(0, amount="1"))
    assert not Project.objects.get(pk=cast.dam.pk).entries.filter(month="2024-08-01").exists()
    client.post("/supervision/month/2024-08/close/", sent())
    assert Project.objects.of(cast.alpha).exists()
    client.post("/as-of/", {"day": "2024-01-02"})
    client.post(f"/projects/{cast.dam.pk}/month/2024-06/", sent(0, amount="1"))
    assert Project.objects.get(pk=cast.dam.pk).entries.filter(month="2024-06-01").exists()


@pytest.mark.parametrize(
    "day", ["", "x", "2024-02-30", "2024-13-01", "1989-12-31", "2101-01-01", "\x00", "9" * 99]
)
def test_a_day_that_is_none_is_refused_in_words_and_the_programmes_day_stays(as_, day):
    client = as_("clerk")
    response = client.post("/as-of/", {"day": day, "next": "/needs/"}, follow=True)
    assert response.redirect_chain == [("/needs/", 302)]
    reason = "不在1990年至2100年之间" if day in ("1989-12-31", "2101-01-01") else "不是日期"
    assert reason in response.text
    assert response.context["day"] == date(2024, 7, 8)


@pytest.mark.parametrize("day", ["2000-01-01", "2024-02-29", "2099-12-31"])
def test_every_page_opens_on_any_day(as_, cast, day):
    client = as_("approver")
    client.post("/as-of/", {"day": day})
    for address in ("/projects/", "/tasks/", "/funds/", "/my/", "/dashboard/", "/reports/"):
        assert client.get(address).status_code == 200, address
    assert client.get(f"/projects/{cast.road.pk}/").status_code == 200


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org", "/\\example.org", ""])
def test_the_top_bar_sends_nobody_to_another_site(as_, cast, wanted):
    client = as_("clerk")
    for address, data in (("/as-of/", {"day": "2024-07-01"}), ("/language/", {"language": "en"})):
        response = client.post(address, {**data, "next": wanted})
        assert response["Location"].startswith("/")
        assert not response["Location"].startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/projects/", "projects"),
        ("/projects/7/", "projects"),
        ("/projects/month/2024-06/", "project_months"),
        ("/projects/7/month/2024-06/", "project_months"),
        ("/supervision/month/2024-06/", "supervision_month"),
    ],
)
def test_a_page_belongs_to_the_entry_that_knows_most_of_its_address(address, place):
    assert current_entry(address).url_name == place


def test_a_page_of_no_entry_marks_none():
    assert current_entry("/password/") is None


# A form acts in the programme in which it was opened, whatever another tab has chosen since


def state(programme) -> str:
    return ReportingPeriod.objects.of(programme).get(month=JUNE.start).state


def test_closing_closes_the_month_of_the_page_it_was_pressed_on(as_, cast):
    grant_role(user=cast.clerk, programme=cast.beta.programme, name="clerk")
    client = as_("clerk")
    client.post(reverse("choose_programme"), {"programme": cast.beta.programme.pk})
    form = sent(_programme=cast.alpha.pk)
    response = client.post(reverse("close_month", args=[JUNE]), form, follow=True)
    assert (state(cast.alpha), state(cast.beta.programme)) == (PeriodState.CLOSED, PeriodState.OPEN)
    assert response.context["programme"] == cast.alpha


def test_a_programme_in_which_one_has_no_role_is_not_taken_from_a_form(as_, cast):
    response = as_("clerk").post(
        reverse("close_month", args=[JUNE]), sent(_programme=cast.beta.programme.pk), follow=True
    )
    assert response.context["programme"] == cast.alpha
    assert state(cast.beta.programme) == PeriodState.OPEN


def test_every_form_of_a_page_names_its_programme(as_, cast):
    page = as_("clerk").get(reverse("supervision_month", args=[JUNE])).text
    assert f'name="_programme" value="{cast.alpha.pk}"' in page


# The language that a person chose

CHINESE, ENGLISH = "需求", "Needs"


def test_pages_are_chinese_whatever_the_browser_prefers(as_):
    response = as_("clerk").get("/needs/", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert f'<h1 class="page-title">{CHINESE}' in response.text
    assert response["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("cookie", "heading"),
    [
        ("en", ENGLISH),
        ("zh-hans", CHINESE),
        ("fr", CHINESE),
        ("de", CHINESE),
        ("../../etc/passwd", CHINESE),
        ("en\x00", CHINESE),
    ],
)
def test_only_the_chosen_language_of_the_two_counts(as_, cookie, heading):
    client = as_("clerk")
    client.cookies["django_language"] = cookie
    assert f'<h1 class="page-title">{heading}' in client.get("/needs/").text


def test_the_chosen_language_holds_after_signing_in_and_for_later_days(cast, client):
    answer = client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert answer.cookies["django_language"]["max-age"] == 365 * 24 * 3600
    client.force_login(cast.clerk)
    assert f'<h1 class="page-title">{ENGLISH}' in client.get("/needs/").text


def test_the_top_bar_changes_the_language(as_):
    client = as_("clerk")
    response = client.post("/language/", {"language": "en", "next": "/needs/"})
    assert (response.status_code, response["Location"]) == (302, "/needs/")
    assert f'<h1 class="page-title">{ENGLISH}' in client.get("/needs/").text


# The menu of a unit


def menu(client) -> set[str]:
    return {entry.url_name for entry, _is_current in client.get("/my/").context["navigation"]}


@pytest.mark.parametrize(
    ("who", "left_out"),
    [
        ("clerk", set()),
        ("finance", {"project_months"}),
        ("bureau", {"needs", "funds"}),
        ("township", {"project_months", "funds"}),
        ("helper2", {"project_months", "funds"}),
    ],
)
def test_a_list_in_which_a_unit_sees_nothing_is_left_out_of_its_menu(as_, who, left_out):
    assert {"needs", "projects", "project_months", "funds"} - menu(as_(who)) == left_out
    assert as_(who).get("/projects/").status_code == 200


def test_a_township_without_a_need_states_its_first(as_, cast):
    cast.open_need.__class__.objects.all().delete()
    assert "needs" in menu(as_("township"))
