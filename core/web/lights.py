"""The badge of a light: a word and a shape, never colour alone."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.choices import Light

SHAPES = {
    Light.RED: "■",
    Light.YELLOW: "▲",
    Light.WATCH: "△",
    Light.GREEN: "●",
    Light.UNREPORTED: "○",
    Light.UNPLANNED: "–",
    Light.MISSING: "?",
    Light.EXEMPT: "◇",
    Light.NOT_DUE: "□",
}


def light_badge(value: str, reason: str = "") -> SafeString:
    """The badge of a light, the reason as its tooltip; nothing where none applies."""
    if not value:
        return SafeString("")
    light = Light(value)
    return format_html(
        '<span class="light light-{}" title="{}"><span aria-hidden="true">{}</span>{}</span>',
        light.value,
        reason,
        SHAPES[light],
        light.label,
    )
