"""The versions of a programme's rules for lights, and the exemptions from them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.periods import Period
from core.records import StaleRecord, create_record, require_version, update_record
from programmes.models import Programme, ReportingPeriod
from programmes.services.months import closed_reason
from projects.models import Exemption, LightRule, Project


def open_months(programme: Programme) -> list[date]:
    """The months from which a new version may be valid: after the last closed month and after the
    first month of the latest version."""
    rows = ReportingPeriod.objects.of(programme)
    closed = rows.closed().order_by("-month").values_list("month", flat=True).first()
    last = programme.light_rules.values_list("valid_from", flat=True).first()
    after = max(filter(None, (closed, last)), default=date.min)
    return list(rows.filter(month__gt=after).order_by("month").values_list("month", flat=True))


@transaction.atomic
def add_rules(programme: Programme, *, valid_from: date, by: Any, **thresholds: Any) -> LightRule:
    """Add a version valid from the month on; the previous version ends there.

    Raises ValidationError where the month is closed or lies before the latest version, or where the
    thresholds contradict each other.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if valid_from not in open_months(programme):
        words = _("From this month on no new version can hold: closed months keep theirs.")
        raise ValidationError({"valid_from": words})
    _require_order(**thresholds)
    if previous := programme.light_rules.first():
        update_record(previous, version=previous.version, valid_until=valid_from)
    values = {"programme": programme, "valid_from": valid_from, **thresholds}
    return create_record(LightRule, by=by, **values)


def _require_order(**thresholds: Any) -> None:
    if thresholds["yellow_points"] <= 0 or thresholds["red_points"] <= thresholds["yellow_points"]:
        raise ValidationError({"red_points": _("Red must lie further below than yellow.")})
    if thresholds["statistics_red_months"] <= thresholds["statistics_yellow_months"]:
        raise ValidationError({"statistics_red_months": _("Red must come later than yellow.")})
    if thresholds["start_red_months"] < 1:
        raise ValidationError({"start_red_months": _("At least one month.")})
    quarters: list[Any] = [thresholds.get(f"quarter_{number}") for number in (1, 2, 3, 4)]
    if all(share is None for share in quarters):
        return
    if None in quarters or quarters != sorted(quarters) or quarters[0] < 0 or quarters[3] != 100:
        words = _("Give all four shares, none below the one before, the last one 100.")
        raise ValidationError({"quarter_4": words})


@transaction.atomic
def withdraw_rules(*, rule: LightRule, version: int) -> None:
    """Delete the latest version while none of its months is closed; the previous one is valid.

    Raises StaleRecord where it is not the latest, and ValidationError where it is the only one or
    in use by a closed month.
    """
    programme = Programme.objects.select_for_update(no_key=True).get(pk=rule.programme_id)
    latest = list(programme.light_rules.all()[:2])
    if not latest or latest[0].pk != rule.pk:
        raise StaleRecord(LightRule.objects.filter(pk=rule.pk).first())
    require_version(latest[0], version)
    closed = ReportingPeriod.objects.of(programme).closed()
    if len(latest) < 2 or closed.filter(month__gte=rule.valid_from).exists():
        words = _("Only the last version, of which no month is closed, can be taken back.")
        raise ValidationError(words)
    latest[0].delete()
    update_record(latest[1], version=latest[1].version, valid_until=None)


@transaction.atomic
def grant_exemption(
    project: Project,
    *,
    rule: str,
    reason: str,
    approver: str,
    valid_from: date,
    until: date,
    by: Any,
) -> Exemption:
    """免责 of a project from a rule, from a day in an open month until a day.

    Raises ValidationError for a day in a closed month, or where the project is exempt on one of the
    days already.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if refusal := closed_reason(project.programme, Period.containing(valid_from)):
        raise ValidationError({"valid_from": refusal})
    if until < valid_from:
        raise ValidationError({"valid_until": _("It would end before it begins.")})
    values: dict[str, Any] = {"rule": rule, "reason": reason, "approver": approver}
    values |= {"valid_from": valid_from, "valid_until": until}
    values |= {"programme": project.programme, "project": project}
    _require_not_exempt(project, rule, valid_from, until)
    return create_record(Exemption, by=by, **values)


def _require_not_exempt(project: Project, rule: str, first: date, last: date) -> None:
    rows = project.exemptions.filter(rule=rule, valid_from__lte=last, valid_until__gte=first)
    if found := rows.first():
        words = _(
            "From %(first)s to %(last)s the project is exempt from the rule “%(rule)s” already, "
            "approved by %(approver)s: end that exemption, or choose other days."
        )
        values = {"first": found.valid_from, "last": found.valid_until, "approver": found.approver}
        raise ValidationError({"valid_from": words % {**values, "rule": found.get_rule_display()}})


def end_exemption(*, exemption: Exemption, on: date, version: int) -> Exemption:
    """Let the exemption end on the day. Raises StaleRecord, and ValidationError where it has ended
    already or has not begun."""
    if not exemption.valid_from <= on < exemption.valid_until:
        raise ValidationError(_("This exemption has ended, or has not begun."))
    return update_record(exemption, version=version, valid_until=on)


def sentences_of(rule: LightRule) -> list[str]:
    """A version in words, one sentence a rule."""
    return [_progress_words(rule), _schedule_words(rule), _start_words(rule), _statistics(rule)]


def _progress_words(rule: LightRule) -> str:
    text = _(
        "Progress: yellow from %(yellow)s points below what is due, red above %(red)s points below."
    ) % {"yellow": _plain(rule.yellow_points), "red": _plain(rule.red_points)}
    return text + (_(" Two yellow in a row are red.") if rule.repeated_yellow_is_red else "")


def _schedule_words(rule: LightRule) -> str:
    if rule.quarter_1 is None:
        return _("Due of the year's plan: months ÷ 12.")
    shares = (rule.quarter_1, rule.quarter_2, rule.quarter_3, rule.quarter_4)
    text = " / ".join(f"{_plain(share)}%" for share in shares)
    return _("Due of the year's plan by the ends of the quarters: %(shares)s.") % {"shares": text}


def _start_words(rule: LightRule) -> str:
    if not rule.rates_start:
        return _("Start: not rated.")
    text = _("Start: yellow once the planned month has passed, red from %(n)s months on.")
    return text % {"n": rule.start_red_months}


def _statistics(rule: LightRule) -> str:
    if not rule.rates_statistics:
        return _("Statistics: not rated.")
    text = _(
        "Statistics: not in them, yellow after %(yellow)s months since the start, red after "
        "%(red)s."
    )
    return text % {"yellow": rule.statistics_yellow_months, "red": rule.statistics_red_months}


def _plain(number: Any) -> str:
    """20.00 as 20, 12.50 as 12.5."""
    return f"{Decimal(number).normalize():f}"
