from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Cast, Concat, Replace
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import POSITIONS, optional_key
from programmes.choices import COUNTY_WORDS, LISTED, PARTNER_WORD, TaskState, list_words
from programmes.models.base import YEARS, ProgrammeQuerySet, ProgrammeRecord
from programmes.models.documents import Document
from programmes.models.task_groups import TaskGroup


def places() -> Any:
    return apps.get_model("programmes", "TaskPlace").objects.all()


def shown_name(on: date, *, as_helper: bool = False) -> Any:
    """The name of ``list`` as it is shown on the day, as an expression; see ``list_words``."""
    name: Any = F("list__name")
    for word in COUNTY_WORDS if as_helper else ():
        name = Replace(name, Value(word), Value(PARTNER_WORD))
    year = Cast("list__year", models.CharField())
    named = Concat(name, Value("（"), year, Value("）"))
    return Case(When(list__year=on.year, then=name), default=named)


class TaskListQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Lists with a task that the person sees."""
        return Q(pk__in=places().visible_to(user).values("list"))

    def with_task_count(self):
        """Adds ``task_count``: of the tasks that are in the list, without drafts and what was
        cancelled; ``draft_count``: of the drafts."""
        present = Q(places__isnull=False, places__version_out=None)
        listed = present & Q(places__task__state__in=LISTED)
        drafts = present & Q(places__task__state=TaskState.DRAFT)
        return self.annotate(
            task_count=Count("places", filter=listed), draft_count=Count("places", filter=drafts)
        )


@register(
    label=_("list"),
    title_template="{name}",
    search_columns=("name",),
    name="task_list",
    plural="task_lists",
    plural_label=_("Task lists"),
    view_right="programmes.manage",
    edit_right="programmes.manage",
)
class TaskList(ProgrammeRecord):
    """A list of tasks (六张清单, 工作要点 …): a catalogue that staff edit."""

    name = models.CharField(_("list"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)
    group = optional_key(TaskGroup, _("key task group"), related_name="lists")
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    document = optional_key(Document, _("policy document"))
    meeting = models.CharField(_("meeting"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)

    shown_name: str  # set by pages
    task_count: int  # by ``with_task_count``
    draft_count: int

    objects = TaskListQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("list")
        constraints = [
            models.UniqueConstraint(fields=["programme", "year", "name"], name="unique_list_name")
        ]

    def __str__(self):
        return self.name

    def name_on(self, day: date, *, as_helper: bool = False) -> str:
        """With its year, where that is not the one of the day."""
        name = list_words(self.name, as_helper=as_helper)
        return name if self.year == day.year else f"{name}（{self.year}）"

    def clean(self):
        if self.group and self.group.year != self.year:
            words = gettext("This group is one of %(year)s.") % {"year": self.group.year}
            raise ValidationError({"group": words})
