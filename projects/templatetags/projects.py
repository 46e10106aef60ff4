"""Lights: always a word and a shape, never colour alone."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects.choices import Light, Stage

SHAPES = {
    Light.RED: "■",
    Light.YELLOW: "▲",
    Light.WATCH: "△",
    Light.GREEN: "●",
    Light.UNREPORTED: "○",
    Light.UNPLANNED: "–",
    Light.MISSING: "?",
    Light.EXEMPT: "◇",
}

register = template.Library()


@register.simple_tag
def light_badge(value: str, reason: str = "") -> SafeString:
    """The badge of a light; nothing where none applies."""
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


@register.simple_tag
def stage_word(stage: str) -> str:
    return str(Stage(stage).label)
