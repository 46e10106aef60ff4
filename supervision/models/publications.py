"""The publicity log (信息宣传): publications, their media levels and attachments."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.kinds import Caption, Menu, register
from core.models import POSITIONS, Sourced, choice_constraint, optional_key
from core.periods import Period
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from programmes.scopes import programmes_as_helper
from supervision.choices import PublicationKind
from supervision.models.findings import require_county_units

NO_CHAIN = _("Choose the first publication of the matter: this one names another itself.")
NAMED_BY_OTHERS = _("Other publications name this one as the first of their matter.")


class MediaLevelQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """The units of the county choose one for each publication."""
        return ~Q(programme__in=programmes_as_helper(user))


@register(
    label=_("media level"),
    title_template="{name}",
    search_columns=("name",),
    name="media_level",
    plural="media_levels",
    plural_label=_("Media levels"),
    view_right="supervision.manage_publications",
    edit_right="supervision.manage_publications",
)
class MediaLevel(ProgrammeRecord):
    """The level of a medium (媒体级别), the highest first: a catalogue that staff edit."""

    name = models.CharField(_("media level"), max_length=40)
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)

    objects = MediaLevelQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("media level")
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="unique_media_level"),
        ]

    def __str__(self):
        return self.name


class PublicationQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A bureau or township sees its own; a helper none."""
        return Q(unit=user.unit_id) & ~Q(programme__in=programmes_as_helper(user))

    def published_by(self, day: date):
        return self.filter(published_on__lte=day)

    def published_in(self, period: Period):
        return self.filter(published_on__gte=period.start, published_on__lte=period.last_day)

    def counted_in(self, period: Period, *, on: date):
        """One publication for each matter, of those published in the period by the day: the one of
        the highest level, the earliest of several (docs/rules.md#publicity-log)."""
        rows = Publication.objects.published_in(period).published_by(on)
        place = Window(
            RowNumber(),
            partition_by=Coalesce("matter", "pk"),
            order_by=("level__position", "published_on", "pk"),
        )
        return self.filter(pk__in=rows.annotate(place=place).filter(place=1).values("pk"))

    def first_ones(self):
        """Those that other publications of the same matter may name."""
        return self.filter(matter=None)


@register(
    label=_("publication"),
    title_template="“{title}”（{medium}）",
    search_columns=("title", "medium"),
    has_history_page=True,
    name="publication",
    plural="publications",
    plural_label=_("Publicity log"),
    view_right="supervision.view_publications",
    edit_right="supervision.manage_publications",
    create_right="supervision.add_publications",
    own_right="supervision.change_own_publication",
    caption=Caption("medium", "title", "unit"),
    menu=Menu("file-text", after="findings"),
)
class Publication(ProgrammeRecord, Sourced):
    """What a medium published about the work. ``matter`` is the first publication of the same
    matter, which names none itself; None for that one."""

    title = models.CharField(_("title"), max_length=200)
    medium = models.CharField(_("media outlet"), max_length=80)
    level = models.ForeignKey(
        MediaLevel, models.PROTECT, related_name="publications", verbose_name=_("media level")
    )
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=PublicationKind,
        default=PublicationKind.ARTICLE,
    )
    published_on = models.DateField(_("published on"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="publications", verbose_name=_("responsible unit")
    )
    link = models.CharField(_("link or note"), max_length=500, blank=True)
    matter = optional_key("self", _("same matter as"), related_name="same_matter")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name = _("publication")
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("kind", PublicationKind, "publication_kind_known"),
            models.UniqueConstraint(
                fields=["programme", "medium", "published_on", "title"],
                name="unique_publication",
            ),
            models.CheckConstraint(
                condition=Q(title__regex=r"\S", medium__regex=r"\S"), name="publication_not_blank"
            ),
            models.CheckConstraint(
                condition=Q(matter=None) | ~Q(matter=F("pk")), name="publication_not_its_own_matter"
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """A helper has no publication; a matter is named by its first publication alone."""
        require_county_units(self.programme_id, [self.unit], "unit")
        if self.matter_id is None:
            return
        if self.matter.matter_id is not None or self.matter_id == self.pk:
            raise ValidationError({"matter": NO_CHAIN})
        if Publication.objects.filter(matter=self.pk or 0).exists():
            raise ValidationError({"matter": NAMED_BY_OTHERS})


@register_attachment
class PublicationAttachment(Attachment):
    record_name = "publication"

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="attachments")
