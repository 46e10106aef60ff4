"""What the two administrators do to people stands in the record, under who did it."""

import pytest
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from core.actors import actor_of
from core.audit.models import AuditRow
from programmes.models import Role
from tests.making import sent, signed_in


@pytest.fixture
def press(cast):
    """``press(who, page, …)``: what the button has written, as (table, action, column)."""

    def press(who, page, *args, **form) -> set[tuple]:
        last = AuditRow.objects.latest("pk").pk
        client = signed_in(who, REMOTE_ADDR="192.0.2.7")
        answer = client.post(reverse(page, args=args), sent(form.pop("version", 1), **form))
        assert answer.status_code in (200, 302), answer.status_code
        rows = AuditRow.objects.filter(pk__gt=last, actor=actor_of(who), address="192.0.2.7")
        return set(rows.values_list("table_name", "action", "column_name"))

    return press


def changed(*columns: str) -> set[tuple]:
    return {("accounts_user", "update", column) for column in columns}


def test_of_a_sign_in_each_change_is_recorded(cast, press):
    admin, unit = cast.sysadmin, cast.bureau_unit.pk
    made = press(admin, "new_person", username="zhaomin", name="赵敏", unit=unit)
    assert ("accounts_user", "insert", "") in made
    zhao = User.objects.get(username="zhaomin")
    moved = press(admin, "edit_person", zhao.pk, name="赵敏敏", unit=cast.bureau2_unit.pk)
    assert moved == changed("name", "unit_id")
    reset = press(admin, "reset_password", zhao.pk, version=2)
    assert reset >= changed("password", "password_set_at")
    TOTPDevice.objects.create(user=zhao, name="app")
    removed = press(admin, "remove_second_factor", zhao.pk, version=3)
    assert ("otp_totp_totpdevice", "delete", "") in removed
    assert press(admin, "leave", zhao.pk, version=4) == changed("is_active")
    assert press(admin, "enable", zhao.pk, version=5) == changed("is_active", "enabled_at")


def test_each_role_given_or_taken_is_recorded(cast, secadmin, press):
    given = press(secadmin, "person_roles", cast.finance.pk, name="clerk")
    assert given == {("programmes_role", "insert", "")}
    role = Role.objects.get(user=cast.finance, name="clerk")
    taken = press(secadmin, "revoke_role", cast.finance.pk, role.pk)
    assert taken == {("programmes_role", "delete", "")}
