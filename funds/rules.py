"""One sentence per right over fund lines."""

import rules

from programmes.choices import RoleName
from programmes.rules import has_role, reads_programme
from programmes.scopes import TASK_FORCE

# The task force and the finance bureau; a payer reads its lines.
manages_funds = has_role(TASK_FORCE | {RoleName.FINANCE})


@rules.predicate
def manages_line(user, line):
    return manages_funds(user, line.programme)


rules.add_perm("funds.view", reads_programme)
rules.add_perm("funds.import", manages_funds)
rules.add_perm("funds.manage", manages_funds)
rules.add_perm("funds.attach", manages_line)
