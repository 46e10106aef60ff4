"""What reports say of the needs; each number is that of the list that it opens."""

import re

from django.urls import reverse

from programmes.models import Need
from reports.choices import ReportKind
from reports.content import build
from reports.content.parts import text_of
from tests.making import DAY, JUNE
from tests.reports.words import links


def by_state(county) -> dict:
    """The content of the month with the one sentence of states alone."""
    content = build(county, ReportKind.MONTHLY, JUNE, DAY)
    blocks = [block for each in content["sections"] for block in each["blocks"]]
    said = [one for block in blocks for one in block.get("sentences", ())]
    found = [one for one in said if text_of(one).startswith("按状态分")]
    return {"sections": [{"blocks": [{"type": "paragraph", "sentences": found}]}]}


def words(content) -> list[str]:
    [block] = content["sections"][0]["blocks"]
    return [text_of(one) for one in block["sentences"]]


def test_the_needs_are_counted_by_state_and_each_count_opens_its_rows(cast, as_):
    content = by_state(cast.alpha)
    shown = Need.objects.of(cast.alpha).known(on=JUNE.last_day)

    found = {}
    for one in links(content):
        page = as_("clerk").get(reverse("needs"), {**one["query"], "as_of": "2024-06-30"})
        found[one["text"]] = page.context["total_count"]
    assert found and found == {text: int(text.removesuffix("条")) for text in found}
    assert sum(int(one["text"].removesuffix("条")) for one in links(content)) == shown.count()


def test_the_states_are_those_of_the_last_day_of_the_month_in_their_order(cast):
    [found] = words(by_state(cast.alpha))
    assert re.fullmatch("按状态分，待对接[0-9]+条、对接中[0-9]+条。", found)
