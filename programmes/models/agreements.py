"""Agreements of cooperation (合作协议) and what was delivered of them (履约)."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.database.unique import UniquePlain
from core.kinds import Caption, Menu, register
from core.models import Sourced, optional_key
from core.periods import Period
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord

# An agreement that ends within these days is shown as expiring.
EXPIRING = timedelta(days=90)


class AgreementQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A unit sees the agreements of which it is a partner, that it brought about, or for which
        it is responsible."""
        return self.concerns(user.unit_id)

    @staticmethod
    def concerns(unit_id: int | None) -> Q:
        return Q(partner_unit=unit_id) | Q(brought_by=unit_id) | Q(unit=unit_id)

    def of_unit(self, unit):
        return self.filter(self.concerns(unit.pk))

    def signed_by(self, day: date):
        """Those signed by the day, or on a day that is not known."""
        return self.filter(Q(signed_on=None) | Q(signed_on__lte=day))

    def signed_in(self, period: Period):
        return self.filter(signed_on__gte=period.start, signed_on__lte=period.last_day)

    def expiring(self, on: date):
        return self.filter(valid_until__gte=on, valid_until__lte=on + EXPIRING)

    def expired(self, on: date):
        return self.filter(valid_until__lt=on)

    def with_delivered(self, on: date):
        """Adds ``delivered``: the sum of the deliveries by the day, in yuan; None without any."""
        rows = AgreementDelivery.objects.filter(agreement=OuterRef("pk"), day__lte=on)
        sums = rows.order_by().values("agreement").annotate(total=Sum("amount"))
        return self.annotate(delivered=Subquery(sums.values("total")))


@register(
    label=_("agreement"),
    title_template="“{name}”",
    search_columns=("name", "partner"),
    has_history_page=True,
    name="agreement",
    plural="agreements",
    plural_label=_("Agreements"),
    view_right="programmes.view",
    edit_right="programmes.manage",
    publishes_fields=True,
    caption=Caption("partner", "name", "unit"),
    menu=Menu("file-text", after="visits"),
)
class Agreement(ProgrammeRecord, Sourced):
    """An agreement with a partner. ``amount`` is in yuan; empty where none is agreed.
    ``partner_unit`` is the unit of the network that ``partner`` names. ``valid_until`` is the last
    day of ``term``."""

    name = models.CharField(_("name of the agreement"), max_length=200)
    partner = models.CharField(_("partner of the agreement"), max_length=120)
    partner_unit = optional_key(Unit, _("partner unit"), related_name="agreements")
    signed_on = models.DateField(_("day of signing"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount agreed"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    brought_by = optional_key(Unit, _("brought about by"), related_name="agreements_brought")
    unit = optional_key(Unit, _("responsible unit"), related_name="agreements_to_fulfil")
    term = models.CharField(_("term of the agreement"), max_length=60, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    progress = models.CharField(_("state of the deliveries"), max_length=500, blank=True)

    objects = AgreementQuerySet.as_manager()

    delivered: Decimal | None  # of rows ``with_delivered``

    class Meta:
        ordering = [F("signed_on").desc(nulls_last=True), "name", "pk"]
        verbose_name = _("agreement")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "name"], name="unique_agreement_name"),
            UniquePlain(field="name", name="unique_plain_agreement_name"),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S", partner__regex=r"\S"), name="agreement_not_blank"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0, amount__lt=10**13),
                name="agreement_amount_in_range",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("signed_on")),
                name="agreement_days_in_order",
            ),
        ]

    def __str__(self):
        return self.name


class DeliveryQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Whoever sees the agreement."""
        return Q(agreement__in=Agreement.objects.visible_to(user))


@register(
    label=_("delivery"),
    title_template="{day}",
    parent="agreement_id",
    ignored_columns=("agreement_id",),
)
class AgreementDelivery(ProgrammeRecord, Sourced):
    """What was delivered of an agreement on a day: an amount in yuan, what it was in words, or
    both."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="deliveries")
    day = models.DateField(_("day of the delivery"))
    amount = models.DecimalField(
        _("amount delivered"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    text = models.CharField(_("what was delivered"), max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("delivery")
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0, amount__lt=10**13),
                name="delivery_amount_in_range",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | Q(text__regex=r"\S"), name="delivery_not_empty"
            ),
        ]

    def __str__(self):
        return f"{self.day}"


@register_attachment
class AgreementAttachment(Attachment):
    record_name = "agreement"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="attachments")
