"""The choices of filters; those of rows are functions of the request."""

from accounts.models import Unit
from core.periods import Period
from programmes.figures.units import by_network
from programmes.models import Membership


def units_in_tiers(tiers):
    """The units of these tiers, in the order of the network."""

    def choices(request):
        places = Membership.objects.visible_to(request.user).of(request.programme)
        units = Unit.objects.visible_to(request.user)
        units = units.filter(pk__in=places.filter(tier__in=tiers).values("unit"))
        return by_network(units, request.programme)

    return choices


def units_of_rows(model, field: str):
    """The units in a field of the rows that the person may see, in the order of the network."""

    def choices(request):
        rows = model.objects.visible_to(request.user).of(request.programme)
        units = Unit.objects.visible_to(request.user)
        units = units.filter(pk__in=rows.order_by().values(field))
        return by_network(units, request.programme)

    return choices


def catalogue_entries(model):
    """A catalogue's entries that the person may see."""

    def choices(request):
        return model.objects.visible_to(request.user).of(request.programme)

    return choices


def label_of_list(filterset):
    """Names a list of a filter on its day, for helpers in the words toward partners."""
    user, programme = filterset.request.user, filterset.programme
    helps = user.has_perm("programmes.use_helper_wording", programme)
    return lambda entry: entry.name_on(filterset.day, as_helper=helps)


def month_choices(programme, day) -> list[tuple[str, str]]:
    """The months of the programme that have begun by the day, latest first."""
    month, found = Period.containing(day), []
    while month.year >= programme.start_year:
        found.append((str(month), month.label()))
        month = month.previous()
    return found
