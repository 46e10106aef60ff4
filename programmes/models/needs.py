from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.database.unique import UniquePlain
from core.kinds import Caption, register
from core.models import POSITIONS, Sourced, choice_constraint
from programmes.choices import NeedDecision, NeedState, Urgency
from programmes.models.base import KnownRecord, ProgrammeQuerySet, ProgrammeRecord
from programmes.models.need_rows import NeedQuerySet
from programmes.models.tasks import Task

LAST_RANK = 999
UNRECORDED = _("not recorded for this day")


class CategoryQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Categories with a need that the person sees."""
        return Q(pk__in=Need.objects.visible_to(user).values("category"))


@register(
    label=_("category"),
    title_template="{name}",
    search_columns=("name",),
    name="need_category",
    plural="need_categories",
    plural_label=_("Categories of needs"),
    view_right="programmes.manage",
    edit_right="programmes.manage",
)
class NeedCategory(ProgrammeRecord, Sourced):
    """A category of needs: a catalogue that staff edit."""

    name = models.CharField(_("category"), max_length=40)
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("category")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "name"], name="unique_category_name"),
        ]

    def __str__(self):
        return self.name


@register(
    label=_("need"),
    title_template="“{text}”（{number}）",
    search_columns=("number", "text"),
    has_history_page=True,
    redacted_columns=("phone",),
    name="need",
    plural="needs",
    plural_label=_("Needs"),
    view_right="programmes.view_needs",
    edit_right="programmes.manage",
    create_right="programmes.state_needs",
    own_right="programmes.change_own_need",
    caption=Caption("number", "text", "township"),
)
class Need(KnownRecord, Sourced):
    """A need of a township. ``amount`` is in yuan; empty means not stated. ``rank`` is the
    township's own order of importance, 1 the first. ``decision`` changes by ``NeedEvent`` alone."""

    number = models.CharField(_("number"), max_length=40)
    township = models.ForeignKey(
        Unit, models.PROTECT, related_name="needs", verbose_name=_("township")
    )
    category = models.ForeignKey(
        NeedCategory, models.PROTECT, related_name="needs", verbose_name=_("category")
    )
    text = models.CharField(_("need"), max_length=300)
    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    village = models.CharField(_("village"), max_length=40, blank=True)
    person = models.CharField(_("person"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField(
        _("order of the township"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LAST_RANK)],
    )
    land_ready = models.BooleanField(_("land ready"), null=True, blank=True)
    forest_ready = models.BooleanField(_("forest land ready"), null=True, blank=True)
    approval_ready = models.BooleanField(_("project approved"), null=True, blank=True)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, null=True, blank=True)
    tasks = models.ManyToManyField(Task, through="NeedAnswer", related_name="needs", blank=True)
    decision = models.CharField(
        _("decision on the need"),
        max_length=12,
        choices=NeedDecision,
        default=NeedDecision.ACCEPTED,
        editable=False,
    )

    is_answered: bool  # by ``with_answer``
    state_then: str | None  # by ``with_state``
    covered: Decimal | None  # by ``with_covered``
    open_amount: Decimal | None  # by ``with_covered``

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("need")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="unique_need_number"),
            UniquePlain(field="number", name="unique_plain_need_number"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0, amount__lt=10**13),
                name="need_amount_in_range",
            ),
            choice_constraint("decision", NeedDecision, "need_decision_known"),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__gte=1, rank__lte=LAST_RANK),
                name="need_rank_in_range",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def answer_label(self):
        """对接情况 of a need ``with_answer``."""
        return _("answered") if self.is_answered else _("not answered yet")

    @property
    def state_label(self):
        """The state of a need ``with_state`` of a day, in words."""
        return NeedState(self.state_then).label if self.state_then else UNRECORDED

    @property
    def contact_unit_id(self):
        """The unit of the contact person, which reads the phone in full."""
        return self.township_id


@register_attachment
class NeedAttachment(Attachment):
    record_name = "need"
    need = models.ForeignKey(Need, models.CASCADE, related_name="attachments")
