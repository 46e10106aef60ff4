"""Notices of announced and published scores, of objections and of falsification. No helper gets
any."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.models import Programme
from programmes.scopes import people_with_role
from supervision.choices import ScoreGroup
from supervision.models import Evaluation, Falsification, Scorecard, ScoreObjection

REPORTERS = {
    ScoreGroup.MEMBER: (RoleName.UNIT_REPORTER, RoleName.UNIT_REVIEWER),
    ScoreGroup.TOWNSHIP: (RoleName.TOWNSHIP_REPORTER,),
}


def notify_announced(evaluation: Evaluation) -> None:
    with notice_language():
        words = _("%(evaluation)s is announced: look at your score, object by %(day)s.")
        text = words % {"evaluation": evaluation, "day": evaluation.objections_until}
        _notify_units(evaluation, text, f"evaluation:{evaluation.pk}")


def resolve_announced(evaluation: Evaluation) -> None:
    resolve(f"evaluation:{evaluation.pk}")


def notify_published(evaluation: Evaluation) -> None:
    with notice_language():
        text = _("%(evaluation)s is published.") % {"evaluation": evaluation}
        _notify_units(evaluation, text, f"evaluation-published:{evaluation.pk}")


def _notify_units(evaluation: Evaluation, text: str, key: str) -> None:
    """The people of the scored units, each with the address of their own unit's score."""
    units = {one["unit_id"] for one in evaluation.content["units"]}
    for person in _people_of(units, evaluation):
        page = reverse("unit_score", args=[person.unit_id, evaluation.year])
        notify([person], evaluation.programme_id, text, page, key)


def _people_of(units: Iterable[int], scored: Evaluation | Scorecard) -> QuerySet[User]:
    """Who reports or reviews for the units in the programme."""
    given = {"roles__programme": scored.programme, "unit__in": units, "is_active": True}
    roles = REPORTERS[ScoreGroup(scored.group)]
    return User.objects.filter(roles__name__in=roles, **given).distinct()


def notify_falsification(row: Falsification) -> None:
    """Notify the unit, once it is confirmed."""
    card = row.line.scorecard
    with notice_language():
        words = _(
            "Falsification confirmed: “%(line)s” has 0 points, %(off)s more are off. %(reason)s"
        )
        off = f"{card.falsification_deduction.normalize():f}"
        text = words % {"line": row.line, "off": off, "reason": row.reason}
        page = reverse("unit_score", args=[row.unit_id, card.year])
        people = _people_of([row.unit_id], card)
        notify(people, row.programme_id, text, page, f"falsification:{row.pk}")


def notify_objection(objection: ScoreObjection) -> None:
    """Notify the task force, but for who made it."""
    page = reverse("evaluation", args=[objection.evaluation_id])
    people = _task_force(objection.programme)
    others = [one for one in people if one.pk != objection.created_by_id]
    with notice_language():
        words = _("%(unit)s objects to its score: %(text)s")
        text = words % {"unit": objection.unit, "text": objection.text}
        notify(others, objection.programme_id, text, page, f"score-objection:{objection.pk}")


def notify_answered(objection: ScoreObjection) -> None:
    resolve(f"score-objection:{objection.pk}")
    year = objection.evaluation.year
    page = reverse("unit_score", args=[objection.unit_id, year])
    with notice_language():
        words = _("The objection to the score is answered: %(answer)s")
        text = words % {"answer": objection.answer}
        people = [objection.created_by] if objection.created_by else []
        key = f"score-objection-answered:{objection.pk}"
        notify(people, objection.programme_id, text, page, key)


def _task_force(programme: Programme):
    clerks = people_with_role(programme, RoleName.CLERK)
    return people_with_role(programme, RoleName.APPROVER).union(clerks)
