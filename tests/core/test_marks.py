"""What is illustrative of a row: one answer for pages, totals and reports."""

import pytest

from core.models import HAS_ILLUSTRATIVE
from core.web.marks import provenance_mark
from projects.models import Project
from reports.content.marks import mark_of, total_mark
from tests import making

PARTLY = "公开报道;投资额与进度为演示数据"


@pytest.mark.parametrize(
    ("provenance", "source", "is_illustrative"),
    [
        ("recorded", "", False),
        ("illustrative", "演示数据", True),
        ("placeholder", "名称待补", True),
        ("published", PARTLY, True),
        ("published", "公开报道", False),
    ],
)
def test_a_row_a_total_and_a_report_give_the_same_answer(cast, provenance, source, is_illustrative):
    Project.objects.filter(pk=cast.road.pk).update(
        provenance=provenance, source_note=source, published_fields=["name"]
    )
    row = Project.objects.get(pk=cast.road.pk)
    rows = Project.objects.filter(pk=row.pk)
    assert row.has_illustrative is is_illustrative
    assert rows.filter(HAS_ILLUSTRATIVE).exists() is is_illustrative
    assert bool(total_mark([row])) is is_illustrative
    assert ("演示" in mark_of(row)) is (is_illustrative and provenance != "placeholder")


@pytest.mark.parametrize(
    ("source", "place", "words"),
    [(PARTLY, "村口", "演示"), (PARTLY, "", ""), ("公开报道", "村口", "")],
)
def test_a_field_that_is_not_published_is_illustrative_where_it_is_filled(
    cast, source, place, words
):
    marks = {"provenance": "published", "published_fields": ["name"], "source_note": source}
    row = making.project(cast.alpha, "P9", None, place=place, **marks)
    assert words in provenance_mark(row, "place") and bool(provenance_mark(row, "place")) == bool(
        words
    )
    assert "公开" in provenance_mark(row, "name")
