"""The queryset of findings: who sees them, their states and days on a day."""

from django.apps import apps
from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from core.choices import Light
from core.database.days import days_between
from programmes.models import LightDay
from programmes.scopes import programmes_as_helper
from supervision.choices import (
    DONE,
    TO_RECTIFY,
    FindingEventKind,
    FindingOutcome,
    FindingState,
)
from supervision.models.finding_places import PlacesQuerySet


def _events(on=None):
    """The events of a finding, in a subquery of findings; those after the day."""
    rows = apps.get_model("supervision", "FindingEvent").objects.filter(finding=OuterRef("pk"))
    return rows.filter(on__gt=on).order_by("pk") if on else rows


def _last_day(kind, field, on):
    """The day of a finding's last event of the kind by the day, else the imported one by then."""
    rows = apps.get_model("supervision", "FindingEvent").objects.filter(finding=OuterRef("pk"))
    rows = rows.filter(kind=kind, on__lte=on).order_by("-pk")
    stored = Case(When(**{f"{field}__lte": on}, then=field), output_field=DateField())
    return Coalesce(Subquery(rows.values("on")[:1]), stored)


class FindingQuerySet(PlacesQuerySet):
    def seen_by_unit(self, user):
        """A bureau or township sees the findings that name it; a helper none."""
        named = Q(unit=user.unit_id) | Q(pk__in=self._supported_by(user.unit_id))
        return named & ~Q(programme__in=programmes_as_helper(user))

    def _supported_by(self, unit_id):
        rows = apps.get_model("supervision", "Finding").objects
        return rows.filter(supporting_units=unit_id).values("pk")

    def answered_by(self, user):
        """Those of which the person's unit is responsible."""
        return self.filter(unit=user.unit_id)

    def counted(self):
        """Without those that were merged into another."""
        return self.filter(merged_into=None)

    def as_of(self, on):
        """The findings known on the day, with ``state_then`` and ``due_then`` of it."""
        state = Subquery(_events(on).values("state_before")[:1])
        moved = _events(on).of_days()
        due = Subquery(moved.values("due_before")[:1], output_field=DateField())
        return self.known(on=on).annotate(
            state_then=Coalesce(state, "state"),
            due_then=Case(When(Exists(moved), then=due), default="due_on"),
        )

    def with_moves(self):
        """Adds ``first_due_on``, the day before it was moved, ``times_moved`` and
        ``times_reopened``."""
        moved = _events().of_days().filter(due_before__isnull=False)
        reopened = _events().filter(kind=FindingEventKind.REOPENED)
        first = Subquery(moved.order_by("pk").values("due_before")[:1])
        return self.annotate(
            first_due_on=Coalesce(first, "due_on"),
            times_moved=moved.number(),
            times_reopened=reopened.number(),
        )

    def with_last_colour(self):
        """Adds ``coloured_on``, the day on which the colour was changed last; None where it never
        was."""
        events = _events().filter(kind=FindingEventKind.COLOUR_SET).order_by("-on", "-pk")
        return self.annotate(coloured_on=Subquery(events.values("on")[:1]))

    def reopened(self, on):
        """Those that were reopened by the day, with ``reopenings``, and of the last one
        ``last_reopened`` and ``reopened_because``."""
        events = _events().filter(kind=FindingEventKind.REOPENED, on__lte=on)
        last = events.order_by("-on", "-pk")
        return self.filter(Exists(events)).annotate(
            reopenings=events.number(),
            last_reopened=Subquery(last.values("on")[:1]),
            reopened_because=Subquery(last.values("reason")[:1]),
        )

    def to_verify(self):
        """Those that are rectified without a request that waits: an import brought them."""
        requests = apps.get_model("supervision", "FindingRequest").objects.pending()
        asked = requests.filter(finding=OuterRef("pk"))
        return self.filter(~Exists(asked), state=FindingState.RECTIFIED)

    def to_rectify(self):
        """Of findings ``as_of`` a day: those of which the unit has not reported the end."""
        return self.filter(state_then__in=TO_RECTIFY)

    def closed(self):
        """Of findings ``as_of`` a day."""
        return self.filter(state_then=FindingState.CLOSED)

    def not_closed(self):
        """Of findings ``as_of`` a day."""
        return self.exclude(state_then=FindingState.CLOSED)

    def due(self, on):
        """Of findings ``as_of`` a day: those to be rectified by the day ``on``."""
        return self.filter(due_then__lte=on)

    def overdue(self, on):
        """Of findings ``as_of`` a day: those not rectified after their day."""
        return self.to_rectify().filter(due_then__lt=on)

    def with_ends(self, on):
        """Of findings ``as_of`` the day: adds ``rectified_then`` and ``closed_then``, the days on
        which those rectified and those closed on it became so."""
        rectified = _last_day(FindingEventKind.CLOSING_REQUESTED, "rectified_on", on)
        closed = _last_day(FindingEventKind.CLOSED, "closed_on", on)
        return self.annotate(
            rectified_then=Case(When(state_then__in=DONE, then=rectified)),
            closed_then=Case(When(state_then=FindingState.CLOSED, then=closed)),
        )

    def with_days_to_closing(self):
        """Of findings ``with_ends``: adds ``days_to_closing``, from ``found_on``; None of those
        that are not closed, or on an unknown day."""
        return self.annotate(days_to_closing=days_between(F("found_on"), F("closed_then")))

    def closed_within(self, low, high):
        """Of findings ``with_ends``: closed ``low`` to ``high`` days (None: no end) after they were
        found."""
        rows = self.with_days_to_closing().filter(days_to_closing__gte=low)
        return rows if high is None else rows.filter(days_to_closing__lte=high)

    def with_outcome(self):
        """Of findings ``with_ends``: adds ``outcome``, empty where it is not rectified."""
        is_done = Q(state_then__in=DONE)
        unknown = is_done & (Q(rectified_then=None) | Q(due_then=None))
        late = is_done & Q(rectified_then__gt=F("due_then"))
        return self.annotate(
            outcome=Case(
                When(unknown, then=Value(FindingOutcome.UNKNOWN.value)),
                When(late, then=Value(FindingOutcome.LATE.value)),
                When(is_done, then=Value(FindingOutcome.IN_TIME.value)),
                default=Value(""),
                output_field=CharField(),
            )
        )

    def with_light(self, day: LightDay):
        """Of findings ``with_ends`` of the day: adds ``light``, red after the day to rectify by,
        yellow shortly before it (docs/rules.md#light-of-a-finding)."""
        is_open = Q(state_then__in=TO_RECTIFY)
        late = is_open & Q(due_then__lt=day.on)
        late |= Q(state_then=FindingState.RECTIFIED, rectified_then__gt=F("due_then"))
        near = is_open & Q(due_then__lt=day.soon_before)
        none = Q(state_then=FindingState.CLOSED) | Q(due_then=None)
        lights = ((none, Light.NONE), (late, Light.RED), (near, Light.YELLOW))
        return self.annotate(
            light=Case(
                *(When(condition, then=Value(light.value)) for condition, light in lights),
                default=Value(Light.GREEN.value),
                output_field=CharField(),
            )
        )
