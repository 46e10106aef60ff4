from collections.abc import Callable

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.database.unique import UniquePlain
from core.kinds import Caption, register
from core.models import POSITIONS, Sourced
from programmes.choices import Urgency
from programmes.models.base import (
    KnownQuerySet,
    KnownRecord,
    ProgrammeQuerySet,
    ProgrammeRecord,
)
from programmes.models.tasks import Task
from programmes.scopes import programmes_as_helper

# Higher apps append further conditions that answer a need (projects: a linked project).
answer_conditions: list[Callable[[], Exists]] = []


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


class NeedQuerySet(KnownQuerySet):
    def seen_by_unit(self, user):
        """A township sees its own needs; a helper also all unanswered ones."""
        unanswered = Q(programme__in=programmes_as_helper(user)) & ~self._answered()
        return Q(township=user.unit_id) | unanswered

    def answered(self):
        """Needs with a link to what answers them."""
        return self.filter(self._answered())

    def unanswered(self):
        return self.filter(~self._answered())

    def with_answer(self):
        """Adds ``is_answered``, which ``answer_label`` names in words."""
        return self.annotate(is_answered=self._answered())

    def urgent(self):
        return self.filter(urgency=Urgency.HIGH)

    def _answered(self):
        answered = Q(Exists(Need.tasks.through.objects.filter(need=OuterRef("pk"))))
        for condition in answer_conditions:
            answered |= Q(condition())
        return answered


@register(
    label=_("need"),
    column_labels={"tasks": _("answering task")},
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
    """A need of a township. ``amount`` is in yuan; empty means not stated."""

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
    person = models.CharField(_("person"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, null=True, blank=True)
    tasks = models.ManyToManyField(Task, related_name="needs", blank=True)

    is_answered: bool  # by ``with_answer``

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
        ]

    def __str__(self):
        return self.text

    @property
    def answer_label(self):
        """对接情况 of a need ``with_answer``."""
        return _("answered") if self.is_answered else _("not answered yet")

    @property
    def contact_unit_id(self):
        """The unit of the contact person, which reads the phone in full."""
        return self.township_id


@register_attachment
class NeedAttachment(Attachment):
    record_name = "need"
    need = models.ForeignKey(Need, models.CASCADE, related_name="attachments")
