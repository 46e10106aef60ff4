"""Orders (督办单) and the milder and outside forms of them, about findings of one unit."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import Caption, register
from core.models import Sourced, choice_constraint, optional_key
from programmes.choices import RoleName
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from programmes.scopes import programmes_as_helper, programmes_with_role
from supervision.choices import SENT, TO_RECTIFY, Colour, FindingState, OrderKind, OrderState
from supervision.models.findings import Finding


class OrderQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """The unit sees what was signed and sent to it; a helper none."""
        own = Q(unit=user.unit_id) & ~Q(state=OrderState.DRAFT)
        return own & ~Q(programme__in=programmes_as_helper(user))

    def drafts(self):
        return self.filter(state=OrderState.DRAFT)

    def not_received(self):
        """Sent, and not signed for by the unit."""
        return self.filter(state=OrderState.SIGNED)

    def after(self, pk):
        """Those not revoked that are later than the order ``pk``, about one of its findings."""
        rows = self.exclude(state=OrderState.REVOKED)
        return rows.filter(pk__gt=pk, findings__orders=pk)

    def unanswered(self, on):
        """Sent, and not revoked, of which the day has passed while a finding is not rectified, and
        which no later order about one of the findings follows; with ``open_findings``."""
        open_ones = Finding.objects.counted().filter(state__in=TO_RECTIFY).select_related("unit")
        later = Order.objects.after(OuterRef("pk"))
        sent = self.filter(state__in=SENT, due_on__lt=on)
        sent = sent.filter(Exists(open_ones.filter(orders=OuterRef("pk"))), ~Exists(later))
        findings = Prefetch("findings", open_ones.order_by("number"), to_attr="open_findings")
        return sent.prefetch_related(findings)

    def with_finish(self):
        """Adds ``is_finished`` (办结): sent, and all findings closed, of merged ones the one that
        they were merged into; and ``finished_on``, the day of the last closing, None where one was
        closed on an unknown day."""
        findings = Finding.objects.filter(orders=OuterRef("pk")).annotate(
            counted_state=Coalesce("merged_into__state", "state"),
            counted_closed=Coalesce("merged_into__closed_on", "closed_on"),
        )
        open_ones = findings.exclude(counted_state=FindingState.CLOSED)
        last = findings.order_by(F("counted_closed").desc(nulls_first=True))
        day = Subquery(last.values("counted_closed")[:1])
        return self.annotate(
            is_finished=ExpressionWrapper(
                Q(state__in=SENT) & ~Exists(open_ones), output_field=BooleanField()
            ),
            finished_on=Case(When(is_finished=True, then=day)),
        )

    def signed_by(self, user):
        """The drafts that the person may sign: an approver, none of their own."""
        approves = programmes_with_role(user, frozenset({RoleName.APPROVER}))
        return self.drafts().filter(programme__in=approves).exclude(created_by=user)

    def received_by(self, user):
        """The orders that wait for the person's unit to sign for them."""
        return self.not_received().filter(unit=user.unit_id)

    def in_hand_of(self, user):
        """The orders that the person's unit signed for and that are not finished, with
        ``awaits_answer``: whether a finding is to be rectified, else the task force verifies."""
        rows = self.filter(state=OrderState.RECEIVED, unit=user.unit_id)
        rows = rows.with_finish().filter(is_finished=False).order_by("due_on", "pk")
        findings = Finding.objects.filter(orders=OuterRef("pk"))
        counted = Coalesce("merged_into__state", "state")
        to_answer = findings.alias(counted_state=counted).filter(counted_state__in=TO_RECTIFY)
        return rows.annotate(awaits_answer=Exists(to_answer))


@register(
    label=_("supervision order"),
    title_template="{number}",
    search_columns=("number", "basis"),
    has_history_page=True,
    name="order",
    plural="orders",
    plural_label=_("Supervision orders"),
    view_right="supervision.view_findings",
    edit_right="supervision.manage_findings",
    caption=Caption("number", "title", "unit"),
    ignored_columns=("content",),
)
class Order(ProgrammeRecord, Sourced):
    """An order to a unit of the county about one or several of its findings. ``number`` is given
    when a second person signs it; what is signed is revoked, never changed. ``content`` is what
    was signed (``supervision.figures.letters``); empty of drafts, and of orders signed before it
    was stored."""

    kind = models.CharField(_("form"), max_length=10, choices=OrderKind, default=OrderKind.ORDER)
    number = models.CharField(_("number"), max_length=60, blank=True, editable=False)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.REMINDER)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="orders", verbose_name=_("responsible unit")
    )
    findings = models.ManyToManyField(Finding, related_name="orders", verbose_name=_("findings"))
    basis = models.CharField(_("basis of the order"), max_length=300, blank=True)
    demands = models.CharField(_("demands"), max_length=1000, blank=True)
    due_on = models.DateField(_("answer by"))
    state = models.CharField(
        _("state"), max_length=10, choices=OrderState, default=OrderState.DRAFT, editable=False
    )
    signed_on = models.DateField(_("order signed on"), null=True, blank=True, editable=False)
    signed_by = optional_key(settings.AUTH_USER_MODEL, _("signed by"), editable=False)
    received_at = models.DateTimeField(_("signed for at"), null=True, blank=True, editable=False)
    received_by = optional_key(settings.AUTH_USER_MODEL, _("signed for by"), editable=False)
    on_behalf = models.BooleanField(_("on behalf of the unit"), default=False, editable=False)
    reason = models.CharField(_("why it was revoked"), max_length=300, blank=True, editable=False)
    content = models.JSONField(_("content"), default=dict, blank=True, editable=False)

    objects = OrderQuerySet.as_manager()

    open_findings: list[Finding]  # of ``unanswered`` orders
    is_finished: bool  # ``with_finish``
    finished_on: date | None
    awaits_answer: bool  # ``in_hand_of`` a person

    class Meta:
        ordering = [F("signed_on").desc(nulls_first=True), "-pk"]
        verbose_name = _("supervision order")
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("kind", OrderKind, "order_kind_known"),
            choice_constraint("colour", Colour, "order_colour_known"),
            choice_constraint("state", OrderState, "order_state_known"),
            models.UniqueConstraint(
                fields=["programme", "number"],
                condition=~Q(number=""),
                name="unique_order_number",
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.DRAFT, number="", signed_on=None, signed_by=None)
                | ~Q(state=OrderState.DRAFT) & ~Q(number="") & Q(signed_on__isnull=False),
                name="signed_order_has_number",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("created_by")),
                name="order_has_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.RECEIVED) | Q(received_at__isnull=False),
                name="received_order_has_time",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(due_on__gte=F("signed_on")),
                name="order_due_after_signing",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """The number, of a draft its form and unit."""
        return self.number or f"{self.get_kind_display()} {self.unit}"

    @property
    def has_no_content(self) -> bool:
        """Whether it was signed before the content of signed orders was stored."""
        return self.state != OrderState.DRAFT and not self.content

    @property
    def finish_label(self) -> str:
        """Of an order ``with_finish``: 办结 with its day; empty where it is not finished."""
        if not self.is_finished:
            return ""
        day = self.finished_on.isoformat() if self.finished_on else gettext("on an unknown day")
        return gettext("finished %(day)s") % {"day": day}
