"""The task force's seconded staff (抽调人员) and the working mechanisms (工作机制) of the units."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import Caption, register
from core.models import Sourced, optional_key
from programmes.choices import Tier
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.documents import Document
from programmes.models.network import Membership

WITH_MECHANISM = (Tier.MEMBER, Tier.TOWNSHIP)
OF_COUNTY = _("A mechanism is one of a member unit or township: %(unit)s is neither.")
BACK_BEFORE = _("The last day lies before the first.")


class SecondedQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A unit sees its own people."""
        return Q(home_unit=user.unit_id)

    def serving(self, *, on: date):
        """Those whose first day has come and whose last has not passed."""
        return self.filter(Q(last_day=None) | Q(last_day__gte=on), first_day__lte=on)


@register(
    label=_("seconded staff member"),
    title_template="{name}（{home_unit_id}）",
    search_columns=("name", "duty"),
    has_history_page=True,
    name="seconded_person",
    plural="seconded_people",
    plural_label=_("Seconded staff"),
    view_right="programmes.view",
    edit_right="programmes.manage",
    caption=Caption("duty", "name", "home_unit"),
)
class SecondedPerson(ProgrammeRecord, Sourced):
    """A person whom a unit seconds to the task force; ``last_day`` is empty while it is open."""

    name = models.CharField(_("name"), max_length=60)
    home_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("home unit")
    )
    first_day = models.DateField(_("seconded from"))
    last_day = models.DateField(_("seconded until"), null=True, blank=True)
    duty = models.CharField(_("work in the task force"), max_length=200, blank=True)

    objects = SecondedQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "name", "pk"]
        verbose_name = _("seconded staff member")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "home_unit", "name", "first_day"], name="unique_secondment"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="secondment_days_in_order",
                violation_error_message=BACK_BEFORE,
            ),
        ]

    def __str__(self):
        return self.name


class MechanismQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A unit sees its own."""
        return Q(unit=user.unit_id)

    def complete(self):
        """Those with duties, both persons, and a document or what else it is based on."""
        is_based = Q(document__isnull=False) | ~Q(basis="")
        return self.filter(is_based).exclude(duties="").exclude(person="").exclude(contact="")

    def incomplete(self):
        return self.exclude(pk__in=self.complete().values("pk"))


@register(
    label=_("mechanism"),
    title_template="{unit_id}",
    search_columns=("duties", "person", "contact"),
    has_history_page=True,
    name="mechanism",
    plural="mechanisms",
    plural_label=_("Working mechanisms"),
    view_right="programmes.view",
    edit_right="programmes.manage",
    caption=Caption("person", "unit", "duties"),
)
class Mechanism(ProgrammeRecord, Sourced):
    """How a member unit or township works for the programme: one each (43 in the county)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    duties = models.CharField(_("duties"), max_length=500, blank=True)
    person = models.CharField(_("responsible person"), max_length=60, blank=True)
    contact = models.CharField(_("contact"), max_length=60, blank=True)
    document = optional_key(Document, _("policy document"))
    basis = models.CharField(_("other basis"), max_length=200, blank=True)

    objects = MechanismQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mechanism")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "unit"], name="unique_mechanism"),
        ]

    def __str__(self):
        return self.unit.name

    def clean(self):
        places = Membership.objects.filter(programme=self.programme_id, unit=self.unit_id)
        if self.unit_id and not places.filter(tier__in=WITH_MECHANISM).exists():
            raise ValidationError({"unit": OF_COUNTY % {"unit": self.unit}})

    @property
    def is_complete(self) -> bool:
        """As ``MechanismQuerySet.complete``."""
        return all((self.duties, self.person, self.contact, self.document_id or self.basis))
