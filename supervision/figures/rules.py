"""A version of the rule of findings and orders in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.models import FindingRule


def sentences_of_finding_rule(rule: FindingRule) -> list[str]:
    near = _("Red after the day to rectify by; yellow %(days)s before it.")
    found = [near % {"days": days_in_words(rule, rule.yellow_days)}, _moves(rule)]
    words = _("Another colour is proposed once a finding is overdue for more than %(days)s.")
    found.append(words % {"days": days_in_words(rule, rule.raise_days)})
    words = _("The numbers of orders begin with “%(prefix)s”.")
    found.append(words % {"prefix": rule.order_prefix})
    if rule.by_workdays:
        found.append(_("Days are working days of the county's calendar."))
    return found


def _moves(rule: FindingRule) -> str:
    if not rule.max_moves:
        return _("The day is not moved on request of the unit.")
    words = ngettext(
        "On request of the unit the day is moved at most %(n)s time.",
        "On request of the unit the day is moved at most %(n)s times.",
        rule.max_moves,
    )
    return words % {"n": rule.max_moves}


def days_in_words(rule: FindingRule, n: int) -> str:
    if rule.by_workdays:
        return ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n}
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
