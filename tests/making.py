"""Rows for tests, each made in one line."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Unit, User
from core.money import parse_amount
from core.periods import Period
from core.records import create_record
from funds.choices import Family
from funds.models import FundLine, FundSource, Posting
from notifications.models import Notice
from programmes.choices import RemarkKind, TaskRequestKind
from programmes.figures.workdays import workdays_of
from programmes.models import (
    Agreement,
    AgreementDelivery,
    Contribution,
    ContributionKind,
    Document,
    FeedbackSheet,
    Membership,
    Need,
    NeedAnswer,
    NeedCategory,
    Programme,
    ReportingPeriod,
    Task,
    TaskLightRule,
    TaskList,
    TaskPlace,
    TaskProgress,
    TaskRemark,
    TaskRequest,
    TaskSupport,
    Visit,
)
from programmes.models.contributions import quantities
from programmes.services.programmes import create_programme
from programmes.services.remarks import add_remark
from programmes.services.roles import grant_role
from programmes.services.task_parts import add_milestone as add_task_milestone
from programmes.services.task_recurrence import add_recurrence, close_occurrence
from programmes.services.task_requests import request_of_task
from projects.models import (
    Approval,
    ApprovalKind,
    Exemption,
    LateEntry,
    LightRule,
    Matter,
    Milestone,
    MonthEntry,
    MonthSheet,
    OpeningEntry,
    PlanVersion,
    Problem,
    Project,
    ProjectNote,
    Sector,
    StageEvent,
    YearPlan,
)
from projects.services.attached import add_note
from projects.services.sheets import submit_sheet
from reports.models import ReportRun
from supervision.choices import FindingRequestKind
from supervision.figures.score_content import content_of
from supervision.figures.scores import unit_scores
from supervision.models import (
    AssessmentItem,
    Evaluation,
    Finding,
    FindingRequest,
    FindingRule,
    FindingSource,
    MediaLevel,
    Objection,
    Order,
    Publication,
    Ranking,
    RankingRule,
    Scorecard,
)
from supervision.services.finding_requests import request_of_finding
from supervision.services.months import close_month, reopen_month, request_reopening
from supervision.services.rankings import draft_ranking, issue_ranking, open_ranking
from supervision.services.score_notices import notify_announced
from supervision.services.scorecards import create_scorecard, enforce_scorecard

DAY = date(2024, 7, 8)
APRIL, MAY, JUNE, JULY = (Period.month(2024, number) for number in range(4, 8))
JANUARY = Period.month(2024, 1)
QUARTER = Period.parse("2024-Q2")
PASSWORD = "十步之内必有芳草123"

_numbers = itertools.count(1)


def wan(text) -> Decimal:
    """万元 as yuan: wan("12.5")."""
    return parse_amount(str(text), "万元", signed=True)


def unit(name: str) -> Unit:
    return Unit.objects.get_or_create(name=name)[0]


def programme(code: str, county: str, **values) -> Programme:
    given = {"start_year": 2024, "end_year": 2027, "as_of": DAY, **values}
    return create_programme(code=code, name=f"{county}帮扶", county=county, **given)


def member(where: Programme, name: str, tier: str, **values) -> Unit:
    found = unit(name)
    values.setdefault("channel", "渠道")
    Membership.objects.create(
        programme=where, unit=found, tier=tier, position=next(_numbers), **values
    )
    return found


def person(where: Programme, username: str, role: str, of: Unit) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, name=username, unit=of, password=PASSWORD)
    grant_role(user=user, programme=where, name=role)
    return user


def signed_in(user: User, **how) -> Client:
    """A browser in which the person is signed in."""
    client = Client(**how)
    client.force_login(user)
    return client


def project(where: Programme, code: str, owner: Unit | None, **values) -> Project:
    values.setdefault("name", f"{code}号项目")
    return Project.objects.create(programme=where, code=code, owner_unit=owner, **values)


def sector(where: Programme, name: str) -> Sector:
    return Sector.objects.get_or_create(programme=where, name=name)[0]


def stage(of: Project, name: str, on: date) -> StageEvent:
    return StageEvent.objects.create(programme=of.programme, project=of, stage=name, on=on)


def building(where: Programme, code: str, owner: Unit | None, plan=None, **values) -> Project:
    """A project in construction since 1 March 2024, with a plan of the year in 万元 or none."""
    made = project(where, code, owner, **values)
    stage(made, "building", date(2024, 3, 1))
    if plan is not None:
        year_plan(made, plan)
    return made


def year_plan(of: Project, amount, year: int = 2024) -> YearPlan:
    return YearPlan.objects.create(
        programme=of.programme, project=of, year=year, amount=wan(amount)
    )


def plan_version(of: YearPlan, number: int, on: date | str, amount, **values) -> PlanVersion:
    given = {"decided_on": on, "amount": wan(amount), "reason": "调整", **values}
    return PlanVersion.objects.create(programme=of.programme, plan=of, number=number, **given)


def entry(of: Project, month: Period, amount, **values) -> MonthEntry:
    return MonthEntry.objects.create(
        programme=of.programme, project=of, month=month.start, amount=wan(amount), **values
    )


def opening(of: Project, kind: str, through: Period, amount) -> OpeningEntry:
    year = through.year
    return OpeningEntry.objects.create(
        programme=of.programme,
        project=of,
        kind=kind,
        year=year,
        through=through.start,
        amount=wan(amount),
    )


def late(of: Project, month: Period, counted_in: Period, amount) -> LateEntry:
    return LateEntry.objects.create(
        programme=of.programme,
        project=of,
        month=month.start,
        counted_in=counted_in.start,
        amount=wan(amount),
        reason="漏报",
    )


def submitted(where: Programme, unit_: Unit, month: Period, by: User) -> MonthSheet:
    """The unit's sheet, whatever is missing on it."""
    return submit_sheet(
        programme=where, unit=unit_, month=month, by=by, at=timezone.now(), confirmed=True
    )


def closed(where: Programme, month: Period, by: User | None = None, **values) -> ReportingPeriod:
    """The month, closed now unless ``at`` is given."""
    given = {"programme": where, "month": month, "at": timezone.now(), **values}
    return close_month(by=by, **given)


def reopened(where: Programme, month: Period, asked: User, agreed: User, **values) -> None:
    """A closed month that one person requests and another reopens."""
    reason = values.pop("reason", "漏报")
    given = {"programme": where, "month": month, "at": timezone.now(), **values}
    request_reopening(reason=reason, by=asked, **given)
    reopen_month(by=agreed, **given)


def progress(of: Task, month: Period = JUNE, **values) -> TaskProgress:
    """The report of the task's own unit."""
    given = {"programme": of.programme, "unit": of.lead_unit, "text": "进展", **values}
    return TaskProgress.objects.create(task=of, month=month.start, **given)


def feedback_sheet(where: Programme, of: Unit, month: Period = JUNE, **values) -> FeedbackSheet:
    given = {"sent_on": DAY, "due_on": DAY, **values}
    return FeedbackSheet.objects.create(programme=where, unit=of, month=month.start, **given)


def task_request(of: Task, by: User, kind: str = "cancellation", **values) -> TaskRequest:
    """On the day of the programme."""
    given = {"version": of.version, "text": "情况变化", "on": of.programme.today(), **values}
    return request_of_task(task=of, kind=TaskRequestKind(kind), by=by, **given)


def comment(of: Task, by: User, kind: str = "comment", **values) -> TaskRemark:
    given = {"text": "请加快", "on": of.programme.today(), **values}
    return add_remark(task=of, kind=RemarkKind(kind), by=by, **given)


def report_run(where: Programme, kind: str = "monthly", period: Period = JUNE, **values):
    given = {"period_start": period.start, "as_of": where.as_of, **values}
    return ReportRun.objects.create(programme=where, kind=kind, **given)


def note(of: Project, by: User, text: str = "", **values) -> ProjectNote:
    """On the day of the programme."""
    given = {"project": of, "subject": "land", "on": of.programme.today(), **values}
    return add_note(by=by, text=text or f"{of}征地已谈妥", **given)


def unread_texts(**filters) -> dict[str, list[str]]:
    """Whoever has unread notices, and their texts."""
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(**filters).unread().select_related("recipient"):
        found.setdefault(notice.recipient.username, []).append(notice.text)
    return found


def thresholds(**values) -> dict:
    """The defaults of docs/rules.md#progress-light, as a form sends them."""
    return {
        "yellow_points": "10",
        "red_points": "30",
        "repeated_yellow_is_red": "on",
        "rates_start": "on",
        "start_red_months": "3",
        "rates_statistics": "on",
        "statistics_yellow_months": "1",
        "statistics_red_months": "2",
        **values,
    }


def task_light_rule(where: Programme) -> TaskLightRule:
    """The only version, from 1 July."""
    TaskLightRule.objects.filter(programme=where).delete()
    first = date(where.start_year, 7, 1)
    return TaskLightRule.objects.create(programme=where, valid_from=first, basis="专班会议")


def finding_rule(where: Programme) -> FindingRule:
    """The only version, from 1 July."""
    FindingRule.objects.filter(programme=where).delete()
    first = date(where.start_year, 7, 1)
    return FindingRule.objects.create(programme=where, valid_from=first, basis="专班会议")


def light_versions(where: Programme) -> LightRule:
    """Two versions of the rules, from January and from July; the second one."""
    LightRule.objects.filter(programme=where).delete()
    months = date(where.start_year, 1, 1), date(where.start_year, 7, 1)
    LightRule.objects.create(programme=where, valid_from=months[0], valid_until=months[1])
    last = LightRule.objects.create(programme=where, valid_from=months[1])
    settle()
    return last


def settle() -> None:
    """Hold now what is held at the end of each transaction, as between two requests."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def exemption(of: Project, **values) -> Exemption:
    given = {"rule": "progress", "reason": "汛期停工", "approver": "专班领导"}
    given |= {"valid_from": date(2024, 7, 1), "valid_until": date(2024, 8, 31)}
    return Exemption.objects.create(programme=of.programme, project=of, **(given | values))


def kind_of_approval(where: Programme, name: str) -> ApprovalKind:
    return ApprovalKind.objects.get_or_create(programme=where, name=name)[0]


def work_rows(of: Project, kind: ApprovalKind) -> dict:
    """One of each that hangs on a project."""
    given = {"programme": of.programme, "project": of}
    return {
        "approval": Approval.objects.create(**given, kind=kind),
        "milestone": Milestone.objects.create(**given, name=f"{of}{kind}节点", due_on=DAY),
        "problem": Problem.objects.create(**given, text=f"{of}问题", found_on=DAY),
        "matter": Matter.objects.create(**given, text=f"{of}事项", raised_on=DAY),
    }


def task(where: Programme, number: str, lead: Unit, **values) -> Task:
    values.setdefault("text", f"{number}号任务")
    if (lists := values.pop("lists", None)) is None:
        lists = TaskList.objects.get_or_create(programme=where, name="工作要点", year=2024)[:1]
    made = Task.objects.create(programme=where, number=number, lead_unit=lead, **values)
    for entry in lists:
        TaskPlace.objects.create(programme=where, task=made, list=entry)
    return made


def support(of: Task, *units: Unit, **values) -> list[TaskSupport]:
    """The units support the task."""
    given = {"programme": of.programme, "task": of, **values}
    return [TaskSupport.objects.create(unit=one, **given) for one in units]


def task_parts(of: Task, by: User) -> dict:
    """One of each part that a task has; the first of its four occurrences is closed."""
    [supported] = support(of, unit(f"{of}协办局"))
    milestone = add_task_milestone(task=of, by=by, on=DAY, name=f"{of}节点", due_on=DAY)
    given = {"kind": "quarterly", "times_a_year": None, "first_month": 1, "last_month": 12}
    recurrence = add_recurrence(task=of, by=by, year=2024, **given)
    first, second = of.occurrences.all()[:2]
    closing = {"done_on": DAY, "result": f"{of}已办", "by": by, "on": DAY}
    close_occurrence(first, version=1, **closing)
    return {
        "support": supported,
        "milestone": milestone,
        "recurrence": recurrence,
        "occurrence": second,
        "closed_occurrence": first,
    }


def finding(where: Programme, number: str, of: Unit, **values) -> Finding:
    """An open finding of the unit, found in June and due at the end of July."""
    source = FindingSource.objects.get_or_create(programme=where, name="专项督查")[0]
    given = {"text": f"{number}号问题", "found_on": date(2024, 6, 3), "due_on": date(2024, 7, 31)}
    given |= {"source": source, **values}
    return Finding.objects.create(programme=where, number=number, unit=of, **given)


def finding_request(of: Finding, by: User, kind: str = "closing", **values) -> FindingRequest:
    given = {"version": of.version, "text": "已整改到位", "by": by, "on": DAY, **values}
    if kind == "date":
        given.setdefault("new_due_on", date(2024, 8, 31))
    return request_of_finding(finding=of, kind=FindingRequestKind(kind), **given)


def order(where: Programme, *findings: Finding, **values) -> Order:
    """A draft of the task force about the findings of a unit."""
    given = {"due_on": date(2024, 7, 31), "basis": "工作方案", "demands": "限期整改", **values}
    made = Order.objects.create(programme=where, unit=findings[0].unit, **given)
    made.findings.set(findings)
    return made


def publication(where: Programme, title: str, of: Unit, **values) -> Publication:
    """An article in a medium of the province, of June; ``level`` is the name of another."""
    name = values.pop("level", "省级")
    values["level"] = MediaLevel.objects.get(programme=where, name=name)
    given = {"medium": "四川日报", "published_on": date(2024, 6, 12), **values}
    return Publication.objects.create(programme=where, title=title, unit=of, **given)


def assessment_item(where: Programme, item: str, of: Unit | None, **values) -> AssessmentItem:
    """An item of 2024 with 10 points, to be stated by the unit."""
    given = {"year": 2024, "full_mark": Decimal(10), "requirement": f"{item}的要点", **values}
    if given.get("statement"):
        given.setdefault("state", "written")
    return AssessmentItem.objects.create(programme=where, item=item, unit=of, **given)


def scorecard(where: Programme, by: User, group: str = "member", year: int = 2024, **values):
    """A draft with the usual lines."""
    given = {"programme": where, "by": by, "year": year, "group": group, **values}
    with years(where, year):
        return create_scorecard(**given)


@contextmanager
def years(where: Programme, year: int) -> Iterator[None]:
    """The programme in hand, not the stored one, has this year too: of its own years none has
    ended on DAY."""
    first, last = where.start_year, where.end_year
    where.start_year, where.end_year = min(first, year), max(last, year)
    yield
    where.start_year, where.end_year = first, last


def scorecard_in_force(where: Programme, by: User, group: str = "member", **values) -> Scorecard:
    card = scorecard(where, by, group, **values)
    with years(where, card.year):
        enforce_scorecard(card, version=card.version, by=by, on=DAY)
    card.refresh_from_db()
    return card


def evaluation(where: Programme, by: User, rules: User, year: int, **values) -> Evaluation:
    """Announced on DAY by one person, by a scorecard that another puts in force."""
    card, december = scorecard_in_force(where, rules, year=year), Period.month(year, 12)
    given = {"programme": where, "year": year, "group": "member", "scorecard": card, **values}
    until = workdays_of(where).after(DAY, card.objection_days)
    content = content_of(unit_scores(card, december), december)
    days = {"announced_on": DAY, "objections_until": until}
    made = create_record(Evaluation, by=by, content=content, **days, **given)
    notify_announced(made)
    return made


def ranking(where: Programme, by: User, state: str = "open") -> Ranking:
    """Of the second quarter, on the day; an issued one could be objected to until the day before.
    Its months are closed for it."""
    given = {"programme": where, "quarter": QUARTER, "by": by, "on": DAY}
    is_due = state in ("due", "issued")
    for month in (APRIL, MAY, JUNE) if is_due else ():
        closed(where, month, report=False)
    made = draft_ranking(**given)
    if state == "drafted":
        return made
    open_ranking(made, version=made.version, on=DAY)
    if is_due:
        Ranking.objects.filter(pk=made.pk).update(objections_until=DAY - timedelta(days=1))
    made.refresh_from_db()
    if state == "issued":
        issue_ranking(made, version=made.version, by=by, on=DAY)
        made.refresh_from_db()
    return made


def objection(of: Ranking, unit_: Unit, text: str = "少计一项", **values) -> Objection:
    given = {"programme": of.programme, "kind": "tasks", "on": DAY, **values}
    return Objection.objects.create(ranking=of, unit=unit_, text=text, **given)


def ranking_rule(where: Programme) -> RankingRule:
    """The only version, from 1 July."""
    first = date(where.start_year, 7, 1)
    return RankingRule.objects.create(programme=where, valid_from=first, basis="专班会议")


def need(where: Programme, number: str, township: Unit, *, answer: Task | None = None, **values):
    if "category" not in values:
        category = NeedCategory.objects.get_or_create(programme=where, name="产业发展")[0]
        values["category"] = category
    values.setdefault("text", f"{number}号需求")
    made = Need.objects.create(programme=where, number=number, township=township, **values)
    if answer:
        answered_by(made, answer)
    return made


def answered_by(of: Need, *tasks: Task, **values) -> None:
    """Each of the tasks answers the need."""
    for one in tasks:
        NeedAnswer.objects.create(programme=of.programme, need=of, task=one, **values)


def contribution(where: Programme, of: Unit, kind: str, measured: str, **values) -> Contribution:
    """Of 2024; ``planned`` and ``given`` in 万元 of money, given on 20 June."""
    given = {"programme": where, "name": kind, "defaults": {"unit": measured}}
    found = ContributionKind.objects.get_or_create(**given)[0]
    read = {n: values.pop(n, None) for n in ("planned", "given")}
    amounts = {n: None if one is None else found.read(str(one)) for n, one in read.items()}
    if amounts["given"]:
        values.setdefault("given_on", date(2024, 6, 20))
    values = {"year": 2024, "content": kind, **quantities(found, **amounts), **values}
    return Contribution.objects.create(programme=where, helper=of, kind=found, **values)


def document(where: Programme, name: str, **values) -> Document:
    return Document.objects.create(programme=where, name=name, **values)


def visit(where: Programme, whom: str, units: Sequence[Unit] = (), **values) -> Visit:
    """To a higher authority, in June; ``units`` took part."""
    given = {"day": date(2024, 6, 5), "kind": "up", "purpose": "对接项目", **values}
    made = Visit.objects.create(programme=where, whom=whom, **given)
    made.units.set(units)
    return made


def agreement(where: Programme, name: str, **values) -> Agreement:
    """Of 2024 with a partner outside the network, over 100万元."""
    given = {"partner": "某企业", "signed_on": date(2024, 3, 20), "amount": wan(100), **values}
    return Agreement.objects.create(programme=where, name=name, **given)


def delivery(of: Agreement, amount, on: date, **values) -> AgreementDelivery:
    """``amount`` in 万元."""
    given = {"programme": of.programme, "day": on, "amount": wan(amount), **values}
    return AgreementDelivery.objects.create(agreement=of, **given)


def source(where: Programme, name: str, family: Family, **values) -> FundSource:
    return FundSource.objects.create(programme=where, name=name, family=family, **values)


def line(where: Programme, number: str, *, assistance: bool = True, **values) -> FundLine:
    if "source" not in values:
        name = "财政帮扶资金" if assistance else "专班工作经费"
        family = Family.HELPERS if assistance else Family.WORKING
        given = {"programme": where, "name": name, "defaults": {"family": family}}
        values["source"] = FundSource.objects.get_or_create(**given)[0]
    return FundLine.objects.create(programme=where, number=number, **values)


def posted(of: FundLine, kind: str, amount, on: date, **values) -> Posting:
    return Posting.objects.create(
        programme=of.programme, line=of, kind=kind, amount=wan(amount), on=on, **values
    )


def sent(version: int = 1, **fields) -> dict:
    """What a page of ours puts into each form besides the fields: the version of the record as it
    was seen, and an id that was not sent before."""
    return {"version": version, "submission_id": uuid4(), **fields}
