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

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.attachments import services as attachments
from core.importing import uploads
from core.models import ImportFile, SavedView
from programmes.models import ImportChoice, Role, TaskProgress
from programmes.services.people import disable_person
from projects.importers import LedgerImporter
from projects.models import LateEntry, YearClass
from projects.services import stages
from projects.services.links import create_link
from projects.services.months import record_no_change
from reports import services as reports
from reports.choices import ReportKind
from supervision.services import close_month, request_reopening
from tests.importing import books
from tests.importing.messy import TITLE, Mess, save
from tests.making import (
    JANUARY,
    JUNE,
    exemption,
    kind_of_approval,
    late,
    light_versions,
    note,
    person,
    sector,
    sent,
    stage,
    submitted,
    thresholds,
    work_rows,
)
from tests.pages.test_attachments import PDF, PLACES
from tests.records import RECORDS, add_spares

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


def month_form(who: str, name: str, version: int, **fields: Any) -> Form:
    return Form(who, reverse(name, args=[JUNE]), fields, version)


def closed(cast: Any, name: str, asked: bool = False, **fields: Any) -> Form:
    month = {"programme": cast.alpha, "month": JUNE, "at": timezone.now()}
    period = close_month(by=cast.clerk, **month)
    if asked:
        period = request_reopening(by=cast.clerk, reason="漏报", **month)
    return month_form("approver", name, period.version, **fields)


def of_person(name: str, **fields: Any) -> Callable[[Any], Form]:
    return lambda cast: Form("sysadmin", reverse(name, args=[cast.bureau.pk]), fields)


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


def edit_entry(cast: Any) -> Form:
    return Form("clerk", reverse("project_entry", args=[cast.road.pk, JUNE]), {"amount": "1"})


def edit_project(cast: Any) -> Form:
    fields = {"name": "改名", "kind": "construction", "code": "P1"}
    return Form("clerk", reverse("edit_project", args=[cast.road.pk]), fields)


def enter_stage(cast: Any) -> Form:
    fields = {"stage": "completed", "on": "2024-07-08"}
    return Form("clerk", reverse("enter_stage", args=[cast.road.pk]), fields)


def take_back_stage(cast: Any) -> Form:
    made = stages.enter_stage(
        project=cast.road, stage="completed", on=cast.day, by=cast.clerk, today=cast.day
    )
    return Form("clerk", reverse("take_back_stage", args=[cast.road.pk, made.pk]))


WORKS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "approval": lambda cast: {"kind": kind_of_approval(cast.alpha, "施工许可").pk},
    "milestone": lambda cast: {"name": "封顶", "due_on": "2024-08-01"},
    "problem": lambda cast: {"text": "征地未完", "found_on": "2024-07-01"},
    "matter": lambda cast: {"text": "指标", "level": "county", "raised_on": "2024-07-01"},
}


def add_work_item(name: str) -> Callable[[Any], Form]:
    return lambda cast: Form(
        "clerk", reverse(f"add_{name}", args=[cast.road.pk]), WORKS[name](cast)
    )


def of_work(verb: str, name: str) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        row = work_rows(cast.road, kind_of_approval(cast.alpha, "环评批复"))[name]
        fields = WORKS[name](cast) if verb == "edit" else {}
        return Form("clerk", reverse(f"{verb}_{name}", args=[cast.road.pk, row.pk]), fields)

    return form


def matter_task(cast: Any) -> Form:
    row = work_rows(cast.road, kind_of_approval(cast.alpha, "环评批复"))["matter"]
    task = cast.road_task
    fields = {"list": task.list_id, "text": "争取指标", "lead_unit": task.lead_unit_id}
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


def add_exemption(cast: Any) -> Form:
    fields = {
        "rule": "start", "reason": "汛期", "approver": "专班", "valid_from": "2024-07-01",
        "valid_until": "2024-08-31",
    }  # fmt: skip
    return Form("approver", reverse("add_exemption", args=[cast.road.pk]), fields)


def withdraw_rules(cast: Any) -> Form:
    made = light_versions(cast.alpha)
    return Form("approver", reverse("withdraw_light_rules", args=[made.pk]))


def new_rules(cast: Any) -> Form:
    fields = {"valid_from": "2024-08", **thresholds()}
    return Form("approver", reverse("new_light_rules"), fields)


def of_name(address: str, **fields: Any) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        row = sector(cast.alpha, "文旅")
        return Form("clerk", reverse(address, args=["sectors", row.pk]), fields)

    return form


def catalogue(address: str, **fields: Any) -> Callable[[Any], Form]:
    return lambda cast: Form("clerk", reverse(address, args=["approvals"]), fields)


def new_project(cast: Any) -> Form:
    fields = {"name": "新项目", "kind": "construction"}
    return Form("clerk", reverse("new_project"), fields)


def new_entry(cast: Any) -> Form:
    address = reverse("project_entry", args=[cast.dam.pk, JUNE])
    return Form("clerk", address, {"amount": "1"}, version=0)


def edit_row(cast: Any) -> Form:
    return Form("clerk", reverse("project_row", args=[cast.road.pk, JUNE]), {"amount": "1"})


def new_row(cast: Any) -> Form:
    return Form("clerk", reverse("project_row", args=[cast.dam.pk, JUNE]), {"amount": "1"}, 0)


def unit_no_change(cast: Any) -> Form:
    address = reverse("unit_no_change", args=[cast.bureau2_unit.pk, JUNE])
    return Form("bureau2", address, version=0)


def no_change(cast: Any) -> Form:
    return Form("clerk", reverse("no_change", args=[cast.dam.pk, JUNE]), version=0)


def take_back(cast: Any) -> Form:
    record_no_change(project=cast.dam, month=JUNE, by=cast.clerk)
    return Form("clerk", reverse("take_back", args=[cast.dam.pk, JUNE]))


def make_up(cast: Any) -> Form:
    address = reverse("late_entry", args=[cast.road.pk, JANUARY])
    return Form("bureau", address, {"amount": "5", "reason": "漏报"}, version=0)


def take_back_late(cast: Any) -> Form:
    made = late(cast.road, JANUARY, JUNE, 5)
    LateEntry.objects.update(created_by=cast.bureau)
    return Form("bureau", reverse("take_back_late", args=[cast.road.pk, made.pk]))


def stop_reporting(cast: Any) -> Form:
    stage(cast.road, "completed", date(2024, 6, 20))
    return Form("bureau", reverse("stop_reporting", args=[cast.road.pk, JUNE]))


def report_again(cast: Any) -> Form:
    return Form("bureau", reverse("report_again", args=[cast.road.pk, JUNE]))


def sheet(name: str, who: str, version: int = 1, **fields: Any) -> Callable[[Any], Form]:
    """A button over the bureau's sheet of June; submitted, but for version 0."""

    def form(cast: Any) -> Form:
        if who == "reviewer":
            cast.reviewer = person(cast.alpha, "alpha_reviewer", "unit_reviewer", cast.bureau_unit)
        if version:
            submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
        return Form(who, reverse(name, args=[cast.bureau_unit.pk, JUNE]), fields, version)

    return form


def progress(cast: Any) -> Form:
    fields = {"month": str(JUNE), "text": "已培训三人", "done_quantity": "3"}
    return Form("helper", reverse("task_progress", args=[cast.help_task.pk]), fields)


def take_back_progress(cast: Any) -> Form:
    made = TaskProgress.objects.create(
        programme=cast.alpha, task=cast.help_task, month=JUNE.start, unit=cast.helper_unit,
        text="已培训三人", created_by=cast.helper,
    )  # fmt: skip
    return Form("helper", reverse("take_back_progress", args=[cast.help_task.pk, made.pk]))


def add_note(cast: Any) -> Form:
    address = reverse("add_note", args=[cast.road.pk])
    return Form("township", address, {"subject": "land", "text": "征地已谈妥"})


def take_back_note(cast: Any) -> Form:
    made = note(cast.road, cast.township)
    return Form("township", reverse("take_back_note", args=[cast.road.pk, made.pk]))


def approve(cast: Any) -> Form:
    close_month(programme=cast.alpha, month=JUNE, by=cast.clerk, at=timezone.now())
    run = reports.renew(cast.alpha, ReportKind.MONTHLY, JUNE)
    reports.generate(run)
    run.refresh_from_db()
    return Form("approver", reverse("report_approve", args=[run.pk]), version=run.version)


def renew(cast: Any) -> Form:
    return Form("clerk", reverse("report_renew"), {"kind": "monthly", "period": str(JUNE)})


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("批复.pdf", PDF)


def attach(place: str) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        record = getattr(cast, PLACES[place][1])
        return Form("clerk", reverse(f"attach_to_{place}", args=[record.pk]), {"file": pdf})

    return form


def remove(place: str) -> Callable[[Any], Form]:
    def form(cast: Any) -> Form:
        model, name, *_ = PLACES[place]
        record = getattr(cast, name)
        row = attachments.attach(model, record, pdf(), by=cast.clerk, submission_id=None)
        address = reverse(f"remove_{place}_attachment", args=[record.pk, row.pk])
        return Form("clerk", address)

    return form


def book() -> SimpleUploadedFile:
    return SimpleUploadedFile("台账.xlsx", b"x")


def upload(cast: Any) -> Form:
    return Form("clerk", reverse("import_upload", args=["projects"]), {"file": book})


def confirm(cast: Any) -> Form:
    books.uploaded(LedgerImporter(cast.alpha), book(), by=cast.clerk)
    address = reverse("import_confirm", args=[ImportFile.objects.get().pk])
    return Form("clerk", address)


def check(cast: Any) -> Form:
    books.uploaded(LedgerImporter(cast.alpha), book(), by=cast.clerk)
    return Form("clerk", reverse("import_check", args=[ImportFile.objects.get().pk]))


def choose(cast: Any) -> Form:
    books.uploaded(LedgerImporter(cast.alpha), book(), by=cast.clerk)
    return Form("clerk", reverse("import_choose", args=[ImportFile.objects.get().pk]))


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


def new_view(cast: Any) -> Form:
    fields = {"path": "/projects/", "name": "在建", "query": "stage=building"}
    return Form("clerk", reverse("save_view"), fields)


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
    made = create_link(project=cast.road, task=cast.road_task, by=cast.clerk, submission_id=None)
    return Form("clerk", reverse("remove_link", args=[cast.road.pk, "task", made.pk]))


def of_kind(verb: str, name: str) -> Callable[[Any], Form]:
    """A record of a kind is created, edited or deleted."""

    def form(cast: Any) -> Form:
        case = RECORDS[name]
        add_spares(cast)
        args = [] if verb == "new" else [getattr(case.record(cast), case.kind.key)]
        fields = {"reason": "重复登记"} if verb == "delete" else case.values(cast)
        return Form("clerk", reverse(f"{verb}_{name}", args=args), fields)

    return form


CHANGES: dict[str, Callable[[Any], Form]] = {
    "rename_view": view("rename_view", name="新名"),
    "default_view": view("default_view"),
    "remove_view": view("remove_view"),
    "remove_link": remove_link,
    "project_entry": edit_entry,
    "project_row": edit_row,
    "take_back": take_back,
    "submit_sheet": sheet("submit_sheet", "bureau", 0),
    "review_sheet": sheet("review_sheet", "reviewer"),
    "return_sheet": sheet("return_sheet", "clerk", reason="数字有误"),
    "take_back_sheet": sheet("take_back_sheet", "bureau"),
    "take_back_late": take_back_late,
    "stop_reporting": stop_reporting,
    "report_again": report_again,
    "edit_project": edit_project,
    "plan_year": plan_year(1),
    "class_year": class_year(1),
    "end_exemption": end_exemption,
    "withdraw_light_rules": withdraw_rules,
    "edit_catalogue_name": of_name("edit_catalogue_name", name="旅游", position="2"),
    "remove_catalogue_name": of_name("remove_catalogue_name"),
    "take_back_stage": take_back_stage,
    "matter_task": matter_task,
    **{f"{verb}_{name}": of_kind(verb, name) for verb in ("edit", "delete") for name in RECORDS},
    **{f"{verb}_{name}": of_work(verb, name) for verb in ("edit", "remove") for name in WORKS},
    "task_progress": progress,
    "take_back_progress": take_back_progress,
    "take_back_note": take_back_note,
    "close_month": lambda cast: month_form("clerk", "close_month", 1),
    "ask_reopen": lambda cast: closed(cast, "ask_reopen", reason="漏报"),
    "reopen_month": lambda cast: closed(cast, "reopen_month", asked=True),
    "report_approve": approve,
    "edit_person": lambda cast: Form(
        "sysadmin",
        reverse("edit_person", args=[cast.bureau.pk]),
        {"name": "新名", "unit": cast.bureau_unit.pk},
    ),
    "reset_password": of_person("reset_password"),
    "remove_second_factor": of_person("remove_second_factor"),
    "leave": of_person("leave"),
    "enable": enable,
    "import_choice": of_choice("import_choice", meaning="扩建"),
    "import_forget": of_choice("import_forget"),
    "revoke_role": revoke,
    **{f"remove_{place}_attachment": remove(place) for place in PLACES},
}
MAKES: dict[str, Callable[[Any], Form]] = {
    "save_view": new_view,
    "link_project": link_project,
    "submit_sheet": sheet("submit_sheet", "bureau", 0),
    "project_entry": new_entry,
    "late_entry": make_up,
    "no_change": no_change,
    "project_row": new_row,
    "unit_no_change": unit_no_change,
    "new_project": new_project,
    "plan_year": plan_year(0),
    "class_year": class_year(0),
    "add_exemption": add_exemption,
    "new_light_rules": new_rules,
    "catalogue": catalogue("catalogue", name="水保方案"),
    "add_usual_names": catalogue("add_usual_names"),
    "enter_stage": enter_stage,
    **{f"new_{name}": of_kind("new", name) for name in RECORDS},
    **{f"add_{name}": add_work_item(name) for name in WORKS},
    "add_note": add_note,
    "task_progress": progress,
    "new_person": lambda cast: Form(
        "sysadmin",
        reverse("new_person"),
        {"username": "zhaomin", "name": "赵敏", "unit": cast.bureau_unit.pk},
    ),
    "person_roles": grant,
    "report_renew": renew,
    "import_upload": upload,
    "import_check": check,
    "import_confirm": confirm,
    "import_choose": choose,
    "import_undo": undo,
    **{f"attach_to_{place}": attach(place) for place in PLACES},
}
