"""How the record speaks of people and units."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import PasswordRecord, Unit, User
from core.audit.registry import speak_of

speak_of(
    User,
    kind=_("staff member"),
    name="{name}（{unit_id}）",
    searched=("name", "username"),
    hidden=("password",),
    words={
        "password": _("password"),
        "must_change_password": _("first password"),
        "password_set_at": _("password of"),
        "is_superuser": _("superuser"),
        "enabled_at": _("enabled at"),
        "last_login": _("last sign-in"),
    },
)
speak_of(Unit, kind=_("unit"), name="{name}", searched=("name",))
speak_of(
    PasswordRecord,
    kind=_("earlier password"),
    name="{set_at}",
    owner="user_id",
    hidden=("password",),
    words={"password": _("password"), "set_at": _("set at")},
)
speak_of(
    TOTPDevice,
    kind=_("second factor"),
    name="{name}",
    owner="user_id",
    hidden=("key",),
    words={"name": _("name"), "confirmed": _("in use"), "key": _("secret")},
    silent=(
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
speak_of(Group, kind=_("group of rights"), name="{name}")
