"""Two changes of a record go together by field; where both changed one, a person chooses."""

from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict
from django.utils import timezone

from core.web.forms import AmountField, RecordForm
from core.web.merging import MINE, OTHER, THEIRS, FieldMerge, Merge, sign
from tests.making import wan


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "settled"),
    [
        ("a", "a", "a", "a"),
        ("a", "a", "b", "b"),
        ("a", "b", "a", "b"),
        ("a", "b", "b", "b"),
        ("a", "b", "c", None),
        ("", "b", "", "b"),
        ("a", "", "a", ""),
        ("a", "", "b", None),
        (None, "b", "b", "b"),
        (None, "b", "c", None),
    ],
)
def test_what_holds_of_a_field(base, mine, theirs, settled):
    part = FieldMerge("name", base, mine, theirs)
    assert part.is_conflict is (settled is None)
    if settled is not None:
        assert part.resolved == settled
        assert part.is_theirs is (mine != theirs and settled == theirs)
        assert part.is_mine is (mine != theirs and settled == mine)


class Line(RecordForm):
    merged_fields = ("amount", "text")
    amount = AmountField(required=False)
    text = forms.CharField(required=False)


def stands(amount, text, version=2):
    values = {"amount": wan(amount), "text": text, "version": version}
    return SimpleNamespace(**values, updated_at=timezone.now(), last_writer="张敏")


def merge(amount, text, current, *, base=None) -> Merge:
    start = {"amount": "1", "text": "甲"} if base is None else base
    form = Line({"amount": amount, "text": text, "base": sign(start)})
    assert form.is_valid(), form.errors
    return Merge.of(form, current)


def chosen(found: Merge, **data) -> dict:
    query = QueryDict(mutable=True)
    query.update({f"choice_{name}": value for name, value in data.items()})
    return found.apply_choices(query).dict()


def test_figures_are_compared_as_figures_and_texts_without_their_line_ends():
    parts = merge("1.00万元", " 甲\r\n乙", stands(1, "甲\n乙")).parts
    assert [(part.mine, part.theirs) for part in parts] == [("1", "1"), ("甲\n乙", "甲\n乙")]


def test_each_side_changed_another_field_and_both_changes_hold():
    found = merge("2", "甲", stands(1, "乙"))
    assert not found.has_conflicts
    data = chosen(found)
    assert (data["amount"], data["text"], data["version"]) == ("2", "乙", "2")


@pytest.mark.parametrize(
    ("choice", "written", "holds"),
    [(MINE, "9", "2"), (THEIRS, "9", "3"), (OTHER, "9", "9"), (OTHER, "", "")],
)
def test_where_both_changed_a_field_the_choice_holds(choice, written, holds):
    found = merge("2", "甲", stands(3, "甲"))
    query = QueryDict(mutable=True)
    query.update({"choice_amount": choice, "amount": written})
    assert found.missing_choices(query) == []
    assert found.apply_choices(query)["amount"] == holds


@pytest.mark.parametrize("sent", [{}, {"choice_amount": ""}, {"choice_amount": "both"}])
def test_no_choice_is_no_choice(sent):
    query = QueryDict(mutable=True)
    query.update(sent)
    assert merge("2", "甲", stands(3, "甲")).missing_choices(query) == ["amount"]


def test_what_a_third_person_saves_meanwhile_is_merged_with_what_was_seen_last():
    first = merge("2", "甲", stands(1, "乙"))
    data = chosen(first)
    again = Merge.of(_valid(Line(data)), stands(1, "丙", version=3))
    assert [part.base for part in again.parts] == ["1", "乙"]
    assert [part.resolved for part in again.parts] == ["2", "丙"]


def _valid(form):
    assert form.is_valid(), form.errors
    return form


def test_it_survives_the_way_through_the_page_and_nothing_else_is_believed():
    found = merge("2", "乙", stands(3, "丙"))
    assert Merge.deserialized(found.serialized()) == found
    assert found.saved.startswith("张敏 20")
    for text in (
        "",
        "x",
        "eyJ2ZXJzaW9uIjoyfQ:1tAbCd:xyz",
        found.serialized()[:-1],
        sign({"a": "b"}),
    ):
        assert Merge.deserialized(text) is None


def test_a_form_without_a_start_that_can_be_read_leaves_every_difference_open():
    form = Line({"amount": "2", "text": "甲", "base": "forged"})
    found = Merge.of(_valid(form), stands(3, "甲"))
    assert [part.is_conflict for part in found.parts] == [True, False]
