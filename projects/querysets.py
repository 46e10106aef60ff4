"""The questions asked of projects. Each takes the day or the period it is asked for."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from core.database.laterals import Lateral, join, settle, written
from programmes.models import ProgrammeQuerySet
from projects import lights, standing
from projects.choices import BEGUN, ENDED, LightRuleName, OpeningKind, Stage

YUAN = standing.YUAN

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
        rows, found = join(self, standing.stage(on))
        return rows.annotate(stage=found["stage"])

    def with_stage_since(self, *, on):
        """Adds ``stage_since``: the day on which the present stage was entered."""
        events = self._rows("StageEvent").filter(project=OuterRef("pk"), on__lte=on)
        return self.annotate(stage_since=Subquery(events.order_by("-on", "-pk").values("on")[:1]))

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

    def planned_in(self, year):
        """Projects with a plan of the year."""
        return self.filter(pk__in=self._rows("YearPlan").filter(year=year).values("project"))

    def due_to_report(self, month):
        """Those with a plan of the year that ``due_in`` names."""
        return self.planned_in(month.year).filter(due_in(month))

    def reported(self, month):
        return self.filter(self._is_reported(month))

    def not_reported(self, month):
        """Due to report, and nothing has come for the month."""
        return self.due_to_report(month).filter(~self._is_reported(month))

    def _is_reported(self, month):
        """Asked project by project: NOT IN would read the month's entries of all programmes."""
        return Exists(self._entries().filter(month=month.start))

    def with_investment(self, month):
        """Adds, in yuan: ``plan`` of the year (None without one), ``month_amount`` (None where
        not reported), ``year_amount`` (January to the month, opening entry and what was made up
        for earlier months included) and ``ever_amount`` (since the start); ``month_entry_id``,
        and ``due_twelfths``: how many twelfths of the plan are due by the month's end."""
        rows, plan = join(self.with_rules(month), standing.plan(month))
        rows, of = rows._with_done(month)
        rows, due = settle(rows, "due", twelfths=lights.due_twelfths(month))
        return rows.annotate(
            plan=plan["amount"],
            image_goal=plan["image_goal"],
            due_twelfths=due["twelfths"],
            month_entry_id=of[0]["month_id"],
            month_amount=of[0]["of_month"],
            year_amount=_together(of, "of_year"),
            ever_amount=_together(of, "ever"),
        )

    def _with_done(self, month):
        """What was done, by entries, late entries and opening entries."""
        rows, found = self, []
        for part in (standing.entries, standing.late, standing.openings):
            rows, columns = join(rows, part(month))
            found.append(columns)
        return rows, found

    def with_rules(self, month, name="rule"):
        """Joins the version of the rules for lights that is valid in the month."""
        path = "programme__light_rules"
        begun = Q(**{f"{path}__valid_from__lte": month.start})
        lasting = Q(**{f"{path}__valid_until": None}) | Q(
            **{f"{path}__valid_until__gt": month.start}
        )
        return self.annotate(**{name: FilteredRelation(path, condition=begun & lasting)})

    def with_before(self, month):
        """Adds ``before``, in yuan: what the year holds by the month's end without the month's own
        entry. What came late counts where it was counted in, the month included."""
        this_year = Q(month__year=month.year, month__lt=month.start)
        late = Q(counted_in__year=month.year, counted_in__lte=month.start)
        earlier = Q(kind=OpeningKind.EARLIER_MONTHS, year=month.year, through__lt=month.start)
        return self.annotate(
            before=_sum(self._entries().filter(this_year))
            + _sum(self._late().filter(late))
            + _sum(self._openings().filter(earlier))
        )

    def _entries(self):
        return self._rows("MonthEntry").filter(project=OuterRef("pk"))

    def _late(self):
        return self._rows("LateEntry").filter(project=OuterRef("pk"))

    def _openings(self):
        return self._rows("OpeningEntry").filter(project=OuterRef("pk"))

    def with_amount_in(self, period, through):
        """Adds ``period_amount``, in yuan: that of the period's months up to ``through``. A
        longer period than a month holds what was made up in it; the year also an opening entry of
        its earlier months."""
        months = {"gte": period.start, "lte": through.start}
        amount = _sum(self._entries().filter(**{f"month__{k}": v for k, v in months.items()}))
        if period.kind != "month":
            late = {f"counted_in__{key}": month for key, month in months.items()}
            amount += _sum(self._late().filter(**late))
        if period.kind == "year":
            amount += _sum(
                self._openings().filter(
                    kind=OpeningKind.EARLIER_MONTHS, year=period.year, through__lte=through.start
                )
            )
        return self.annotate(period_amount=amount)

    def with_lights(self, month, *, on):
        """Adds what ``with_stage`` and ``with_investment`` add, and by the stage on the day:
        ``light`` (of the progress in the month), ``start_light``, ``statistics_light`` and
        ``worst_light``; ``red_points``, and ``exemption``, the words of the exemptions that are
        valid at the month's end."""
        rows, found = join(self, _rated(month, on))
        return rows.annotate(**found)

    def _rated(self, month, on):
        rows, exempt = self._with_light(month, on), self._exemptions(month)
        of_start = exempt.filter(rule=LightRuleName.START)
        of_statistics = exempt.filter(rule=LightRuleName.STATISTICS)
        rows, found = settle(
            rows,
            "also_rated",
            start_light=lights.start_expression(month, of_start),
            statistics_light=lights.statistics_expression(month, of_statistics),
        )
        rows = rows.annotate(**found, exemption=lights.exemption_words(exempt))
        return rows.annotate(worst_light=lights.worst_expression())

    def _with_light(self, month, on):
        rows = self.with_stage(on=on).with_investment(month)._with_month_before(month)
        rows = rows.alias(done_twelfths=F("year_amount") * 12)
        rows = rows.annotate(red_points=lights.rule_value("red_points"))
        exempt = self._exemptions(month).filter(rule=LightRuleName.PROGRESS)
        later = planned_later(month)
        rows, found = settle(rows, "rated", light=lights.light_expression(exempt, later))
        return rows.annotate(**found)

    def _with_month_before(self, month):
        """What the light asks of the month before."""
        before = month.previous()
        rows, stage = join(self.with_rules(before, "before"), standing.stage(before.last_day))
        rows, plan = join(rows, standing.plan(month if month.year == before.year else before))
        rows, of = rows._with_done(month)
        return rows.alias(
            before_stage=stage["stage"],
            before_plan=plan["amount"],
            before_due=lights.due_twelfths(before, "before"),
            before_amount=of[0]["of_month_before"],
            before_twelfths=_together(of, "of_year_before") * 12,
        )

    def _exemptions(self, month):
        last_day = month.last_day
        rows = self._rows("Exemption").filter(project=OuterRef("pk"))
        return rows.filter(valid_from__lte=last_day, valid_until__gte=last_day)

    def _rows(self, name: str) -> Any:
        return _model(name).objects.all()


@lru_cache(maxsize=128)
def _rated(month, on) -> Lateral:
    """Django builds this query in tens of milliseconds: once for a month and a day."""
    return written("rated", _model("Project").objects.all()._rated(month, on))


def due_in(month) -> Q:
    """Of projects with a plan of the month's year: those that are asked for the month, and those
    that reported it unasked. Nobody asks who said before that nothing more comes, who stands aside
    (暂停、终止、调出) at the month's end, and whose plan was made later."""
    going_on = Q(last_report__isnull=True) | Q(last_report__gte=month.start)
    aside = _of_each("StageEvent").aside(on=month.last_day)
    reported = _of_each("MonthEntry").filter(month=month.start)
    asked = Q(going_on, ~Exists(aside), ~Exists(planned_later(month)))
    return asked | Q(Exists(reported))


def planned_later(month):
    """The first version of a project's plan of the year, where a person dated it after the month.
    An import does not say when the plan it brings was decided: that one holds from January."""
    plan = {"plan__project": OuterRef("pk"), "plan__year": month.year}
    first = _model("PlanVersion").objects.filter(number=1, created_by__isnull=False, **plan)
    return first.filter(decided_on__gt=month.last_day)


def _of_each(name: str) -> Any:
    return _model(name).objects.filter(project=OuterRef("pk"))


def _model(name: str) -> Any:
    """A model of this app by name: the models themselves import this file."""
    return apps.get_model("projects", name)


def _together(parts: list, name: str):
    """A column of several joins added up; nothing counts as zero."""
    first, *others = (Coalesce(part[name], 0, output_field=YUAN) for part in parts)
    return sum(others, first)


def _sum(rows: QuerySet):
    """The sum of a related table by subquery: a join would multiply the money."""
    total = rows.order_by().values("project").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total), 0, output_field=YUAN)
