"""People and the units they work for. Neither belongs to a programme."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record, Sourced


class UnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Names of units are no secret to whoever may sign in."""
        return self.all() if user.is_authenticated else self.none()


class Unit(Record, Sourced):
    """An organisation: a bureau, a township, a helper, the task force."""

    name = models.CharField(_("unit"), max_length=80, unique=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("unit")

    def __str__(self):
        return self.name


class UserManager(BaseUserManager):
    def create_user(self, username, *, name, unit, password=None):
        user = User(username=User.normalize_username(username), name=name, unit=unit)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do comes from their roles in a programme."""

    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("unit"))
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["username"]
        verbose_name = _("person")

    def __str__(self):
        return self.name
