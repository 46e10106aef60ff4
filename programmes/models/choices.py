from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import choice_constraint, optional_key
from programmes.choices import ImportChoiceKind
from programmes.models.base import ProgrammeRecord


@register(label=_("choice for imports"), title_template="“{words}”", search_columns=("words",))
class ImportChoice(ProgrammeRecord):
    """What words of a workbook stand for, chosen by a person and stored for later imports of the
    programme. ``words`` are normalized (``core.importing.words``). They stand for a ``unit`` (unit
    or township), the importer's ``column`` (heads), or a ``value`` in cells of that column, as the
    importer reads it (改建, 2024-06, — for nothing). ``uses`` counts imports."""

    importer = models.CharField(_("kind of import"), max_length=20)
    kind = models.CharField(_("kind"), max_length=10, choices=ImportChoiceKind)
    words = models.CharField(_("words of the sheet"), max_length=120)
    unit = optional_key(Unit, _("unit"))
    column = models.CharField(_("column"), max_length=40, blank=True)
    value = models.CharField(_("words that count"), max_length=120, blank=True)
    uses = models.PositiveIntegerField(_("how often used"), default=0)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        ordering = ["importer", "kind", "words"]
        verbose_name = _("choice for imports")
        constraints = [
            choice_constraint("kind", ImportChoiceKind, "import_choice_kind_known"),
            models.UniqueConstraint(
                fields=["programme", "importer", "kind", "words"],
                condition=~Q(kind=ImportChoiceKind.VALUE),
                name="unique_choice_words",
            ),
            models.UniqueConstraint(
                fields=["programme", "importer", "column", "words"],
                condition=Q(kind=ImportChoiceKind.VALUE),
                name="unique_choice_words_of_column",
            ),
            models.CheckConstraint(
                condition=Q(kind=ImportChoiceKind.COLUMN, unit__isnull=True, value="")
                & ~Q(column="")
                | Q(kind=ImportChoiceKind.VALUE, unit__isnull=True) & ~Q(column="") & ~Q(value="")
                | Q(kind__in=(ImportChoiceKind.UNIT, ImportChoiceKind.TOWNSHIP), column="")
                & Q(unit__isnull=False, value=""),
                name="import_choice_has_target",
            ),
        ]

    def __str__(self):
        return self.words
