"""Of each kind that people create, edit and delete in the browser: what its form sends, and a
record that nothing refers to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.kinds import Kind, kind_of
from funds.models import FundLine, FundSource
from programmes.models import (
    Agreement,
    CalendarDay,
    Contribution,
    ContributionKind,
    Document,
    Mechanism,
    Membership,
    Need,
    NeedCategory,
    SecondedPerson,
    Task,
    TaskGroup,
    TaskList,
    Visit,
)
from supervision.models import (
    AssessmentItem,
    Finding,
    FindingSource,
    MediaLevel,
    Order,
    Publication,
    Scorecard,
)
from tests.making import finding, member, order, scorecard


@dataclass(frozen=True)
class RecordCase:
    """``unused`` is the record by its name in the cast, ``values`` what the form sends."""

    model: Any
    unused: str
    values: Callable[[Any], dict[str, Any]]

    @property
    def kind(self) -> Kind:
        return kind_of(self.model)

    def record(self, cast: Any) -> Any:
        found = getattr(cast, self.unused)
        return found if isinstance(found, self.model) else self.model.objects.get(unit=found)


RECORDS = {
    "document": RecordCase(
        Document, "rules_of_money", lambda cast: {"name": "监督办法", "number": "甲专班〔2024〕2号"}
    ),
    "task_list": RecordCase(
        TaskList, "spare_list", lambda cast: {"name": "攻坚清单", "year": 2024, "position": 3}
    ),
    "task_group": RecordCase(
        TaskGroup, "spare_group", lambda cast: {"name": "攻坚任务", "year": 2024, "position": 4}
    ),
    "task": RecordCase(
        Task,
        "done_task",
        lambda cast: {
            "lists": cast.road_list.pk,
            "text": "建产业路",
            "lead_unit": cast.bureau_unit.pk,
            "deadline": "2024-07-31",  # of an assigned task it stays
        },
    ),
    "agreement": RecordCase(
        Agreement,
        "agreement",
        lambda cast: {
            "name": "劳务协作协议",
            "partner_unit": cast.helper2_unit.pk,
            "signed_on": "2024-05-10",
            "amount": "12.5",
            "brought_by": cast.helper_unit.pk,
            "unit": cast.bureau_unit.pk,
            "term": "2024—2026年",
            "progress": "已采购两批",
        },
    ),
    "visit": RecordCase(
        Visit,
        "visit",
        lambda cast: {
            "day": "2024-07-01",
            "kind": "out",
            "visited_unit": cast.helper2_unit.pk,
            "units": [cast.bureau_unit.pk, cast.township_unit.pk],
            "purpose": "对接招商",
            "follow_up": "跟进招商",
            "unit": cast.bureau_unit.pk,
            "due_on": "2024-08-31",
        },
    ),
    "need_category": RecordCase(
        NeedCategory, "spare_category", lambda cast: {"name": "就业帮扶", "position": 3}
    ),
    "need": RecordCase(
        Need,
        "open_need",
        lambda cast: {
            "township": cast.township_unit.pk,
            "category": cast.open_need.category_id,
            "text": "缺水渠",
            "amount": "12.5",
        },
    ),
    "unit": RecordCase(
        Membership,
        "spare_unit",
        lambda cast: {
            "unit": "县农业农村局",
            "tier": "member",
            "channel": "县级专班成员单位",
            "position": 9,
        },
    ),
    "seconded_person": RecordCase(
        SecondedPerson,
        "spare_secondment",
        lambda cast: {
            "name": "李四",
            "home_unit": cast.bureau2_unit.pk,
            "first_day": "2024-03-01",
            "duty": "综合协调",
        },
    ),  # fmt: skip
    "mechanism": RecordCase(
        Mechanism,
        "spare_mechanism",
        lambda cast: {"unit": cast.township_unit.pk, "duties": "统筹本镇帮扶", "person": "张三"},
    ),
    "calendar_day": RecordCase(
        CalendarDay,
        "spare_day",
        lambda cast: {"day": "2024-11-20", "is_workday": "no", "name": "彝族年"},
    ),
    "fund_source": RecordCase(
        FundSource,
        "spare_source",
        lambda cast: {"name": "社会捐赠", "family": "helpers", "position": 3},
    ),
    "fund_line": RecordCase(
        FundLine,
        "training",
        lambda cast: {"number": "F77", "source": cast.paid.source_id, "purpose": "培训"},
    ),
    "finding_source": RecordCase(
        FindingSource, "spare_finding_source", lambda cast: {"name": "信访反映", "position": 3}
    ),
    "finding": RecordCase(
        Finding,
        "spare_finding",
        lambda cast: {
            "source": cast.spare_finding.source_id,
            "found_on": "2024-07-01",
            "text": "台账不全",
            "unit": cast.bureau_unit.pk,
            "colour": "yellow",
            "due_on": "2024-07-31",
        },
    ),
    "assessment_item": RecordCase(
        AssessmentItem,
        "assessed",
        lambda cast: {
            "year": 2024,
            "position": 3,
            "item": "就业增收",
            "full_mark": "10",
            "own_mark": "9.5",
            "unit": cast.bureau_unit.pk,
            "statement": "已开展培训",
        },
    ),
    "contribution_kind": RecordCase(
        ContributionKind,
        "spare_contribution_kind",
        lambda cast: {"name": "捐赠物资", "unit": "件", "position": 9},
    ),
    "contribution": RecordCase(
        Contribution,
        "help_given",
        lambda cast: {
            "helper": cast.helper_unit.pk,
            "kind": cast.help_given.kind_id,
            "planned": "20",
            "given": "12.5",
            "given_on": "2024-07-01",
            "content": "茶园资金",
        },
    ),
    "media_level": RecordCase(
        MediaLevel, "spare_media_level", lambda cast: {"name": "国际", "position": 9}
    ),
    "publication": RecordCase(
        Publication,
        "publication",
        lambda cast: {
            "title": "产业路修到家门口",
            "medium": "乐山日报",
            "level": cast.publication.level_id,
            "kind": "article",
            "published_on": "2024-07-01",
            "unit": cast.bureau_unit.pk,
            "link": "https://example.org/1",
        },
    ),
    "scorecard": RecordCase(
        Scorecard,
        "spare_scorecard",
        lambda cast: {
            "year": 2026,
            "group": "township",
            "good_from": "90",
            "fair_from": "80",
            "passing_from": "60",
            "bonus_limit": "4",
            "deduction_limit": "10",
            "falsification_deduction": "5",
            "objection_days": "5",
            "counts_publicity": "no",
        },
    ),
    "order": RecordCase(
        Order,
        "spare_order",
        lambda cast: {
            "kind": "order",
            "colour": "yellow",
            "unit": cast.bureau_unit.pk,
            "findings": cast.ordered_finding.pk,
            "demands": "限期整改",
            "due_on": "2024-07-31",
        },
    ),
}


def add_spares(cast: Any) -> None:
    """The unused records that the cast does not have."""
    alpha = cast.alpha
    cast.done_task.state = "in_progress"  # a closed one is not edited
    cast.done_task.deadline = cast.road_task.deadline
    cast.done_task.save()
    cast.spare_unit = member(alpha, "闲置局", "member")
    cast.spare_list = TaskList.objects.create(programme=alpha, name="闲置清单", year=2024)
    cast.spare_group = TaskGroup.objects.create(
        programme=alpha, name="重点任务", year=2024, position=1
    )
    cast.spare_finding = finding(alpha, "D7", cast.bureau_unit)
    cast.ordered_finding = finding(alpha, "D8", cast.bureau_unit)
    cast.spare_order = order(alpha, cast.ordered_finding)
    cast.spare_scorecard = scorecard(alpha, cast.clerk, year=2025)
    cast.spare_finding_source = FindingSource.objects.create(programme=alpha, name="闲置来源")
    cast.spare_contribution_kind = ContributionKind.objects.create(
        programme=alpha, name="闲置类别", unit="件"
    )
    cast.spare_media_level = MediaLevel.objects.create(programme=alpha, name="镇级")
    cast.spare_secondment = SecondedPerson.objects.create(
        programme=alpha, name="某干部", home_unit=cast.bureau_unit, first_day=date(2024, 3, 1)
    )
    cast.spare_mechanism = Mechanism.objects.create(programme=alpha, unit=cast.bureau_unit)
    cast.spare_day = CalendarDay.objects.create(
        programme=alpha, day=date(2024, 7, 29), name="火把节"
    )
    cast.spare_category = NeedCategory.objects.create(programme=alpha, name="闲置类别")
    cast.spare_source = FundSource.objects.create(programme=alpha, name="闲置来源")
