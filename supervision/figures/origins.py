"""What a finding can be recorded from (立为问题): a problem of a project, a month's entry that
states one, an instruction; a task, project, fund line or need. Each fills in the form."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.urls import reverse

from core.periods import Period
from funds.models import FundLine
from programmes.choices import RemarkKind
from programmes.models import Need, Programme, Task, TaskRemark
from projects.models import MonthEntry, Problem, Project
from supervision.figures.proposals import Proposal
from supervision.models import FindingSource

LEAST_DAYS = 10


@dataclass(frozen=True)
class Kind:
    """``source`` is a part of the name of the usual source of findings. A record of a kind that is
    ``recorded_once`` becomes one finding; of the others there may be several."""

    model: type[Model]
    source: str
    recorded_once: bool = True


KINDS = {
    "problem": Kind(Problem, "调度"),
    "entry": Kind(MonthEntry, "调度"),
    "remark": Kind(TaskRemark, "批示"),
    "task": Kind(Task, "调度", recorded_once=False),
    "project": Kind(Project, "调度", recorded_once=False),
    "fund_line": Kind(FundLine, "调度", recorded_once=False),
    "need": Kind(Need, "调度", recorded_once=False),
}
NAMES = {kind.model: name for name, kind in KINDS.items()}


def key_of(record: Any) -> str:
    """The record in an address and in ``Finding.origin``: ``problem:12``."""
    return f"{NAMES[type(record)]}:{record.pk}"


def stored_key(record: Any) -> str:
    """That of ``Finding.origin``; empty for a record of which there may be several findings."""
    return key_of(record) if KINDS[NAMES[type(record)]].recorded_once else ""


def record_of(key: str, user: Any, programme: Programme) -> Any:
    """The record of the key, of what the person sees; None without one. A remark that is no
    instruction, or that the unit does not read, is none."""
    name, _colon, pk = key.partition(":")
    if name not in KINDS or not pk.isdecimal() or len(pk) > 18:
        return None
    rows: Any = KINDS[name].model._default_manager
    record = rows.visible_to(user).of(programme).filter(pk=int(pk)).first()
    return record if record is not None and may_be_found(record) else None


def may_be_found(record: Any) -> bool:
    if not isinstance(record, TaskRemark):
        return True
    return record.kind == RemarkKind.INSTRUCTION and not record.is_internal


def initial_of(record: Any) -> dict[str, Any]:
    """The values of the form: text, project or task, responsible unit."""
    match record:
        case Problem():
            unit = record.unit or record.project.owner_unit
            return {"text": record.text, "project": record.project, "unit": unit}
        case MonthEntry():
            project = record.project
            return {"text": record.problems[:500], "project": project, "unit": project.owner_unit}
        case TaskRemark():
            task = record.task
            return {"text": record.text[:500], "task": task, "unit": task.lead_unit}
        case Task():
            return {"task": record, "unit": record.lead_unit}
        case FundLine():
            project = record.project
            return {"fund_line": record, "unit": project.owner_unit if project else None}
        case Need():
            return {"need": record}
    return {"project": record, "unit": record.owner_unit}


def initial_of_proposal(one: Proposal, programme: Programme, on: date) -> dict[str, Any]:
    """The values of the form for a proposal on the day."""
    source = source_of(one.record, programme)
    given = {"text": one.text, "unit": one.unit, "colour": one.colour, "source": source}
    return {**given, "due_on": usual_due_day(on), **one.about}


def usual_due_day(on: date) -> date:
    """The end of the month, of the next one where fewer than ten days remain: it is rectified by
    the next dispatch of the month. Default (docs/rules.md#proposed-findings)."""
    return Period.containing(on + timedelta(LEAST_DAYS)).last_day


def source_of(record: Any, programme: Programme) -> FindingSource | None:
    """The programme's usual source of such findings, where its catalogue has one."""
    words = KINDS[NAMES[type(record)]].source
    return FindingSource.objects.of(programme).filter(name__contains=words).first()


def address_of(record: Any) -> str:
    """The part of the page that shows the record."""
    if isinstance(record, TaskRemark):
        return reverse("task", args=[record.task_id]) + "#remarks"
    return reverse("project", args=[record.project_id]) + "#problems"
