"""Mabian county in July 2024, whole and without what is illustrative."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from accounts.models import Unit, User
from core.audit.models import AuditRow
from core.audit.services import seal
from core.audit.verification import verify
from core.choices import Provenance
from core.kinds import registered_kinds
from core.models import HAS_ILLUSTRATIVE, Sourced
from core.periods import Period
from funds.models import FundLine, Posting
from mabian.sample.removal import marked_models, remove_illustrative
from programmes.choices import PeriodState
from programmes.models import (
    Agreement,
    AgreementDelivery,
    Membership,
    Need,
    NeedCategory,
    Programme,
    ReportedFact,
    ReportingPeriod,
    Task,
    TaskProgress,
    Visit,
)
from projects.models import (
    ApprovalKind,
    Financing,
    FinancingSource,
    MonthEntry,
    Project,
    ProjectNote,
    Sector,
    StatisticsEntry,
    YearClass,
)
from supervision.models import (
    AssessmentItem,
    Finding,
    FindingSource,
    Order,
    Publication,
    Scorecard,
)
from supervision.services.orders import create_order
from tests.making import finding, late, note, progress, signed_in, work_rows
from tests.sample.test_loading import ROWS, load


@pytest.fixture
def mabian(sample, db) -> Programme:
    return Programme.objects.get()


def test_the_sample_is_the_county_on_its_day(mabian):
    assert (mabian.is_sample, str(mabian.as_of)) == (True, "2024-07-08")
    assert Membership.objects.count() == 91
    assert [Task.objects.count(), Need.objects.count(), FundLine.objects.count()] == [111, 80, 40]
    assert MonthEntry.objects.count() == 363


def test_the_year_has_scores_publications_and_items_to_state(mabian):
    client = signed_in(User.objects.get(username="clerk"))
    year = client.get(reverse("supervision_year", args=[2024]))
    assert [len(one["table"].data) for one in year.context["groups"]] == [28, 15]
    found = client.get(reverse("publication_statistics")).context["statistics"]
    assert (found.published, found.counted, found.illustrative) == (14, 11, 14)
    assert AssessmentItem.objects.of(mabian).of_year(2024).count() == 8
    bureau = signed_in(User.objects.get(username="bureau")).get(reverse("my_work"))
    assert [one.item for one in bureau.context["items_to_state"]] == ["基础设施"]


def test_after_the_removal_the_year_has_no_scorecard_of_the_sample(mabian):
    remove_illustrative(mabian)
    connection.check_constraints()
    for model in (Scorecard, Publication, AssessmentItem):
        assert not model.objects.exists(), model


def test_january_to_may_are_closed_by_the_set_up_without_reports(mabian):
    closed = ReportingPeriod.objects.filter(state=PeriodState.CLOSED)
    assert [(p.month.month, p.closed_by, p.report_wanted) for p in closed] == [
        (month, None, False) for month in range(1, 6)
    ]


def test_the_published_fields_are_those_of_the_report(mabian):
    published = Project.objects.filter(provenance=Provenance.PUBLISHED)
    fields = dict(published.values_list("code", "published_fields"))
    assert fields.pop("MB2024-005") == ["name", "total_investment"]
    assert set(map(tuple, fields.values())) == {("name",)}
    assert len(fields) == 8
    lines = FundLine.objects.filter(provenance=Provenance.PUBLISHED).order_by("number")
    assert [(line.number, line.published_fields) for line in lines] == [
        ("ZJ2024-001", ["source", "project"]),
        ("ZJ2024-002", ["source", "purpose"]),
    ]
    planned = Posting.objects.filter(provenance=Provenance.PUBLISHED)
    assert {(p.line.number, p.kind) for p in planned} == {
        ("ZJ2024-001", "planned"),
        ("ZJ2024-002", "planned"),
    }
    categories = NeedCategory.objects.values_list("name", "provenance")
    assert dict(categories) == {
        "产业发展": "published",
        "基础设施": "published",
        "公共服务": "illustrative",
        "人才与技术": "illustrative",
    }


def test_units_are_published_placeholders_or_illustrative(mabian):
    units = [Unit.objects.filter(provenance=mark).count() for mark in Provenance.values]
    assert dict(zip(Provenance.values, units, strict=True)) == {
        "recorded": 2,
        "published": 21,
        "illustrative": 28,
        "placeholder": 42,
    }


def test_nothing_of_the_sample_counts_as_real(mabian):
    """Of all rows with a mark only the two units of the county itself are recorded."""
    marked = [m for m in ROWS if hasattr(m, "provenance") and m is not Unit]
    recorded = {m.__name__: m.objects.filter(provenance="recorded").count() for m in marked}
    assert set(recorded.values()) == {0}


def test_facts_say_what_the_report_says(mabian):
    facts = {fact.key: fact for fact in ReportedFact.objects.all()}
    assert facts["pipeline.reserve_total_investment"].value == "1468亿元"
    assert facts["pipeline.signed_total_investment"].value == "103.3亿元"
    assert facts["organisation.task_force.operating_fund"].value == "10万元"
    population = facts["county.resident_population"]
    assert (population.value, population.basis) == ("188251人", "常住人口")
    assert population.source == "公开资料，2020年人口普查"


def test_what_stays_has_its_published_fields_alone(mabian):
    remove_illustrative(mabian)
    project = Project.objects.get(name="丁家磷矿(二期)90万吨/年采矿工程")
    assert (project.code, project.source_note) == ("待编005", "公开报道:总投资17928.02万元")
    assert str(project.total_investment) == "179280200.00"
    emptied = {project.owner_unit, project.township, project.sector, project.actual_start}
    assert emptied == {None}
    assert (project.person, project.image_progress, project.signed) == ("", "", None)
    line = FundLine.objects.get(number="待编001")
    assert (str(line.source), str(line.project), line.payer) == ("国债资金", "铜槽子水库", "")
    posting = line.postings.get()
    assert (str(posting.on), posting.source_note) == ("2024-07-02", line.source_note)
    assert (mabian.light_rules.count(), Programme.objects.get().is_sample) == (0, False)
    assert not ReportingPeriod.objects.exclude(state=PeriodState.OPEN).exists()


def test_nothing_that_stays_says_that_it_is_illustrative(mabian):
    remove_illustrative(mabian)
    rows = [model for model in marked_models() if model.objects.filter(HAS_ILLUSTRATIVE).exists()]
    assert (rows, Unit.objects.filter(HAS_ILLUSTRATIVE).count()) == ([], 0)


@pytest.mark.parametrize("who", ["clerk", "leader"])
def test_after_the_removal_no_page_says_that_it_holds_illustrative_data(mabian, who):
    remove_illustrative(mabian)
    client = signed_in(User.objects.get(username=who))
    projects, lines = Project.objects.values_list("pk", flat=True), FundLine.objects.all()
    pages = ["dashboard", "projects", "project_board", "tasks", "needs", "funds", "network"]
    addresses = [reverse(name) for name in pages]
    addresses += [reverse("project", args=[key]) for key in projects]
    addresses += [reverse("fund_line", args=[line.pk]) for line in lines]
    for address in addresses:
        page = client.get(address).text.split('id="history"')[0]
        assert "mark-illustrative" not in page, address
        assert "均为演示数据" not in page, address


def test_a_sign_in_of_the_sample_goes_out_of_use_with_its_unit(mabian):
    remove_illustrative(mabian)
    bureau = User.objects.get(username="bureau")
    assert (bureau.unit, bureau.is_active, bureau.roles.count()) == (mabian.task_force, False, 0)
    assert not Unit.objects.filter(name="县交通运输局").exists()


def test_what_a_person_typed_on_an_illustrative_row_goes_with_it(mabian):
    bureau = User.objects.get(username="bureau")
    june = Period.month(2024, 6).start
    project = Project.objects.get(code="MB2024-047")
    MonthEntry.objects.create(
        programme=mabian, project=project, month=june, amount=1, unit=bureau.unit, created_by=bureau
    )
    task = Task.objects.get(number="RW2024-020")
    progress(task, created_by=bureau)
    note(project, User.objects.get(username="clerk"))
    ReportingPeriod.objects.filter(month=june).update(
        state=PeriodState.CLOSED, closed_at="2024-07-08T09:00Z"
    )
    remove_illustrative(mabian)
    assert not ProjectNote.objects.exists()
    assert not MonthEntry.objects.exists()
    assert not TaskProgress.objects.exists()


def test_what_a_person_typed_on_a_published_project_stays_with_the_unit(mabian):
    water = Unit.objects.get(name="县水务局")
    project = Project.objects.get(code="MB2024-055")
    june = project.entries.get(month=Period.month(2024, 6).start)
    MonthEntry.objects.filter(pk=june.pk).update(provenance=Provenance.RECORDED, unit=water)
    made = note(project, User.objects.get(username="clerk"))
    remove_illustrative(mabian)
    assert MonthEntry.objects.get().unit == water
    assert ProjectNote.objects.get() == made
    kept = Unit.objects.get(pk=water.pk)
    assert (kept.provenance, kept.source_note) == (Provenance.RECORDED, "")


def test_real_rows_and_the_staffs_catalogues_stay(mabian):
    Sector.objects.create(programme=mabian, name="数字经济", position=99)
    Project.objects.create(programme=mabian, code="MB2024-900", name="县志馆")
    remove_illustrative(mabian)
    assert Project.objects.get(code="MB2024-900").provenance == Provenance.RECORDED
    assert [sector.name for sector in Sector.objects.all()] == ["数字经济"]


def test_the_command_says_how_much_it_removed(mabian):
    out = StringIO()
    call_command("remove_illustrative", programme="mabian", stdout=out)
    summary = json.loads(out.getvalue())
    emptied = {"Project": 9, "FundLine": 2, "Document": 7, "TaskGroup": 3}
    assert summary["emptied"] == {**emptied, "Contribution": 1, "Visit": 2, "Agreement": 2}
    assert (summary["deleted"]["Project"], summary["deleted"]["Document"]) == (130, 2)


def test_of_published_visits_what_is_published_stays(mabian):
    assert Visit.objects.count() == 26
    remove_illustrative(mabian)
    rows = Visit.objects.order_by("whom").prefetch_related("units")
    assert [(one.whom, one.kind, one.purpose, str(one.day)) for one in rows] == [
        ("中央纪委国家监委机关", "up", "汇报全省帮扶政策", "2024-07-02"),
        ("国家发展改革委", "up", "汇报全省帮扶政策", "2024-07-02"),
    ]
    for one in rows:
        assert (one.leader, one.result, one.follow_up, list(one.units.all())) == ("", "", "", [])
        assert one.source_note == "公开报道:向其汇报全省帮扶政策"
    assert rows[0].visited_unit.name == "中央纪委国家监委机关"


def test_of_published_agreements_what_is_published_stays(mabian):
    assert (Agreement.objects.count(), AgreementDelivery.objects.count()) == (6, 2)
    remove_illustrative(mabian)
    assert not AgreementDelivery.objects.exists()
    rows = Agreement.objects.order_by("name").select_related("brought_by")
    assert [(one.name, one.partner, one.amount, one.brought_by.name) for one in rows] == [
        ("星农大宗茶叶合作协议", "绍兴御茶村茶业有限公司", 30_000_000, "四川省经济合作局"),
        ("磷产业高质量发展战略合作框架协议", "川大化工学院", None, "四川省经济合作局"),
    ]
    for one in rows:
        assert (one.unit, one.signed_on, one.valid_until, one.progress) == (None, None, None, "")


def test_only_published_does_not_thin_out_a_whole_sample(mabian):
    with pytest.raises(CommandError, match="样例已全部载入"):
        load("--only-published")
    assert Project.objects.count() == 139


def test_what_is_imported_and_removed_again_agrees_with_the_record(mabian):
    assert seal()
    assert verify().findings == []
    removed = remove_illustrative(mabian)["deleted"]
    gone = AuditRow.objects.filter(action="delete", programme_id=mabian.pk)
    assert gone.filter(table_name="projects_project").count() == removed["Project"]
    assert seal()
    assert verify().findings == []


def test_each_kind_that_is_illustrative_goes_from_a_project_of_the_countys_own(mabian):
    """Of closed months, too; what is recorded beside it stays."""
    project = Project.objects.of(mabian).first()
    Project.objects.filter(pk=project.pk).update(provenance="recorded", published_fields=[])
    given = {"programme": mabian, "project": project}
    for of in ("illustrative", "recorded"):
        year = 2025 if of == "recorded" else 2026
        kind, source = (
            model.objects.create(programme=mabian, name=of)
            for model in (ApprovalKind, FinancingSource)
        )
        rows = work_rows(project, kind)
        rows["class"] = YearClass.objects.create(**given, year=year, name="continued")
        rows["financing"] = Financing.objects.create(**given, source=source, amount=1)
        rows["late"] = late(project, Period.month(2024, 5), Period.month(2024, 6), 1)
        month = Period.month(2024, 5 if of == "recorded" else 4).start
        rows["statistics"] = StatisticsEntry.objects.create(**given, month=month, amount=1)
        for row in rows.values():
            type(row).objects.filter(pk=row.pk).update(provenance=of)
    ReportingPeriod.objects.filter(month="2024-06-01").update(
        state=PeriodState.CLOSED, closed_at="2024-07-08T09:00Z"
    )
    remove_illustrative(mabian)
    for row in rows.values():
        kept = type(row).objects.filter(project=project)
        assert [one.pk for one in kept] == [row.pk], type(row)
    for row in registered_kinds():
        if issubclass(row.model, Sourced) and row.model is not Unit:
            assert not row.model.objects.filter(provenance="illustrative").exists()


def test_illustrative_findings_orders_and_sources_go_and_the_countys_own_stay(mabian):
    clerk, unit = User.objects.get(username="clerk"), Unit.objects.get(name="县水务局")
    shown = Finding.objects.of(mabian).filter(state="rectifying").first()
    source = FindingSource.objects.create(programme=mabian, name="人大视察")
    own = finding(mabian, "自1", unit, source=source, text="台账不全")
    given = {"programme": mabian, "by": clerk, "due_on": date(2024, 7, 31)}
    about_own = create_order(findings=[own], unit=unit, **given)
    about_shown = create_order(findings=[shown], unit=shown.unit, **given)
    assert about_shown.provenance == Provenance.ILLUSTRATIVE
    remove_illustrative(mabian)
    assert list(Finding.objects.of(mabian)) == [own]
    assert list(Order.objects.of(mabian)) == [about_own]
    assert list(about_own.findings.all()) == [own]
    assert list(FindingSource.objects.of(mabian)) == [source]
