"""The removal of illustrative rows that others of their kind name."""

import pytest

from mabian.sample.removal import remove_illustrative
from supervision.models import Finding, Publication
from tests.making import finding, publication


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
