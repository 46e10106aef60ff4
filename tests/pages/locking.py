"""Whoever holds several rows takes them in one order, so that no two wait for each other."""

import re

# A person, the programme with its months, projects with what hangs on them, lists, tasks with
# what is requested about them, money.
ORDER = [
    "accounts_user",
    "programmes_programme",
    "programmes_reportingperiod",
    "projects_project",
    "projects_monthentry",
    "projects_openingentry",
    "projects_projectnote",
    "programmes_tasklist",
    "programmes_task",
    "programmes_taskrequest",
    "programmes_taskprogress",
    "programmes_need",
    "funds_fundline",
    "reports_reportrun",
]
HOLDING = re.compile(
    r'(?:SELECT .* FROM "(\w+)".* FOR (?:NO KEY )?UPDATE|UPDATE "(\w+)"|DELETE FROM "(\w+)")',
    re.DOTALL,
)


def held(queries) -> list[str]:
    """The tables whose rows were held, in the order in which they were first."""
    found = filter(None, (HOLDING.match(query["sql"]) for query in queries))
    tables = dict.fromkeys(next(filter(None, match.groups())) for match in found)
    return [table for table in tables if table in ORDER]


def in_order(tables: list[str]) -> list[str]:
    return sorted(tables, key=ORDER.index)
