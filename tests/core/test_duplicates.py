"""What stands there once already is refused in our own words, by field and value."""

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import DateField, ForeignKey, UniqueConstraint

from accounts.models import User
from core.models import Record
from core.web.forms import RecordForm
from programmes.models import Visit
from projects.models import Milestone, Project, StatisticsEntry
from supervision.models import Publication

# Nobody fills these in: they come by import, by command or by the platform itself.
NOT_FILLED_IN = {
    "accounts.Unit",
    "funds.FundLine",
    "funds.FundSource",
    "programmes.ImportChoice",
    "programmes.Membership",
    "programmes.NeedCategory",
    "programmes.ReportedFact",
    "programmes.ReportingPeriod",
    "programmes.Role",
    "programmes.TaskList",
    "projects.OpeningEntry",
    "reports.ReportRun",
}
# The services see to these under a lock: nobody runs into them.
HELD_BY_SERVICES = {
    "unique_default_view",
    "unique_endless_light_rule",
    "unique_place_in_list",
}


def filled_in() -> list[tuple[type[Record], tuple[str, ...]]]:
    """The models of records and what is unique in them together."""
    return [
        (model, constraint.fields)
        for model in apps.get_models()
        if issubclass(model, Record) and model._meta.label not in NOT_FILLED_IN
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.fields
        if constraint.name not in HELD_BY_SERVICES
    ]


def value_of(field: Any) -> Any:
    if isinstance(field, ForeignKey):
        return field.related_model()
    return date(2024, 6, 1) if isinstance(field, DateField) else "9"


def words_of(record: Record, *fields: str) -> str:
    return record.unique_error_message(type(record), fields).messages[0]


@pytest.mark.parametrize(("model", "fields"), filled_in())
def test_whatever_people_fill_in_twice_is_named_in_chinese(model, fields):
    field: Any = model._meta.get_field(fields[-1])
    words = words_of(model(**{field.name: value_of(field)}), *fields)
    assert words.startswith("已有") and words.endswith("，不能重复。")
    named = words.replace(f"“{value_of(field)}”", "")
    assert not re.search("[A-Za-z]", named)


@pytest.mark.parametrize(
    ("record", "fields", "words"),
    [
        (Project(code="P1"), ("programme", "code"), "已有编码为“P1”的项目，不能重复。"),
        (Milestone(name="封顶"), ("project", "name"), "已有关键节点“封顶”，不能重复。"),
        (
            StatisticsEntry(month=date(2024, 6, 1)),
            ("project", "month"),
            "已有月份为“2024年6月”的入统投资，不能重复。",
        ),
        (
            Visit(day=date(2024, 6, 1), kind="up", whom="省厅"),
            ("programme", "day", "kind", "whom"),
            "已有走访日期为“2024-06-01”、走访类别为“走上去”、走访对象为“省厅”的走访，不能重复。",
        ),
        (
            Publication(medium="日报", published_on=date(2024, 6, 1), title="路通了"),
            ("programme", "medium", "published_on", "title"),
            "已有媒体名称为“日报”、刊发日期为“2024-06-01”、标题为“路通了”的信息宣传，不能重复。",
        ),
        (User(username="ann"), ("username",), "已有登录名为“ann”的责任人，不能重复。"),
    ],
)
def test_the_words_name_field_and_value(record, fields, words):
    assert words_of(record, *fields) == words


class CodeForm(RecordForm):
    code = forms.CharField()


@pytest.mark.parametrize(
    ("error", "place"),
    [
        (Project(code="P1").unique_error_message(Project, ("programme", "code")), "code"),
        (Milestone(name="x").unique_error_message(Milestone, ("project", "name")), "__all__"),
        (ValidationError({"code": "否"}), "code"),
        (ValidationError({"owner_unit": "否"}), "__all__"),
        (ValidationError("否"), "__all__"),
    ],
)
def test_what_is_refused_stands_beside_its_field_or_above_all(error, place):
    form = CodeForm({"code": "P1"})
    assert form.is_valid()
    form.add_error(None, error)
    assert set(form.errors) == {place}
