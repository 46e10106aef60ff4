"""The money of the units of the network, on its page: arrived by the day, of helpers what they pay,
of the county's units that of the projects which they own or which lie in the township."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.money import format_amount
from funds.figures import chains_by
from funds.models import FundLine
from programmes.choices import Tier
from programmes.models import Membership
from programmes.panels import Load

FIELDS = ("payer_unit", "project__township", "project__owner_unit")


def field_of(place: Membership) -> str:
    if place.is_helper:
        return FIELDS[0]
    return FIELDS[1] if place.tier == Tier.TOWNSHIP else FIELDS[2]


def money_load(view: Any, places: Iterable[Membership]) -> Load:
    if not view.may("funds.view"):
        return Load({})
    lines = view.visible(FundLine).assistance()
    chains = {name: chains_by(lines, view.request.day, field=name) for name in FIELDS}
    found = {one.unit_id: chains[field_of(one)].get(one.unit_id) for one in places}
    return Load(
        {
            key: _("arrived %(amount)s万元") % {"amount": words(chain.arrived)}
            for key, chain in found.items()
            if chain and chain.arrived
        }
    )


def words(amount: Any) -> str:
    return format_amount(amount).removesuffix(".00")
