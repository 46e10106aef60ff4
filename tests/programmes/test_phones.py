"""Who reads a phone in full, and where no phone comes at all."""

import pytest
from django.db.models import TextField
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from core.audit.models import AuditRow
from programmes.importers import NeedImporter, TaskImporter
from programmes.models import Need, Task
from projects.importers import LedgerImporter
from projects.models import Project
from tests.importing.books import write

FULL, MASKED = "13812345678", "138****5678"


@pytest.fixture
def phones(cast):
    for row in (cast.road, cast.road_task, cast.open_need, cast.help_task):
        type(row).objects.filter(pk=row.pk).update(person="张三", phone=FULL)
    return cast


@pytest.mark.parametrize(
    ("name", "row", "full", "masked"),
    [
        ("project", "road", ["clerk", "approver", "bureau"], ["leader", "finance", "township"]),
        ("task", "road_task", ["clerk", "bureau"], ["leader", "finance", "bureau2"]),
        ("task", "help_task", ["approver", "helper"], ["leader"]),
        ("need", "open_need", ["clerk", "township"], ["leader", "helper", "helper2"]),
    ],
)
def test_the_task_force_and_the_persons_own_unit_read_it_in_full(
    as_, phones, name, row, full, masked
):
    address = reverse(name, args=[getattr(phones, row).pk])
    for who in full:
        assert f"张三 · {FULL}" in as_(who).get(address).text, who
    for who in masked:
        page = as_(who).get(address).text
        assert f"张三 · {MASKED}" in page, who
        assert FULL not in page


@pytest.mark.parametrize("name", ["projects", "tasks", "needs"])
@pytest.mark.parametrize("who", ["clerk", "leader"])
def test_lists_files_and_searches_know_no_phone(as_, phones, name, who):
    client, address = as_(who), reverse(name)
    assert FULL[3:7] not in client.get(address).text
    sent = b"".join(client.get(address, {"_export": "csv"}).streaming_content).decode()
    assert FULL[3:7] not in sent
    for part in (FULL, FULL[:7], MASKED):
        assert len(client.get(address, {"q": part}).context["table"].rows) == 0


def imported(importer, programme, tmp_path, title, *rows) -> None:
    path = write([[title], *rows], tmp_path / "book.xlsx")
    result = importer(programme).run(path)
    assert result.is_good, result.errors


def test_the_record_says_that_a_phone_changed_and_holds_none(phones):
    Need.objects.create(
        programme=phones.alpha,
        number="N9",
        township=phones.township_unit,
        category=phones.open_need.category,
        phone=FULL,
    )
    phones.open_need.delete()
    changed = AuditRow.objects.filter(column_name="phone").values_list("table_name", flat=True)
    assert set(changed) == {"projects_project", "programmes_task", "programmes_need"}
    text = Concat(Cast("before", TextField()), Cast("after", TextField()))
    assert not AuditRow.objects.annotate(text=text).filter(text__contains=FULL).exists()


HEADS = ["乡镇", "需求类别", "需求内容", "联系人"]


def test_an_import_parts_the_phone_from_the_name(cast, tmp_path):
    need = ["上坝镇", "产业发展", "修水渠"]
    title = "2024年乡镇需求"
    imported(NeedImporter, cast.alpha, tmp_path, title, HEADS, [*need, f"张三（{FULL}）"])
    made = Need.objects.get(text="修水渠")
    assert (made.person, made.phone) == ("张三", FULL)
    # The same person keeps the phone where the sheet does not say it, another one does not.
    imported(NeedImporter, cast.alpha, tmp_path, title, HEADS, [*need, "张三"])
    assert Need.objects.get(text="修水渠").phone == FULL
    imported(NeedImporter, cast.alpha, tmp_path, title, HEADS, [*need, "李四"])
    made = Need.objects.get(text="修水渠")
    assert (made.person, made.phone) == ("李四", "")
    heads, row = [*HEADS, "联系电话"], [*need, "李四", int(FULL)]
    imported(NeedImporter, cast.alpha, tmp_path, title, heads, row)
    assert Need.objects.get(text="修水渠").phone == FULL


def test_so_do_those_of_tasks_and_projects(cast, tmp_path):
    heads = ["清单名称", "任务内容", "牵头单位", "责任人"]
    row = ["工作要点", "建冷库", "交通局", f"王五 {FULL}"]
    imported(TaskImporter, cast.alpha, tmp_path, "2024年任务清单", heads, row)
    made = Task.objects.get(text="建冷库")
    assert (made.person, made.phone) == ("王五", FULL)
    heads = ["项目名称", "项目阶段", "责任人", "联系电话", "包联领导"]
    row = ["冷库项目", "谋划储备", "王五", FULL, f"赵县长 {FULL}"]
    title = "重点项目台账（截至2024年6月底）"
    imported(LedgerImporter, cast.alpha, tmp_path, title, heads, row)
    project = Project.objects.get(name="冷库项目")
    assert (project.person, project.phone, project.lead_official) == ("王五", FULL, "赵县长")
