"""Records are made once, and changed only by whoever saw how they stand."""

import pytest
from django.core.exceptions import ValidationError

from core.records import StaleRecord, create_record, update_record
from projects.models import Sector


def make(cast, name="水利"):
    return create_record(Sector, by=cast.clerk, programme=cast.alpha, name=name)


def test_a_row_says_who_made_it(cast):
    assert make(cast).created_by == cast.clerk


def test_a_row_that_its_model_refuses_is_not_made(cast):
    with pytest.raises(ValidationError):
        make(cast, name="长" * 41)
    assert not Sector.objects.filter(name__startswith="长").exists()


def test_a_change_counts_the_version_up(cast):
    sector = make(cast)
    before = sector.updated_at
    update_record(sector, version=1, name="水务")
    sector.refresh_from_db()
    assert (sector.version, sector.name) == (2, "水务")
    assert sector.updated_at > before


def test_a_stale_change_saves_nothing_and_hands_over_what_stands(cast):
    sector = make(cast)
    update_record(Sector.objects.get(pk=sector.pk), version=1, name="先到")
    with pytest.raises(StaleRecord) as refused:
        update_record(sector, version=1, name="后到")
    assert refused.value.current.name == "先到"
    assert Sector.objects.get(pk=sector.pk).name == "先到"


def test_a_change_of_a_row_that_is_gone_is_stale(cast):
    sector = make(cast)
    Sector.objects.filter(pk=sector.pk).delete()
    with pytest.raises(StaleRecord) as refused:
        update_record(sector, version=1, name="晚了")
    assert refused.value.current is None
