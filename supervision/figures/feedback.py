"""The findings in the feedback sheet of a unit."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from programmes.figures.feedback import OtherItems
from programmes.models import FeedbackSheet, Membership, Programme
from supervision.choices import TO_RECTIFY
from supervision.models import Finding


def findings_by_unit(programme: Programme) -> dict[int, int]:
    """The number of findings that each unit has to rectify, in one query."""
    helpers = Membership.objects.of(programme).helpers().values("unit")
    rows = Finding.objects.of(programme).counted().filter(state__in=TO_RECTIFY)
    rows = rows.exclude(unit__in=helpers).order_by().values_list("unit")
    return dict(rows.annotate(number=Count("pk")))


def findings_of(sheet: FeedbackSheet) -> Any:
    """What the unit has to rectify; a helper has none."""
    rows = Finding.objects.of(sheet.programme).counted().filter(unit=sheet.unit)
    if sheet.is_for_helper:
        return rows.none()
    return rows.filter(state__in=TO_RECTIFY).order_by("number")


findings_to_rectify = OtherItems(_("findings to rectify"), findings_by_unit)
