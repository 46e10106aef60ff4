"""Records are made once, and changed only by whoever saw how they stand."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from core.records import StaleRecord, SubmissionMismatch, create_once, update_record
from projects.models import Sector


def make(cast, submission_id, by, name="水利", **more):
    return create_once(
        Sector, submission_id=submission_id, by=by, programme=cast.alpha, name=name, **more
    )


def test_a_form_sent_twice_makes_one_row(cast):
    key = uuid4()
    first, created = make(cast, key, cast.clerk)
    again, created_again = make(cast, key, cast.clerk)
    assert (created, created_again) == (True, False)
    assert again == first
    assert Sector.objects.filter(submission_id=key).count() == 1
    assert first.created_by == cast.clerk


def test_the_same_form_with_other_content_is_refused(cast):
    key = uuid4()
    make(cast, key, cast.clerk)
    with pytest.raises(SubmissionMismatch):
        make(cast, key, cast.clerk, name="林业")


def test_another_persons_form_is_refused(cast):
    key = uuid4()
    make(cast, key, cast.clerk)
    with pytest.raises(SubmissionMismatch):
        make(cast, key, cast.approver)


def test_what_follows_from_the_moment_need_not_be_repeated(cast):
    key = uuid4()
    first, _ = make(cast, key, cast.clerk, defaults={"position": 1})
    again, _ = make(cast, key, cast.clerk, defaults={"position": 2})
    assert again.position == first.position == 1


def test_a_row_that_its_model_refuses_is_not_made(cast):
    with pytest.raises(ValidationError):
        make(cast, uuid4(), cast.clerk, name="长" * 41)
    assert not Sector.objects.filter(name__startswith="长").exists()


def test_two_forms_make_two_rows_without_submission_ids_too(cast):
    make(cast, None, cast.clerk, name="一")
    make(cast, None, cast.clerk, name="二")
    assert Sector.objects.filter(name__in=["一", "二"]).count() == 2


def test_a_change_counts_the_version_up(cast):
    sector = make(cast, None, cast.clerk)[0]
    before = sector.updated_at
    update_record(sector, version=1, name="水务")
    sector.refresh_from_db()
    assert (sector.version, sector.name) == (2, "水务")
    assert sector.updated_at > before


def test_a_stale_change_saves_nothing_and_hands_over_what_stands(cast):
    sector = make(cast, None, cast.clerk)[0]
    update_record(Sector.objects.get(pk=sector.pk), version=1, name="先到")
    with pytest.raises(StaleRecord) as refused:
        update_record(sector, version=1, name="后到")
    assert refused.value.current.name == "先到"
    assert Sector.objects.get(pk=sector.pk).name == "先到"


def test_a_change_of_a_row_that_is_gone_is_stale(cast):
    sector = make(cast, None, cast.clerk)[0]
    Sector.objects.filter(pk=sector.pk).delete()
    with pytest.raises(StaleRecord) as refused:
        update_record(sector, version=1, name="晚了")
    assert refused.value.current is None
