"""The projects of the units of the network, on its page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from programmes.choices import Tier
from programmes.models import Membership
from programmes.panels import Load
from projects.models import Project


def field_of(place: Membership) -> str:
    """How a project belongs to the unit: helped by it, within the township, or owned."""
    if place.is_helper:
        return "supporting_units"
    return "township" if place.tier == Tier.TOWNSHIP else "owner_unit"


def project_load(view: Any, places: Iterable[Membership]) -> Load:
    rows = view.visible(Project)
    counts = {
        name: counts_by(rows, name) for name in ("supporting_units", "township", "owner_unit")
    }
    found = {one.unit_id: counts[field_of(one)].get(one.unit_id) for one in places}
    return Load({key: _("projects %(n)s") % {"n": n} for key, n in found.items() if n})


def counts_by(rows: Any, field: str) -> dict[int, int]:
    """The number of projects by unit, in one query."""
    return dict(rows.order_by().values_list(field).annotate(n=Count("pk", distinct=True)))
