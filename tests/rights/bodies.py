"""What the matrix posts: a body that would be taken, were it sent by somebody who may. Each takes
the cast and the case, and adds to (or replaces of) ``usual``."""

from typing import Any
from uuid import uuid4

from programmes.models import ReportingPeriod
from projects.models import MonthEntry
from tests.making import JUNE, thresholds


def usual(cast, case) -> dict[str, Any]:
    """What every form and button of ours carries."""
    return {"submission_id": uuid4(), "version": getattr(case.record, "version", 1)}


def programme(cast, case):
    return {"programme": case.keys[0]}


def progress(cast, case):
    return {"month": str(JUNE), "text": "进展"}


def deletion(cast, case):
    return {"reason": "重复登记"}


def entry(cast, case):
    """An amount, on the version that stands there: 0 where nothing does."""
    found = MonthEntry.objects.filter(project=case.keys[0], month=f"{case.keys[1]}-01").first()
    return {"amount": "1", "version": found.version if found else 0}


def sheet(cast, case):
    """On a sheet that nobody has submitted yet."""
    return {"version": 0, "confirmed": "on"}


def returned(cast, case):
    return {"version": 1, "reason": "数字有误"}


def late(cast, case):
    return {"amount": "1", "reason": "漏报"}


def note(cast, case):
    return {"subject": "land", "text": "征地已谈妥"}


def month(cast, case):
    found = ReportingPeriod.objects.of(cast.alpha).filter(month=f"{case.keys[0]}-01").first()
    return {"version": found.version if found else 1, "reason": "更正"}


def new_person(cast, case):
    return {"username": "newcomer", "name": "新人", "unit": cast.bureau_unit.pk}


def edit_person(cast, case):
    return {"name": "改名", "unit": cast.bureau_unit.pk}


def role(cast, case):
    return {"name": "unit_reviewer"}


def renewal(cast, case):
    return {"kind": "monthly", "period": str(JUNE)}


def saved_view(cast, case):
    return {"path": "/projects/", "name": "新视图", "query": "stage=building"}


def new_project(cast, case):
    return {"name": "新项目", "kind": "construction"}


def edit_project(cast, case):
    return {"name": "改名", "kind": "construction"}


def stage(cast, case):
    return {"stage": "completed", "on": "2024-07-08"}


def approval(cast, case):
    return {"kind": cast.approval_kind.pk}


def milestone(cast, case):
    return {"name": "封顶", "due_on": "2024-08-01"}


def problem(cast, case):
    return {"text": "征地未完", "found_on": "2024-07-01"}


def matter(cast, case):
    return {"text": "用地指标", "level": "county", "raised_on": "2024-07-01"}


def matter_task(cast, case):
    task = cast.road_task
    return {"list": task.list_id, "text": "争取指标", "lead_unit": cast.bureau_unit.pk}


def link(cast, case):
    return {"need": cast.open_need.pk}


def plan(cast, case):
    return {"amount": "100", "decided_on": "2024-07-01", "version": 0}


def year_class(cast, case):
    return {"name": "continued", "version": 0}


def light_rules(cast, case):
    return {"valid_from": "2024-08", **thresholds()}


def exemption(cast, case):
    return {
        "rule": "start",
        "reason": "汛期",
        "approver": "专班",
        "valid_from": "2024-07-01",
        "valid_until": "2024-08-31",
    }


def park(cast, case):
    return {"name": "飞地园区"}


def meaning(cast, case):
    return {"meaning": cast.bureau_unit.pk, "version": "1"}


def sector(cast, case):
    return {"name": "旅游", "position": "3"}
