from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.models import one_of
from programmes.choices import ImportChoiceKind
from programmes.models.base import ProgrammeRecord


class ImportChoice(ProgrammeRecord):
    """What somebody said that words of a workbook stand for: asked once, and remembered for the
    programme's next imports. ``words`` are plain (``core.importing.words``); of a unit or a
    township, ``unit``; of a head, the importer's ``column``."""

    importer = models.CharField(_("kind of import"), max_length=20)
    kind = models.CharField(_("kind"), max_length=10, choices=ImportChoiceKind)
    words = models.CharField(_("words of the sheet"), max_length=120)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    column = models.CharField(_("column"), max_length=40, blank=True)

    class Meta:
        ordering = ["importer", "kind", "words"]
        verbose_name = _("choice for imports")
        constraints = [
            one_of("kind", ImportChoiceKind, "import_choice_kind_known"),
            models.UniqueConstraint(
                fields=["programme", "importer", "kind", "words"], name="words_stand_for_one"
            ),
            models.CheckConstraint(
                condition=Q(kind=ImportChoiceKind.COLUMN, unit__isnull=True) & ~Q(column="")
                | ~Q(kind=ImportChoiceKind.COLUMN) & Q(unit__isnull=False, column=""),
                name="import_choice_says_what",
            ),
        ]

    def __str__(self):
        return self.words
