import rules

from programmes.rules import is_of_programme

rules.add_perm("funds.view", is_of_programme)
