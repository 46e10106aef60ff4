"""Querysets for the choices of filters; each returns a function of the request."""

from accounts.models import Unit
from programmes.models import Membership


def units_in_tiers(tiers):
    """The units of these tiers."""

    def choices(request):
        members = Membership.objects.visible_to(request.user).of(request.programme)
        units = Unit.objects.visible_to(request.user)
        return units.filter(pk__in=members.filter(tier__in=tiers).values("unit"))

    return choices


def units_of_rows(model, field: str):
    """The units in a field of the rows that the person may see."""

    def choices(request):
        rows = model.objects.visible_to(request.user).of(request.programme)
        units = Unit.objects.visible_to(request.user)
        return units.filter(pk__in=rows.order_by().values(field))

    return choices


def catalogue_entries(model):
    """A catalogue's entries that the person may see."""

    def choices(request):
        return model.objects.visible_to(request.user).of(request.programme)

    return choices
