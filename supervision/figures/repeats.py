"""Findings that come back (举一反三): of one unit or source in a year, reopened ones, and several
about one project, task or fund line. Each is a sentence with its list."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.links import list_address
from funds.models import FundLine
from programmes.models import Programme, Task
from projects.models import Project
from supervision.choices import FindingState
from supervision.figures.readiness import Group, Row
from supervision.models import Finding

MANY, SEVERAL = 3, 2  # findings in a year of one unit or source; about one subject
UNITS = gettext_lazy("units with three or more findings in the year")
SOURCES = gettext_lazy("sources with three or more findings in the year")
REOPENED = gettext_lazy("findings that were reopened")
SUBJECTS = gettext_lazy("projects, tasks and fund lines with several findings")


def repeats(user: Any, programme: Programme, on: date) -> list[Group]:
    """The groups with rows, of what the person sees on the day, those with most findings first."""
    findings = Finding.objects.visible_to(user).of(programme).counted().as_of(on)
    of_year = findings.filter(found_on__year=on.year)
    groups = [
        Group(UNITS, _units(of_year, on.year)),
        Group(SOURCES, _sources(of_year, on.year)),
        Group(REOPENED, _reopened(findings, on), list_address("findings", reopened="yes")),
        Group(SUBJECTS, _subjects(findings, user)),
    ]
    return [group for group in groups if group.rows]


def _counted(findings: Any, *names: str) -> Any:
    """The number of findings and of those not closed by these fields, most first."""
    not_closed = ~Q(state_then=FindingState.CLOSED)
    numbers = {"n": Count("pk"), "n_open": Count("pk", filter=not_closed)}
    return findings.order_by().values(*names).annotate(**numbers).order_by("-n", *names)


def _units(findings: Any, year: int) -> list[Row]:
    words = _("%(unit)s: %(n)s findings in %(year)s, %(n_open)s of them not closed.")
    found = _counted(findings, "unit__name", "unit").filter(n__gte=MANY)
    return [
        Row(
            words % {**one, "unit": one["unit__name"], "year": year},
            list_address("findings", unit=one["unit"], found=year),
        )
        for one in found
    ]


def _sources(findings: Any, year: int) -> list[Row]:
    words = _(
        "%(source)s: %(n)s findings of %(units)s units in %(year)s, %(n_open)s of them not closed."
    )
    found = _counted(findings, "source__name", "source").annotate(
        units=Count("unit", distinct=True)
    )
    return [
        Row(
            words % {**one, "source": one["source__name"], "year": year},
            list_address("findings", source=one["source"], found=year),
        )
        for one in found.filter(n__gte=MANY)
    ]


def _reopened(findings: Any, on: date) -> list[Row]:
    found = findings.reopened(on).select_related("unit").order_by("-last_reopened", "number")
    words = _("%(unit)s: “%(finding)s” was reopened on %(day)s (reopening no. %(n)s): %(reason)s")
    return [
        Row(
            words
            % {
                "unit": one.unit,
                "finding": one.text,
                "day": one.last_reopened,
                "n": one.reopenings,
                "reason": one.reopened_because,
            },
            reverse("finding", args=[one.pk]),
        )
        for one in found
    ]


def _subjects(findings: Any, user: Any) -> list[Row]:
    """Of the projects, tasks and fund lines that the person sees."""
    rows: list[tuple[int, Row]] = []
    for name, model in (("project", Project), ("task", Task), ("fund_line", FundLine)):
        seen = {f"{name}__in": model.objects.visible_to(user)}
        found = list(_counted(findings.filter(**seen), name).filter(n__gte=SEVERAL))
        named = model._default_manager.in_bulk([one[name] for one in found])
        for one in found:
            rows.append((-one["n"], _subject(name, named[one[name]], one)))
    return [row for _n, row in sorted(rows, key=lambda pair: (pair[0], pair[1].text))]


def _subject(name: str, record: Any, counts: dict[str, Any]) -> Row:
    words = _("%(kind)s “%(record)s”: %(n)s findings, %(n_open)s of them not closed.")
    field: Any = Finding._meta.get_field(name)
    given = {"kind": field.verbose_name, "record": record}
    return Row(words % {**counts, **given}, list_address("findings", **{name: record.pk}))
