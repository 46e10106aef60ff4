"""Money from its source to payment. Posted lines never change: a correction is a reversal."""

from datetime import timedelta

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.database.laterals import Lateral, join_lateral
from core.database.unique import UniquePlain
from core.kinds import Caption, register
from core.models import POSITIONS, Sourced, choice_constraint, optional_key
from funds.choices import Family, PostingKind
from programmes.models import ProgrammeQuerySet, ProgrammeRecord, Task
from projects.models import Project

YUAN: models.DecimalField = models.DecimalField(max_digits=18, decimal_places=2)


def untransferred(on, arrived_by) -> Lateral:
    """Money arrived by ``arrived_by`` (less later reversals) and not transferred by ``on``, in
    yuan."""
    sql = """
SELECT greatest(least(coalesce(sum(amount) FILTER (WHERE kind = %s AND "on" <= %s), 0),
        coalesce(sum(amount) FILTER (WHERE kind = %s), 0))
    - coalesce(sum(amount) FILTER (WHERE kind = %s), 0), 0) AS amount
FROM funds_posting WHERE line_id = {row}.id AND "on" <= %s"""
    arrived, transferred = PostingKind.ARRIVED.value, PostingKind.TRANSFERRED.value
    params = (arrived, arrived_by, arrived, transferred, on)
    return Lateral("untransferred", sql, params, {"amount": YUAN})


class SourceQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """The sources with a line that the user sees."""
        return Q(pk__in=FundLine.objects.visible_to(user).values("source"))


@register(
    label=_("source"),
    title_template="{name}",
    search_columns=("name",),
    name="fund_source",
    plural="fund_sources",
    plural_label=_("Sources of funds"),
    view_right="funds.manage",
    edit_right="funds.manage",
)
class FundSource(ProgrammeRecord):
    """A source of money: a catalogue that staff edit. The task force's working fund stays out of
    every total."""

    name = models.CharField(_("source"), max_length=60)
    family = models.CharField(
        _("family of money"), max_length=12, choices=Family, default=Family.UNKNOWN
    )
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("source")
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="unique_source_name"),
            choice_constraint("family", Family, "source_family_known"),
        ]

    def __str__(self):
        return self.name


class FundLineQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A unit sees the money it pays and that of the projects it sees."""
        return Q(payer_unit=user.unit_id) | Q(project__in=Project.objects.visible_to(user))

    def assistance(self):
        """Without the task force's working fund."""
        return self.exclude(source__family=Family.WORKING)

    def of_family(self, family):
        return self.filter(source__family=family)

    def with_amounts(self, *, on):
        """Adds ``planned``, ``arrived``, ``allocated``, ``transferred`` and ``paid``: the amounts
        posted by the day, in yuan; None without postings."""
        return self.annotate(
            **{
                kind.value: Sum(
                    "postings__amount", filter=Q(postings__kind=kind, postings__on__lte=on)
                )
                for kind in PostingKind
            }
        )

    def arrived(self, *, on):
        """The lines of which money arrived by the day and was not all taken back."""
        arrivals = self.order_by().with_amounts(on=on).filter(arrived__gt=0)
        return self.filter(pk__in=arrivals.values("pk"))

    def with_idle(self, *, on, low=0, high=None, name="idle"):
        """Adds ``idle`` (or ``name``), in yuan: money that arrived ``low`` to ``high`` days before
        the day and was not transferred by it. Money that arrived first counts as transferred
        first."""
        rows, older = join_lateral(self, untransferred(on, on - timedelta(days=low)))
        if high is None:
            return rows.annotate(**{name: older["amount"]})
        rows, newest = join_lateral(rows, untransferred(on, on - timedelta(days=high + 1)))
        return rows.annotate(**{name: older["amount"] - newest["amount"]})

    def idle(self, *, on, low=0, high=None):
        """The lines with idle money; arguments as in ``with_idle``."""
        return self.with_idle(on=on, low=low, high=high).filter(idle__gt=0)


@register(
    label=_("fund line"),
    title_template="“{number}”",
    search_columns=("number", "purpose", "payer_name", "document_number"),
    has_history_page=True,
    name="fund_line",
    plural="funds",
    plural_label=_("Funds"),
    view_right="funds.view",
    edit_right="funds.manage",
    publishes_fields=True,
    caption=Caption("number", "spent_on", "payer", related=("project", "payer_unit")),
)
class FundLine(ProgrammeRecord, Sourced):
    """One line of money: from a source and payer (a unit, or an outside body in words) to a
    project or a named purpose."""

    number = models.CharField(_("number"), max_length=40)
    source = models.ForeignKey(
        FundSource, models.PROTECT, related_name="lines", verbose_name=_("source")
    )
    payer_unit = optional_key(Unit, _("payer"), related_name="paid_lines")
    payer_name = models.CharField(_("payer"), max_length=80, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    project = optional_key(Project, _("project"), related_name="fund_lines")
    purpose = models.CharField(_("purpose"), max_length=120, blank=True)

    objects = FundLineQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("fund line")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="unique_line_number"),
            UniquePlain(field="number", name="unique_plain_line_number"),
            models.CheckConstraint(
                condition=Q(project__isnull=False, purpose="")
                | Q(project__isnull=True) & ~Q(purpose=""),
                name="line_for_project_or_purpose",
            ),
            models.CheckConstraint(
                condition=Q(payer_unit__isnull=True) | Q(payer_name=""),
                name="payer_is_unit_or_text",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def spent_on(self) -> str:
        return self.project.name if self.project else self.purpose

    @property
    def payer(self) -> str:
        return self.payer_unit.name if self.payer_unit else self.payer_name


@register_attachment
class FundLineAttachment(Attachment):
    record_name = "line"
    line = models.ForeignKey(FundLine, models.CASCADE, related_name="attachments")


class FundTaskQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Visible with the fund line."""
        return Q(line__in=FundLine.objects.visible_to(user))


@register(
    label=_("link to a task"),
    title_template="{task_id}",
    parent="line_id",
    also_within=("task_id",),
)
class FundTask(ProgrammeRecord):
    """A task that a fund line pays for."""

    line = models.ForeignKey(
        FundLine, models.CASCADE, related_name="task_links", verbose_name=_("fund line")
    )
    task = models.ForeignKey(Task, models.CASCADE, related_name="+", verbose_name=_("task"))

    objects = FundTaskQuerySet.as_manager()

    class Meta:
        ordering = ["line__number", "pk"]
        verbose_name = _("link to a task")
        constraints = [models.UniqueConstraint(fields=["line", "task"], name="unique_fund_task")]

    def __str__(self):
        return str(self.task)


class PostingQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q(line__in=FundLine.objects.visible_to(user))


@register(
    label=_("posting"),
    title_template="{kind} {on}",
    parent="line_id",
    column_labels={"reverses_id": _("reversal of")},
)
class Posting(ProgrammeRecord, Sourced):
    """An amount in yuan that reached a step of the chain on a day."""

    line = models.ForeignKey(FundLine, models.CASCADE, related_name="postings")
    kind = models.CharField(_("step"), max_length=12, choices=PostingKind)
    on = models.DateField(_("on"))
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        ordering = ["on", "pk"]
        indexes = [
            models.Index(fields=["line", "kind", "on"], include=["amount"], name="posting_sums")
        ]
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("kind", PostingKind, "posting_kind_known"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lt=10**13, reverses__isnull=True)
                | Q(amount__lt=0, amount__gt=-(10**13), reverses__isnull=False),
                name="posting_positive_or_reversal",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on}"


def paid_projects(user) -> Q:
    """The projects that a person's unit pays for."""
    lines = FundLine.objects.filter(payer_unit=user.unit_id, project__isnull=False)
    return Q(pk__in=lines.values("project"))
