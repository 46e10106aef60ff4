import re
from datetime import date, time

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import Record, choice_constraint
from core.periods import Period
from notifications.models import Notice
from programmes.choices import RoleName
from programmes.scopes import ADMINISTRATORS, programmes_with_role

FIRST_YEAR, LAST_YEAR = 2000, 2100
SHORT = re.compile(r"(彝族|藏族|羌族|藏族羌族)?自治县$")


class ProgrammesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The programmes in which the person has a role."""
        return self.filter(roles__user=user).distinct() if user.is_authenticated else self.none()

    def with_unread(self, user):
        """Adds ``unread``: the number of the person's unread notices in the programme."""
        unread = Notice.objects.visible_to(user).unread()
        return self.annotate(unread=unread.count_for_programme(models.OuterRef("pk")))

    def with_roles(self, user):
        """Adds ``role_names``: the person's roles in the programme."""
        names = Role.objects.filter(user=user.pk, programme=models.OuterRef("pk")).values("name")
        return self.annotate(role_names=ArraySubquery(names))


@register(
    label=_("programme"),
    title_template="{name}",
    search_columns=("name", "code"),
    column_labels={"task_force_id": _("task force"), "leadership_id": _("leadership")},
    ignored_columns=("digested_on",),
)
class Programme(Record):
    """One county's assistance programme: the tenant that every other row belongs to.

    ``as_of`` replaces today in pages, commands and scheduled tasks; empty means today.
    ``report_day`` and ``report_time``: when drafts of the last period are due. ``decimals`` apply
    to shares and differences in pages and reports. ``digest_at``: when the digests of a day are
    due; ``digested_on``: the last day on which they were made. ``contact`` of the task force is
    printed on what units are sent.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("programme"), max_length=80)
    county = models.CharField(_("county"), max_length=40)
    start_year = models.PositiveSmallIntegerField(_("first year"))
    end_year = models.PositiveSmallIntegerField(_("last year"))
    as_of = models.DateField(_("as of"), null=True, blank=True)
    report_day = models.PositiveSmallIntegerField(
        _("report day"), default=6, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    report_time = models.TimeField(_("report time"), default=time(7))
    digest_at = models.TimeField(_("time of the daily digest"), default=time(8, 30))
    digested_on = models.DateField(null=True, editable=False)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=2)
    is_sample = models.BooleanField(_("sample"), default=False)
    contact = models.CharField(_("contact of the task force"), max_length=120, blank=True)
    task_force = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    leadership = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    objects = ProgrammesQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_year__gte=models.F("start_year")),
                name="programme_years_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(report_day__range=(1, 28)), name="programme_report_day"
            ),
            models.CheckConstraint(condition=models.Q(decimals__lte=4), name="programme_decimals"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        first, last = self.start_year or 0, self.end_year or 0
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            message = _("The years must lie from %(first)s to %(last)s, the first before the last.")
            values = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError({"end_year": ValidationError(message, params=values)})

    @property
    def short_county(self) -> str:
        """The short name used in documents: 马边县 for 马边彝族自治县."""
        return SHORT.sub("县", self.county)

    def today(self) -> date:
        """The as-of day if set, else today in Shanghai."""
        return self.as_of or timezone.localdate()

    def last_ended_month(self) -> Period:
        """The programme's first month where none has ended."""
        month = Period.containing(self.today()).previous()
        first = Period.month(self.start_year, 1)
        return min(max(month, first), Period.month(self.end_year, 12))


class RoleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Roles of programmes that the person administers."""
        return self.filter(programme__in=programmes_with_role(user, ADMINISTRATORS))

    def of(self, programme):
        return self.filter(programme=programme)


@register(label=_("role"), title_template="{name}", parent="user_id")
class Role(Record):
    """A role of a person in one programme; it gives no rights in others."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="roles")
    name = models.CharField(_("role"), max_length=20, choices=RoleName)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "programme", "name"], name="unique_role"),
            choice_constraint("name", RoleName, "role_name_known"),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_name_display()}"
