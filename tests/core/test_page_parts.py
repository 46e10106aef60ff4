"""The icons, one file of those in use, and the heads of columns."""

import re
from pathlib import Path

from django.conf import settings

from core.kinds import registered_kinds
from core.templatetags.core import icon, whole_unit
from core.web.links import count_link
from programmes.context_processors import NAVIGATION

BASE = settings.BASE_DIR
# Named by scripts, by the heads of sorted columns, and by actions of records.
OTHERS = {"calendar", "arrow-up", "arrow-down", "edit", "trash"}


def drawn() -> list[str]:
    return re.findall(r'<symbol id="([^"]+)"', (BASE / "static/img/icons.svg").read_text())


def in_templates() -> set[str]:
    texts = map(Path.read_text, (BASE / "templates").rglob("*.html"))
    return {name for text in texts for name in re.findall(r'\{% icon "([^"]+)"', text)}


def test_each_icon_in_use_is_drawn_once_and_no_other():
    menus = {kind.menu.icon for kind in registered_kinds() if kind.menu}
    used = in_templates() | menus | {entry.icon for entry in NAVIGATION} | OTHERS
    assert sorted(drawn()) == sorted(used)


def test_an_icon_is_drawn_from_the_file():
    assert '<use href="/static/img/icons.svg#printer"/>' in icon("printer")


def test_the_unit_of_a_column_is_not_broken_across_lines():
    assert whole_unit("支付（万元）") == '支付<span class="text-nowrap">（万元）</span>'
    for head in ("来源", "与序时进度差（百分点）"):
        assert whole_unit(head) == head


def test_a_count_of_zero_leads_to_no_empty_list():
    assert count_link(3, "/tasks/?month=2024-06&reported=yes") == (
        '<a href="/tasks/?month=2024-06&amp;reported=yes">3</a>'
    )
    assert count_link(0, "/tasks/") == "0"
