"""Kinds of the records of people and units, see ``core.kinds``."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import PasswordRecord, Unit, User
from core.kinds import register

register(
    User,
    label=_("staff member"),
    title_template="{name}（{unit_id}）",
    search_columns=("name", "username"),
    redacted_columns=("password",),
    column_labels={
        "password": _("password"),
        "must_change_password": _("first password"),
        "password_set_at": _("password of"),
        "is_superuser": _("superuser"),
        "enabled_at": _("enabled at"),
        "last_login": _("last sign-in"),
    },
)
register(Unit, label=_("unit"), title_template="{name}", search_columns=("name",))
register(
    PasswordRecord,
    label=_("earlier password"),
    title_template="{set_at}",
    parent="user_id",
    redacted_columns=("password",),
    column_labels={"password": _("password"), "set_at": _("set at")},
)
register(
    TOTPDevice,
    label=_("second factor"),
    title_template="{name}",
    parent="user_id",
    redacted_columns=("key",),
    column_labels={"name": _("name"), "confirmed": _("in use"), "key": _("secret")},
    ignored_columns=(
        "step",
        "t0",
        "digits",
        "tolerance",
        "drift",
        "last_t",
        "last_used_at",
        "throttling_failure_count",
        "throttling_failure_timestamp",
    ),
)
register(Group, label=_("group of rights"), title_template="{name}")
