"""The questions asked of projects. Each takes the day or the period it is asked for."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from programmes.models import ProgrammeQuerySet
from projects.choices import BEGUN, ENDED, OpeningKind, Stage
from projects.lights import light_expression

YUAN: DecimalField = DecimalField(max_digits=18, decimal_places=2)

# A higher app adds what else lets a unit see a project (funds: whoever pays for it).
seen_through: list[Callable[..., Q]] = []


class ProjectQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A unit sees the projects it owns, supports or funds; a township those within it."""
        supported = _model("Project").supporting_units.through.objects.filter(unit=user.unit_id)
        seen = Q(owner_unit=user.unit_id) | Q(township=user.unit_id)
        seen |= Q(pk__in=supported.values("project"))
        for further in seen_through:
            seen |= further(user)
        return seen

    def with_stage(self, *, on):
        """Adds ``stage``: the last stage entered by the day, empty where none is recorded."""
        events = self._rows("StageEvent").filter(project=OuterRef("pk"), on__lte=on)
        return self.annotate(stage=Subquery(events.order_by("-on", "-pk").values("stage")[:1]))

    def begun(self, *, on):
        return self.with_stage(on=on).filter(stage__in=BEGUN)

    def in_construction(self, *, on):
        return self.with_stage(on=on).filter(stage=Stage.BUILDING)

    def not_ended(self, *, on):
        """Neither completed nor past it by the day."""
        rows = self.with_stage(on=on)
        return rows.filter(Q(stage__isnull=True) | ~Q(stage__in=ENDED))

    def in_the_name_of(self, programme, person):
        """Those of the person's unit, not ended, for which the person is named."""
        rows = self.of(programme).not_ended(on=programme.today())
        return rows.filter(owner_unit=person.unit_id, person=person.name)

    def due_to_report(self, year):
        """Projects with a plan of the year: those that are due to report its months."""
        return self.filter(pk__in=self._rows("YearPlan").filter(year=year).values("project"))

    def reported(self, month):
        entries = self._rows("MonthEntry").filter(month=month.start)
        return self.filter(pk__in=entries.values("project"))

    def not_reported(self, month):
        """Due to report, and nothing has come for the month."""
        entries = self._rows("MonthEntry").filter(month=month.start)
        return self.due_to_report(month.year).exclude(pk__in=entries.values("project"))

    def with_investment(self, month):
        """Adds, in yuan: ``plan`` of the year (None without one), ``month_amount`` (None where
        not reported), ``year_amount`` (January to the month, opening entry included) and
        ``ever_amount`` (since the start), and ``month_entry_id``."""
        entry = self._rows("MonthEntry").filter(project=OuterRef("pk"))
        of_month = entry.filter(month=month.start)
        plan = self._rows("YearPlan").filter(project=OuterRef("pk"), year=month.year)
        opening = self._rows("OpeningEntry").filter(
            project=OuterRef("pk"), through__lte=month.start
        )
        this_year = Q(month__year=month.year, month__lte=month.start)
        earlier = Q(kind=OpeningKind.EARLIER_MONTHS, year=month.year)
        return self.annotate(
            plan=Subquery(plan.values("amount")[:1]),
            image_goal=Subquery(plan.values("image_goal")[:1]),
            month_entry_id=Subquery(of_month.values("pk")[:1]),
            month_amount=Subquery(of_month.values("amount")[:1]),
            year_amount=_sum(entry.filter(this_year)) + _sum(opening.filter(earlier)),
            ever_amount=_sum(entry.filter(month__lte=month.start)) + _sum(opening),
        )

    def with_amount_in(self, period, through):
        """Adds ``period_amount``, in yuan: that of the period's months up to ``through``. An
        opening entry of this year's earlier months counts where the period is the year."""
        entries = self._rows("MonthEntry").filter(
            project=OuterRef("pk"), month__gte=period.start, month__lte=through.start
        )
        amount = _sum(entries)
        if period.kind == "year":
            amount += _sum(
                self._rows("OpeningEntry").filter(
                    project=OuterRef("pk"),
                    kind=OpeningKind.EARLIER_MONTHS,
                    year=period.year,
                    through__lte=through.start,
                )
            )
        return self.annotate(period_amount=amount)

    def with_light(self, month, *, on):
        """Adds ``light`` (and what ``with_stage`` and ``with_investment`` add): the month's
        light of each project by its stage on the day."""
        rows = self.with_stage(on=on).with_investment(month)
        rows = rows.annotate(done_twelfths=F("year_amount") * 12)
        return rows.annotate(light=light_expression(month))

    def _rows(self, name: str) -> QuerySet:
        return _model(name).objects.all()


def _model(name: str) -> Any:
    """A model of this app by name: the models themselves import this file."""
    return apps.get_model("projects", name)


def _sum(rows: QuerySet):
    """The sum of a related table by subquery: a join would multiply the money."""
    total = rows.order_by().values("project").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total), 0, output_field=YUAN)
