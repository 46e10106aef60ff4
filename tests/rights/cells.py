"""The cells of the table: what is asked, of what, and what has to be answered."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.urls import reverse

from tests.pages.addresses import MISSING
from tests.records import RECORDS
from tests.rights import bodies
from tests.rights.conftest import named
from tests.rights.policy import ANYBODY, IN_PROGRAMME, JANUARY, KINDS, NEVER, SIGNED_IN, Row

METHODS = ("get", "post")
NOWHERE = SimpleNamespace(pk=MISSING)


@dataclass(frozen=True)
class Case:
    """One thing that an address can be about: ``own``, ``theirs``, ``foreign``, ``missing``,
    ``closed``, or ``wrong``."""

    name: str
    address: str
    keys: tuple
    record: Any


def cases(row: Row, cast) -> list[Case]:
    month = (row.month,) if row.month else ()
    found = [_case("own", row, _keys(row, cast, "mine"), (*month, *row.more))]
    if row.about:
        others = {"theirs": _keys(row, cast, "theirs"), "foreign": _keys(row, cast, "foreign")}
        others["missing"] = tuple(map(_nowhere, others["foreign"]))
        found += [
            _case(name, row, keys, (*month, *row.more)) for name, keys in others.items() if keys
        ]
    if row.month:
        months = {"closed": JANUARY, "wrong": NEVER}
        mine = _keys(row, cast, "mine")
        found += [_case(name, row, mine, (m,)) for name, m in months.items() if m != row.month]
    if row.wrong:
        found.append(_case("wrong", row, (), row.wrong))
    return found


def _nowhere(record: Any) -> Any:
    """A key that nothing has; names in an address (of a table, a file) stay."""
    return NOWHERE if isinstance(record.pk, int) else record


def _keys(row: Row, cast, which: str) -> tuple:
    names = getattr(KINDS[row.about], which) if row.about else ""
    return tuple(named(cast, name) for name in names.split())


def _case(name: str, row: Row, keys: tuple, more: tuple) -> Case:
    pks = tuple(record.pk for record in keys)
    in_address = () if row.about == "programme" else (*pks, *more)
    return Case(name, reverse(row.name, args=in_address), (*pks, *more), keys[-1] if keys else None)


def body(row: Row, cast, case: Case) -> dict:
    if row.body in RECORDS:
        more = RECORDS[row.body].values(cast)
    elif row.body in bodies.PLAIN:
        more = bodies.PLAIN[row.body]
    else:
        more = getattr(bodies, row.body)(cast, case) if row.body else {}
    return {**bodies.usual(cast, case), **more}


def expected(row: Row, who: str, method: str, case: str) -> int:
    """What the table says. 302 of the anonymous is the way to sign in."""
    answer = getattr(row, method)
    if who == "anonymous":
        stranger = row.stranger[METHODS.index(method)] or 405
        return stranger if row.to == ANYBODY else 302
    if row.to == IN_PROGRAMME and (who == "nobody" or who not in row.opens.split()):
        return 403
    if answer is None:
        return 405
    if case in ("foreign", "missing", "wrong"):
        return 404
    if row.about and who not in _seers(row, case):
        return 404
    if row.to != SIGNED_IN and row.to != ANYBODY and who not in row.may.split():
        return 403
    if case == "closed" and method == "post":
        return row.closed or answer
    return answer


def _seers(row: Row, case: str) -> list[str]:
    kind = KINDS[row.about]
    return (kind.sees_theirs if case == "theirs" else kind.sees).split()
