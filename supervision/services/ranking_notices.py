"""Notices of the rankings of a quarter and of objections to them. No helper gets any."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.scopes import OF_COUNTY_UNITS, people_with_role
from supervision.choices import ObjectionState
from supervision.models import Objection, Ranking


def people_of(ranking: Ranking, units: Iterable[int]) -> list[User]:
    """The reporters and reviewers of these units."""
    rows = User.objects.filter(is_active=True, unit__in=units)
    named = {"roles__programme": ranking.programme_id, "roles__name__in": OF_COUNTY_UNITS}
    return list(rows.filter(**named).distinct())


def notify_open(ranking: Ranking, *, is_anew: bool = False) -> None:
    """Notify the people of all units that the ranking names."""
    with notice_language():
        words = _("The ranking of %(quarter)s is open to objections until %(day)s.")
        if is_anew:
            words = _("The ranking of %(quarter)s changed: open to objections anew until %(day)s.")
        text = words % {"quarter": ranking.period.label(), "day": ranking.objections_until}
        people = people_of(ranking, ranking.unit_ids)
        notify(people, ranking.programme_id, text, _page(ranking), _key(ranking))


def notify_changed(ranking: Ranking, units: Iterable[int]) -> None:
    """Notify the people of the units whose rows changed while the ranking is open."""
    with notice_language():
        words = _("Your rows in the ranking of %(quarter)s changed: please check them.")
        text = words % {"quarter": ranking.period.label()}
        people = people_of(ranking, units)
        key = f"ranking-changed:{ranking.pk}:{ranking.version}"
        notify(people, ranking.programme_id, text, _page(ranking), key)


def resolve_ranking(ranking: Ranking) -> None:
    resolve(_key(ranking))


def notify_issued(ranking: Ranking) -> None:
    with notice_language():
        text = _("The ranking of %(quarter)s is issued.") % {"quarter": ranking.period.label()}
        people = people_of(ranking, ranking.unit_ids)
        notify(people, ranking.programme_id, text, _page(ranking), f"ranking-issued:{ranking.pk}")


def notify_objected(objection: Objection) -> None:
    """Notify the task force."""
    programme = objection.programme
    people = people_with_role(programme, RoleName.APPROVER).union(
        people_with_role(programme, RoleName.CLERK)
    )
    others = [person for person in people if person.pk != objection.created_by_id]
    with notice_language():
        text = _("%(unit)s objects to the ranking of %(quarter)s (%(kind)s): %(text)s") % {
            "unit": objection.unit,
            "quarter": objection.ranking.period.label(),
            "kind": objection.get_kind_display(),
            "text": objection.text,
        }
        page = reverse("objections") + "?state=pending"
        notify(others, programme.pk, text, page, _key_of(objection))


def resolve_objection(objection: Objection) -> None:
    resolve(_key_of(objection))


def notify_answered(objection: Objection) -> None:
    """Notify the people of the unit."""
    is_accepted = objection.state == ObjectionState.ACCEPTED
    with notice_language():
        words = _("Objection refused: %(kind)s, %(quarter)s. %(answer)s")
        if is_accepted:
            words = _("Objection accepted: %(kind)s, %(quarter)s. %(answer)s")
        text = words % {
            "kind": objection.get_kind_display(),
            "quarter": objection.ranking.period.label(),
            "answer": objection.answer,
        }
        people = people_of(objection.ranking, [objection.unit_id])
        key = f"objection-answered:{objection.pk}"
        notify(people, objection.programme_id, text, _page(objection.ranking), key)


def _page(ranking: Ranking) -> str:
    return reverse("ranking", args=[ranking.period])


def _key(ranking: Ranking) -> str:
    """One for each last day for objections."""
    return f"ranking-open:{ranking.pk}:{ranking.objections_until}"


def _key_of(objection: Objection) -> str:
    return f"objection:{objection.pk}"
