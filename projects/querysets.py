"""Querysets of projects: visibility, and the facts that they add for a day or a period. Every list,
figure, chart and report reads a fact from the method that adds it (docs/figures.md)."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from core.database.laterals import Lateral, compile_lateral, compute_once, join_lateral
from core.database.sources import read_from
from programmes.models import ProgrammeQuerySet
from projects import at_closing, laterals, lights
from projects.choices import ASIDE, BEGUN, ENDED, CountedKind, LightRuleName, Stage

# Which amounts a period's own total includes; the year to a month includes them all.
COUNTED_IN = {"month": (CountedKind.ENTRY,), "quarter": (CountedKind.ENTRY, CountedKind.LATE)}
COUNTED_IN |= {"half": COUNTED_IN["quarter"]}
COUNTED_IN |= {"year": (*COUNTED_IN["quarter"], CountedKind.EARLIER_MONTHS)}
ZERO = Decimal(0)
# The facts of a closed month of a project that was added since; others are None.
ABSENT: dict[str, Any] = dict.fromkeys(lights.FIELDS.values(), "")
ABSENT |= dict.fromkeys(("due_twelfths", "year_amount", "before", "ever_amount"), ZERO)
ABSENT |= {"is_due": False, "is_exempt": False}
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
        """Adds ``stage``: the last one entered by the day, None where none is recorded; at the end
        of a closed month the one known at its closing."""
        rows, found = join_lateral(self, at_closing.stage(on))
        return rows.annotate(stage=found["stage"])

    def with_stage_since(self, *, on):
        """Adds ``stage_since``: the day on which ``stage`` was entered; None where it is that of a
        sheet."""
        rows, found = join_lateral(self, at_closing.stage(on))
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

    def known_in(self, month):
        """The projects as they were known when the month was closed: with the unit, sector and
        amounts of that time, and without those added since. Those of an open month unchanged."""
        rows = self.model._default_manager.all()
        rows.query.select_related = self.query.select_related
        try:
            keys, params = self.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            return rows.none()
        columns = (str(field.column) for field in self.model._meta.concrete_fields)
        return read_from(rows, at_closing.projects(columns, keys), month.start, *params)

    def planned(self, month):
        """Projects with a plan of the year that was made by the month's end."""
        return self.with_month(month).filter(plan__isnull=False)

    def due_to_report(self, month):
        """Those that must report the month."""
        return self.with_month(month).filter(is_due=True)

    def reported(self, month):
        return self.filter(Exists(_of_project("MonthEntry").filter(month=month.start)))

    def not_reported(self, month):
        """Due to report, and without an entry of the month."""
        return self.due_to_report(month).filter(month_entry_id__isnull=True)

    def with_month(self, month):
        """Adds the facts of the month that ``compute_month`` adds; those of a closed month as they
        were known at its closing."""
        return self._joined("compute_month", month)

    def compute_month(self, month, added=None):
        """Adds, by what is recorded now: ``month_stage`` at the month's end and
        ``month_stage_since``; ``plan`` of the year and ``image_goal``, None without a plan made by
        the month's end; ``due_twelfths`` of the plan by then; what ``_with_done`` adds; and
        ``is_due``: whether a project with a plan must report the month, or reported it all the
        same. Not due are those whose reports have ended, and those that are set aside (暂停、终止、
        调出) at the month's end. Amounts are in yuan."""
        rows = self._with_due(month)._with_done(month, added)
        rows, at_end = join_lateral(rows, laterals.stage(month.last_day))
        rows = rows.annotate(month_stage=at_end["stage"], month_stage_since=at_end["stage_since"])
        is_reporting = Q(last_report__isnull=True) | Q(last_report__gte=month.start)
        is_active = Q(month_stage__isnull=True) | ~Q(month_stage__in=ASIDE)
        reports = Q(is_reporting, is_active) | Q(month_entry_id__isnull=False)
        return rows.annotate(is_due=Q(reports, plan__isnull=False))

    def _with_due(self, month):
        rows, found = join_lateral(self, laterals.plan(month))
        rows = rows.annotate(**found).with_rules(month)
        rows, due = compute_once(rows, "due", twelfths=lights.due_twelfths(month))
        return rows.annotate(due_twelfths=due["twelfths"])

    def _with_done(self, month, added=None):
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

    def with_sums(self, period, month):
        """Adds what ``with_month`` adds, and ``period_amount``, in yuan: that of the period's
        months up to ``month``. Late entries are in totals of longer periods than a month, opening
        entries in that of a year."""
        rows = self.with_month(month)
        if period.kind == "month":
            return rows.annotate(period_amount=Coalesce(F("month_amount"), Value(ZERO)))
        counted = _of_project("CountedInvestment").filter(
            kind__in=COUNTED_IN[period.kind], month__range=(period.start, month.start)
        )
        total = counted.values("project").annotate(total=Sum("amount")).values("total")
        return rows.annotate(period_amount=Coalesce(Subquery(total), 0, output_field=laterals.YUAN))

    def with_lights(self, month, added=None):
        """Adds what ``compute_lights`` adds; of a closed month as it was known at its closing."""
        if added is not None:
            return self.compute_lights(month, added)
        return self._joined("compute_lights", month)

    def _joined(self, name, month):
        """The rows with the annotations that the method of this name adds, as one join. A project
        that was added after the closing of a month has none of its facts."""
        rows, found = join_lateral(self, _compiled(name, month))
        return rows.annotate(
            **{
                name: Coalesce(column, Value(ABSENT[name]), output_field=column.output_field)
                if name in ABSENT
                else column
                for name, column in found.items()
            }
        )

    def compute_lights(self, month, added=None):
        """Adds what ``compute_month`` adds, and by the stage at the month's end: ``light`` (of the
        progress in the month), ``start_light``, ``statistics_light`` and ``worst_light``;
        ``rated_planned_start`` and ``rated_actual_start``, by which they are rated; ``red_points``,
        and ``exemption``, the words of the exemptions that are valid at the month's end."""
        rows, exempt = self._with_light(month, added), _exemptions(month)
        of_start = exempt.filter(rule=LightRuleName.START)
        of_statistics = exempt.filter(rule=LightRuleName.STATISTICS)
        rows, found = compute_once(
            rows,
            "other_lights",
            start_light=lights.start_expression(month, of_start),
            statistics_light=lights.statistics_expression(month, of_statistics),
        )
        rows = rows.annotate(**found, exemption=lights.exemption_words(exempt))
        dates = {f"rated_{name}": F(name) for name in ("planned_start", "actual_start")}
        return rows.annotate(worst_light=lights.worst_expression(), **dates)

    def with_exemption(self, month):
        """Adds ``is_exempt``: whether the project is exempt from the rule of progress at the
        month's end; of a closed month as it was known at its closing."""
        return self._joined("compute_exemption", month)

    def compute_exemption(self, month):
        exempt = _exemptions(month).filter(rule=LightRuleName.PROGRESS)
        return self.annotate(is_exempt=Exists(exempt))

    def _with_light(self, month, added):
        rows = self.compute_month(month, added)._with_previous_month(month, added)
        rows = rows.alias(done_twelfths=F("year_amount") * 12)
        rows = rows.annotate(red_points=lights.rule_value("red_points"))
        exempt = _exemptions(month).filter(rule=LightRuleName.PROGRESS)
        rows, found = compute_once(rows, "lights", light=lights.light_expression(month, exempt))
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
def _compiled(name, month) -> Lateral:
    """Django takes up to tens of milliseconds to build these queries: once for a month in a
    process."""
    rows = getattr(_model("Project").objects.all(), name)(month)
    return at_closing.facts(compile_lateral(name, rows), month)


def _exemptions(month):
    """Those of the project that are valid at the month's end."""
    day = month.last_day
    return _of_project("Exemption").filter(valid_from__lte=day, valid_until__gte=day)


def _of_project(name: str) -> Any:
    return _model(name).objects.filter(project=OuterRef("pk"))


def _model(name: str) -> Any:
    """A model of this app by name: the models themselves import this file."""
    return apps.get_model("projects", name)
