"""The ranking of a quarter: drafted, open to the objections of units, issued and then unchanged
(docs/rules.md#rankings-of-a-quarter)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.periods import Period
from core.records import StaleRecord, create_record, delete_record, lock_record, update_record
from programmes.figures.workdays import workdays_of
from programmes.models import Programme
from supervision.choices import RankingState
from supervision.figures.ranking_content import (
    differences,
    is_same,
    open_months,
    ranking_content,
)
from supervision.figures.rankings import ranking_rule, tables_of
from supervision.models import Ranking
from supervision.services.ranking_notices import (
    notify_changed,
    notify_issued,
    notify_open,
    resolve_ranking,
)


@transaction.atomic
def draft_ranking(
    *, programme: Programme, quarter: Period, by: Any, on: date, version: int = 0
) -> Ranking:
    """Computes the tables of the quarter: of the ranking in hand anew, else of a new revision.

    ``version`` is that of the newest ranking of the quarter; 0: there is none. Raises StaleRecord,
    and ValidationError for a quarter that has not ended or lies outside the programme's years.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if reason := why_no_draft(programme, quarter, on):
        raise ValidationError(reason)
    rows = Ranking.objects.of(programme).of_quarter(quarter)
    last = rows.select_for_update().first()
    if (last.version if last else 0) != version:
        raise StaleRecord(last)
    if last and not last.is_issued:
        return recompute(last, on=on, because="")
    given = {"programme": programme, "quarter": quarter.start, "as_of": on}
    content = _content(programme, quarter, on)
    revision = last.revision + 1 if last else 1
    return create_record(Ranking, by=by, **given, content=content, revision=revision)


def why_no_draft(programme: Programme, quarter: Period, on: date) -> str:
    """Why the quarter cannot be ranked on the day, in words; else empty."""
    if not programme.start_year <= quarter.year <= programme.end_year:
        words = _("%(quarter)s lies outside the programme's years.")
        return words % {"quarter": quarter.label()}
    if not quarter.has_ended(on):
        words = _("%(quarter)s has not ended: it is ranked from %(day)s on.")
        return words % {"quarter": quarter.label(), "day": quarter.next().start}
    return ""


def _content(programme: Programme, quarter: Period, on: date) -> dict[str, Any]:
    """In the county's language, whatever that of the request."""
    with translation.override("zh-hans"):
        return ranking_content(programme, quarter, on)


def recompute(
    ranking: Ranking, *, on: date, because: str, answered_unit: int | None = None
) -> Ranking:
    """Computes the content of a ranking in hand anew. While it is open, each change is stored with
    its day and reason, and the units of the changed rows are notified, without ``answered_unit``,
    which reads the answer to its objection. After its last day for objections a changed row opens
    it anew, and without any change the content stays with its day."""
    content = _content(ranking.programme, ranking.period, on)
    content["changes"] = ranking.content.get("changes", [])
    changed = differences(ranking.content, content)
    if ranking.is_open and (changed or because):
        change = {"on": on.isoformat(), "because": because, "rows": changed}
        content["changes"] = [*content["changes"], change]
    is_late = ranking.objections_until is not None and on > ranking.objections_until
    if is_late and is_same(ranking.content, content):
        return update_record(ranking, version=ranking.version)
    is_anew = is_late and tables_of(ranking.content) != tables_of(content)
    stored = update_record(ranking, version=ranking.version, content=content, as_of=on)
    if is_anew:
        return _open(stored, on, is_anew=True)
    if stored.is_open:
        notify_changed(stored, {row["unit"] for row in changed} - {answered_unit})
    return stored


@transaction.atomic
def open_ranking(ranking: Ranking, *, version: int, on: date) -> None:
    """Units may object for as many working days as the rule says. Raises StaleRecord, and
    ValidationError where it is open or issued already."""
    stored = _lock(ranking, version)
    _require(stored, RankingState.DRAFTED)
    _open(stored, on)


def _open(ranking: Ranking, on: date, *, is_anew: bool = False) -> Ranking:
    """With the last day by the rule of the day; notifies the units."""
    rule = ranking_rule(ranking.programme, on)
    until = workdays_of(ranking.programme).after(on, rule.objection_days)
    resolve_ranking(ranking)
    given = {"state": RankingState.OPEN, "objections_until": until}
    opened = update_record(ranking, version=ranking.version, **given)
    notify_open(opened, is_anew=is_anew)
    return opened


@transaction.atomic
def issue_ranking(ranking: Ranking, *, version: int, by: Any, on: date) -> None:
    """Issues what the units saw: nothing changes it afterwards. Raises StaleRecord, and
    ValidationError with the reason of ``why_not_issued``."""
    stored = _lock(ranking, version)
    if reason := why_not_issued(stored, on):
        raise ValidationError(reason)
    given = {"state": RankingState.ISSUED, "issued_on": on, "issued_by": by}
    issued = update_record(stored, version=version, **given)
    resolve_ranking(issued)
    notify_issued(issued)


def why_not_issued(ranking: Ranking, on: date) -> str:
    """Why it cannot be issued on the day, in words; else empty."""
    if not ranking.is_open or ranking.objections_until is None:
        return refusal(ranking)
    if on <= ranking.objections_until:
        words = _("Units may object until %(day)s: it is issued after that day.")
        return words % {"day": ranking.objections_until}
    if waiting := ranking.objections.pending().count():
        words = _("%(n)s objections are not answered yet: answer them first.")
        return words % {"n": waiting}
    if open_months(ranking.programme, ranking.period):
        words = _("%(quarter)s has an open month: close it first.")
        return words % {"quarter": ranking.period.label()}
    if not ranking.content.get("closed"):
        return _("The tables were computed before the months were closed: compute them anew.")
    return ""


@transaction.atomic
def delete_ranking(ranking: Ranking, *, version: int) -> None:
    """Deletes a drafted one, which no unit saw. Raises StaleRecord, and ValidationError where it is
    open or issued."""
    stored = _lock(ranking, version)
    _require(stored, RankingState.DRAFTED)
    delete_record(stored, version=version)


def refusal(ranking: Ranking) -> str:
    words = _("The ranking of %(quarter)s is in the state “%(state)s”: this is not possible now.")
    return words % {"quarter": ranking, "state": ranking.get_state_display()}


def _require(ranking: Ranking, state: RankingState) -> None:
    if ranking.state != state:
        raise ValidationError(refusal(ranking))


def _lock(ranking: Ranking, version: int) -> Ranking:
    return lock_record(Ranking.objects.select_related("programme"), ranking.pk, version)
