"""Querysets of projects: visibility, and the facts that they add for a day or a period. Every list,
figure, chart and report reads a fact from the method that adds it (docs/figures.md)."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from core.database.laterals import Lateral, compile_lateral, compute_once, join_lateral
from programmes.models import ProgrammeQuerySet
from projects import laterals, lights
from projects.choices import ASIDE, BEGUN, ENDED, CountedKind, LightRuleName, Stage

# Which amounts a period's own total includes; the year to a month includes them all.
COUNTED_IN = {"month": (CountedKind.ENTRY,), "quarter": (CountedKind.ENTRY, CountedKind.LATE)}
COUNTED_IN |= {"half": COUNTED_IN["quarter"]}
COUNTED_IN |= {"year": (*COUNTED_IN["quarter"], CountedKind.EARLIER_MONTHS)}
DUE = F("plan") * F("due_twelfths")  # twelve times what is due of the plan

# Further conditions under which a unit sees a project, added by higher apps (funds: payers).
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
        """Adds ``stage``: the last one entered by the day, None where none is recorded."""
        rows, found = join_lateral(self, laterals.stage(on))
        return rows.annotate(stage=found["stage"])

    def with_stage_since(self, *, on):
        """Adds ``stage_since``: the day on which ``stage`` was entered."""
        rows, found = join_lateral(self, laterals.stage(on))
        return rows.annotate(stage_since=found["stage_since"])

    def begun(self, *, on):
        return self.with_stage(on=on).filter(stage__in=BEGUN)

    def in_construction(self, *, on):
        return self.with_stage(on=on).filter(stage=Stage.BUILDING)

    def not_ended(self, *, on):
        """Neither completed nor past it by the day."""
        rows = self.with_stage(on=on)
        return rows.filter(Q(stage__isnull=True) | ~Q(stage__in=ENDED))

    def in_the_name_of(self, programme, person):
        """The projects of the person's unit that name the person and are not ended."""
        rows = self.of(programme).not_ended(on=programme.today())
        return rows.filter(owner_unit=person.unit_id, person=person.name)

    def planned_in(self, year):
        """Projects with a plan of the year."""
        return self.filter(pk__in=_model("YearPlan").objects.filter(year=year).values("project"))

    def due_to_report(self, month):
        """Those with a plan of the year that must report the month."""
        return self.planned_in(month.year).with_due_state(month).filter(is_due=True)

    def with_due_state(self, month):
        """Adds ``month_stage``, the stage at the month's end, and ``is_due``: of projects with a
        plan of the year those that must report the month, or reported it all the same. Not due
        are those whose reports have ended, that are set aside (暂停、终止、调出) at the month's
        end, or whose plan was made later."""
        return self._joined("_due_state", month)

    def _due_state(self, month):
        rows, at_end = join_lateral(self, laterals.stage(month.last_day))
        rows = rows.annotate(month_stage=at_end["stage"])
        is_reporting = Q(last_report__isnull=True) | Q(last_report__gte=month.start)
        is_active = Q(month_stage__isnull=True) | ~Q(month_stage__in=ASIDE)
        is_due = Q(is_reporting, is_active, ~Exists(planned_later(month)))
        return rows.annotate(is_due=is_due | self._is_reported(month))

    def reported(self, month):
        return self.filter(self._is_reported(month))

    def not_reported(self, month):
        """Due to report, and without an entry of the month."""
        return self.due_to_report(month).filter(~self._is_reported(month))

    def _is_reported(self, month):
        """Evaluated for each project: NOT IN would read the month's entries of all programmes."""
        return Q(Exists(_of_project("MonthEntry").filter(month=month.start)))

    def with_investment(self, month):
        """Adds what ``with_due`` and ``with_done`` add."""
        return self._joined("_investment", month)

    def _investment(self, month):
        return self.with_due(month).with_done(month)

    def with_sums(self, period, month):
        """Adds what ``with_investment`` and ``with_due_state`` add, and ``period_amount``."""
        return self._joined("_sums", period, month)

    def _sums(self, period, month):
        return self._investment(month)._due_state(month).with_amount_in(period, month)

    def with_due(self, month):
        """Adds what ``with_plan`` adds, and ``due_twelfths``: how many twelfths of the plan are
        due by the month's end."""
        rows = self.with_plan(month).with_rules(month)
        rows, due = compute_once(rows, "due", twelfths=lights.due_twelfths(month))
        return rows.annotate(due_twelfths=due["twelfths"])

    def with_plan(self, month):
        """Adds ``plan`` of the year, in yuan, and ``image_goal``, as they were known while the
        month was reported; None without a plan."""
        rows, found = join_lateral(self, laterals.plan(month))
        return rows.annotate(**found)

    def with_done(self, month, added=None):
        """Adds, in yuan: ``month_amount`` (None where not reported; ``month_entry_id`` is its
        entry), ``year_amount`` (January to the month, opening and late entries included),
        ``before`` (the same without the month's entry) and ``ever_amount`` (since the start).
        ``added`` is counted as if it were saved with the month's entry."""
        rows, found = join_lateral(self, laterals.done(month, added))
        names = ("month_entry_id", *laterals.AMOUNTS)
        return rows.annotate(**{name: found[name] for name in names})

    def with_last_entry(self, month):
        """Adds ``last_entry_id``, the last entry before the month, and ``last_stage``, the stage
        at the end of that entry's month."""
        rows, found = join_lateral(self, laterals.last_entry(month))
        return rows.annotate(**found)

    def with_rules(self, month, name="rule"):
        """Joins the version of the rules for lights that is valid in the month."""
        return self.annotate(**{name: lights.rule_in(month, "programme__light_rules")})

    def with_amount_in(self, period, through):
        """Adds ``period_amount``, in yuan: that of the period's months up to ``through``. Late
        entries are in totals of longer periods than a month, opening entries in that of a year."""
        counted = _of_project("CountedInvestment").filter(
            kind__in=COUNTED_IN[period.kind], month__range=(period.start, through.start)
        )
        total = counted.values("project").annotate(total=Sum("amount")).values("total")
        return self.annotate(period_amount=Coalesce(Subquery(total), 0, output_field=laterals.YUAN))

    def with_lights(self, month, *, on, added=None):
        """Adds what ``with_stage`` and ``with_investment`` add, and by the stage on the day:
        ``light`` (of the progress in the month), ``start_light``, ``statistics_light`` and
        ``worst_light``; ``red_points``, and ``exemption``, the words of the exemptions that are
        valid at the month's end."""
        if added is not None:
            return self._all_lights(month, on, added)
        return self._joined("_all_lights", month, on)

    def _joined(self, name, *arguments):
        """The rows with the annotations that the method of this name adds, as one join."""
        rows, found = join_lateral(self, _compiled(name, *arguments))
        return rows.annotate(**found)

    def _all_lights(self, month, on, added=None):
        rows, exempt = self._with_light(month, on, added), _exemptions(month)
        of_start = exempt.filter(rule=LightRuleName.START)
        of_statistics = exempt.filter(rule=LightRuleName.STATISTICS)
        rows, found = compute_once(
            rows,
            "other_lights",
            start_light=lights.start_expression(month, of_start),
            statistics_light=lights.statistics_expression(month, of_statistics),
        )
        rows = rows.annotate(**found, exemption=lights.exemption_words(exempt))
        return rows.annotate(worst_light=lights.worst_expression())

    def _with_light(self, month, on, added):
        rows = self.with_stage(on=on).with_due(month).with_done(month, added)
        rows = rows._with_previous_month(month, added)
        rows = rows.alias(done_twelfths=F("year_amount") * 12)
        rows = rows.annotate(red_points=lights.rule_value("red_points"))
        exempt = _exemptions(month).filter(rule=LightRuleName.PROGRESS)
        later = planned_later(month)
        rows, found = compute_once(
            rows, "lights", light=lights.light_expression(month, exempt, later)
        )
        return rows.annotate(**found)

    def _with_previous_month(self, month, added):
        """What the light depends on of the month before."""
        previous = month.previous()
        rows = self.with_rules(previous, "previous_rule")
        rows, stage = join_lateral(rows, laterals.stage(previous.last_day))
        known_in = month if month.year == previous.year else previous
        rows, plan = join_lateral(rows, laterals.plan(known_in))
        rows, done = join_lateral(rows, laterals.done(month, added))
        return rows.alias(
            previous_stage=stage["stage"],
            previous_plan=plan["plan"],
            previous_due=lights.due_twelfths(previous, "previous_rule"),
            previous_amount=done["previous_amount"],
            previous_twelfths=done["previous_year_amount"] * 12,
        )


@lru_cache(maxsize=512)
def _compiled(name, *arguments) -> Lateral:
    """Django takes up to tens of milliseconds to build these queries: once for the same arguments
    in a process."""
    rows = getattr(_model("Project").objects.all(), name)(*arguments)
    return compile_lateral(name.removeprefix("_"), rows)


def planned_later(month):
    """The first version of a project's plan of the year, where a person dated it after the month.
    An import does not say when the plan it brings was decided: that one is valid from January."""
    plan = {"plan__project": OuterRef("pk"), "plan__year": month.year}
    first = _model("PlanVersion").objects.filter(number=1, created_by__isnull=False, **plan)
    return first.filter(decided_on__gt=month.last_day)


def _exemptions(month):
    """Those of the project that are valid at the month's end."""
    day = month.last_day
    return _of_project("Exemption").filter(valid_from__lte=day, valid_until__gte=day)


def _of_project(name: str) -> Any:
    return _model(name).objects.filter(project=OuterRef("pk"))


def _model(name: str) -> Any:
    """A model of this app by name: the models themselves import this file."""
    return apps.get_model("projects", name)
