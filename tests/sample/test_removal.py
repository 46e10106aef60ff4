"""The removal of illustrative rows that others of their kind name."""

import pytest
from django.db import connection

from mabian.sample.facts import SAMPLE_BASIS
from mabian.sample.removal import remove_illustrative
from programmes.models import Document
from supervision.models import Finding, ManualScore, Publication, Scorecard, ScoreLine
from supervision.services.scores import score_by_hand
from tests.making import finding, publication, scorecard_in_force


@pytest.mark.parametrize("provenance", ["illustrative", "recorded"])
def test_a_publication_of_a_removed_matter_counts_for_itself(cast, provenance):
    first = publication(cast.alpha, "首条", cast.bureau_unit, provenance="illustrative")
    given = {"medium": "省报", "matter": first, "provenance": provenance}
    publication(cast.alpha, "转发", cast.bureau_unit, **given)
    remove_illustrative(cast.alpha)
    kept = Publication.objects.of(cast.alpha).exclude(pk=cast.publication.pk)
    expected = [] if provenance == "illustrative" else [("转发", None)]
    assert list(kept.values_list("title", "matter")) == expected


def test_a_finding_that_was_merged_into_a_removed_one_counts_again(cast):
    removed = finding(cast.alpha, "D5", cast.bureau_unit, provenance="illustrative")
    merged = finding(cast.alpha, "D6", cast.bureau_unit, merged_into=removed)
    remove_illustrative(cast.alpha)
    assert Finding.objects.counted().get(pk=merged.pk).merged_into is None
    assert not Finding.objects.filter(pk=removed.pk).exists()


def points_of(cast, card, document=None) -> ManualScore:
    given = {"version": 0, "value": 1, "reason": "见文件", "by": cast.clerk, "on": cast.day}
    line = card.lines.get(name="加分")
    return score_by_hand(line, cast.bureau_unit, document=document, **given)


def test_points_that_cite_a_removed_document_stay_without_it(cast):
    paper = Document.objects.create(
        programme=cast.alpha, name="演示文件", number="演1号", provenance="illustrative"
    )
    points = points_of(cast, scorecard_in_force(cast.alpha, cast.approver), paper)
    remove_illustrative(cast.alpha)
    points.refresh_from_db()
    assert (points.document, points.value) == (None, 1)
    assert not Document.objects.filter(pk=paper.pk).exists()


def test_the_scorecards_of_the_sample_go_with_their_points_and_the_countys_own_stay(cast):
    shown = scorecard_in_force(cast.alpha, cast.approver, basis=SAMPLE_BASIS)
    own = scorecard_in_force(cast.alpha, cast.approver, "township", basis="县委办〔2024〕9号")
    points_of(cast, shown)
    remove_illustrative(cast.alpha)
    connection.check_constraints()
    assert list(Scorecard.objects.of(cast.alpha)) == [own]
    assert not ManualScore.objects.exists()
    assert not ScoreLine.objects.exclude(scorecard=own).exists()
