"""Findings that the platform proposes: from warnings, missing reports, overdue tasks, idle money. A
person decides on each; nothing is recorded by itself (docs/rules.md#proposed-findings)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.choices import Light
from core.money import format_amount
from core.periods import Period
from funds.figures import OLD_FROM
from funds.models import FundLine
from programmes.figures.task_lights import light_day, light_reason
from programmes.models import Programme, Task
from projects.choices import LightKind
from projects.light_reasons import reason_of
from projects.lights import WARNINGS
from projects.models import Project
from supervision.choices import NOT_CLOSED, Colour
from supervision.models import DeclinedProposal, Finding

SUBJECTS = ("project", "task", "fund_line")

Statement = tuple[str, int, str]  # field and key of the record, and the words about it


@dataclass(frozen=True)
class Proposal:
    """``key`` names the subject and the reason: what was recorded or declined under it is not
    proposed again. ``about`` is the field of the finding and its record; ``findings`` are the open
    ones about the same record."""

    key: str
    text: str
    unit: Unit | None
    colour: Colour
    about: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = field(default=(), kw_only=True)

    @property
    def record(self) -> Any:
        """What it is about."""
        return next(iter(self.about.values()))

    @property
    def statement(self) -> Statement:
        return next(iter(self.about)), self.record.pk, self.text

    @property
    def address(self) -> str:
        """The page of what it is about."""
        return reverse(next(iter(self.about)), args=[self.record.pk])


def proposals(user: Any, programme: Programme, on: date) -> list[Proposal]:
    """Those of what the person sees that are neither recorded nor declined, by unit. A finding in
    any state that says the same of the same record since the end of the month has recorded it."""
    month = Period.last_ended(on)
    findings = Finding.objects.of(programme)
    made = findings.exclude(origin="").values_list("origin", flat=True)
    declined = DeclinedProposal.objects.of(programme).values_list("key", flat=True)
    known = {*made, *declined}
    found = [
        *_of_lights(user, programme, month),
        *_of_missing_reports(user, programme, month),
        *_of_tasks(user, programme, on),
        *_of_money(user, programme, on),
    ]
    stated = _stated(findings.filter(found_on__gt=month.last_day))
    left = (one for one in found if one.key not in known and one.statement not in stated)
    return sorted(left, key=by_unit)


def _stated(findings: Any) -> set[Statement]:
    """What findings say about a record, in any state."""
    fields = [f"{name}_id" for name in SUBJECTS]
    return {
        (name, pk, text)
        for text, *keys in findings.values_list("text", *fields)
        for name, pk in zip(SUBJECTS, keys, strict=True)
        if pk
    }


def with_findings(user: Any, programme: Programme, found: list[Proposal]) -> list[Proposal]:
    """The proposals with the open findings that the person sees about the same record."""
    rows = Finding.objects.visible_to(user).of(programme).counted().filter(state__in=NOT_CLOSED)
    known: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for one in rows.order_by("number"):
        for name in SUBJECTS:
            known[name, getattr(one, f"{name}_id")].append(one)

    def about(one: Proposal) -> Iterator[Finding]:
        for name, record in one.about.items():
            yield from known[name, record.pk]

    return [replace(one, findings=tuple(about(one))) for one in found]


def by_unit(one: Proposal) -> tuple[str, str]:
    return (one.unit.name if one.unit else "", one.text)


def _projects(user: Any, programme: Programme) -> Any:
    rows = Project.objects.visible_to(user).of(programme)
    return rows.select_related("owner_unit", "programme").order_by("code")


def _of_lights(user: Any, programme: Programme, month: Period) -> Iterator[Proposal]:
    """Red in the month, and yellow in it and in the one before."""
    rows = _projects(user, programme)
    before = rows.known_in(month.previous()).with_lights(month.previous())
    was_yellow = set(before.filter(worst_light__in=WARNINGS).values_list("pk", flat=True))
    for one in rows.known_in(month).with_lights(month).filter(worst_light__in=WARNINGS):
        is_red = one.worst_light == Light.RED
        if is_red or one.pk in was_yellow:
            words = reason_of(one, LightKind.OVERALL, month, programme.decimals)
            text = _("%(project)s: %(reason)s") % {"project": one.name, "reason": words}
            colour, about = Colour.RED if is_red else Colour.YELLOW, {"project": one}
            yield Proposal(f"light:{one.pk}:{month}", text[:500], one.owner_unit, colour, about)


def _of_missing_reports(user: Any, programme: Programme, month: Period) -> Iterator[Proposal]:
    for one in _projects(user, programme).known_in(month).not_reported(month):
        words = _("%(project)s: %(month)s is not reported.")
        text = words % {"project": one.name, "month": month.label()}
        about = {"project": one}
        yield Proposal(f"missing:{one.pk}:{month}", text, one.owner_unit, Colour.REMINDER, about)


def _of_tasks(user: Any, programme: Programme, on: date) -> Iterator[Proposal]:
    """Overdue tasks that a unit of the county leads."""
    day = light_day(programme, on)
    rows = Task.objects.visible_to(user).of(programme).as_of(on).with_light(day, user)
    rows = rows.filter(light=Light.RED, is_led_by_helper=False)
    for one in rows.select_related("lead_unit").order_by("number"):
        words = {"task": one.text, "reason": light_reason(one, day)}
        text = _("“%(task)s” %(reason)s") % words
        key = f"task:{one.pk}:{one.deadline_then}"
        yield Proposal(key, text[:500], one.lead_unit, Colour.YELLOW, {"task": one})


def _of_money(user: Any, programme: Programme, on: date) -> Iterator[Proposal]:
    """Money of assistance that arrived more than 90 days ago and was not transferred."""
    rows = FundLine.objects.visible_to(user).of(programme).assistance().idle(on=on, low=OLD_FROM)
    for one in rows.select_related("project__owner_unit").order_by("number"):
        words = _("%(line)s: %(amount)s万元 arrived more than %(days)s days ago, not transferred.")
        given = {"amount": format_amount(one.idle), "days": OLD_FROM - 1}
        given["line"] = f"{one.number} {one.spent_on}"
        unit = one.project.owner_unit if one.project else None
        key = f"money:{one.pk}:{Period.containing(on)}"
        yield Proposal(key, (words % given)[:500], unit, Colour.REMINDER, {"fund_line": one})
