"""Bands of days, both ends included; the last band has no end."""

from typing import Any

from django.utils.translation import gettext_lazy as _


def band_key(low: int, high: int | None) -> str:
    """The value of a band in the filter of a list: ``31-90``, ``181-``."""
    return f"{low}-{'' if high is None else high}"


def band_label(low: int, high: int | None) -> Any:
    if high is None:
        return _("more than %(days)s days") % {"days": low - 1}
    return _("%(low)s to %(high)s days") % {"low": low, "high": high}


def band_ends(key: str) -> tuple[int, int | None]:
    """The ends of the band of a ``band_key``."""
    low, _dash, high = key.partition("-")
    return int(low), int(high) if high else None
