"""The fields that are written by ourselves say what Django's templates would."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from core.renderers import WRITTEN, FieldRenderer

WIDGETS = [forms.TextInput, forms.HiddenInput, forms.Textarea]
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


def test_what_is_not_written_is_drawn_by_its_template():
    chosen = forms.Select(choices=[("a", "甲")])
    assert chosen.template_name not in WRITTEN
    assert chosen.render("x", "a", renderer=FieldRenderer()) == chosen.render(
        "x", "a", renderer=TemplatesSetting()
    )


def test_every_form_is_drawn_so():
    assert isinstance(forms.Form().renderer, FieldRenderer)
