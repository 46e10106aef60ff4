"""Every address that takes a POST, and why sending it twice or late does no harm.

A form that changes a record carries its version, one that makes a record an id of its own; what
does neither says here why it need not. ``CHANGES`` and ``MAKES`` hold, by the address's name, what
prepares one good sending of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.attachments import services as attachments
from core.importing import uploads
from core.models import SavedView, Submission
from funds.services import link_task
from programmes.models import ImportChoice, Programme, Role
from programmes.services.people import disable_person
from projects.importers import LedgerImporter
from projects.models import LateEntry, YearClass
from projects.services import stages
from projects.services.attached import create_link
from projects.services.months import record_no_change
from projects.services.undo import preview_key, undos_of
from reports import services as reports
from reports.choices import ReportKind
from reports.models import ReportRun
from reports.renderers import files
from supervision.models import Evaluation, ManualScoreAttachment
from supervision.services.evaluations import object_to
from supervision.services.months import request_reopening
from supervision.services.orders import sign_order
from supervision.services.scores import record_falsification, score_by_hand
from supervision.services.second_looks import plan_second_look
from tests.importing import books
from tests.importing.messy import TITLE, Mess, save
from tests.making import (
    JANUARY,
    JUNE,
    MAY,
    answered_by,
    closed,
    comment,
    delivery,
    evaluation,
    exemption,
    finding,
    finding_request,
    finding_rule,
    kind_of_approval,
    late,
    light_versions,
    need,
    note,
    objection,
    order,
    person,
    progress,
    ranking,
    ranking_rule,
    scorecard,
    scorecard_in_force,
    sector,
    sent,
    signed_in,
    stage,
    submitted,
    task,
    task_light_rule,
    task_parts,
    task_request,
    work_rows,
)
from tests.pages.test_attachments import PLACES, pdf
from tests.records import RECORDS, add_spares
from tests.reports.conftest import filled, texts_of
from tests.rights.bodies import PLAIN

BY_NATURE = {
    "sign_in": "changes no record; each attempt counts",
    "sign_out": "signed out is signed out",
    "change_password": "the old password is asked for, and is no longer right afterwards",
    "my_sessions": "ended is ended",
    "confirm": "the password is asked for; what it proves runs out by itself",
    "second_factor": "a code serves once",
    "set_language": "the choice stands in the person's own browser",
    "choose_programme": "the choice stands in the person's own session",
    "look_as_of": "the choice stands in the person's own session",
    "notice": "read is read",
    "notices_read": "names the newest notice that was seen; read is read",
}


@dataclass
class Form:
    who: str
    address: str
    fields: dict[str, Any] = field(default_factory=dict)
    version: int = 1

    def data(self, **more: Any) -> dict[str, Any]:
        """A file is read when it is sent: each sending has its own."""
        said = {name: value() if callable(value) else value for name, value in self.fields.items()}
        return sent(**{"version": self.version, **said, **more})


def at(
    who: str, name: str, /, *args: Any, version: int = 1, **fields: Any
) -> Callable[[Any], Form]:
    """A form at an address; words in ``args`` name rows of the cast."""

    def form(cast: Any) -> Form:
        rows = [getattr(cast, str(arg), arg) for arg in args]
        address = reverse(name, args=[getattr(row, "pk", row) for row in rows])
        return Form(who, address, fields, version)

    return form


def of_closed(
    cast: Any, name: str, asked: bool = False, by: str = "approver", **fields: Any
) -> Form:
    period = closed(cast.alpha, JUNE, cast.clerk)
    if asked:
        month = {"programme": cast.alpha, "month": JUNE, "at": timezone.now()}
        period = request_reopening(by=cast.clerk, reason="漏报", **month)
    return at(by, name, JUNE, version=period.version, **fields)(cast)


def enable(cast: Any) -> Form:
    disable_person(person=cast.bureau, by=cast.sysadmin)
    return Form("sysadmin", reverse("enable", args=[cast.bureau.pk]), version=2)


def secadmin(cast: Any) -> str:
    cast.secadmin = person(cast.alpha, "alpha_secadmin", "security_admin", cast.force)
    return "secadmin"


def revoke(cast: Any) -> Form:
    role = Role.objects.get(user=cast.bureau)
    return Form(secadmin(cast), reverse("revoke_role", args=[cast.bureau.pk, role.pk]))


def grant(cast: Any) -> Form:
    address = reverse("person_roles", args=[cast.finance.pk])
    return Form(secadmin(cast), address, {"name": "clerk"})


def take_back_stage(cast: Any) -> Form:
    made = stages.enter_stage(
        project=cast.road, stage="completed", on=cast.day, by=cast.clerk, today=cast.day
    )
    return Form("clerk", reverse("take_back_stage", args=[cast.road.pk, made.pk]))


WORKS = ("approval", "milestone", "problem", "matter")


def work(cast: Any, name: str) -> dict[str, Any]:
    """What the form of an approval, milestone, problem or matter sends."""
    return PLAIN.get(name) or {"kind": kind_of_approval(cast.alpha, "施工许可").pk}


def of_work(verb: str, name: str) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        if verb == "add":
            return at("clerk", f"add_{name}", "road", **work(cast, name))(cast)
        row = work_rows(cast.road, kind_of_approval(cast.alpha, "环评批复"))[name]
        fields = work(cast, name) if verb == "edit" else {}
        return Form("clerk", reverse(f"{verb}_{name}", args=[cast.road.pk, row.pk]), fields)

    return form


def matter_task(cast: Any) -> Form:
    row = work_rows(cast.road, kind_of_approval(cast.alpha, "环评批复"))["matter"]
    task = cast.road_task
    fields = {"lists": cast.road_list.pk, "text": "争取指标", "lead_unit": task.lead_unit_id}
    return Form("clerk", reverse("matter_task", args=[cast.road.pk, row.pk]), fields)


def plan_year(version: int) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        year = 2024 if version else 2025
        fields = {"amount": "100", "decided_on": "2024-07-01", "reason": "调整"}
        return Form("clerk", reverse("plan_year", args=[cast.road.pk, year]), fields, version)

    return form


def class_year(version: int) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        if version:
            given = {"programme": cast.alpha, "project": cast.road, "year": 2024}
            YearClass.objects.create(**given, name="preparing")
        address = reverse("class_year", args=[cast.road.pk, 2024])
        return Form("clerk", address, {"name": "continued"}, version)

    return form


def end_exemption(cast: Any) -> Form:
    made = exemption(cast.road)
    return Form("approver", reverse("end_exemption", args=[cast.road.pk, made.pk]))


def withdraw_rules(cast: Any) -> Form:
    made = light_versions(cast.alpha)
    return Form("approver", reverse("withdraw_light_rules", args=[made.pk]))


def withdraw_task_rule(cast: Any) -> Form:
    made = task_light_rule(cast.alpha)
    return Form("approver", reverse("withdraw_task_light_rule", args=[made.pk]))


def withdraw_finding_rule(cast: Any) -> Form:
    made = finding_rule(cast.alpha)
    return Form("approver", reverse("withdraw_finding_rule", args=[made.pk]))


def of_name(address: str, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        row = sector(cast.alpha, "文旅")
        return Form("clerk", reverse(address, args=["sectors", row.pk]), fields)

    return form


def take_back(cast: Any) -> Form:
    record_no_change(project=cast.dam, month=JUNE, by=cast.clerk)
    return Form("clerk", reverse("take_back", args=[cast.dam.pk, JUNE]))


def take_back_late(cast: Any) -> Form:
    made = late(cast.road, JANUARY, JUNE, 5)
    LateEntry.objects.update(created_by=cast.bureau)
    return Form("bureau", reverse("take_back_late", args=[cast.road.pk, made.pk]))


def stop_reporting(cast: Any) -> Form:
    stage(cast.road, "completed", date(2024, 6, 20))
    return Form("bureau", reverse("stop_reporting", args=[cast.road.pk, JUNE]))


def sheet(name: str, who: str, version: int = 1, **fields: Any) -> Callable[[Any], Form]:
    """A button over the bureau's sheet of June; submitted, but for version 0."""

    def form(cast: Any) -> Form:
        if who == "reviewer":
            cast.reviewer = person(cast.alpha, "alpha_reviewer", "unit_reviewer", cast.bureau_unit)
        if version:
            submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
        return Form(who, reverse(name, args=[cast.bureau_unit.pk, JUNE]), fields, version)

    return form


def take_back_progress(cast: Any) -> Form:
    progress(cast.help_task, created_by=cast.helper)
    return Form("helper", reverse("take_back_progress", args=[cast.help_task.pk, JUNE]))


def task_row(cast: Any) -> Form:
    address = reverse("task_row", args=[cast.help_task.pk, JUNE])
    return Form("helper", address, {"text": "已培训三人"}, 0)


def task_rows(cast: Any) -> Form:
    key = f"row-{cast.help_task.pk}-{cast.helper_unit.pk}"
    row = urlencode(sent(0, text="已培训三人"))
    return Form("clerk", reverse("task_rows", args=[JUNE]), {key: row})


def report_unchanged(cast: Any) -> Form:
    progress(cast.help_task, MAY)
    return Form("helper", reverse("report_unchanged", args=[cast.help_task.pk, JUNE]), {}, 0)


def take_back_note(cast: Any) -> Form:
    made = note(cast.road, cast.township)
    return Form("township", reverse("take_back_note", args=[cast.road.pk, made.pk]))


def draft_of_june(cast: Any) -> ReportRun:
    closed(cast.alpha, JUNE, cast.clerk)
    run = reports.renew(cast.alpha, ReportKind.MONTHLY, JUNE)
    reports.generate(run)
    run.refresh_from_db()
    return filled(run, cast.clerk)


def approve(cast: Any) -> Form:
    run = draft_of_june(cast)
    return Form("approver", reverse("report_approve", args=[run.pk]), version=run.version)


def edit_report(cast: Any) -> Form:
    run = draft_of_june(cast)
    fields = {f"text_{number}": f"{text}改" for number, text in enumerate(texts_of(run))}
    return Form("clerk", reverse("report_edit", args=[run.pk]), fields, run.version)


def word_of_june(run: ReportRun) -> SimpleUploadedFile:
    return SimpleUploadedFile("改.docx", files.read(run, sorted(run.files)[0]))


def put_back(cast: Any) -> Form:
    run = draft_of_june(cast)
    fields = {"file": lambda: word_of_june(run)}
    return Form("clerk", reverse("report_word", args=[run.pk]), fields, run.version)


def take_off(cast: Any) -> Form:
    run = draft_of_june(cast)
    run = reports.put_back_word(run, upload=word_of_june(run), by=cast.clerk)
    return Form("clerk", reverse("report_take_off", args=[run.pk]), version=run.version)


def return_report(cast: Any) -> Form:
    run, fields = draft_of_june(cast), {"reason": "重写"}
    return Form("approver", reverse("report_return", args=[run.pk]), fields, run.version)


def submit_report(cast: Any) -> Form:
    run = reports.return_run(draft_of_june(cast), reason="重写", by=cast.approver)
    return Form("clerk", reverse("report_submit", args=[run.pk]), version=run.version)


def attach(place: str) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        record = getattr(cast, PLACES[place][1])
        return Form("clerk", reverse(f"attach_to_{place}", args=[record.pk]), {"file": pdf})

    return form


def remove(place: str) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        model, name, *_ = PLACES[place]
        record = getattr(cast, name)
        row = attachments.attach(model, record, pdf(), by=cast.clerk)
        address = reverse(f"remove_{place}_attachment", args=[record.pk, row.pk])
        return Form("clerk", address)

    return form


def block(cast: Any) -> Form:
    """One row of a pasted block."""
    row = urlencode(sent(version=0, amount="1"))
    return Form("clerk", reverse("grid_rows", args=[JUNE]), {f"row-{cast.dam.pk}": row})


def book() -> SimpleUploadedFile:
    return SimpleUploadedFile("台账.xlsx", b"x")


def of_upload(name: str) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        record = books.uploaded(LedgerImporter(cast.alpha), book(), by=cast.clerk)
        return Form("clerk", reverse(name, args=[record.pk]))

    return form


def undo(cast: Any) -> Form:
    """An import of one project."""
    mess = Mess(above=[[TITLE]], heads=[["项目编码", "项目名称", "项目阶段"]])
    mess.rows = [["ZZ-1", "新项目", "谋划储备"]]
    with NamedTemporaryFile(suffix=".xlsx") as file:
        content = save(Path(file.name), mess).read_bytes()
    upload = SimpleUploadedFile("台账.xlsx", content)
    record = books.uploaded(LedgerImporter(cast.alpha), upload, by=cast.clerk)
    assert uploads.confirm(LedgerImporter(cast.alpha), record.pk, by=cast.clerk).confirmed_at
    return Form("clerk", reverse("import_undo", args=[record.pk]))


def of_choice(name: str, **fields: Any) -> Callable[[Any], Form]:
    """Of a remembered word."""

    def form(cast: Any) -> Form:
        choice = ImportChoice.objects.create(
            programme=cast.alpha, importer=LedgerImporter.name, kind="value", column="nature",
            words="改扩建", value="改建", created_by=cast.clerk,
        )  # fmt: skip
        return Form("clerk", reverse(name, args=[choice.pk]), fields)

    return form


def view(address: str, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        said = {"page": "projects", "name": "旧名", "query": "stage=early"}
        kept = SavedView.objects.create(user=cast.clerk, programme_id=cast.alpha.pk, **said)
        return Form("clerk", reverse(address, args=[kept.pk]), {"path": "/projects/", **fields})

    return form


def link_project(cast: Any) -> Form:
    address = reverse("link_project", args=[cast.road.pk])
    return Form("clerk", address, {"task": cast.road_task.pk})


def remove_link(cast: Any) -> Form:
    made = create_link(project=cast.road, task=cast.road_task, by=cast.clerk)
    return Form("clerk", reverse("remove_link", args=[cast.road.pk, "task", made.pk]))


def of_kind(verb: str, name: str) -> Callable[[Any], Form]:
    """A record of a kind is created, edited or deleted."""

    def form(cast: Any) -> Form:
        case = RECORDS[name]
        add_spares(cast)
        args = [] if verb == "new" else [getattr(case.record(cast), case.kind.key)]
        fields = {"reason": "重复登记", "drafts": 0} if verb == "delete" else case.values(cast)
        return Form("clerk", reverse(f"{verb}_{name}", args=args), fields)

    return form


def together(cast: Any) -> Form:
    rows = f"{cast.road.pk}-{cast.road.version},{cast.dam.pk}-{cast.dam.version}"
    return Form("clerk", reverse("change_projects"), {"rows": rows, "person": "赵敏"})


def undo_together(cast: Any) -> Form:
    """What ``together`` sends was done before."""
    form, key = together(cast), uuid4()
    signed_in(cast.clerk).post(form.address, form.data(submission_id=key))
    former = Submission.objects.get(pk=key).answer["former"]
    return Form(
        "clerk", reverse("undo_change", args=[key]), {"preview": preview_key(undos_of(former))}
    )


def of_state(state: str, who: str, name: str, **fields: Any) -> Callable[[Any], Form]:
    """A task of the bureau in the state."""

    def form(cast: Any) -> Form:
        made = task(cast.alpha, "L1", cast.bureau_unit, state=state)
        return Form(who, reverse(name, args=[made.pk]), fields)

    return form


def of_need(decision: str, who: str, name: str, **fields: Any) -> Callable[[Any], Form]:
    """A need of the township with the decision on it."""

    def form(cast: Any) -> Form:
        made = need(cast.alpha, "L1", cast.township_unit, decision=decision)
        return Form(who, reverse(name, args=[made.pk]), fields)

    return form


def of_request(who: str, name: str, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        made = task_request(cast.road_task, cast.bureau)
        return Form(who, reverse(name, args=[cast.road_task.pk, made.pk]), fields)

    return form


def of_task_part(name: str, part: str, /, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        made = task_parts(cast.road_task, cast.clerk)[part]
        address = reverse(name, args=[cast.road_task.pk, made.pk])
        return Form("clerk", address, fields, made.version)

    return form


def link_to_task(cast: Any, who: str, kind: str, record: Any) -> Form:
    address = reverse(f"link_task_{kind}", args=[cast.road_task.pk])
    return Form(who, address, {"row": record.pk})


def unlink_task_need(cast: Any) -> Form:
    answered_by(cast.met_need, cast.road_task)
    address = reverse("unlink_task_need", args=[cast.road_task.pk, cast.met_need.pk])
    return Form("clerk", address)


def unlink_task_project(cast: Any) -> Form:
    made = create_link(project=cast.road, task=cast.road_task, by=cast.clerk)
    return Form("clerk", reverse("unlink_task_project", args=[cast.road_task.pk, made.pk]))


def unlink_task_fund(cast: Any) -> Form:
    made = link_task(line=cast.training, task=cast.road_task, by=cast.finance)
    return Form("finance", reverse("unlink_task_fund", args=[cast.road_task.pk, made.pk]))


def remove_delivery(cast: Any) -> Form:
    made = delivery(cast.agreement, 10, cast.day)
    return Form("clerk", reverse("remove_delivery", args=[cast.agreement.pk, made.pk]))


def edit_task_support(cast: Any) -> Form:
    fields = {"unit": cast.bureau2_unit.pk, "duty": "提供图纸"}
    made = cast.road_task.supports.get()
    return Form("clerk", reverse("edit_task_support", args=[cast.road_task.pk, made.pk]), fields)


def several_requests(cast: Any) -> Form:
    made = task_request(cast.road_task, cast.bureau, "closing")
    rows = {"rows": f"{made.pk}-{made.version}"}
    return Form("clerk", reverse("accept_task_requests"), rows)


def several_tasks(cast: Any) -> Form:
    rows = f"{cast.road_task.pk}-{cast.road_task.version}"
    return Form("clerk", reverse("change_tasks"), {"rows": rows, "person": "赵敏"})


def drafts(cast: Any) -> Form:
    draft = task(cast.alpha, "T8", cast.bureau_unit, state="draft")
    return Form("clerk", reverse("assign_tasks"), {"rows": f"{draft.pk}-{draft.version}"}, 0)


def paste_tasks(cast: Any) -> Form:
    fields = {"list": cast.road_list.pk, "block": "任务内容\t牵头单位\n修桥\t县交通局"}
    return Form("clerk", reverse("paste_tasks"), fields, 0)


def take_back_remark(cast: Any) -> Form:
    made = comment(cast.road_task, cast.bureau)
    address = reverse("delete_task_remark", args=[cast.road_task.pk, made.pk])
    return Form("bureau", address)


def merge_finding(cast: Any) -> Form:
    other = finding(cast.alpha, "D9", cast.bureau_unit)
    fields = {"into": other.pk, "reason": "同一问题"}
    return Form("clerk", reverse("merge_finding", args=[cast.finding.pk]), fields)


def of_finding_in(state: str, name: str, /, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        made = finding(cast.alpha, "D9", cast.bureau_unit, state=state)
        return Form("clerk", reverse(name, args=[made.pk]), fields)

    return form


def of_finding_request(who: str, name: str, /, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        made = finding_request(cast.finding, cast.bureau)
        return Form(who, reverse(name, args=[cast.finding.pk, made.pk]), fields)

    return form


def decline_proposal(cast: Any) -> Form:
    key = f"missing:{cast.dam.pk}:{JUNE}"
    return Form("clerk", reverse("decline_proposal", args=[key]), {"reason": "已有说明"}, 0)


def second_look(cast: Any) -> Form:
    made = finding(cast.alpha, "D9", cast.bureau_unit, state="closed")
    look = plan_second_look(made, due_on=cast.day, by=cast.clerk, on=cast.day)
    fields = {"holds": "yes", "result": "未反弹"}
    return Form("clerk", reverse("record_second_look", args=[made.pk, look.pk]), fields)


def of_order(state: str, who: str, name: str, /, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        made, version = order(cast.alpha, cast.finding, created_by=cast.clerk), 1
        if state == "signed":
            sign_order(made, version=1, by=cast.approver, on=cast.day)
            version = 2
        return Form(who, reverse(name, args=[made.pk]), fields, version)

    return form


def scored_line(cast: Any) -> Any:
    """A bonus, given by hand, of a scorecard in force."""
    return scorecard_in_force(cast.alpha, cast.approver).lines.get(name="加分")


def of_line(name: str, version: int = 1, /, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        address = reverse(name, args=[cast.bureau_unit.pk, scored_line(cast).pk])
        return Form("clerk", address, fields, version)

    return form


def given_points(cast: Any) -> Any:
    given = {"version": 0, "value": None, "reason": "不涉及", "by": cast.clerk, "on": cast.day}
    return score_by_hand(scored_line(cast), cast.bureau_unit, **given)


def attach_to_points(cast: Any) -> Form:
    address = reverse("attach_to_points", args=[given_points(cast).pk])
    return Form("clerk", address, {"file": pdf})


def remove_from_points(cast: Any) -> Form:
    made = given_points(cast)
    row = attachments.attach(ManualScoreAttachment, made, pdf(), by=cast.clerk)
    return Form("clerk", reverse("remove_points_attachment", args=[made.pk, row.pk]))


def of_scorecard(who: str, name: str, version: int = 1, /, **fields: Any) -> Callable[[Any], Form]:
    """Of a draft; version 2 is in force."""

    def form(cast: Any) -> Form:
        make = scorecard if version == 1 else scorecard_in_force
        made = make(cast.alpha, cast.approver)
        return Form(who, reverse(name, args=[made.pk]), fields, version)

    return form


def of_falsification(who: str, name: str, /, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        given = {"reason": "虚报", "found_on": cast.day, "by": cast.clerk, "on": cast.day}
        made = record_falsification(scored_line(cast), cast.bureau_unit, **given)
        return Form(who, reverse(name, args=[made.pk]), fields)

    return form


def of_evaluation(who: str, name: str, /, **fields: Any) -> Callable[[Any], Form]:
    """Of a year whose days of objections have passed."""

    def form(cast: Any) -> Form:
        made = evaluation(cast.alpha, cast.clerk, cast.approver, 2022)
        past = {"announced_on": date(2024, 6, 3), "objections_until": date(2024, 6, 11)}
        Evaluation.objects.filter(pk=made.pk).update(**past)
        return Form(who, reverse(name, args=[made.pk]), fields)

    return form


def announce_scores(cast: Any) -> Form:
    """Of a year that has ended, in which the bureau has a task."""
    Programme.objects.filter(pk=cast.alpha.pk).update(start_year=2023)
    task(cast.alpha, "E2023", cast.bureau_unit, state="closed", deadline=date(2023, 6, 9))
    scorecard_in_force(cast.alpha, cast.approver, year=2023)
    return Form("clerk", reverse("announce_scores", args=[2023, "member"]), {}, 0)


def object_to_score(cast: Any) -> Form:
    evaluation(cast.alpha, cast.clerk, cast.approver, 2023)
    address = reverse("object_to_score", args=[cast.bureau_unit.pk, 2023])
    return Form("bureau", address, PLAIN["score_objection"], 0)


def answer_objection(cast: Any) -> Form:
    made = evaluation(cast.alpha, cast.clerk, cast.approver, 2023)
    given = {"text": "有异议", "by": cast.bureau, "on": cast.day}
    objection = object_to(made, cast.bureau_unit, **given)
    address = reverse("answer_score_objection", args=[objection.pk])
    return Form("clerk", address, PLAIN["score_answer"])


def of_ranking(state: str, who: str, name: str, /, *more: str, **fields: Any) -> Any:
    def form(cast: Any) -> Form:
        made = ranking(cast.alpha, cast.clerk, state)
        address = reverse(name, args=[made.period, *more])
        return Form(who, address, fields, made.version)

    return form


def answer_ranking_objection(cast: Any) -> Form:
    made = objection(ranking(cast.alpha, cast.clerk), cast.bureau_unit)
    fields = {"is_accepted": "yes", "answer": "已补登"}
    return Form("clerk", reverse("answer_objection", args=[made.pk]), fields)


def withdraw_ranking_rule(cast: Any) -> Form:
    made = ranking_rule(cast.alpha)
    return Form("approver", reverse("withdraw_ranking_rule", args=[made.pk]))


request_closing = at("bureau", "request_of_task", "road_task", "closing", text="已通车")
edit_entry = at("clerk", "project_entry", "road", JUNE, amount="1")
new_entry = at("clerk", "project_entry", "dam", JUNE, version=0, amount="1")
report = at(
    "helper", "task_progress", "help_task", JUNE, version=0, text="已培训三人", done_quantity="3"
)
CHANGES: dict[str, Callable[[Any], Form]] = {
    "rename_view": view("rename_view", name="新名"),
    "default_view": view("default_view"),
    "remove_view": view("remove_view"),
    "remove_link": remove_link,
    "project_entry": edit_entry,
    "entry_then_next": at("clerk", "entry_then_next", "road", JUNE, amount="1"),
    "project_row": at("clerk", "project_row", "road", JUNE, amount="1"),
    "take_back": take_back,
    "submit_sheet": sheet("submit_sheet", "bureau", 0),
    "review_sheet": sheet("review_sheet", "reviewer"),
    "return_sheet": sheet("return_sheet", "clerk", reason="数字有误"),
    "take_back_sheet": sheet("take_back_sheet", "bureau"),
    "take_back_late": take_back_late,
    "stop_reporting": stop_reporting,
    "report_again": at("bureau", "report_again", "road", JUNE),
    "digest_time": at("clerk", "digest_time", **PLAIN["digest"]),
    "feedback_contact": at("clerk", "feedback_contact", contact="王某"),
    "edit_project": at("clerk", "edit_project", "road", code="P1", **PLAIN["edit_project"]),
    "plan_year": plan_year(1),
    "class_year": class_year(1),
    "end_exemption": end_exemption,
    "withdraw_light_rules": withdraw_rules,
    "withdraw_task_light_rule": withdraw_task_rule,
    "withdraw_finding_rule": withdraw_finding_rule,
    "edit_catalogue_name": of_name("edit_catalogue_name", name="旅游", position="2"),
    "remove_catalogue_name": of_name("remove_catalogue_name"),
    "take_back_stage": take_back_stage,
    "matter_task": matter_task,
    **{f"{verb}_{name}": of_kind(verb, name) for verb in ("edit", "delete") for name in RECORDS},
    **{f"{verb}_{name}": of_work(verb, name) for verb in ("edit", "remove") for name in WORKS},
    "task_progress": report,
    "take_back_progress": take_back_progress,
    "assign_task": of_state("draft", "clerk", "assign_task"),
    "sign_for_task": at("bureau", "sign_for_task", "road_task"),
    "reopen_task": of_state("closed", "clerk", "reopen_task", **PLAIN["reason"]),
    "resume_task": of_state("suspended", "clerk", "resume_task", **PLAIN["reason"]),
    "set_task_deadline": at("clerk", "set_task_deadline", "road_task", **PLAIN["new_deadline"]),
    "request_of_task": request_closing,
    "accept_need": of_need("to_triage", "clerk", "accept_need"),
    "defer_need": at("clerk", "defer_need", "open_need", **PLAIN["reason"]),
    "decline_need": at("clerk", "decline_need", "open_need", **PLAIN["reason"]),
    "confirm_need": at("township", "confirm_need", "open_need", **PLAIN["reason"]),
    "reopen_need": of_need("declined", "clerk", "reopen_need", **PLAIN["reason"]),
    "adjust_list": at(
        "clerk", "adjust_list", "road_list", on="2024-07-01", new_follow="on", version=1
    ),
    "delete_task_remark": take_back_remark,
    "withdraw_task_request": of_request("bureau", "withdraw_task_request"),
    "accept_task_request": of_request("approver", "accept_task_request"),
    "refuse_task_request": of_request("approver", "refuse_task_request", answer="请补充"),
    "remove_delivery": remove_delivery,
    "edit_task_support": edit_task_support,
    "unlink_task_project": unlink_task_project,
    "unlink_task_need": unlink_task_need,
    "unlink_task_fund": unlink_task_fund,
    **{
        f"edit_task_{name}": of_task_part(f"edit_task_{name}", name, **PLAIN[f"task_{name}"])
        for name in ("milestone", "recurrence")
    },
    "finish_task_milestone": of_task_part(
        "finish_task_milestone", "milestone", done_on="2024-07-01"
    ),
    "close_task_occurrence": of_task_part(
        "close_task_occurrence", "occurrence", **PLAIN["task_occurrence"]
    ),
    "excuse_task_occurrence": of_task_part(
        "excuse_task_occurrence", "occurrence", **PLAIN["task_missed"]
    ),
    "reopen_task_occurrence": of_task_part("reopen_task_occurrence", "closed_occurrence"),
    **{
        f"remove_task_{name}": of_task_part(f"remove_task_{name}", name)
        for name in ("support", "milestone", "recurrence")
    },
    "take_back_note": take_back_note,
    "close_month": at("clerk", "close_month", JUNE),
    "ask_reopen": lambda cast: of_closed(cast, "ask_reopen", reason="漏报"),
    "reopen_month": lambda cast: of_closed(cast, "reopen_month", asked=True),
    "return_reopening": lambda cast: of_closed(
        cast, "return_reopening", asked=True, reason="不必重开"
    ),
    "withdraw_reopening": lambda cast: of_closed(
        cast, "withdraw_reopening", asked=True, by="clerk"
    ),
    "report_approve": approve,
    "report_edit": edit_report,
    "report_word": put_back,
    "report_take_off": take_off,
    "report_return": return_report,
    "report_submit": submit_report,
    "edit_person": lambda cast: Form(
        "sysadmin",
        reverse("edit_person", args=[cast.bureau.pk]),
        {"name": "新名", "unit": cast.bureau_unit.pk},
    ),
    "reset_password": at("sysadmin", "reset_password", "bureau"),
    "remove_second_factor": at("sysadmin", "remove_second_factor", "bureau"),
    "leave": at("sysadmin", "leave", "bureau"),
    "enable": enable,
    "import_choice": of_choice("import_choice", meaning="扩建"),
    "import_forget": of_choice("import_forget"),
    "revoke_role": revoke,
    **{f"remove_{place}_attachment": remove(place) for place in PLACES},
    "report_on_finding": at("bureau", "report_on_finding", "finding", text="已进场整改"),
    "set_finding_day": at("clerk", "set_finding_day", "finding", **PLAIN["finding_day"]),
    "set_finding_colour": at("clerk", "set_finding_colour", "finding", **PLAIN["finding_colour"]),
    "merge_finding": merge_finding,
    "close_finding": of_finding_in("rectified", "close_finding", **PLAIN["verified"]),
    "send_finding_back": of_finding_in("rectified", "send_finding_back", **PLAIN["reason"]),
    "reopen_finding": of_finding_in("closed", "reopen_finding", **PLAIN["reason"]),
    "request_of_finding": at("bureau", "request_of_finding", "finding", "closing", text="已整改"),
    "withdraw_finding_request": of_finding_request("bureau", "withdraw_finding_request"),
    "accept_finding_request": of_finding_request(
        "approver", "accept_finding_request", verification="papers"
    ),
    "refuse_finding_request": of_finding_request(
        "approver", "refuse_finding_request", answer="请补充"
    ),
    "record_second_look": second_look,
    "state_assessment": at("bureau", "state_assessment", "assessed", statement="已建成园区"),
    "check_assessment": at("clerk", "check_assessment", "assessed"),
    "sign_order": of_order("draft", "approver", "sign_order"),
    "receive_order": of_order("signed", "bureau", "receive_order"),
    "revoke_order": of_order("signed", "approver", "revoke_order", reason="有误"),
    "draft_ranking": of_ranking("drafted", "clerk", "draft_ranking"),
    "open_ranking": of_ranking("drafted", "clerk", "open_ranking"),
    "delete_ranking": of_ranking("drafted", "clerk", "delete_ranking"),
    "issue_ranking": of_ranking("due", "approver", "issue_ranking"),
    "answer_objection": answer_ranking_objection,
    "withdraw_ranking_rule": withdraw_ranking_rule,
    "scorecard_lines": of_scorecard("clerk", "scorecard_lines", **PLAIN["score_lines"]),
    "enforce_scorecard": of_scorecard("approver", "enforce_scorecard"),
    "correct_scorecard": of_scorecard("clerk", "correct_scorecard", 2, **PLAIN["reason"]),
    "remove_points_attachment": remove_from_points,
    "score_by_hand": of_line("score_by_hand", 0, **PLAIN["score"]),
    "confirm_falsification": of_falsification("approver", "confirm_falsification"),
    "take_back_falsification": of_falsification("clerk", "take_back_falsification", reason="误记"),
    "publish_evaluation": of_evaluation("approver", "publish_evaluation"),
    "withdraw_evaluation": of_evaluation("clerk", "withdraw_evaluation", reason="误发"),
    "answer_score_objection": answer_objection,
}
MAKES: dict[str, Callable[[Any], Form]] = {
    "draft_ranking": at("clerk", "draft_ranking", "2024-Q2", version=0),
    "object_to_ranking": of_ranking("open", "bureau", "object_to_ranking", "tasks", text="少计"),
    "new_ranking_rule": at("approver", "new_ranking_rule", **PLAIN["ranking_rule"]),
    "request_of_finding": at("bureau", "request_of_finding", "finding", "closing", text="已整改"),
    "copy_assessment": at("clerk", "copy_assessment", year="2024"),
    "decline_proposal": decline_proposal,
    "plan_second_look": of_finding_in("closed", "plan_second_look", due_on="2024-12-31"),
    "record_falsification": of_line("record_falsification", 0, **PLAIN["falsification"]),
    "announce_scores": announce_scores,
    "object_to_score": object_to_score,
    "assign_tasks": drafts,
    "accept_task_requests": several_requests,
    "change_tasks": several_tasks,
    "new_task_remark": at("bureau", "new_task_remark", "road_task", "comment", text="请加快"),
    "carry_list_over": at("clerk", "carry_list_over", "road_list", version=0),
    "add_delivery": at("clerk", "add_delivery", "agreement", **PLAIN["delivery"]),
    "paste_tasks": paste_tasks,
    "save_view": at("clerk", "save_view", path="/projects/", name="在建", query="stage=building"),
    "link_project": link_project,
    "submit_sheet": sheet("submit_sheet", "bureau", 0),
    "project_entry": new_entry,
    "late_entry": at("bureau", "late_entry", "road", JANUARY, version=0, amount="5", reason="漏报"),
    "no_change": at("clerk", "no_change", "dam", JUNE, version=0),
    "project_row": at("clerk", "project_row", "dam", JUNE, version=0, amount="1"),
    "entry_then_next": at("clerk", "entry_then_next", "dam", JUNE, version=0, amount="1"),
    "grid_rows": block,
    "unit_no_change": at("bureau2", "unit_no_change", "bureau2_unit", JUNE, version=0),
    "change_projects": together,
    "undo_change": undo_together,
    "new_project": at("clerk", "new_project", **PLAIN["new_project"]),
    "plan_year": plan_year(0),
    "class_year": class_year(0),
    "add_exemption": at("approver", "add_exemption", "road", **PLAIN["exemption"]),
    "new_task_light_rule": at("approver", "new_task_light_rule", **PLAIN["task_light_rule"]),
    "new_finding_rule": at("approver", "new_finding_rule", **PLAIN["finding_rule"]),
    "new_light_rules": at("approver", "new_light_rules", **PLAIN["light_rules"]),
    "catalogue": at("clerk", "catalogue", "approvals", name="水保方案"),
    "add_usual_names": at("clerk", "add_usual_names", "approvals"),
    "enter_stage": at("clerk", "enter_stage", "road", **PLAIN["stage"]),
    **{f"new_{name}": of_kind("new", name) for name in RECORDS},
    **{f"add_{name}": of_work("add", name) for name in WORKS},
    "add_note": at("township", "add_note", "road", **PLAIN["note"]),
    "task_progress": report,
    "report_unchanged": report_unchanged,
    "task_row": task_row,
    "task_rows": task_rows,
    "request_of_task": request_closing,
    **{
        f"add_task_{name}": at("clerk", f"add_task_{name}", "road_task", **PLAIN[f"task_{name}"])
        for name in ("milestone", "recurrence")
    },
    "link_task_project": lambda cast: link_to_task(cast, "clerk", "project", cast.school),
    "link_task_need": lambda cast: link_to_task(cast, "clerk", "need", cast.open_need),
    "link_task_fund": lambda cast: link_to_task(cast, "finance", "fund", cast.training),
    "add_task_support": lambda cast: Form(
        "clerk",
        reverse("add_task_support", args=[cast.road_task.pk]),
        {"unit": cast.township_unit.pk},
    ),
    "make_feedback_sheets": at("clerk", "make_feedback_sheets", **PLAIN["feedback"]),
    "make_feedback_sheet": at("clerk", "make_feedback_sheet", "bureau_unit", **PLAIN["feedback"]),
    "sign_for_list": lambda cast: Form(
        "bureau", reverse("sign_for_list", args=[cast.road_list.pk])
    ),
    "new_person": lambda cast: Form(
        "sysadmin",
        reverse("new_person"),
        {"username": "zhaomin", "name": "赵敏", "unit": cast.bureau_unit.pk},
    ),
    "person_roles": grant,
    "report_renew": at("clerk", "report_renew", **PLAIN["renewal"]),
    "import_upload": lambda cast: Form(
        "clerk", reverse("import_upload", args=["projects"]), {"file": book}
    ),
    **{
        name: of_upload(name)
        for name in ("import_check", "import_confirm", "import_choose", "import_rows")
    },
    "import_undo": undo,
    **{f"attach_to_{place}": attach(place) for place in PLACES},
    "attach_to_points": attach_to_points,
}
