"""A token of its own in every text, amount and file of the cast, and who may meet it.

Who may is said here by hand, record by record, in the words of the county's rules; it is never
asked of ``visible_to``, which is what the tokens are there to try.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from accounts.models import Unit, User
from core.attachments import services
from core.attachments.models import Attachment
from core.importing.models import ImportFile
from notifications.models import Notice
from programmes.models import (
    CalendarDay,
    ContributionKind,
    FeedbackSheet,
    ImportChoice,
    Mechanism,
    Membership,
    NeedCategory,
    Programme,
    ReportedFact,
    ReportingPeriod,
    SecondedPerson,
    TaskGroup,
    TaskLightRule,
)
from programmes.models.base import ProgrammeRecord
from projects.models import ApprovalKind, FinancingSource, MonthSheet, Park, Problem, Project
from reports.models import ReportRun
from reports.services import generate
from supervision.models import FindingRule, MediaLevel, Order, RankingRule
from tests.making import note
from tests.rights.conftest import PDF
from tests.rights.policy import ADMINS, BUSINESS, FORCE, LEADS, ROLES, WHOLE

BUREAU, TOWNSHIP, HELPER = "bureau reviewer", "township", "helper viewer"
FOREIGNER = "foreigner"  # the clerk of the other county
LATENESS = f"{LEADS} {HELPER}"  # who may know by when the helper must give feedback

# What concerns whom. Whoever reads the programme whole reads them all.
RECORDS = {
    "road": BUSINESS,
    "dam": f"{WHOLE} {HELPER}",  # it pays for it
    "quarry": WHOLE,
    "school": f"{WHOLE} {BUREAU} {TOWNSHIP}",
    "road_task": BUSINESS,
    "help_task": f"{WHOLE} {BUREAU} {HELPER}",  # the bureau supports it
    "help2_task": WHOLE,
    "done_task": WHOLE,
    "own_task": f"{WHOLE} {BUREAU}",
    "waiting_task": f"{WHOLE} {BUREAU}",
    "draft_task": FORCE,  # until it is assigned; others choose its state in the list
    "closed_task": f"{WHOLE} {BUREAU}",
    "instruction": f"{WHOLE} {BUREAU} {TOWNSHIP}",  # no helper reads one
    "inside": LEADS,
    "other_asked": LEADS,  # its words would disclose the day
    "suspended_task": f"{WHOLE} {BUREAU}",
    "finding": f"{WHOLE} {BUREAU} {TOWNSHIP}",  # the township supports it
    "other_finding": WHOLE,
    "closed_finding": f"{WHOLE} {BUREAU}",
    "rectified_finding": f"{WHOLE} {BUREAU}",
    "looked_at": f"{WHOLE} {BUREAU}",
    "spare_finding": f"{WHOLE} {BUREAU}",
    "ordered_finding": f"{WHOLE} {BUREAU}",
    "publication": f"{WHOLE} {BUREAU}",
    "other_publication": WHOLE,
    "assessed": f"{WHOLE} {BUREAU}",
    "other_assessed": WHOLE,
    "order": f"{WHOLE} {BUREAU}",
    "points": f"{WHOLE} {BUREAU}",
    "falsified": WHOLE,  # until a second person confirms it
    "score_objection": LEADS,  # no page leads finance to the evaluation
    "draft_order": WHOLE,
    "ranking": f"{WHOLE} {BUREAU} {TOWNSHIP}",  # each of its own group
    "objection": f"{LEADS} {BUREAU}",  # no page leads finance to a ranking
    "spare_order": WHOLE,
    "open_need": f"{WHOLE} {TOWNSHIP} {HELPER}",  # nobody has answered it
    "met_need": f"{WHOLE} {BUREAU} {TOWNSHIP} {HELPER}",  # their tasks answer it
    "stated_need": f"{WHOLE} {TOWNSHIP}",
    "declined_need": f"{WHOLE} {TOWNSHIP}",
    "other_need": WHOLE,
    "help_given": f"{WHOLE} {TOWNSHIP} {HELPER}",  # it reached the township
    "other_help": WHOLE,
    "rules_of_money": BUSINESS,
    "visit": f"{WHOLE} {BUREAU} {HELPER}",  # to the helper, with the bureau
    "other_visit": WHOLE,
    "agreement": f"{WHOLE} {BUREAU} {HELPER}",  # brought about by the helper
    "other_agreement": WHOLE,
    "paid": f"{WHOLE} {HELPER}",
    "training": WHOLE,
    "office": WHOLE,
    "road_line": BUSINESS,
}
PARENTS = ("finding", "publication", "item", "score", "project", "task", "need", "line", "plan")
PARENTS += ("document", "visit", "contribution", "agreement")
OTHERS: dict[type, str] = {
    Programme: ROLES, Membership: BUSINESS, ReportedFact: BUSINESS, ReportingPeriod: LEADS,
    CalendarDay: BUSINESS, TaskLightRule: BUSINESS, FindingRule: LEADS, TaskGroup: WHOLE,
    RankingRule: BUSINESS, SecondedPerson: f"{WHOLE} {BUREAU}", Mechanism: f"{WHOLE} {BUREAU}",
    ApprovalKind: BUSINESS, FinancingSource: BUSINESS, Park: BUSINESS, ImportChoice: FORCE,
    FeedbackSheet: FORCE,
}  # fmt: skip
# In the form of a need or publication of their own.
OFFERED: dict[type, str] = {
    NeedCategory: TOWNSHIP, MediaLevel: f"{BUREAU} {TOWNSHIP}", ContributionKind: BUSINESS,
}  # fmt: skip
OF_UNIT = {"bureau_unit": BUREAU, "township_unit": TOWNSHIP, "helper_unit": HELPER}
# Keys, sums and names of files on disk; and what stands fast once it is written.
NO_TEXT = {
    "unit", "stored", "original", "sha256", "sent_sha256", "content_type", "key", "content_hash",
}  # fmt: skip
FAST = {
    "Posting",
    "NeedEvent",
    "TaskEvent",
    "FindingEvent",
    "ReportRun",
    "ProjectNote",
    "PlanVersion",
}
FAST |= {"Scorecard", "ScoreLine", "Evaluation", "NeedEvent"}
# A text that stands where nothing is pointed to.
INSTEAD = {"purpose": "project", "payer_name": "payer_unit", "column": "unit", "value": "unit"}
INSTEAD["missed_reason"] = "done_on"

# Of an instruction, of what is done, of money; empty of a comment and of what is not.
ONLY_OF_SOME = {
    ("TaskRemark", "leader"), ("TaskOccurrence", "result"), ("SecondLook", "result"),
    ("Order", "number"), ("Objection", "answer"),
    ("Contribution", "planned_amount"), ("Contribution", "given_amount"),
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """``what`` names the record and its field; ``seers`` may meet it, nobody else."""

    text: str
    what: str
    field: str
    seers: frozenset[str]


@dataclass
class Canaries:
    tokens: dict[str, Token] = field(default_factory=dict)

    def text(self, record: Any, name: str, seers: Iterable[str]) -> str:
        return self._keep(f"zq{len(self.tokens):04d}x", record, name, seers)

    def phone(self, record: Any, seers: Iterable[str]) -> str:
        return self._keep(f"1390000{len(self.tokens):04d}", record, "phone", seers)

    def amount(self, record: Any, name: str, seers: Iterable[str]) -> Decimal:
        """In yuan; pages and files say it in 万元."""
        number = len(self.tokens)
        text = self._keep(f"{300 + number // 90}.{10 + number % 90}", record, name, seers)
        return Decimal(text) * 10_000

    def day(self, record: Any, day: date, seers: Iterable[str]) -> date:
        self._keep(day.isoformat(), record, "deadline", seers)
        self._keep(f"{day.month}月{day.day}日", record, "deadline in words", seers)
        return day

    def _keep(self, text: str, record: Any, name: str, seers: Iterable[str]) -> str:
        what = f"{record._meta.model_name} {record.pk}"
        self.tokens[text] = Token(text, what, name, frozenset(seers))
        return text

    def met_in(self, text: str) -> Iterator[Token]:
        """The tokens that a text holds, a thousand of them found in one go."""
        for found in set(_ANY.findall(text)):
            if found in self.tokens:
                yield self.tokens[found]


_ANY = re.compile(
    r"zq\d{4}x|1390000\d{4}|(?<![\d.])\d{3}\.\d\d(?!\d)|\d{4}-\d\d-\d\d|(?<!\d)\d{1,2}月\d{1,2}日"
)


def place(cast: Any) -> Canaries:
    """Put a token into everything of the cast that says something."""
    kept, seers = Canaries(), _Seers(cast)
    for model in _models():
        for record in model._default_manager.order_by("pk"):
            _mark(kept, record, seers.of(record))
    _mark_phones(kept, cast, seers)
    _mark_deadlines(kept, cast)
    _mark_people(kept, cast)
    _note(kept, cast, seers)
    _attach(kept, cast, seers)
    for programme in (cast.alpha, cast.beta.programme):
        run = ReportRun.objects.get(programme=programme)
        generate(ReportRun.objects.create(**_again(run)))
    return kept


def _models() -> list[Any]:
    """The county's business, as far as the models say it."""
    found = [m for m in apps.get_models() if issubclass(m, ProgrammeRecord | Attachment)]
    return [m for m in found if m.__name__ not in FAST] + [Programme, ImportFile, Notice]


class _Seers:
    """Who may meet what stands in a record."""

    def __init__(self, cast: Any):
        self.cast = cast
        self.named = {
            (type(row), row.pk): set(who.split()) | {"auditor"}
            for name, who in RECORDS.items()
            if (row := getattr(cast, name))
        }

    def of(self, record: Any) -> set[str]:
        if self._programme_of(record) == self.cast.beta.programme.pk:
            return {FOREIGNER}
        if type(record) in OTHERS:
            return {*OTHERS[type(record)].split(), "auditor"}
        if isinstance(record, MonthSheet):
            own = BUREAU if record.unit == self.cast.bureau_unit else ""
            return {*f"{WHOLE} {own}".split(), "auditor"}
        if isinstance(record, Notice | ImportFile):
            return self._of_one_person(record)
        if found := self.named.get((type(record), record.pk)):
            return found
        above = [found for name in PARENTS if (found := getattr(record, name, None))]
        return self.of(above[0]) if above else self._of_catalogue(record)

    def _programme_of(self, record: Any) -> int:
        if isinstance(record, Attachment):
            record = getattr(record, record.record_name)
        return record.pk if isinstance(record, Programme) else record.programme_id

    def _of_one_person(self, record: Any) -> set[str]:
        if isinstance(record, Notice):
            to = {name for name in ROLES.split() if getattr(self.cast, name) == record.recipient}
            return to | {"auditor"}
        return {"clerk" if record == self.cast.upload else "approver", "auditor"}

    def _of_catalogue(self, record: Any) -> set[str]:
        """Whoever reads the programme whole, may choose the name, or sees a row under it."""
        whole = {*WHOLE.split(), *OFFERED.get(type(record), "").split(), "auditor"}
        links = [link for link in record._meta.related_objects if link.related_model in _models()]
        assert links, f"say in canaries.py who may see a {record._meta.model_name}"
        rows = [
            row
            for link in links
            for row in link.related_model._default_manager.filter(**{link.field.name: record})
        ]
        return whole.union(*map(self.of, rows))


def _mark(kept: Canaries, record: Any, seers: set[str]) -> None:
    if isinstance(record, Order) and record.signed_on:  # what was signed never changes
        return
    values: dict[str, Any] = _along(record)
    for field_ in record._meta.concrete_fields:
        name = field_.name
        if name in INSTEAD and getattr(record, INSTEAD[name], None):
            continue
        if (type(record).__name__, name) in ONLY_OF_SOME and not getattr(record, name):
            continue
        if isinstance(field_, models.CharField | models.TextField) and _says_something(field_):
            text = f"{getattr(record, name)}{kept.text(record, name, seers)}"
            values[name] = text[-(field_.max_length or 500) :]
        elif isinstance(field_, models.DecimalField) and field_.max_digits == 16:
            values[name] = kept.amount(record, name, seers)
    type(record)._default_manager.filter(pk=record.pk).update(**values)


def _along(record: Any) -> dict[str, Any]:
    """What the database wants to be said with some of the texts."""
    if isinstance(record, Project):
        return {"signed": True}
    return {"solved_on": record.found_on} if isinstance(record, Problem) else {}


def _says_something(field_: Any) -> bool:
    if field_.choices or isinstance(field_, models.SlugField):
        return False
    return field_.name not in NO_TEXT | {"phone", "url", "dedupe_key"} | {"file", "importer"}


def _mark_phones(kept: Canaries, cast: Any, seers: _Seers) -> None:
    """In full for the task force and for the unit whose person it is."""
    units = {getattr(cast, name).pk: who for name, who in OF_UNIT.items()}
    for model in _models():
        if not hasattr(model, "phone"):
            continue
        for record in model._default_manager.order_by("pk"):
            who = set(f"{FORCE} {units.get(record.contact_unit_id, '')}".split())
            if seers.of(record) == {FOREIGNER}:
                who = {FOREIGNER}
            phone = kept.phone(record, who & seers.of(record))
            model._default_manager.filter(pk=record.pk).update(phone=phone)


def _mark_deadlines(kept: Canaries, cast: Any) -> None:
    """Both have passed: to know the day is to know that the helper is late."""
    days = {
        cast.help_task: kept.day(cast.help_task, date(2024, 6, 19), f"{LATENESS} auditor".split()),
        cast.help2_task: kept.day(cast.help2_task, date(2024, 6, 21), f"{LEADS} auditor".split()),
    }
    for task, day in days.items():
        type(task).objects.filter(pk=task.pk).update(deadline=day)


def _mark_people(kept: Canaries, cast: Any) -> None:
    """Sign-in names are the administrators' and one's own; units of another county its own."""
    own = {user.pk: name for name in [*ROLES.split()] if (user := getattr(cast, name))}
    own[cast.beta.clerk.pk] = FOREIGNER
    ours = {*ADMINS.split(), "auditor"}
    for user in User.objects.order_by("pk"):
        apart = user in (cast.beta.clerk, cast.nobody)
        seers = {own.get(user.pk, "")} | (set() if apart else ours)
        values = {"username": f"{user.username}{kept.text(user, 'username', seers)}"}
        if user in (cast.bureau2, cast.township2, cast.beta.clerk, cast.nobody):
            # Whoever reads the programme whole sees who filled in a unit's sheet.
            signs = set(WHOLE.split()) if user == cast.bureau2 else set()
            values["name"] = kept.text(user, "name", seers | signs)
        User.objects.filter(pk=user.pk).update(**values)
    theirs = Unit.objects.filter(pk__in=Membership.objects.of(cast.beta.programme).values("unit"))
    for unit in theirs.exclude(pk=cast.helper_unit.pk):
        Unit.objects.filter(pk=unit.pk).update(name=kept.text(unit, "name", {FOREIGNER}))


def _note(kept: Canaries, cast: Any, seers: _Seers) -> None:
    """A township's notes are the county's own: no helper reads them."""
    for project, by in (
        (cast.road, cast.township), (cast.quarry, cast.clerk), (cast.beta.project, cast.beta.clerk)
    ):  # fmt: skip
        who = seers.of(project) - set(HELPER.split())
        note(project, by, text=kept.text(project, "note", who))


def _attach(kept: Canaries, cast: Any, seers: _Seers) -> None:
    """Beside what is attached to each record already: a file that holds a token."""
    for model in [m for m in _models() if issubclass(m, Attachment)]:
        for row in list(model.objects.select_related(model.record_name)):
            record = getattr(row, model.record_name)
            who = seers.of(record) - {"auditor"}
            held = PDF.replace(b"\n", f"\n%{kept.text(record, 'content', who)}\n".encode(), 1)
            name = kept.text(record, "file name", seers.of(record))
            file = SimpleUploadedFile(f"{name}.pdf", held)
            services.attach(model, record, file, by=row.created_by)


def _again(run: ReportRun) -> dict[str, Any]:
    names = ("programme", "kind", "period_start", "as_of")
    return {name: getattr(run, name) for name in names} | {"revision": run.revision + 1}
