"""A request sets what its form asks for, and nothing besides: every field of every model, sent
along by every role with what it may send, changes nothing of what is written."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import resolve

from accounts.models import Unit
from core.audit.models import AuditRow
from core.web.forms import RecordForm
from programmes.models import TaskList
from projects.models import MonthEntry
from projects.views.entry import MonthEntryPage
from supervision.models import Scorecard, ScoreLine
from tests.rights.cells import body, cases, expected
from tests.rights.policy import IN_PROGRAMME, ROLES, TABLE, Row

OURS = (
    "accounts", "core", "notifications", "programmes", "projects", "funds", "supervision",
    "reports",
)  # fmt: skip
# Who a record belongs to, who wrote it, where it stands, where it comes from: never asked for.
NEVER_ASKED = {
    "id", "pk", "programme", "created_by", "created_at", "updated_at", "state", "origin",
    "provenance", "approved_by", "approved_at", "closed_by", "closed_at", "sent_by", "uploaded_by",
    "is_superuser", "is_staff", "is_active", "password", "revoked_at",
}  # fmt: skip
# Of a written row, what is another one each time, besides the moments.
OTHER_EACH_TIME = {
    "id",
    "task_id",
    "finding_id",
    "order_id",
    "url",
    "plan_id",
    "at",
    "dedupe_key",
    "file",
    "sha256",
    "password",
    "submission_id",
    "progress_id",
    "request_id",
    "visit_id",
    "agreement_id",
    "need_id",
    "contribution_id",
}
PARENTS: dict[str, type[Any]] = {
    "unit_id": Unit,
    "list_id": TaskList,
    "scorecard_id": Scorecard,
    "line_id": ScoreLine,
}
MOMENT, WORDS = "2025-02-03T04:05:06", "别处来的"
SENT = [row for row in TABLE if row.post and row.to == IN_PROGRAMME]
ROWS = {row.name: row for row in SENT}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def value_of(field: models.Field, cast) -> Any:
    """Something that the field could hold, and does not."""
    if field.is_relation:
        other = field.related_model._default_manager.order_by("-pk").first()
        return other.pk if other else 1
    if field.choices:
        return list(dict(field.flatchoices))[-1]
    kinds = {
        models.BooleanField: "on",
        models.DateTimeField: MOMENT,
        models.DateField: date(2025, 2, 3).isoformat(),
        models.DecimalField: Decimal("98765.43"),
        models.IntegerField: 98765,
    }
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), WORDS)


@pytest.fixture(scope="module")
def everything(made_cast) -> dict[str, Any]:
    """Each field of each model, by both names of a key, with a value to send."""
    found: dict[str, Any] = {}
    for model in ours():
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            value = value_of(field, made_cast)
            found |= {field.name: value, getattr(field, "attname", field.name): value}
    return found


def asked(address: str) -> set[str]:
    """What the form at the address asks for; a bare button asks for nothing."""
    view: Any = resolve(address).func
    own = getattr(view.view_class, "form_class", forms.Form)
    return set(view.view_initkwargs.get("form_class", own).base_fields)


def written(client: Client, address: str, data: dict[str, Any]) -> tuple[int, list]:
    """The answer, and all that the database's record tells of it; nothing of it stays."""
    last = AuditRow.objects.order_by("pk").last().pk
    with transaction.atomic():
        status = client.post(address, data).status_code
        rows = list(AuditRow.objects.filter(pk__gt=last).order_by("pk"))
        transaction.set_rollback(True)
    return status, [(row.table_name, row.action, told(row)) for row in rows]


def told(row: AuditRow) -> dict[str, Any]:
    """What was written; of what differs each time only whether it is what was sent."""
    values = {row.column_name: row.after} if row.column_name else row.after or {}
    return {name: same_each_time(name, value) for name, value in values.items()}


def same_each_time(name: str, value: Any) -> Any:
    if name in PARENTS:  # a new one has another key each time
        return PARENTS[name].objects.filter(pk=value).first()
    if name in OTHER_EACH_TIME or name.endswith("_at"):
        return any(sent in str(value) for sent in (MOMENT[:16], WORDS))
    return value


def with_and_without(cast, who: str, row: Row, everything: dict[str, Any]):
    client, case = Client(), cases(row, cast)[0]
    client.force_login(getattr(cast, who))
    usual = body(row, cast, case)
    other = {name: value for name, value in everything.items() if name not in usual}
    for name in asked(case.address) & other.keys():
        del other[name]
    return written(client, case.address, usual), written(client, case.address, other | usual)


@pytest.mark.parametrize("who", ROLES.split())
def test_fields_that_no_form_asks_for_are_never_bound(cast, everything, who):
    tried = 0
    for row in SENT:
        if expected(row, who, "post", "own") in (200, 302):
            plainly, loaded = with_and_without(cast, who, row, everything)
            assert plainly == loaded, row.name
            tried += 1
    assert tried


def test_a_page_that_binds_more_is_found_out(cast, everything, monkeypatch):
    save = MonthEntryPage.save

    def binding(page, form):
        answer = save(page, form)
        entries = MonthEntry.objects.filter(project=page.project, month=page.month.start)
        entries.update(problems=page.request.POST.get("county", ""))
        return answer

    monkeypatch.setattr(MonthEntryPage, "save", binding)
    plainly, loaded = with_and_without(cast, "clerk", ROWS["project_entry"], everything)
    assert plainly != loaded


def all_forms() -> set[type[RecordForm]]:
    found, waiting = set(), [RecordForm]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        found |= set(kinds)
        waiting += kinds
    return found


def test_no_form_asks_for_whom_a_record_belongs_to_or_where_it_stands():
    assert len(all_forms()) > 10
    for form in all_forms():
        assert not issubclass(form, forms.ModelForm)
        assert form.base_fields.keys() & NEVER_ASKED == set(), form
