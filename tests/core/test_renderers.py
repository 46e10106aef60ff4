"""The fields that are written by ourselves say what Django's templates would."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from core.web.form_renderer import RENDERERS, FieldRenderer

WIDGETS = [forms.TextInput, forms.HiddenInput, forms.Textarea, forms.DateInput]
CHOOSING = [
    forms.Select, forms.SelectMultiple, forms.CheckboxSelectMultiple,
    forms.RadioSelect,
]  # fmt: skip
VALUES = [
    None,
    "",
    "征地",
    0,
    1234.5,
    True,
    '"><script>alert(1)</script>&amp;',
    "一\n二 ' \"",
    mark_safe("<b>&amp;</b>"),  # noqa: S308 what a template would leave as it is
    gettext_lazy("reason"),
]
ATTRS = [
    {},
    {"id": "id_a", "class": "form-control", "rows": 2, "required": True, "disabled": False},
    {"aria-label": "农村公路 \"<&'", "data-col": "amount", "form": "row-7", "maxlength": 300},
]


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
@pytest.mark.parametrize("attrs", ATTRS, ids=range(len(ATTRS)))
def test_a_field_is_written_as_a_template_would(widget, value, attrs):
    drawn = widget().render("na<me", value, attrs, renderer=TemplatesSetting())
    assert widget().render("na<me", value, attrs, renderer=FieldRenderer()) == drawn


CHOICES = [
    ("", "—"),
    ("a", "甲<"),
    (3, 1234.5),
    ('组 "&', [("b", gettext_lazy("reason")), (True, "是")]),
]


@pytest.mark.parametrize("widget", CHOOSING)
@pytest.mark.parametrize("value", [None, "", "a", ["a", "b"], 3], ids=repr)
@pytest.mark.parametrize("attrs", ATTRS, ids=range(len(ATTRS)))
def test_choices_are_written_as_a_template_would(widget, value, attrs):
    one = widget(choices=CHOICES)
    drawn = one.render("na<me", value, attrs, renderer=TemplatesSetting())
    assert squeezed(one.render("na<me", value, attrs, renderer=FieldRenderer())) == squeezed(drawn)


def squeezed(text: str) -> str:
    """Without the spaces between tags."""
    return re.sub(r"\s*<", "<", re.sub(r"\s+", " ", text))


def test_what_is_not_written_is_drawn_by_its_template():
    file = forms.ClearableFileInput()
    assert file.template_name not in RENDERERS
    drawn = file.render("x", None, renderer=TemplatesSetting())
    assert file.render("x", None, renderer=FieldRenderer()) == drawn


def test_every_form_is_drawn_so():
    assert isinstance(forms.Form().renderer, FieldRenderer)
