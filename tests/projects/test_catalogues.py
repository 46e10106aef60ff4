"""Catalogues: names are added at the end, renamed, ordered, and removed where nothing uses them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.records import StaleRecord, delete_record, edit_record
from projects.models import ApprovalKind, FinancingSource, Park
from projects.services.catalogues import USUAL, add_name, add_usual, missing_usual
from tests.making import sent


def add(cast, model, name):
    return add_name(
        model, programme=cast.alpha, name=name, by=cast.clerk
    )  # fmt: skip


def names(model, cast) -> list[str]:
    return [*model.objects.of(cast.alpha).values_list("name", flat=True)]


def test_a_new_name_stands_last_and_can_be_moved(cast):
    first, second = add(cast, Park, "县城园区"), add(cast, Park, "飞地园区")
    assert (first.position, second.position) == (0, 1)
    edit_record(first, version=1, name="城北园区", position=5)
    assert names(Park, cast) == ["飞地园区", "城北园区"]


@pytest.mark.parametrize("name", ["县城园区", " ", ""])
def test_a_name_twice_or_none_is_refused(cast, name):
    add(cast, Park, "县城园区")
    with pytest.raises(ValidationError):
        add(cast, Park, name)


def test_what_nothing_uses_is_removed_on_the_version_that_was_seen(cast):
    row = add(cast, Park, "县城园区")
    with pytest.raises(StaleRecord):
        delete_record(row, version=7)
    delete_record(row, version=1)
    assert names(Park, cast) == []


@pytest.mark.parametrize("model", [ApprovalKind, FinancingSource])
def test_the_usual_names_are_offered_and_added_at_one_press_beside_what_is_there(cast, model):
    own = USUAL[model][1]
    add(cast, model, own)
    assert own not in missing_usual(model, cast.alpha)
    assert add_usual(model, programme=cast.alpha, by=cast.clerk) == len(USUAL[model]) - 1
    assert sorted(names(model, cast)) == sorted(USUAL[model])
    assert missing_usual(model, cast.alpha) == []


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("catalogue", []),
        ("add_usual_names", []),
        ("edit_catalogue_name", [1]),
        ("remove_catalogue_name", [1]),
    ],
)
def test_an_unknown_catalogue_is_not_found(as_, name, keys):
    client, address = as_("clerk"), reverse(name, args=["nothing", *keys])
    assert client.post(address, sent()).status_code == 404
    assert client.get(address).status_code in (404, 405)
