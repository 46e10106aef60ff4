"""The tasks as rows of the workbook that the importer reads."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, ClassVar

from django.db.models import Prefetch

from core.importing.exporter import CHUNK, Exporter
from core.importing.words import remark_of
from programmes.choices import TaskState
from programmes.importers.supports import common_day
from programmes.importers.task_states import phase_word
from programmes.importers.tasks import TaskImporter
from programmes.models import Task, TaskPlace


class TaskExporter(Exporter):
    """One row for each list that a task is in; of one in no list, without it."""

    importer = TaskImporter
    values: ClassVar = {
        "year": attrgetter("place.list.year"),
        "list": lambda task: "" if task.place.version_out_id else task.place.list,
        "supporting_units": lambda task: "、".join(map(str, task.supports.all())),
        "due_on": common_day,
        "state": lambda task: phase_word(task.state),
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        rows = self.rows_of(Task).exclude(state=TaskState.DRAFT)
        tasks = rows.select_related("lead_unit").order_by("number")
        places = Prefetch("places", TaskPlace.objects.select_related("list"))
        tasks = tasks.prefetch_related("supports__unit", places)
        for task in tasks.iterator(CHUNK):
            held = [place for place in task.places.all() if not place.version_out_id]
            for place in held or list(task.places.all())[:1]:
                task.place = place
                yield task
