"""No page breaks WCAG A or AA, and none runs over the edge, on a desk or in a hand."""

import pytest
from django.urls import reverse

from projects.models import Project
from tests import axe
from tests.making import JUNE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, HAND = (1366, 768), (390, 844)
# What is tried at both sizes; in a hand the rows of a table after the tenth look as those before.
TRIED = {DESK: {"exclude": []}, HAND: {"exclude": [["tbody tr:nth-child(n+11)"]]}}


def look_at(page, address: str) -> list:
    """What is wrong with the page at both sizes."""
    wrong = []
    page.evaluate(axe.script())
    for (width, height), context in TRIED.items():
        page.set_viewport_size({"width": width, "height": height})
        wrong += [(address, width, one) for one in axe.violations(page, context)]
        if wide := axe.over_the_edge(page):
            wrong.append((address, width, f"runs over the edge: {wide}"))
    return wrong


def of_task_force(county) -> list[str]:
    project = Project.objects.of(county).not_reported(JUNE).first()
    return [
        reverse("my_work"),
        reverse("project_months", args=[JUNE]),
        reverse("project_entry", args=[project.pk, JUNE]),
        reverse("supervision_month", args=[JUNE]),
        reverse("projects"),
        reverse("project_board"),
        reverse("projects_by_official"),
        reverse("project_deals"),
        reverse("projects_behind"),
        reverse("project_changes"),
        reverse("project", args=[project.pk]),
        reverse("tasks"),
        reverse("funds"),
        reverse("needs"),
        reverse("network"),
        reverse("reports"),
        reverse("import_upload", args=["projects"]),
        reverse("change_password"),
    ]


def test_the_pages_of_the_task_force(county, sign_in, at):
    sign_in("approver")
    wrong = [one for address in of_task_force(county) for one in look_at(at(address), address)]
    assert wrong == []


def test_the_dashboard_of_the_leadership(county, sign_in, at):
    sign_in("leader")
    assert look_at(at("/dashboard/"), "/dashboard/") == []


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("finance", ["/my/", "/funds/", "/import/"]),
        ("township", ["/my/", "/needs/", "/needs/new/"]),
        ("auditor", ["/my/", "/audit/"]),
        ("sysadmin", ["/my/", "/people/", "/people/new/"]),
    ],
)
def test_the_pages_of_the_other_roles(county, sign_in, at, name, addresses):
    sign_in(name)
    assert [one for address in addresses for one in look_at(at(address), address)] == []


def test_a_helpers_pages(county, sign_in, at):
    page = sign_in("helper")
    wrong = look_at(page, "/my/")
    page.get_by_role("link", name="反馈").first.click()
    assert wrong + look_at(page, "feedback") == []


def test_the_sign_in_and_what_it_says_of_a_wrong_password(county, at, page):
    wrong = look_at(at("/sign-in/"), "/sign-in/")
    page.get_by_label("登录名").fill("clerk")
    page.get_by_label("密码").fill("nicht")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("alert").wait_for()
    assert wrong + look_at(page, "refused") == []


def test_a_refusal_and_a_form_with_errors(county, sign_in, at):
    page = sign_in("bureau")
    wrong = look_at(at("/supervision/month/2024-06/"), "403")
    wrong += look_at(at("/projects/999999/"), "404")
    page.goto(page.url.replace("/projects/999999/", of_task_force(county)[2]))
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("alert").first.wait_for()
    assert wrong + look_at(page, "errors") == []
