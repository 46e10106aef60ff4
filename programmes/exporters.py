"""The exporters of network, tasks and needs."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, ClassVar

from core.importing.exporter import Exporter
from core.importing.provenance import remark_of
from programmes.choices import Tier
from programmes.importers import NeedImporter, NetworkImporter, TaskImporter
from programmes.importers.needs import URGENCIES
from programmes.importers.network import COUNTY_SIDE
from programmes.importers.tasks import STATES
from programmes.models import Membership, Need, Task

CHUNK = 2000  # rows read at once
TIER_WORDS = {Tier.ONE: "1", Tier.FIVE: "5", Tier.N: "N"}
STATE_WORDS = {state: word for word, state in STATES.items()}
URGENCY_WORDS = {urgency: word for word, urgency in URGENCIES.items()}


class NetworkExporter(Exporter):
    importer = NetworkImporter
    values: ClassVar = {
        "tier": lambda place: TIER_WORDS.get(place.tier, COUNTY_SIDE),
        "name": attrgetter("unit.name"),
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        return self.rows_of(Membership).select_related("unit").order_by("position", "pk")


class TaskExporter(Exporter):
    importer = TaskImporter
    values: ClassVar = {
        "year": attrgetter("list.year"),
        "supporting_units": lambda task: "、".join(map(str, task.supporting_units.all())),
        "state": lambda task: STATE_WORDS[task.state],
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        tasks = self.rows_of(Task).select_related("list", "lead_unit").order_by("number")
        return tasks.prefetch_related("supporting_units").iterator(CHUNK)


class NeedExporter(Exporter):
    importer = NeedImporter
    values: ClassVar = {
        "urgency": lambda need: URGENCY_WORDS.get(need.urgency),
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        needs = self.rows_of(Need).select_related("township", "category")
        return needs.order_by("number").iterator(CHUNK)


EXPORTERS = (NetworkExporter, TaskExporter, NeedExporter)
