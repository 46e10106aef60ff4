"""Text that no database and no file takes is refused by name, never an error of the server."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from core.text import TextField, clean_text, next_number, usual_prefix
from core.web.forms import AmountField, QuantityField, RecordForm


class Said(forms.Form):
    text = TextField(max_length=20)


BAD = ["甲\x00乙", "\ud800", "甲\udfff", "\x07", "\x1b[31m", "\x7f", "\x9f"]


@pytest.mark.parametrize("text", BAD)
def test_control_characters_and_lone_surrogates_are_an_error_of_the_field(text):
    form = Said({"text": text})
    assert not form.is_valid()
    assert form.errors["text"]


@pytest.mark.parametrize("text", ["一行\n二行", "列\t列", "𠮷野家", "👍", "ꋒꂊ", "e\u0301"])
def test_lines_tabs_and_rare_characters_are_kept(text):
    form = Said({"text": text})
    assert form.is_valid()
    assert form.cleaned_data["text"] == text


def test_spaces_around_a_text_go_the_chinese_one_too():
    form = Said({"text": "\u3000 甲 乙 \u3000"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "甲 乙"


def test_a_text_of_spaces_alone_is_missing():
    assert not Said({"text": " \u3000 "}).is_valid()


@given(st.text(st.characters(codec=None)))
def test_searched_words_are_always_fit_for_the_database(text):
    clean_text(text).encode()
    assert "\x00" not in clean_text(text)


class Amounts(RecordForm):
    amount = AmountField(required=False, signed=True)
    quantity = QuantityField(required=False)


@pytest.mark.parametrize("text", ["1e3", "١٢", "NaN", "9" * 40, "9" * 41, "\x00", "\ud800", "-"])
def test_an_amount_that_is_none_is_an_error_of_its_field(text):
    form = Amounts({"amount": text, "quantity": text})
    assert not form.is_valid()
    assert set(form.errors) == {"amount", "quantity"}


def test_a_quantity_is_not_below_zero_and_has_two_decimals_at_most():
    for text in ("-1", "0.001", "9999999999999"):
        assert not Amounts({"quantity": text}).is_valid()
    form = Amounts({"quantity": "１２．５"})
    assert form.is_valid()
    assert str(form.cleaned_data["quantity"]) == "12.50"


@pytest.mark.parametrize("value", ["x", "-1", "1.0", "１", "\x00", "9" * 30])
def test_a_version_is_a_plain_number(value):
    assert "version" in Amounts({"version": value}).errors


def test_a_submission_id_is_a_uuid():
    assert "submission_id" in Amounts({"submission_id": "1\x00"}).errors


def test_each_new_form_has_a_submission_id_of_its_own():
    first, second = (Amounts()["submission_id"].value() for _ in range(2))
    assert first != second


@pytest.mark.parametrize(
    ("taken", "prefix"),
    [
        ([], "XM2025-"),
        (["MB2024-001", "MB2024-002", "X-9"], "MB2025-"),
        (["P1", "P2"], "P"),
        (["2024-511133-001"], "2025-511133-"),
        (["无编号", "20240101"], "XM2025-"),
    ],
)
def test_a_new_number_begins_as_most_of_the_others(taken, prefix):
    assert usual_prefix(taken, 2025, "XM2025-") == prefix


@pytest.mark.parametrize(
    ("taken", "number"), [([], "P001"), (["P1", "P4"], "P5"), (["P009"], "P010")]
)
def test_a_new_number_is_as_wide_as_the_last(taken, number):
    assert next_number("P", taken) == number
