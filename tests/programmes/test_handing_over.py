"""A person leaves: disabled, and their open work another's, in one step and without a new right."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from notifications.models import Notice
from notifications.services import notify
from programmes.models import Membership, Need, Role, Task
from programmes.services import people
from programmes.services.roles import grant_role
from projects.models import Project
from tests.making import building, person, sent, signed_in, stage


@pytest.fixture
def admin(cast) -> Client:
    return signed_in(cast.sysadmin)


@pytest.fixture
def colleague(cast) -> User:
    return named(cast, "zhaomin", "赵敏", "unit_reporter", cast.bureau_unit)


def named(cast, username: str, name: str, role: str, unit) -> User:
    found = person(cast.alpha, username, role, unit)
    found.name = name
    found.save()
    return found


def leave(admin, leaver, successor=None):
    given = {"successor": successor.pk} if successor else {}
    return admin.post(reverse("leave", args=[leaver.pk]), sent(leaver.version, **given))


def in_the_name(model, who) -> set:
    return set(model.objects.filter(person=who.name).values_list("pk", flat=True))


def test_open_work_moves_and_what_is_done_stays(cast, admin, colleague):
    leaver = cast.bureau
    ended = building(cast.alpha, "P9", cast.bureau_unit)
    stage(ended, "completed", date(2024, 6, 1))
    done = Task.objects.create(
        programme=cast.alpha,
        number="T9",
        text="已完成",
        state="closed",
        lead_unit=cast.bureau_unit,
    )
    foreign = cast.help_task
    for row in (cast.road, cast.school, ended, cast.road_task, done, foreign):
        type(row).objects.filter(pk=row.pk).update(person=leaver.name, phone="13812345678")
    notify([leaver, colleague], cast.alpha.pk, "请填报", "/my/", "both")
    notify([leaver], cast.alpha.pk, "请核实", "/my/", "one")
    shown = admin.get(reverse("leave", args=[leaver.pk])).context["work"]
    assert [number for _label, number in shown] == [1, 0, 0, 2, 2]
    said = admin.get(leave(admin, leaver, colleague)["Location"]).text
    assert "5 项已移交赵敏" in said
    assert in_the_name(Project, colleague) == {cast.road.pk, cast.school.pk}
    assert in_the_name(Project, leaver) == {ended.pk}
    assert in_the_name(Task, colleague) == {cast.road_task.pk}
    assert in_the_name(Task, leaver) == {done.pk, foreign.pk}
    assert Notice.objects.visible_to(colleague).unread().count() == 2
    assert not Notice.objects.visible_to(leaver).unread().exists()
    cast.road_task.refresh_from_db()
    assert (cast.road_task.version, cast.road_task.phone) == (2, "")
    leaver.refresh_from_db()
    assert not leaver.is_active


def test_a_townships_unanswered_needs_move(cast, admin):
    taker = named(cast, "qian", "钱", "township_reporter", cast.township_unit)
    Need.objects.filter(township=cast.township_unit).update(person=cast.township.name)
    leave(admin, cast.township, taker)
    assert in_the_name(Need, taker) == {cast.open_need.pk}
    assert in_the_name(Need, cast.township) == {cast.met_need.pk}


def test_no_role_moves(cast, admin, colleague):
    before = set(Role.objects.values_list("user", "programme", "name"))
    leave(admin, cast.bureau, colleague)
    assert set(Role.objects.values_list("user", "programme", "name")) == before


def test_without_a_successor_the_work_stays_in_the_name(cast, admin):
    Task.objects.filter(pk=cast.road_task.pk).update(person=cast.bureau.name)
    assert leave(admin, cast.bureau).status_code == 302
    assert in_the_name(Task, cast.bureau) == {cast.road_task.pk}


@pytest.mark.parametrize(
    "who", ["of another unit", "without the role", "with one of two", "disabled", "themselves"]
)
def test_who_cannot_take_over(cast, admin, who):
    leaver = cast.clerk
    grant_role(user=leaver, programme=cast.alpha, name="finance")
    taker = {
        "of another unit": lambda: person(cast.alpha, "x", "clerk", cast.bureau_unit),
        "without the role": lambda: User.objects.create_user("x", name="x", unit=cast.force),
        "with one of two": lambda: person(cast.alpha, "x", "clerk", cast.force),
        "disabled": lambda: person(cast.alpha, "x", "clerk", cast.force),
        "themselves": lambda: leaver,
    }[who]()
    if who in ("of another unit", "disabled"):
        grant_role(user=taker, programme=cast.alpha, name="finance")
        User.objects.filter(pk=taker.pk).update(is_active=who != "disabled")
    assert leave(admin, leaver, taker).status_code == 200
    leaver.refresh_from_db()
    assert leaver.is_active
    with pytest.raises(ValidationError):
        people.disable_person(person=leaver, by=cast.sysadmin, successor=taker)


def test_the_same_roles_must_be_held_in_each_county(cast, admin):
    beta = cast.beta.programme
    taker = person(cast.alpha, "taker", "helper_reporter", cast.helper_unit)
    for who in (cast.helper, cast.sysadmin):
        role = "system_admin" if who == cast.sysadmin else "helper_reporter"
        grant_role(user=who, programme=beta, name=role)
    admin.force_login(cast.sysadmin)
    assert leave(admin, cast.helper, taker).status_code == 200
    grant_role(user=taker, programme=beta, name="helper_reporter")
    assert leave(admin, cast.helper, taker).status_code == 302


def test_without_a_role_a_page_says_whom_to_ask(cast):
    nobody = User.objects.create_user("nobody", name="无", unit=cast.force)
    client = signed_in(nobody)
    for address in ("/my/", "/projects/", "/people/"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "安全管理员" in answer.text
    assert client.get("/password/").status_code == 200


def test_the_contact_of_the_unit_is_handed_over_without_the_phone(cast, admin, colleague):
    places = Membership.objects.filter(unit=cast.bureau_unit)
    places.update(person=cast.bureau.name, phone="13812345678")
    leave(admin, cast.bureau, colleague)
    assert (places.get().person, places.get().phone) == ("赵敏", "")
