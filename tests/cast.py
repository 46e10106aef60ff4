"""The people and rows of a small programme, one of another county, and the county's sample."""

import pickle
from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from mabian.sample.loading import load_sample
from programmes.models import Programme
from projects.models import MonthSheet
from tests import making
from tests.making import DAY, MAY, entry, line, member, need, person, posted, signed_in, task

SECRET = "外县机密"  # stands in every name and text of the other county


def make_cast() -> SimpleNamespace:
    """Programme alpha with January closed, its people and rows by name; `beta` holds another's."""
    alpha = making.programme("alpha", "甲县")
    people = _people(alpha)
    rows = _rows(alpha, people)
    making.closed(alpha, making.JANUARY, report=False)
    beta = _beta(people.helper_unit)
    sheet = MonthSheet(programme=alpha, unit=people.bureau_unit, month=making.JUNE.start)
    return SimpleNamespace(
        alpha=alpha, beta=beta, day=DAY, sheet=sheet, **vars(people), **vars(rows)
    )


@pytest.fixture(scope="module")
def made_cast(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture
def cast(made_cast, db) -> SimpleNamespace:
    """The cast, made once for the tests of a module: each of them rolls back what it wrote.

    Its transaction is open to the module's end: tests that commit stand in modules of their own."""
    return copy_of(made_cast)


def copy_of(rows: SimpleNamespace) -> SimpleNamespace:
    """The rows as objects of their own; many times as fast as a deep copy."""
    return pickle.loads(pickle.dumps(rows))  # noqa: S301  written a line before


@pytest.fixture
def as_(cast) -> Callable[[str], Client]:
    """``as_("clerk")``: a client signed in as that person of the cast."""
    return lambda who: signed_in(getattr(cast, who))


@pytest.fixture
def secadmin(cast) -> User:
    """The security administrator of the cast's programme."""
    return person(cast.alpha, "alpha_secadmin", "security_admin", cast.force)


def _people(alpha) -> SimpleNamespace:
    force, leadership = alpha.task_force, alpha.leadership
    at = SimpleNamespace(
        force=force,
        bureau_unit=member(alpha, "交通局", "member"),
        bureau2_unit=member(alpha, "水利局", "member"),
        township_unit=member(alpha, "上坝镇", "township"),
        township2_unit=member(alpha, "下坝镇", "township"),
        helper_unit=member(alpha, "省帮扶厅", "5"),
        helper2_unit=member(alpha, "国有帮扶公司", "N"),
    )
    return SimpleNamespace(
        **vars(at),
        clerk=person(alpha, "alpha_clerk", "clerk", force),
        approver=person(alpha, "alpha_approver", "approver", force),
        finance=person(alpha, "alpha_finance", "finance", force),
        bureau=person(alpha, "alpha_bureau", "unit_reporter", at.bureau_unit),
        bureau2=person(alpha, "alpha_bureau2", "unit_reporter", at.bureau2_unit),
        township=person(alpha, "alpha_township", "township_reporter", at.township_unit),
        township2=person(alpha, "alpha_township2", "township_reporter", at.township2_unit),
        helper=person(alpha, "alpha_helper", "helper_reporter", at.helper_unit),
        helper2=person(alpha, "alpha_helper2", "helper_reporter", at.helper2_unit),
        leader=person(alpha, "alpha_leader", "leadership", leadership),
        auditor=person(alpha, "alpha_auditor", "auditor", force),
        sysadmin=person(alpha, "alpha_sysadmin", "system_admin", force),
    )


def _rows(alpha, who) -> SimpleNamespace:
    return SimpleNamespace(**_projects(alpha, who), **_tasks(alpha, who))


def _projects(alpha, who) -> dict:
    """`road` has reported June, `dam` has not, `quarry` has no plan, `school` has not begun."""
    road = making.building(
        alpha,
        "P1",
        who.bureau_unit,
        1200,
        name="农村公路",
        township=who.township_unit,
        total_investment=making.wan(5000),
        sector=making.sector(alpha, "交通"),
    )
    dam = making.building(
        alpha, "P2", who.bureau2_unit, 2400, name="水库", total_investment=making.wan(8000)
    )
    quarry = making.building(alpha, "P3", who.bureau2_unit, name="料场")
    school = making.project(alpha, "P4", who.bureau_unit, name="学校", township=who.township_unit)
    making.stage(school, "reserve", date(2024, 1, 10))
    school.supporting_units.add(who.helper2_unit)
    entry(road, MAY, 400)
    road_june = entry(road, making.JUNE, 100, image_progress="路基完成")
    entry(dam, MAY, 300)
    paid = line(alpha, "F1", payer_unit=who.helper_unit, project=dam)
    posted(paid, "planned", 900, date(2024, 1, 5))
    posted(paid, "arrived", 500, date(2024, 4, 2))
    training = line(alpha, "F2", payer_name="某基金会", purpose="培训")
    office = line(alpha, "F3", assistance=False, purpose="专班办公")
    return {
        "road": road,
        "dam": dam,
        "quarry": quarry,
        "school": school,
        "road_june": road_june,
        "paid": paid,
        "training": training,
        "office": office,
    }


def _tasks(alpha, who) -> dict:
    road_task = task(alpha, "T1", who.bureau_unit, text="修路", deadline=date(2024, 7, 31))
    making.support(road_task, who.bureau2_unit)
    late = date(2024, 6, 30)
    help_task = task(
        alpha, "T2", who.helper_unit, text="培训致富带头人", deadline=late, target_quantity=10
    )
    help2_task = task(alpha, "T3", who.helper2_unit, text="帮助招商")
    done_task = task(alpha, "T4", who.bureau2_unit, text="已完成事项", state="closed")
    return {
        "road_task": road_task,
        "road_list": road_task.lists[0],
        "help_task": help_task,
        "help2_task": help2_task,
        "done_task": done_task,
        "open_need": need(alpha, "N1", who.township_unit, text="缺产业路", amount=making.wan(80)),
        "met_need": need(alpha, "N2", who.township_unit, text="缺培训", answer=help_task),
        "rules_of_money": making.document(
            alpha, "帮扶资金管理办法", number="甲专班〔2024〕1号", first_year=2024, last_year=2027
        ),
        "finding": making.finding(alpha, "D1", who.bureau_unit, text="征地滞后"),
        "publication": making.publication(alpha, "产业路通了", who.bureau_unit),
        "visit": making.visit(
            alpha,
            "省帮扶厅",
            [who.bureau_unit],
            visited_unit=who.helper_unit,
            follow_up="对接资金",
            unit=who.bureau_unit,
            due_on=date(2024, 7, 31),
        ),
        "agreement": making.agreement(
            alpha, "采购框架协议", brought_by=who.helper_unit, unit=who.bureau_unit
        ),
        "assessed": making.assessment_item(
            alpha, "产业发展", who.bureau_unit, statement="已建园区"
        ),
        "help_given": making.contribution(
            alpha,
            who.helper_unit,
            "直接投入资金",
            "万元",
            planned=500,
            given=300,
            content="产业路资金",
            township=who.township_unit,
        ),
        "other_help": making.contribution(
            alpha,
            who.helper2_unit,
            "选派人才",
            "人",
            planned=6,
            content="选派医生",
            township=who.township2_unit,
        ),
        "other_need": need(alpha, "N3", who.township2_unit, text="缺饮水", urgency=1),
    }


def _beta(helper_unit) -> SimpleNamespace:
    """Another county that the same helper helps; its rows carry the word of `SECRET`."""
    beta = making.programme("beta", f"{SECRET}县")
    bureau = member(beta, f"{SECRET}局", "member")
    township = member(beta, f"{SECRET}镇", "township")
    member(beta, helper_unit.name, "5", channel=SECRET)
    works = making.building(
        beta, "B1", bureau, 100, name=f"{SECRET}工程", sector=making.sector(beta, SECRET)
    )
    beta_task = task(beta, f"{SECRET}2", helper_unit, text=f"{SECRET}任务")
    fund_line = line(beta, f"{SECRET}1", payer_unit=helper_unit, project=works)
    return SimpleNamespace(
        programme=beta,
        clerk=person(beta, "beta_clerk", "clerk", beta.task_force),
        unit=bureau,
        project=works,
        entry=entry(works, making.JUNE, 10, image_progress=SECRET),
        sheet=MonthSheet(programme=beta, unit=bureau, month=making.JUNE.start),
        task=beta_task,
        task_list=beta_task.lists[0],
        need=need(beta, f"{SECRET}3", township, text=f"{SECRET}需求"),
        line=fund_line,
        finding=making.finding(beta, f"{SECRET}6", bureau, text=f"{SECRET}问题"),
        publication=making.publication(beta, f"{SECRET}报道", bureau, medium=SECRET),
        visit=making.visit(beta, SECRET, [bureau], visited_unit=helper_unit, purpose=SECRET),
        agreement=making.agreement(beta, f"{SECRET}协议", brought_by=helper_unit),
        assessed=making.assessment_item(beta, f"{SECRET}指标", bureau, statement=SECRET),
        contribution=making.contribution(
            beta, helper_unit, f"{SECRET}投入", "万元", planned=7, given=5, content=SECRET
        ),
        document=making.document(beta, f"{SECRET}办法", number=SECRET, category=SECRET),
        posting=posted(fund_line, "planned", 100, date(2024, 1, 5)),
    )


@pytest.fixture(scope="module")
def loaded_sample(django_db_setup, django_db_blocker) -> Iterator[Programme]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample()
        yield Programme.objects.get(code="mabian")
        transaction.set_rollback(True)


@pytest.fixture
def sample(loaded_sample, db) -> Programme:
    """The county's sample, loaded once for the tests of a module: each of them rolls back what
    it wrote, and the last one the sample."""
    return loaded_sample
