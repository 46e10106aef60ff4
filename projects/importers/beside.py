"""What a ledger holds beside the project: the class of the year, financing, plan versions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import gettext as _

from core.importing.columns import Found
from core.importing.rows import Row
from core.importing.words import Marks
from core.money import plain_amount
from core.periods import Period
from projects.choices import YearClassName
from projects.models import Financing, FinancingSource, PlanVersion, Project, YearClass, YearPlan
from projects.services.plans import STARTS_UNPLANNED

if TYPE_CHECKING:
    from projects.importers.ledger import LedgerImporter


class BesideLedger:
    def __init__(self, importer: "LedgerImporter"):
        self.importer, self.year = importer, importer.month.year
        self.sources: Sequence[Found] = importer.table.columns("financing")
        self.classes: dict[int, YearClass] = {}
        self.financing: dict[tuple[int, int], Financing] = {}
        if importer.table.column("year_class"):
            held = YearClass.objects.of(importer.programme).filter(year=self.year)
            self.classes = {one.project_id: one for one in held}
        if self.sources:
            self.catalogue = importer.catalogue(FinancingSource)
            rows = Financing.objects.of(importer.programme)
            self.financing = {(one.project_id, one.source_id): one for one in rows}
        month = Period(importer.month).label()
        self.reason = _("import of the ledger of %(month)s") % {"month": month}
        versions = PlanVersion.objects.of(importer.programme).filter(plan__year=self.year)
        last = versions.order_by().values_list("plan").annotate(Max("number"), Max("decided_on"))
        self.versions = {plan: (number, day) for plan, number, day in last}
        self.day = min(importer.month_end, importer.programme.today())

    def save(self, row: Row, project: Project, marks: Marks) -> None:
        if row["year_class"]:
            self._put_class(row, project, marks)
        for found in self.sources:
            if (amount := row.at(found)) is not None:
                self._put_source(row, found, project, amount, marks)

    def _put_class(self, row: Row, project: Project, marks: Marks) -> None:
        held, importer = self.classes.get(project.pk), self.importer
        if held and held.name == row["year_class"]:
            return
        if row["year_class"] == YearClassName.STARTING and project.planned_start is None:
            name = "planned_start" if importer.table.column("planned_start") else "year_class"
            row.fail(name, str(STARTS_UNPLANNED))
            return
        held = held or importer.new(YearClass, project=project, year=self.year)
        values = {"name": row["year_class"], "provenance": marks.others}
        title = importer.title_of("year_class")
        importer.put(row, held, values, name=title)

    def _put_source(
        self, row: Row, found: Found, project: Project, amount: Any, marks: Marks
    ) -> None:
        importer = self.importer
        source = self.catalogue.get(found.groups["source"] or "")
        held = self.financing.get((project.pk, source.pk))
        if held and held.amount == amount or held is None and not amount:
            return
        before = plain_amount(held.amount) if held else ""
        held = held or importer.new(Financing, project=project, source=source)
        importer.batch.put(held, {"amount": amount, "provenance": marks.others})
        importer.add_change(row, "".join(found.head.parts), before, plain_amount(amount))

    def add_version(self, plan: YearPlan, values: dict[str, Any]) -> None:
        """What the plan is to say from here on, as the version that follows the last. It has the
        day of the sheet, and never one before the last version."""
        importer = self.importer
        last, day = self.versions.get(plan.pk, (0, self.day))
        number, day = last + 1, max(day, self.day)
        version = importer.new(PlanVersion, plan=plan)
        importer.batch.put(
            version,
            {
                "number": number,
                "amount": values["amount"],
                "image_goal": values.get("image_goal", plan.image_goal),
                "planned_start": plan.planned_start,
                "planned_finish": plan.planned_finish,
                "decided_on": day,
                "reason": self.reason if number > 1 else "",
            },
        )
        self.versions[plan.pk] = number, day
