"""The kinds of help (投入类别): a catalogue with units of measure."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import POSITIONS
from core.money import AmountError, format_amount, parse_amount, plain_amount
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord

MONEY_UNIT = "万元"
OTHER_MONEY = ("元", "千元", "百万元", "亿元")
WORDS_OF_MONEY = ("元", "万", "亿")
NOT_A_NUMBER = _("“%(text)s” is not a number of %(unit)s: write it like 120.")


class ContributionKindQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Helpers choose one for each contribution."""
        return Q()


@register(
    label=_("kind of help"),
    title_template="{name}（{unit}）",
    search_columns=("name",),
    name="contribution_kind",
    plural="contribution_kinds",
    plural_label=_("Kinds of help"),
    view_right="programmes.manage",
    edit_right="programmes.manage",
)
class ContributionKind(ProgrammeRecord):
    """A kind of help (投入类别) with its unit of measure: a catalogue that staff edit."""

    name = models.CharField(_("kind of help"), max_length=40)
    unit = models.CharField(_("unit of measure"), max_length=20)
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)

    objects = ContributionKindQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("kind of help")
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="unique_contribution_kind"),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S", unit__regex=r"\S") & ~Q(unit__in=OTHER_MONEY),
                name="contribution_kind_measured",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_money(self) -> bool:
        """Stored in yuan, typed and shown in 万元."""
        return self.unit == MONEY_UNIT

    @property
    def label(self) -> str:
        return f"{self.name}（{self.unit}）"

    def clean(self):
        """Money is measured in 万元; the unit of a kind in use stays."""
        if self.unit in OTHER_MONEY:
            message = _("Money is measured in %(unit)s.") % {"unit": MONEY_UNIT}
            raise ValidationError({"unit": message})
        stored = ContributionKind.objects.filter(pk=self.pk).first()
        if stored and stored.unit != self.unit and self.contributions.exists():
            words = _("“%(kind)s” is in use: its unit stays %(unit)s.")
            raise ValidationError({"unit": words % {"kind": stored, "unit": stored.unit}})

    def read(self, text: str) -> Decimal:
        """A typed quantity in the kind's unit; returns yuan of money. Raises AmountError."""
        if self.is_money:
            return parse_amount(text, MONEY_UNIT)
        number = text.strip().removesuffix(self.unit)
        if any(word in number for word in WORDS_OF_MONEY):
            raise AmountError(NOT_A_NUMBER % {"text": text[:40], "unit": self.unit})
        return parse_amount(number, "元")

    def shown(self, quantity: Decimal | None) -> str:
        """For lists: money in 万元 with two decimals; “—” for None."""
        if self.is_money or quantity is None:
            return format_amount(quantity, MONEY_UNIT)
        return f"{quantity.normalize():,f}"

    def with_unit(self, quantity: Decimal | None) -> str:
        """Empty for None."""
        return "" if quantity is None else f"{self.shown(quantity)}{self.unit}"

    def plain(self, quantity: Decimal | None) -> str:
        """For form fields, at full precision."""
        return plain_amount(quantity, MONEY_UNIT if self.is_money else "元")
