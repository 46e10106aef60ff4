"""What axe finds wrong with a page: a breach of WCAG A or AA, or of three rules beside them."""

from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
MORE = ("label-content-name-mismatch", "heading-order", "empty-table-header")
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": RULES,
    "rules": {name: {"enabled": True} for name in MORE},
}
RUN = "([context, options]) => axe.run(context, options).then(found => found.violations)"
WHOLE: dict[str, Any] = {"exclude": []}


@cache
def script() -> str:
    return str(Axe().axe_script)


def violations(page: Any, context: dict[str, Any] = WHOLE) -> list[tuple[str, list[str]]]:
    """The rules that the page, where `script` was evaluated, breaks, with their first places."""
    found = page.evaluate(RUN, [context, OPTIONS])
    return [(each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found]


def over_the_edge(page: Any) -> int:
    """The width of the page where it is wider than its window, else 0."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return int(wide) if wide > window else 0
