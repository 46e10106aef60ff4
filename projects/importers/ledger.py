"""The county's ledger of key projects at the end of a month."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Provenance
from core.importing.columns import Found
from core.importing.rows import Row
from core.importing.words import Marks, marks_of, plain, suggest_labels
from core.money import AmountError, parse_amount
from core.periods import Period, month_end
from core.phones import split_phone
from core.text import next_number, usual_prefix
from programmes.choices import ImportChoiceKind
from projects.choices import BEGUN, Stage
from projects.importers.base import ProjectSheetImporter
from projects.importers.beside import BesideLedger
from projects.importers.investments import CellValue, Investments
from projects.importers.ledger_columns import COLUMNS, COMPUTED
from projects.importers.ledger_month import month_of
from projects.ledger.words import ledger_remark, split_remark
from projects.models import Project, Sector, StageEvent, YearPlan

PUBLISHED_TOTAL = re.compile(r"总投资([\d.,]+)(万元|亿元)")
ENTRY_TEXTS = ("image_progress", "problems")
TEXTS = ("lead_official", "content", *ENTRY_TEXTS)
DATES = ("planned_start", "actual_start", "planned_finish", "actual_finish")
PLAIN = (
    "nature", *TEXTS, "township", "owner_unit", "total_investment", *DATES, "signed",
    "in_statistics",
)  # fmt: skip


class LedgerImporter(ProjectSheetImporter):
    """Projects with their stage, the plan of the year, the sheet's month and what came before."""

    name = "projects"
    label = gettext_lazy("Ledger of projects")
    computed = COMPUTED
    columns = COLUMNS
    shown_first = ("stage", "owner_unit", "township", "total_investment", "plan", "month")
    named: ClassVar = {
        "township": ImportChoiceKind.TOWNSHIP,
        "owner_unit": ImportChoiceKind.UNIT,
        "supporting_units": ImportChoiceKind.UNIT,
    }

    def prepare(self) -> None:
        self.month = self.require_month(month_of(self))
        relations = ("sector", "township", "owner_unit", "supporting_units")
        self.compared = tuple(name for name in relations if self.table.column(name))
        self.load_projects()
        self.code_prefix = ""
        self.last_code: str | None = None
        self.present = [name for name in PLAIN if self.table.column(name)]
        self.lacks_stages = False
        self.know_former_units()
        self.beside = BesideLedger(self)
        self.held = Investments(self, {self.month.year})
        self.sectors = self.catalogue(Sector)
        year_plans = YearPlan.objects.of(self.programme).filter(year=self.month.year)
        self.plans = {plan.project_id: plan for plan in year_plans}
        events = StageEvent.objects.of(self.programme).filter(on__lte=self.month_end)
        events = events.order_by("project_id", "-on", "-pk").distinct("project_id")
        self.stages = {event.project_id: event for event in events}

    @property
    def month_end(self) -> date:
        return month_end(self.month)

    def know_former_units(self) -> None:
        """A unit that has left the programme stays where a project names it."""
        for name, known in (("owner_unit", self.units), ("township", self.townships)):
            if name in self.compared:
                for unit in {getattr(project, name) for project in self.projects} - {None}:
                    known.setdefault(plain(unit.name), unit)

    def look_up(self, row: Row) -> None:
        self.resolve_township(row, "township")
        self.resolve_unit(row, "owner_unit", "supporting_units")
        if row["sector"]:
            self.suggest_sector(row)

    def catalogue_names(self, column: str) -> list[str]:
        return [one.name for one in Sector.objects.of(self.programme)] if column == "sector" else []

    def suggest_sector(self, row: Row) -> None:
        """A sector that no list holds is added, unless an existing one is chosen for it."""
        known, words = self.sectors.names, row["sector"]
        if known and plain(words) not in known:
            found: Any = self.table.column("sector")
            suggest = suggest_labels({name: name for name in known.values()})
            self.add_unknown(
                ImportChoiceKind.VALUE,
                words,
                found.head.words,
                lambda: suggest(words),
                name="sector",
                is_new=True,
            )

    def check(self, row: Row) -> None:
        self.check_key(row)
        for first, second in (
            ("planned_start", "planned_finish"),
            ("actual_start", "actual_finish"),
        ):
            if row[first] and row[second] and row[first] > row[second]:
                row.fail(second, _("It would be finished before it starts."))
        project = self.known(row) if row["code"] or not self.has_codes() else None
        if row["stage"] is None and project is None:
            self.fail_without_stage(row)
        for name in ("actual_start", "actual_finish"):
            is_known = project and getattr(project, name) == row[name]
            if row[name] and row[name] > self.month and not is_known:
                message = _("This lies after the sheet's month, %(month)s.")
                row.fail(name, message % {"month": Period(self.month).label()})

    def fail_without_stage(self, row: Row) -> None:
        """A missing column is reported once, a blank cell in each row."""
        title = {"title": self.title_of("stage")}
        if self.table.column("stage"):
            row.fail("stage", _("%(title)s is missing.") % title)
        elif not self.lacks_stages:
            self.lacks_stages = True
            message = _("The project is new, and the sheet has no column “%(title)s”: add it.")
            row.fail("name", message % title)

    def save(self, row: Row) -> None:
        marks, remarked = self.marks(row)
        project = self.save_project(row, remarked)
        self.save_plan(row, project, marks)
        self.save_stage(row, project, marks)
        self.save_money(row, project, marks)
        self.beside.save(row, project, marks)

    def marks(self, row: Row) -> tuple[Marks, dict[str, Any]]:
        """The provenance of the row, and the values of its remark: none where it is that of an
        export."""
        words = row["remark"] or ""
        source, remark = split_remark(words)
        published = ["name"]
        total = published_total(source)
        if total is not None and total == row["total_investment"]:
            published.append("total_investment")
        marks = marks_of(source, published=published)
        project = self.known(row)
        if project and words == ledger_remark(project):
            return marks, {}
        if source and remark is None and marks.provenance == Provenance.RECORDED:
            return marks, {**marks.values(), "source_note": "", "remark": source}
        return marks, marks.values() | ({} if remark is None else {"remark": remark})

    def save_project(self, row: Row, remarked: dict[str, Any]) -> Project:
        project = self.known(row) or self.new(Project)
        row.is_created = project._state.adding
        has_new_name = row.is_created or plain(project.name) != plain(row["name"])
        values = {"name": row["name"], **self.given(row, project), **self.contact(row, project)}
        values |= remarked
        if row.is_created:
            values["code"] = row["code"] or self.next_code()
        self.put(row, project, values)
        if has_new_name:
            self.take_name(row, project)
        if row["supporting_units"]:
            self.put_links(row, project, "supporting_units", row["supporting_units"])
        self.by_code[plain(project.code)] = project
        return project

    def contact(self, row: Row, record: Any) -> dict[str, str]:
        values = super().contact(row, record)
        if not row.is_created:
            values = contact_filled_in(row, record, values)
        if self.table.column("contact"):
            values["contact"], phone = split_phone(row["contact"] or record.contact)
            if phone or not self.table.column("phone"):
                values["phone"] = phone
        return values

    def next_code(self) -> str:
        """After the programme's own codes (XM2024-001 for the first), the highest that is held or
        was given to a row before."""
        if self.last_code is None:
            codes, year = [project.code for project in self.by_code.values()], self.month.year
            self.code_prefix = usual_prefix(codes, year, f"XM{year}-")
            self.last_code = next_number(self.code_prefix, codes)
        else:
            self.last_code = next_number(self.code_prefix, [self.last_code])
        return self.last_code

    def given(self, row: Row, project: Project) -> dict[str, Any]:
        """The values of the columns that the sheet has, without blank cells of a known project, and
        without the texts that the month's entry has already."""
        values = {name: row[name] for name in self.present}
        for name in (*TEXTS, "nature"):
            if name in values:
                values[name] = values[name] or ""
        for name in self.texts_of_month(project, values):
            del values[name]
        if row["years"]:
            values["first_year"], values["last_year"] = row["years"]
        if "lead_official" in values:
            values["lead_official"] = split_phone(values["lead_official"])[0]
        if self.table.column("sector"):
            values["sector"] = self.sectors.get(row["sector"]) if row["sector"] else None
        return values if row.is_created else self.filled_in(values)

    def filled_in(self, values: dict[str, Any]) -> dict[str, Any]:
        """Without blank cells; of the two texts of the progress a blank one counts where the other
        is filled."""
        texts = [name for name in ENTRY_TEXTS if name in values]
        counts = texts if any(values[name] for name in texts) else []
        return {
            name: value
            for name, value in values.items()
            if value not in (None, "") or name in counts
        }

    def texts_of_month(self, project: Project, values: dict[str, Any]) -> list[str]:
        entry = self.held.entries.get((project.pk, self.month))
        names = [name for name in ENTRY_TEXTS if name in values]
        return [name for name in names if entry and values[name] == getattr(entry, name)]

    def save_plan(self, row: Row, project: Project, marks: Marks) -> None:
        plan = self.plans.get(project.pk)
        if row["plan"] is None:
            return
        values = {"amount": row["plan"]}
        if self.table.column("image_goal"):
            values["image_goal"] = row["image_goal"] or ""
        if plan and all(getattr(plan, name) == value for name, value in values.items()):
            return
        values["provenance"] = marks.others
        plan = plan or self.new(YearPlan, project=project, year=self.month.year)
        titles = {"amount": self.table.column("plan").head.words}  # type: ignore[union-attr]
        self.put(row, plan, values, **titles)
        self.beside.add_version(plan, values)

    def save_stage(self, row: Row, project: Project, marks: Marks) -> None:
        """A stage that comes by import is dated 实际开工 or 实际竣工, else the sheet's last day
        (``of_sheet``)."""
        last = self.stages.get(project.pk)
        if row["stage"] is None or last and last.stage == row["stage"]:
            return
        day = None
        if row["stage"] in BEGUN:
            day = row["actual_start" if row["stage"] == Stage.BUILDING else "actual_finish"]
        on = day or self.month_end
        # Never before the stage that it follows: the last event counts.
        event = self.new(StageEvent, project=project, stage=row["stage"])
        values = {"on": max(on, last.on) if last else on, "of_sheet": day is None}
        self.batch.put(event, {**values, "provenance": marks.others})
        self.stages[project.pk] = event
        before = last.get_stage_display() if last else ""
        self.add_change(row, self.title_of("stage"), before, event.get_stage_display())

    def save_money(self, row: Row, project: Project, marks: Marks) -> None:
        last_year, this, cumulative = (
            self.table.column(name) for name in ("last_year", "month", "cumulative")
        )
        if last_year and row.at(last_year) is not None:
            self.held.put_last_year(
                row, last_year, project, self.month.year, row.at(last_year), marks.others
            )
        if this and row.at(this) is not None:
            self.save_month(row, this, project, marks)
        if cumulative and row.at(cumulative) is not None:
            amount: Decimal | None = row.at(this) if this else None
            self.held.put_cumulative(row, cumulative, project, self.month, amount, marks.others)

    def save_month(self, row: Row, found: Found, project: Project, marks: Marks) -> None:
        texts = [
            CellValue(column, name, row[name] or "")
            for name in (*ENTRY_TEXTS, "coordination", "next_step")
            if (column := self.table.column(name))
        ]
        amount = CellValue(found, "amount", row.at(found))
        if self.held.put_entry(row, project, self.month, amount, *texts, provenance=marks.others):
            self.held.absorb(row, found, project, [self.held.entries[project.pk, self.month]])


def published_total(remark: str) -> Decimal | None:
    """The total investment that a remark says was published; None where it has no amount."""
    match = PUBLISHED_TOTAL.search(remark)
    try:
        return parse_amount(match[1], match[2]) if match else None
    except AmountError:
        return None  # 总投资1.2.3亿元 publishes nothing


def contact_filled_in(row: Row, record: Any, values: dict[str, str]) -> dict[str, str]:
    """Without blank cells; another person does not keep the phone of the one before."""
    is_same = values.get("person") in (None, "", record.person)
    return {
        name: value for name, value in values.items() if value or (name == "phone" and not is_same)
    }
