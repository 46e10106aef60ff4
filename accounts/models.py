"""People and the units they work for. Neither belongs to a programme."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.choices import Outcome
from core.database.unique import UniquePlain
from core.importing.words import plain
from core.kinds import register
from core.models import Record, Sourced


class UnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All units, for whoever is signed in."""
        return self.all() if user.is_authenticated else self.none()

    def called(self, name: str):
        """The unit of exactly this name, or that had it."""
        former = UnitName.objects.filter(name=name)
        return self.filter(models.Q(name=name) | models.Q(pk__in=former.values("unit")))

    def by_plain_name(self) -> "dict[str, Unit]":
        """The units as workbooks name them: by their plain names and former names."""
        found: Any = self
        units: dict[int, Unit] = {unit.pk: unit for unit in found}
        former = UnitName.objects.filter(unit__in=units).values_list("name", "unit")
        named = {plain(name): units[key] for name, key in former}
        return named | {plain(unit.name): unit for unit in units.values()}


@register(label=_("unit"), title_template="{name}", search_columns=("name",))
class Unit(Record, Sourced):
    """An organisation: a bureau, a township, a helper, the task force."""

    name = models.CharField(_("unit"), max_length=80, unique=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("unit")
        constraints = [
            *Sourced.Meta.constraints,
            UniquePlain(field="name", name="unique_plain_unit_name", within=""),
        ]

    def __str__(self):
        return self.name


@register(label=_("former name"), title_template="{name}", parent="unit_id")
class UnitName(Record):
    """A name that the unit had (曾用名) until the day on which it was renamed."""

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="former_names", verbose_name=_("unit")
    )
    name = models.CharField(_("former name"), max_length=80, unique=True)
    until = models.DateField(_("until"))

    class Meta:
        ordering = ["-until", "-pk"]
        verbose_name = _("former name")
        constraints = [UniquePlain(field="name", name="unique_plain_former_name", within="")]

    def __str__(self):
        return self.name


class UserQuerySet(models.QuerySet):
    def dormant(self):
        """Neither signed in nor enabled for ``DORMANT_DAYS`` (0: nobody is dormant)."""
        if not settings.DORMANT_DAYS:
            return self.none()
        since = timezone.now() - timedelta(settings.DORMANT_DAYS)
        never = models.Q(last_login__isnull=True) | models.Q(last_login__lt=since)
        return self.filter(never, enabled_at__lt=since)

    def not_dormant(self):
        return self.exclude(pk__in=User.objects.dormant().values("pk"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False

    def create_user(self, username, *, name, unit, password=None, **values):
        user = User(username=User.normalize_username(username), name=name, unit=unit, **values)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user


@register(
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
class User(AbstractBaseUser, PermissionsMixin, Record):
    """A person who signs in. Rights come from the person's roles in a programme."""

    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("unit"))
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(default=False, editable=False)
    password_set_at = models.DateTimeField(default=timezone.now, editable=False)
    enabled_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="unique_username",
                violation_error_message=_("This sign-in name is taken."),
            ),
            # Rights come from roles alone.
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="no_superuser"),
        ]
        verbose_name = _("person")

    def __str__(self):
        return self.name

    def set_password(self, raw_password):
        super().set_password(raw_password)
        self.password_set_at = timezone.now()

    @property
    def password_is_due(self) -> bool:
        """Whether the password must be changed first: it is a one-time password, or older than
        ``PASSWORD_DAYS`` (0: no limit)."""
        if self.must_change_password or not settings.PASSWORD_DAYS:
            return self.must_change_password
        return timezone.now() - self.password_set_at > timedelta(settings.PASSWORD_DAYS)

    @property
    def is_dormant(self) -> bool:
        """As ``UserQuerySet.dormant``; the administrator enables the sign-in again."""
        if not settings.DORMANT_DAYS:
            return False
        last_active = max(filter(None, (self.last_login, self.enabled_at)))
        return last_active < timezone.now() - timedelta(settings.DORMANT_DAYS)


@register(
    label=_("earlier password"),
    title_template="{set_at}",
    parent="user_id",
    redacted_columns=("password",),
    column_labels={"password": _("password"), "set_at": _("set at")},
)
class PasswordRecord(models.Model):
    """The hash of an earlier password, so that it is not reused."""

    user = models.ForeignKey(User, models.CASCADE, related_name="passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-set_at", "-pk"]

    def __str__(self):
        return f"{self.user} {self.set_at}"


class SignInAttempt(models.Model):
    """An attempt to sign in, under a known or unknown name. ``name`` is normalized (case, width,
    spaces); ``address`` is the address or network that the limit counts. ``times``: refused over
    the limit, since the first of a quarter of an hour."""

    name = models.CharField(max_length=60)
    address = models.CharField(max_length=45)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WRONG)
    times = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["name", "at"], name="attempts_by_name"),
            models.Index(fields=["address", "at"], name="attempts_by_address"),
        ]

    def __str__(self):
        return f"{self.name} {self.address} {self.outcome}"


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own unexpired sessions, last used first."""
        mine = self.filter(user=user.pk, expire_date__gt=timezone.now())
        return mine.order_by("-seen_at") if user.is_authenticated else self.none()


class Session(AbstractBaseSession):
    """A session of a person on one device."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    address = models.CharField(max_length=45)
    agent = models.CharField(max_length=300)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    @property
    def handle(self) -> str:
        """Identifies the session on a page without disclosing its key."""
        return sha256(self.session_key.encode()).hexdigest()[:16]


register(
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
)(TOTPDevice)


register(label=_("group of rights"), title_template="{name}")(Group)
