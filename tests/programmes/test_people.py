"""People and roles: two administrators, neither of whom sees a row of the county's business."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Session, User
from programmes.models import Role
from programmes.services.people import create_person
from programmes.services.roles import grant_role
from tests.cast import SECRET
from tests.making import PASSWORD, person, sent, signed_in, unit


def made(client, username="zhaomin", **more):
    given = {"username": username, "name": "赵敏", "submission_id": uuid.uuid4(), **more}
    return client.post(reverse("new_person"), given)


def shown(response) -> str:
    return response.text.split("<code>")[1].split("</code>")[0]


def test_a_person_is_made_with_a_password_that_is_shown_once_and_serves_once(cast):
    answer = made(signed_in(cast.sysadmin), unit=cast.bureau_unit.pk)
    zhao = User.objects.get(username="zhaomin")
    assert zhao.check_password(shown(answer))
    assert (zhao.must_change_password, zhao.unit, zhao.created_by) == (
        True,
        cast.bureau_unit,
        cast.sysadmin,
    )
    assert "no-store" in answer["Cache-Control"]
    client = Client()
    client.post("/sign-in/", {"username": "zhaomin", "password": shown(answer)})
    assert client.get("/")["Location"] == "/password/"


def test_the_form_sent_twice_makes_one_person_and_shows_the_password_once(cast):
    client, form = signed_in(cast.sysadmin), sent(unit=cast.bureau_unit.pk)
    assert "<code>" in made(client, **form).text
    again = made(client, **form)
    zhao = User.objects.get(username="zhaomin")
    assert again["Location"] == reverse("person", args=[zhao.pk])
    assert "密码只显示一次" in client.get(again["Location"]).text
    assert made(client, **{**form, "name": "别人"}).status_code == 422
    assert User.objects.filter(username="zhaomin").count() == 1


@pytest.mark.parametrize(
    "username", ["alpha_clerk", "ALPHA_CLERK", "ａｌｐｈａ_clerk", "a b", "a;b", ""]
)
def test_a_sign_in_name_that_is_taken_or_none_is_refused(cast, username):
    before = User.objects.count()
    made(signed_in(cast.sysadmin), username=username, unit=cast.bureau_unit.pk)
    assert User.objects.count() == before


def test_nobody_is_put_into_a_unit_of_another_county(cast):
    made(signed_in(cast.sysadmin), unit=cast.beta.unit.pk)
    assert not User.objects.filter(username="zhaomin").exists()


def test_the_list_holds_the_people_of_the_programme_and_new_ones_of_its_units(cast, secadmin):
    new = User.objects.create_user("zhaomin", name="赵敏", unit=cast.bureau_unit)
    User.objects.create_user("else", name="别县", unit=unit("别处"))
    response = signed_in(cast.sysadmin).get("/people/")
    names = {row.record.username for row in response.context["table"].rows}
    assert {new.username, "alpha_clerk", "alpha_secadmin"} <= names
    assert {"else", "beta_clerk"}.isdisjoint(names)
    assert SECRET not in response.text


def test_the_list_is_filtered_and_exported(cast):
    client = signed_in(cast.sysadmin)
    found = client.get(f"/people/?role=clerk&unit={cast.force.pk}&active=yes&q=alpha")
    assert [row.record.username for row in found.context["table"].rows] == ["alpha_clerk"]
    exported = client.get("/people/?_export=csv")
    assert "alpha_clerk" in b"".join(exported.streaming_content).decode("utf-8-sig")


def test_who_works_in_two_counties_is_not_managed_from_one(cast):
    """Else the administrator of one county could sign in to the other under that name."""
    grant_role(user=cast.helper, programme=cast.beta.programme, name="helper_reporter")
    client = signed_in(cast.sysadmin)
    assert "另一个帮扶县" in client.get(reverse("person", args=[cast.helper.pk])).text
    for name in ("edit_person", "reset_password", "leave", "enable"):
        assert client.post(reverse(name, args=[cast.helper.pk])).status_code == 403
    grant_role(user=cast.sysadmin, programme=cast.beta.programme, name="system_admin")
    client = signed_in(cast.sysadmin)
    assert "<code>" in client.post(reverse("reset_password", args=[cast.helper.pk]), sent()).text


def test_name_and_unit_are_changed_by_the_version_that_was_read(cast):
    client, address = signed_in(cast.sysadmin), reverse("edit_person", args=[cast.bureau.pk])
    given = {"name": "新名", "unit": cast.bureau2_unit.pk}
    assert client.post(address, given).status_code == 400
    assert client.post(address, {**given, "version": 1, "username": "x"}).status_code == 302
    cast.bureau.refresh_from_db()
    assert (cast.bureau.name, cast.bureau.unit, cast.bureau.username, cast.bureau.version) == (
        "新名",
        cast.bureau2_unit,
        "alpha_bureau",
        2,
    )
    stale = client.post(address, {**given, "name": "又一名", "version": 1})
    assert stale.status_code == 409
    assert "新名" in stale.text
    assert "又一名" in stale.text


def test_a_reset_password_ends_everything_signed_in_with_the_old_one(cast):
    clerk = signed_in(cast.clerk)
    answer = signed_in(cast.sysadmin).post(reverse("reset_password", args=[cast.clerk.pk]), sent())
    assert clerk.get("/my/").status_code == 302
    cast.clerk.refresh_from_db()
    assert cast.clerk.check_password(shown(answer))
    assert cast.clerk.must_change_password


def test_one_does_not_reset_or_disable_oneself(cast):
    client = signed_in(cast.sysadmin)
    client.post(reverse("reset_password", args=[cast.sysadmin.pk]), sent())
    client.post(reverse("leave", args=[cast.sysadmin.pk]), sent())
    cast.sysadmin.refresh_from_db()
    assert cast.sysadmin.is_active
    assert cast.sysadmin.check_password(PASSWORD)


def test_disabled_is_signed_out_and_enabled_signs_in_with_the_same_roles(cast):
    clerk, client = signed_in(cast.clerk), signed_in(cast.sysadmin)
    client.post(reverse("leave", args=[cast.clerk.pk]), sent())
    assert clerk.get("/my/").status_code == 302
    assert not Session.objects.filter(user=cast.clerk).exists()
    client.post(reverse("enable", args=[cast.clerk.pk]), sent(2))
    assert signed_in(User.objects.get(pk=cast.clerk.pk)).get("/projects/").status_code == 200


def test_the_security_administrator_gives_and_takes_roles(cast, secadmin):
    client, finance = signed_in(secadmin), signed_in(cast.finance)
    address = reverse("person_roles", args=[cast.finance.pk])
    assert client.post(address, sent(name="clerk")).status_code == 302
    assert finance.get("/my/").status_code == 302
    role = Role.objects.get(user=cast.finance, name="clerk")
    finance = signed_in(cast.finance)
    assert (
        client.post(reverse("revoke_role", args=[cast.finance.pk, role.pk]), sent()).status_code
        == 302
    )
    assert [role.name for role in cast.finance.roles.all()] == ["finance"]
    assert finance.get("/my/").status_code == 302


@pytest.mark.parametrize("name", ["auditor", "system_admin", "clerk", "king", ""])
def test_roles_that_exclude_each_other_are_not_given(cast, secadmin, name):
    for who in (cast.clerk, cast.sysadmin):
        held = set(who.roles.values_list("name", flat=True))
        signed_in(secadmin).post(reverse("person_roles", args=[who.pk]), sent(name=name))
        assert set(who.roles.values_list("name", flat=True)) == held


def test_nobody_changes_their_own_roles(cast, secadmin):
    client, own = signed_in(secadmin), Role.objects.get(user=secadmin)
    client.post(reverse("person_roles", args=[secadmin.pk]), sent(name="clerk"))
    client.post(reverse("revoke_role", args=[secadmin.pk, own.pk]), sent())
    assert list(secadmin.roles.all()) == [own]
    assert "不能变更自己的角色" in client.get(reverse("person_roles", args=[secadmin.pk])).text


def test_a_role_of_another_programme_or_person_is_not_there(cast, secadmin):
    foreign = Role.objects.get(user=cast.beta.clerk)
    grant_role(user=cast.helper, programme=cast.beta.programme, name="helper_reporter")
    elsewhere = Role.objects.get(user=cast.helper, programme=cast.beta.programme)
    client = signed_in(secadmin)
    for who, role in ((cast.beta.clerk, foreign), (cast.clerk, foreign), (cast.helper, elsewhere)):
        address = reverse("revoke_role", args=[who.pk, role.pk])
        assert client.post(address).status_code == 404
    assert Role.objects.filter(pk__in=[foreign.pk, elsewhere.pk]).count() == 2


def test_the_list_asks_no_more_for_more_people(cast, django_assert_max_num_queries):
    client = signed_in(cast.sysadmin)
    client.get("/people/")
    for number in range(20):
        person(cast.alpha, f"more{number}", "unit_reporter", unit(f"单位{number}"))
    with django_assert_max_num_queries(14):
        client.get("/people/")


@pytest.mark.parametrize("name", ["secadmin", "auditor"])
def test_nobody_becomes_another_administrator_by_renewing_a_password(cast, secadmin, name):
    client, other = signed_in(cast.sysadmin), {"secadmin": secadmin, "auditor": cast.auditor}[name]
    page = client.get(reverse("person", args=[other.pk])).text
    assert reverse("reset_password", args=[other.pk]) not in page
    assert "reset_password" in page
    for address in ("reset_password", "remove_second_factor"):
        assert (
            client.post(reverse(address, args=[other.pk]), sent(other.version)).status_code == 403
        )
    other.refresh_from_db()
    assert other.check_password(PASSWORD)


def test_the_servers_operator_renews_it(secadmin, capsys):
    TOTPDevice.objects.create(user=secadmin, name="app")
    call_command("reset_password", secadmin.username, "--second-factor")
    secadmin.refresh_from_db()
    assert secadmin.check_password(capsys.readouterr().out.split("：")[1].strip())
    assert secadmin.must_change_password
    assert not secadmin.totpdevice_set.exists()
    with pytest.raises(CommandError, match="nobody"):
        call_command("reset_password", "nobody")


@pytest.mark.parametrize("username", ["ALPHA_CLERK", "alpha_ｃlerk"])
def test_of_two_who_make_one_name_at_once_one_is_told_that_it_is_taken(cast, username):
    values = {"name": "赵", "unit": cast.bureau_unit, "by": cast.sysadmin}
    with pytest.raises(ValidationError, match="已"):
        create_person(username=username, **values)


def test_a_name_that_reads_as_another_is_refused(cast):
    answer = made(signed_in(cast.sysadmin), "straße", unit=cast.bureau_unit.pk)
    assert "username" in answer.context["form"].errors


def test_a_role_is_chosen_and_never_there_beforehand(cast, secadmin):
    page = signed_in(secadmin).get(reverse("person_roles", args=[cast.bureau.pk]))
    assert page.context["form"]["name"].value() is None
    assert '<option value="" selected>' in page.text


def test_nobody_is_offered_to_disable_themselves(cast):
    assert (
        signed_in(cast.sysadmin).get(reverse("leave", args=[cast.sysadmin.pk])).status_code == 403
    )


def test_who_has_no_role_yet_is_told_whom_to_ask_and_finds_the_way_out(cast):
    newcomer = User.objects.create_user("wang", name="王", unit=cast.bureau_unit, password=PASSWORD)
    answer = signed_in(newcomer).get("/")
    assert answer.status_code == 403
    assert "安全管理员" in answer.text
    assert f'action="{reverse("sign_out")}"' in answer.text
