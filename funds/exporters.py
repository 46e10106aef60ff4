"""The exporter of fund lines, with the sums posted by the end of a month."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, ClassVar

from django.db.models import Max, Q

from core.importing.exporter import Exporter
from core.importing.words import remark_of
from funds.choices import PostingKind
from funds.importers import FundImporter
from funds.models import FundLine


def last_day(kind: PostingKind, on: Any) -> Max:
    return Max("postings__on", filter=Q(postings__kind=kind, postings__on__lte=on))


class FundExporter(Exporter):
    importer = FundImporter
    is_monthly = True
    values: ClassVar = {"project": attrgetter("spent_on"), "remark": remark_of}

    def records(self) -> Iterable[Any]:
        on = self.month.last_day
        lines = self.rows_of(FundLine).with_amounts(on=on).order_by("number")
        days = {
            "arrived_on": last_day(PostingKind.ARRIVED, on),
            "transferred_on": last_day(PostingKind.TRANSFERRED, on),
            "paid_on": last_day(PostingKind.PAID, on),
        }
        return lines.annotate(**days).select_related("source", "payer_unit", "project")
