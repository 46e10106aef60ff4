"""One sentence per right over fund lines."""

import rules

from programmes.choices import RoleName
from programmes.rules import reads_programme
from programmes.scopes import TASK_FORCE, roles_in


@rules.predicate
def manages_funds(user, programme):
    """The task force and the finance bureau; a payer reads its lines."""
    return bool(roles_in(user, programme) & (TASK_FORCE | {RoleName.FINANCE}))


@rules.predicate
def manages_line(user, line):
    return manages_funds(user, line.programme)


@rules.predicate
def imports_funds(user, programme):
    """The task force and the finance bureau."""
    return bool(roles_in(user, programme) & (TASK_FORCE | {RoleName.FINANCE}))


rules.add_perm("funds.view", reads_programme)
rules.add_perm("funds.import", imports_funds)
rules.add_perm("funds.manage", manages_funds)
rules.add_perm("funds.attach", manages_line)
