"""Tasks that a workbook brings as closed: nobody verified them, which the preview says."""

from core.audit.models import Event
from core.importing.models import ImportFile
from programmes.models import Task
from tests.importing import books
from tests.importing.books import newest, press, preview, upload
from tests.making import task

HEADS = ["任务编号", "清单名称", "任务内容", "牵头单位", "进展状态"]
NOTE = "导入即销号2项，未经第二人核实，记为导入"


def closed_tasks(folder):
    rows = [
        [f"RW2024-90{n}", "六张清单", f"任务{n}", "县交通运输局", state]
        for n, state in enumerate(("已完成", "已完成", "推进中"))
    ]
    return books.write([["2024年任务清单"], HEADS, *rows], folder / "closed.xlsx")


def told(record: ImportFile) -> list[dict]:
    events = Event.objects.filter(kind="import", about=record.name).order_by("pk")
    return [one.details for one in events]


def test_the_first_load_says_how_many_come_in_as_closed_and_asks_for_no_tick(
    network, signed_in, tmp_path
):
    upload(signed_in, closed_tasks(tmp_path), "tasks")
    page = preview(signed_in)
    assert NOTE in page and 'name="confirmed"' not in page
    press(signed_in, "import_confirm")
    assert Task.objects.filter(state="closed", closed_on=None).count() == 2


def test_later_ones_are_confirmed_by_a_tick_which_is_recorded(network, signed_in, tmp_path):
    task(network, "RW2024-001", network.task_force)
    upload(signed_in, closed_tasks(tmp_path), "tasks")
    page = preview(signed_in)
    assert NOTE in page and 'name="confirmed"' in page
    answer = signed_in.post(f"/import/{newest().pk}/confirm/", books.sent(), follow=True)
    assert "请先勾选确认" in answer.content.decode()
    assert not Task.objects.filter(state="closed").exists()
    press(signed_in, "import_confirm", confirmed="on")
    assert Task.objects.filter(state="closed").count() == 2
    assert told(newest())[-1]["confirmed"] is True
    assert NOTE in told(newest())[-1]["notes"]


def test_a_programme_that_got_tasks_since_the_preview_is_asked_anew(network, signed_in, tmp_path):
    upload(signed_in, closed_tasks(tmp_path), "tasks")
    task(network, "RW2024-001", network.task_force)
    press(signed_in, "import_confirm")
    assert not Task.objects.filter(state="closed").exists()
    assert 'name="confirmed"' in preview(signed_in)


def test_a_known_task_is_neither_closed_nor_named(network, signed_in, tmp_path):
    for n in range(2):
        task(network, f"RW2024-90{n}", network.task_force, state="in_progress")
    upload(signed_in, closed_tasks(tmp_path), "tasks")
    page = preview(signed_in)
    assert "导入即销号" not in page and 'name="confirmed"' not in page
    press(signed_in, "import_confirm")
    assert not Task.objects.filter(state="closed").exists()
