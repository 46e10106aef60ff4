"""The findings in the feedback sheet of a unit."""

from typing import Any

from programmes.models import FeedbackSheet
from supervision.choices import TO_RECTIFY
from supervision.models import Finding


def findings_of(sheet: FeedbackSheet) -> Any:
    """What the unit has to rectify; a helper has none."""
    rows = Finding.objects.of(sheet.programme).counted().filter(unit=sheet.unit)
    if sheet.is_for_helper:
        return rows.none()
    return rows.filter(state__in=TO_RECTIFY).order_by("number")
