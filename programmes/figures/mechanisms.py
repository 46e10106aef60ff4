"""Which units have a working mechanism, and which of them are complete."""

from collections.abc import Iterable
from dataclasses import dataclass

from programmes.figures.units import in_order
from programmes.models import Mechanism, Membership
from programmes.models.task_force import WITH_MECHANISM


@dataclass(frozen=True)
class MechanismCounts:
    """Of the member units and townships: how many there are, with a complete mechanism, with an
    incomplete one; and those without any, in the order of the network."""

    total: int
    complete: int
    incomplete: int
    missing: list[Membership]


def mechanism_counts(
    places: Iterable[Membership], mechanisms: Iterable[Mechanism]
) -> MechanismCounts:
    """Of places that have not left, with their units, and mechanisms that the user may see."""
    units = [one for one in in_order(places) if one.tier in WITH_MECHANISM]
    known = {one.unit_id: one.is_complete for one in mechanisms}
    found = [known[one.unit_id] for one in units if one.unit_id in known]
    missing = [one for one in units if one.unit_id not in known]
    return MechanismCounts(len(units), sum(found), len(found) - sum(found), missing)
