"""Tags for the pages of lower apps."""

from typing import Any

from django import template

from projects.figures.works import matters_of

register = template.Library()


@register.inclusion_tag("projects/parts/matters_behind.html", takes_context=True)
def matters_behind(context: Any, task: Any) -> dict[str, Any]:
    """On a task's page: the matters that became the task, of projects that the user may see."""
    return {"matters": matters_of(task, context["request"].user)}
