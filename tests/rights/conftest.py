"""Somebody in each role, and rows of which some are theirs, some another unit's, some foreign."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts.models import User
from core.attachments import services
from core.importing.models import ImportFile
from core.importing.rows import Result
from core.models import SavedView
from funds.models import FundLineAttachment
from funds.services import link_task
from notifications.models import Notice
from programmes.models import (
    AgreementAttachment,
    CalendarDay,
    ContributionAttachment,
    DocumentAttachment,
    ImportChoice,
    Mechanism,
    NeedAttachment,
    Role,
    SecondedPerson,
    TaskAttachment,
    TaskGroup,
    TaskProgress,
    VisitAttachment,
)
from projects.importers import LedgerImporter
from projects.models import ProjectAttachment
from projects.services.attached import create_link
from reports.models import ReportRun
from reports.services import generate
from supervision.models import (
    AssessmentAttachment,
    Evaluation,
    FindingAttachment,
    ManualScoreAttachment,
    Order,
    PublicationAttachment,
    ScoreObjection,
)
from supervision.services.scores import record_falsification, score_by_hand
from supervision.services.second_looks import plan_second_look
from tests import making
from tests.cast import SECRET, make_cast
from tests.making import (
    JANUARY,
    JULY,
    JUNE,
    PASSWORD,
    agreement,
    assessment_item,
    comment,
    delivery,
    entry,
    evaluation,
    exemption,
    feedback_sheet,
    finding,
    finding_request,
    finding_rule,
    kind_of_approval,
    late,
    light_versions,
    line,
    note,
    order,
    person,
    posted,
    progress,
    publication,
    report_run,
    scorecard,
    scorecard_in_force,
    sector,
    submitted,
    task,
    task_light_rule,
    task_request,
    unit,
    visit,
    work_rows,
)
from tests.records import add_spares

PDF = b"%PDF-1.7\ntrailer\n%%EOF\n"


@pytest.fixture(scope="module")
def made_cast(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        _add_people(cast)
        _share_rows(cast)
        _make_rows(cast)
        add_spares(cast)
        yield cast
        transaction.set_rollback(True)


def _add_people(cast) -> None:
    alpha = cast.alpha
    cast.reviewer = person(alpha, "alpha_reviewer", "unit_reviewer", cast.bureau_unit)
    cast.viewer = person(alpha, "alpha_viewer", "helper_viewer", cast.helper_unit)
    cast.secadmin = person(alpha, "alpha_secadmin", "security_admin", cast.force)
    cast.nobody = User.objects.create_user(
        "nobody", name="路人", unit=unit("别处单位"), password=PASSWORD
    )


def _share_rows(cast) -> None:
    """`road`, `road_task` and `road_line` concern every unit's people that the roles have."""
    cast.road.supporting_units.add(cast.helper_unit)
    making.support(cast.road_task, cast.township_unit, cast.helper_unit)
    cast.road_line = line(cast.alpha, "F9", payer_unit=cast.helper_unit, project=cast.road)
    posted(cast.road_line, "planned", 5, cast.day)
    entry(cast.quarry, JUNE, 7)
    cast.help2_task.deadline = cast.road_task.deadline  # what the form of a task sends
    cast.help2_task.save()


def _make_rows(cast) -> None:
    beta = cast.beta
    _attach(cast, "clerk", TaskAttachment, task=("road_task", "help2_task", "beta.task"))
    _attach(cast, "clerk", NeedAttachment, need=("open_need", "other_need", "beta.need"))
    given = ("help_given", "other_help", "beta.contribution")
    _attach(cast, "clerk", ContributionAttachment, contribution=given)
    _attach(cast, "clerk", DocumentAttachment, document=("rules_of_money", "beta.document"))
    cast.other_agreement = agreement(cast.alpha, "园区共建协议", unit=cast.bureau2_unit)
    agreements = ("agreement", "other_agreement", "beta.agreement")
    _attach(cast, "clerk", AgreementAttachment, agreement=agreements)
    for where in (cast, beta):
        where.delivered = delivery(where.agreement, 10, cast.day, text="首批")
    cast.other_visit = visit(cast.alpha, "下坝镇", [cast.bureau2_unit], purpose="核实需求")
    _attach(cast, "clerk", VisitAttachment, visit=("visit", "other_visit", "beta.visit"))
    _attach(cast, "clerk", ProjectAttachment, project=("road", "quarry", "beta.project"))
    _findings(cast)
    _scores(cast)
    _attach(cast, "clerk", ManualScoreAttachment, score=("points", "beta.points"))
    _rankings(cast)
    findings = ("finding", "other_finding", "beta.finding")
    _attach(cast, "clerk", FindingAttachment, finding=findings)
    cast.other_assessed = assessment_item(cast.alpha, "水利", cast.bureau2_unit, statement="已修渠")
    assessed = ("assessed", "other_assessed", "beta.assessed")
    _attach(cast, "clerk", AssessmentAttachment, item=assessed)
    cast.other_publication = publication(cast.alpha, "水库开工", cast.bureau2_unit)
    publications = ("publication", "other_publication", "beta.publication")
    _attach(cast, "clerk", PublicationAttachment, publication=publications)
    _attach(cast, "clerk", FundLineAttachment, line=("road_line", "training", "beta.line"))
    for who in (cast.bureau, cast.township, cast.helper):
        _progress(cast.road_task, who)
    _progress(cast.help2_task, cast.helper2)
    _progress(beta.task, beta.clerk)
    _task_parts(cast, "", cast.road_task)
    _task_parts(cast, "other_", cast.help2_task)
    _task_parts(beta, "", beta.task)
    cast.asked = task_request(cast.road_task, cast.bureau)
    cast.other_asked = task_request(cast.help2_task, cast.helper2)
    beta.asked = task_request(beta.task, beta.clerk)
    cast.feedback = feedback_sheet(cast.alpha, cast.helper_unit)
    beta.feedback = feedback_sheet(beta.programme, cast.helper_unit)
    cast.waiting_task = task(cast.alpha, "waiting", cast.bureau_unit, state="in_progress")
    cast.closing = task_request(cast.waiting_task, cast.bureau, "closing")
    cast.comment = comment(cast.road_task, cast.bureau)
    cast.other_comment = comment(cast.help2_task, cast.helper2)
    cast.instruction = comment(cast.road_task, cast.leader, kind="instruction", leader="县长")
    cast.inside = comment(cast.road_task, cast.clerk, is_internal=True)
    beta.comment = comment(beta.task, beta.clerk)
    beta.spare_group = TaskGroup.objects.create(
        programme=beta.programme, name=f"{SECRET}任务", year=2024, position=1
    )
    beta.spare_secondment = SecondedPerson.objects.create(
        programme=beta.programme, name=f"{SECRET}人", home_unit=beta.unit, first_day=cast.day
    )
    beta.spare_mechanism = Mechanism.objects.create(
        programme=beta.programme, unit=beta.unit, duties=f"{SECRET}职责"
    )
    beta.spare_day = CalendarDay.objects.create(
        programme=beta.programme, day=cast.day, name=f"{SECRET}节"
    )
    for state in ("draft", "closed", "suspended"):
        own, theirs = f"{state}_task", f"{SECRET}{state}"
        setattr(cast, own, task(cast.alpha, own, cast.bureau_unit, state=state))
        setattr(beta, own, task(beta.programme, theirs, beta.unit, text=theirs, state=state))
    _needs(cast)
    cast.noted = note(cast.road, cast.township)
    cast.other_noted = note(cast.quarry, cast.clerk)
    beta.noted = note(beta.project, beta.clerk)
    _works(cast, cast.alpha, "a", cast.road)
    _works(cast, cast.alpha, "other", cast.quarry)
    _works(beta, beta.programme, "a", beta.project)
    cast.sectors = SimpleNamespace(pk="sectors")  # in the address of a catalogue
    for where, programme in ((cast, cast.alpha), (beta, beta.programme)):
        where.a_sector = sector(programme, f"{programme.county}文旅")
        where.light_rule = light_versions(programme)
        where.task_rule = task_light_rule(programme)
        where.finding_rule = finding_rule(programme)
    cast.exempted, beta.exempted = exemption(cast.road), exemption(beta.project)
    cast.other_exempted = exemption(cast.quarry)
    cast.approval_kind = kind_of_approval(cast.alpha, "施工许可")
    for where, programme in ((cast, cast.alpha), (beta, beta.programme)):
        where.run = _run(programme)
        where.run_file = SimpleNamespace(pk=next(iter(where.run.files)))
    for unit_, by in ((cast.bureau_unit, cast.bureau), (cast.bureau2_unit, cast.bureau2)):
        submitted(cast.alpha, unit_, JULY, by)
    for where, name, project in (
        (cast, "late", cast.road), (cast, "other_late", cast.quarry), (beta, "late", beta.project),
    ):  # fmt: skip
        setattr(where, name, late(project, JANUARY, JUNE, 1))
    cast.upload = _upload(cast.alpha, cast.clerk)
    cast.other_upload = _upload(cast.alpha, cast.approver)
    beta.upload = _upload(beta.programme, beta.clerk)
    cast.choice = _choice(cast.alpha, cast.clerk, cast.bureau_unit)
    beta.choice = _choice(beta.programme, beta.clerk, beta.unit)
    cast.told = _notice(cast.alpha, cast.clerk)
    cast.other_told = _notice(cast.alpha, cast.bureau2)
    beta.told = _notice(beta.programme, beta.clerk)
    cast.task_word = SimpleNamespace(pk="task")  # in the address of a link
    cast.road_link = _link(cast.road, cast.road_task, cast.clerk)
    beta.link = _link(beta.project, beta.task, beta.clerk)
    _task_links(cast)
    cast.view = _view(cast.alpha, cast.clerk)
    cast.other_view = _view(cast.alpha, cast.bureau2)
    beta.view = _view(beta.programme, beta.clerk)
    cast.projects = SimpleNamespace(pk="projects_project")  # in the address of a history
    cast.role = Role.objects.get(user=cast.finance)
    beta.role = Role.objects.get(user=beta.clerk)


def _needs(cast) -> None:
    """One that waits for the task force and one that is not adopted."""
    beta = cast.beta
    for name, decision in (("stated_need", "to_triage"), ("declined_need", "declined")):
        setattr(cast, name, making.need(cast.alpha, name, cast.township_unit, decision=decision))
        words = f"{SECRET}{name}"
        theirs = making.need(
            beta.programme, words, beta.need.township, text=words, decision=decision
        )
        setattr(beta, name, theirs)


def _findings(cast) -> None:
    """Of the bureau, of another unit and of the other county; each with a request."""
    beta = cast.beta
    cast.other_finding = finding(cast.alpha, "D2", cast.bureau2_unit)
    cast.finding_asked = finding_request(cast.finding, cast.bureau, "date")
    cast.other_finding_asked = finding_request(cast.other_finding, cast.bureau2, "date")
    beta.finding_asked = finding_request(beta.finding, beta.clerk, "date", text=SECRET)
    cast.finding.supporting_units.add(cast.township_unit)
    for where, programme, of, words in (
        (cast, cast.alpha, cast.bureau_unit, "已销号"), (beta, beta.programme, beta.unit, SECRET),
    ):  # fmt: skip
        where.closed_finding = finding(programme, f"{words}9", of, text=words, state="closed")
        given = {"text": words, "state": "rectified"}
        where.rectified_finding = finding(programme, f"{words}7", of, **given)
        where.looked_at = finding(programme, f"{words}8", of, text=words, state="closed")
        by_now = {"by": where.clerk, "on": cast.day, "due_on": cast.day}
        where.look = plan_second_look(where.looked_at, **by_now)
        where.order = order(programme, where.finding, created_by=where.clerk, basis=words)
        signed = {"number": f"{words}〔2024〕1号", "signed_on": cast.day, "state": "signed"}
        Order.objects.filter(pk=where.order.pk).update(**signed)
        where.draft_order = order(programme, where.finding, created_by=where.clerk, basis=words)


def _scores(cast) -> None:
    """Of 2024 a scorecard, points and falsification of a member unit; 2022 is announced and may be
    published, 2021 is announced and objected to, 2023 may be announced."""
    beta = cast.beta
    for where, programme, unit_, words in (
        (cast, cast.alpha, cast.bureau_unit, "虚报"), (beta, beta.programme, beta.unit, SECRET)
    ):  # fmt: skip
        clerk = where.clerk
        where.scorecard = scorecard_in_force(programme, clerk)
        scorecard_in_force(programme, clerk, year=2023)
        other, where.score_line = where.scorecard.lines.order_by("-position")[:2]
        given = {"version": 0, "by": clerk, "on": cast.day, "reason": words}
        where.points = score_by_hand(other, unit_, value=None, **given)
        found = {"reason": words, "found_on": cast.day, "by": clerk, "on": cast.day}
        where.falsified = record_falsification(where.scorecard.lines.all()[1], unit_, **found)
        where.evaluation = evaluation(programme, clerk, clerk, 2022)
        past = {"announced_on": date(2024, 6, 3), "objections_until": date(2024, 6, 11)}
        Evaluation.objects.filter(pk=where.evaluation.pk).update(**past)
        where.score_objection = ScoreObjection.objects.create(
            programme=programme,
            evaluation=evaluation(programme, clerk, clerk, 2021),
            unit=cast.township2_unit if where is cast else unit_,
            made_on=cast.day,
            text=words,
        )
    beta.draft_scorecard = scorecard(beta.programme, beta.clerk, year=2026)


def _rankings(cast) -> None:
    """Open to objections, with one of the bureau and one of the other county."""
    beta = cast.beta
    for where, programme, of, words in (
        (cast, cast.alpha, cast.bureau_unit, "少计一项"), (beta, beta.programme, beta.unit, SECRET),
    ):  # fmt: skip
        where.ranking = making.ranking(programme, where.clerk)
        where.objection = making.objection(where.ranking, of, words)
        where.ranking_rule = making.ranking_rule(programme)


def _task_parts(where, prefix: str, task) -> None:
    """One of each part of the task: ``task_milestone`` beside ``other_task_milestone``."""
    for name, part in making.task_parts(task, where.clerk).items():
        setattr(where, f"{prefix}task_{name}", part)


def _task_links(cast) -> None:
    """A project, a need and a fund line that each of three tasks is linked to."""
    beta = cast.beta
    cast.other_link = _link(cast.quarry, cast.help2_task, cast.clerk)
    for where, prefix, of, link, need, money in (
        (cast, "", cast.road_task, cast.road_link, cast.met_need, cast.road_line),
        (cast, "other_", cast.help2_task, cast.other_link, cast.other_need, cast.paid),
        (beta, "", beta.task, beta.link, beta.need, beta.line),
    ):
        making.answered_by(need, of)
        paid = link_task(line=money, task=of, by=where.clerk)
        for name, one in {"project": link, "need": need, "fund": paid}.items():
            setattr(where, f"{prefix}{name}_linked", one)


def _works(where, programme, prefix: str, project) -> None:
    """What hangs on a project, one of each: ``a_problem`` beside ``other_problem``."""
    kind = kind_of_approval(programme, "环评批复")
    found = work_rows(project, kind)
    last = project.stage_events.latest("pk")
    last.created_by = where.clerk
    last.save()
    for name, row in {**found, "stage": last}.items():
        setattr(where, f"{prefix}_{name}", row)


def named(cast, name: str):
    """``road`` or ``beta.project``."""
    found = cast
    for part in name.split("."):
        found = getattr(found, part)
    return found


def _attach(cast, who: str, model, **places) -> None:
    """``road_file`` beside ``road``: what is attached to it."""
    for record in next(iter(places.values())):
        owner, _, name = record.rpartition(".")
        where = named(cast, owner) if owner else cast
        kept = SimpleUploadedFile(f"{SECRET if owner else '附件'}.pdf", PDF)
        by = where.clerk
        row = services.attach(model, getattr(where, name), kept, by=by)
        setattr(where, f"{name}_file", row)


def _progress(task, by) -> TaskProgress:
    given = {"unit": by.unit, "created_by": by}
    return progress(task, text=str(task), **given)


def _run(programme) -> ReportRun:
    run = report_run(programme)
    generate(run)
    run.refresh_from_db()
    return run


def _choice(programme, by, unit) -> ImportChoice:
    return ImportChoice.objects.create(
        programme=programme, importer=LedgerImporter.name, kind="unit", words="某局", unit=unit,
        created_by=by,
    )  # fmt: skip


def _upload(programme, by) -> ImportFile:
    record = ImportFile(
        programme_id=programme.pk, importer=LedgerImporter.name, name=f"{programme.county}.xlsx",
        sha256="0" * 64, uploaded_by=by, preview={**asdict(Result()), "outcomes": [], "hidden": []},
    )  # fmt: skip
    record.file.save(record.name, ContentFile(b"x"))
    return record


def _notice(programme, to) -> Notice:
    return Notice.objects.create(
        recipient=to, programme_id=programme.pk, text=f"{programme.county}通知", url="/my/",
        dedupe_key=str(uuid4()),
    )  # fmt: skip


def _link(project, task, by):
    return create_link(project=project, task=task, by=by)


def _view(programme, of) -> SavedView:
    said = {"page": "projects", "name": f"{programme.county}视图", "query": "stage=early"}
    return SavedView.objects.create(user=of, programme_id=programme.pk, **said)
