"""Notices of announced and published scores, and of objections. No helper gets any."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.models import Programme
from programmes.scopes import people_with_role
from supervision.choices import ScoreGroup
from supervision.models import Evaluation, ScoreObjection

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
    roles = REPORTERS[ScoreGroup(evaluation.group)]
    people = User.objects.filter(
        is_active=True,
        roles__programme=evaluation.programme,
        roles__name__in=roles,
        unit__in=units,
    )
    for person in people.distinct():
        page = reverse("unit_score", args=[person.unit_id, evaluation.year])
        notify([person], evaluation.programme_id, text, page, key)


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
