from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.days import FIRST_YEAR, LAST_YEAR
from core.models import Record, RecordQuerySet
from programmes.models.programme import Programme
from programmes.scopes import programmes_read_whole, programmes_seen_by_unit

YEARS = (MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR))


class ProgrammeQuerySet(RecordQuerySet):
    """Rows of a programme. ``seen_by_unit`` defines what a unit sees of the model."""

    def of(self, programme):
        return self.filter(programme=programme)

    def next_position(self) -> int:
        """The position behind the last row of an ordered list."""
        last = self.aggregate(last=models.Max("position"))["last"]
        return 0 if last is None else last + 1

    def visible_to(self, user):
        """All rows of programmes that the person reads whole, and their unit's rows of others."""
        if not user.is_authenticated:
            return self.none()
        whole = models.Q(programme__in=programmes_read_whole(user))
        if not (partly := programmes_seen_by_unit(user)):
            return self.filter(whole)
        return self.filter(whole | models.Q(programme__in=partly) & self.seen_by_unit(user))

    def of_own_unit(self, user):
        """Of rows ``visible_to`` the person, those that their unit sees: all of them for whoever
        reads no programme whole."""
        return self.filter(self.seen_by_unit(user)) if programmes_read_whole(user) else self

    def seen_by_unit(self, user) -> models.Q:
        """The condition of rows that a person of a unit sees; none by default."""
        return models.Q(pk__in=[])


class KnownQuerySet(ProgrammeQuerySet):
    def known(self, *, on):
        """The rows whose present state the record knows to hold on the day, or an earlier one."""
        return self.filter(models.Q(known_on=None) | models.Q(known_on__lte=on))


class ProgrammeRecord(Record):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        abstract = True


class KnownRecord(ProgrammeRecord):
    """Its state is not known before ``known_on``, the day of the import or entry by which it came;
    None: known on every day."""

    known_on = models.DateField(_("recorded as of"), null=True, blank=True, editable=False)

    objects = KnownQuerySet.as_manager()

    class Meta:
        abstract = True
