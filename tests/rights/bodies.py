"""What the matrix posts: a body that would be taken, were it sent by somebody who may. Each adds
to (or replaces of) ``usual``; those that depend on the cast and the case are functions of them."""

from typing import Any
from uuid import uuid4

from programmes.models import ReportingPeriod, Task
from projects.models import MonthEntry
from tests.making import JUNE, task, thresholds
from tests.records import RECORDS

# What is sent whatever the case is.
PLAIN: dict[str, dict[str, Any]] = {
    "progress": {"version": 0, "text": "进展"},
    "unchanged": {"version": 0},
    "reason": {"reason": "情况变化"},
    "new_deadline": {"reason": "情况变化", "deadline": "2024-12-31"},
    "request": {"text": "情况变化"},
    "rectification": {"text": "已进场整改"},
    "finding_day": {"reason": "情况变化", "due_on": "2024-12-31"},
    "finding_colour": {"reason": "情况变化", "colour": "red"},
    "verified": {"verification": "papers", "reason": "资料齐全"},
    "score": {"version": 0, "value": "2", "reason": "获得表彰"},
    "score_lines": {
        "name_0": "日常工作",
        "kind_0": "base",
        "weight_0": "100",
        "formula_0": "by_hand",
    },
    "falsification": {"found_on": "2024-07-01", "reason": "虚报完成量"},
    "score_objection": {"text": "投资数与台账不符"},
    "score_answer": {"decision": "accepted", "answer": "已核实更正"},
    "second_look": {"due_on": "2024-12-31"},
    "looked": {"holds": "yes", "result": "未反弹"},
    "remark": {"text": "请加快", "is_internal": "no"},
    "answer": {"answer": "请补充"},
    "delivery": {"day": "2024-07-01", "amount": "10", "text": "首批"},
    "deletion": {"reason": "重复登记", "drafts": 0},
    "sheet": {"version": 0, "confirmed": "on"},  # nobody has submitted it yet
    "feedback": {"month": str(JUNE), "due_on": "2024-07-12"},
    "contact": {"contact": "王某 0833-0000000"},
    "returned": {"version": 1, "reason": "数字有误"},
    "late": {"amount": "1", "reason": "漏报"},
    "statement": {"statement": "已建成园区"},
    "copied_year": {"year": "2024"},
    "note": {"subject": "land", "text": "征地已谈妥"},
    "role": {"name": "unit_reviewer"},
    "renewal": {"kind": "monthly", "period": str(JUNE)},
    "saved_view": {"path": "/projects/", "name": "新视图", "query": "stage=building"},
    "new_project": {"name": "新项目", "kind": "construction"},
    "edit_project": {"name": "改名", "kind": "construction"},
    "stage": {"stage": "completed", "on": "2024-07-08"},
    "milestone": {"name": "封顶", "due_on": "2024-08-01"},
    "task_milestone": {"name": "封顶", "due_on": "2024-08-01", "done_on": "2024-07-01"},
    "task_recurrence": {"year": 2026, "kind": "monthly", "first_month": 1, "last_month": 12},
    "task_occurrence": {"done_on": "2024-07-01", "result": "已开调度会"},
    "task_missed": {"missed_reason": "汛期"},
    "problem": {"text": "征地未完", "found_on": "2024-07-01"},
    "matter": {"text": "用地指标", "level": "county", "raised_on": "2024-07-01"},
    "plan": {"amount": "100", "decided_on": "2024-07-01", "version": 0},
    "class": {"name": "continued", "version": 0},
    "light_rules": {"valid_from": "2024-08", **thresholds()},
    "digest": {"digest_at": "08:00"},
    "finding_rule": {
        "valid_from": "2024-07-08",
        "yellow_days": "7",
        "by_workdays": "yes",
        "raise_days": "3",
        "max_moves": "2",
        "order_prefix": "马督办",
    },
    "task_light_rule": {
        "valid_from": "2024-07-08",
        "yellow_days": "7",
        "answer_days": "3",
        "by_workdays": "yes",
    },
    "objection": {"text": "少计一项"},
    "answered_objection": {"is_accepted": "no", "answer": "经核实无误"},
    "ranking_rule": {
        "valid_from": "2024-07-08",
        "min_rows": "3",
        "best_named": "3",
        "slow_named": "3",
        "slow_points": "10",
        "objection_days": "5",
        "has_lists": "no",
    },
    "exemption": {
        "rule": "start",
        "reason": "汛期",
        "approver": "专班",
        "valid_from": "2024-07-01",
        "valid_until": "2024-08-31",
    },
    "park": {"name": "飞地园区"},
    "sector": {"name": "旅游", "position": "3"},
}


def usual(cast, case) -> dict[str, Any]:
    """What every form and button of ours carries."""
    return {"submission_id": uuid4(), "version": getattr(case.record, "version", 1)}


def programme(cast, case):
    return {"programme": case.keys[0]}


def entry(cast, case):
    """An amount, on the version that stands there: 0 where nothing does."""
    found = MonthEntry.objects.filter(project=case.keys[0], month=f"{case.keys[1]}-01").first()
    return {"amount": "1", "version": found.version if found else 0}


def month(cast, case):
    found = ReportingPeriod.objects.of(cast.alpha).filter(month=f"{case.keys[0]}-01").first()
    return {"version": found.version if found else 1, "reason": "更正"}


def new_person(cast, case):
    return {"username": "newcomer", "name": "新人", "unit": cast.bureau_unit.pk}


def edited_finding(cast, case):
    """Its unit stays: a request of that unit waits."""
    unit = case.record.unit_id if case.name == "theirs" else cast.bureau_unit.pk
    return {**RECORDS["finding"].values(cast), "unit": unit}


def edit_person(cast, case):
    return {"name": "改名", "unit": cast.bureau_unit.pk}


def approval(cast, case):
    return {"kind": cast.approval_kind.pk}


def link_task_project(cast, case):
    return {"row": cast.school.pk}


def link_task_need(cast, case):
    return {"row": cast.open_need.pk}


def link_task_fund(cast, case):
    return {"row": cast.training.pk}


def task_support(cast, case):
    return {"unit": cast.spare_unit.pk, "duty": "提供图纸"}


def several(cast, case):
    request = cast.closing
    return {"rows": f"{request.pk}-{request.version}"}


def several_tasks(cast, case):
    return {"rows": f"{cast.road_task.pk}-{cast.road_task.version}", "person": "赵敏"}


def drafts(cast, case):
    draft = task(cast.alpha, f"草{Task.objects.count()}", cast.bureau_unit, state="draft")
    return {"rows": f"{draft.pk}-{draft.version}"}


def merge(cast, case):
    return {"into": cast.ordered_finding.pk, "reason": "同一问题"}


def adjustment(cast, case):
    return {"on": "2024-07-01", "new_follow": "on"}


def ranking(cast, case):
    return {"version": cast.ranking.version}


def pasted(cast, case):
    return {"list": cast.road_list.pk, "block": "任务内容\t牵头单位\n修桥\t县交通局"}


def matter_task(cast, case):
    return {"lists": cast.road_list.pk, "text": "争取指标", "lead_unit": cast.bureau_unit.pk}


def link(cast, case):
    return {"need": cast.open_need.pk}


def meaning(cast, case):
    return {"meaning": cast.bureau_unit.pk, "version": "1"}


def together(cast, case):
    return {"rows": f"{cast.road.pk}-{cast.road.version}", "person": "赵敏"}
