"""The county's ledger of key projects at the end of a month."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.importing import cells
from core.importing.columns import Column, Found
from core.importing.provenance import Marks, marks_of
from core.importing.rows import Change, Row
from core.importing.words import plain
from core.importing.workbook import WorkbookError
from core.importing.writing import next_number
from core.money import AmountError, parse_amount
from core.periods import Period, month_end
from core.phones import parted
from programmes.importers.base import PHONE
from projects.choices import BEGUN, Nature, Stage
from projects.importers.base import CODE, NAME, REMARK, ProjectSheetImporter
from projects.importers.investments import Investments, Said
from projects.models import Project, Sector, StageEvent, YearPlan
from projects.services_plans import versions_of

NATURES = {
    "新建": Nature.NEW,
    "扩建": Nature.EXPANSION,
    "改建": Nature.REBUILDING,
    "迁建": Nature.RELOCATION,
    "恢复": Nature.RESTORATION,
}
STAGES = {
    "谋划储备": Stage.RESERVE,
    "前期工作": Stage.EARLY,
    "招标采购": Stage.TENDER,
    "在建": Stage.BUILDING,
    "竣工": Stage.COMPLETED,
    "试生产": Stage.TRIAL,
    "投产": Stage.OPERATING,
}
PUBLISHED_TOTAL = re.compile(r"总投资([\d.,]+)(万元|亿元)")
YEAR_OF = r"(?P<year>20\d{2})年(?:度)?"
PLAN_HEAD = rf"(?:{YEAR_OF}|年度|本年度?|当年)(?:计划(?:完成)?投资(?:额)?|投资计划|计划)"
MONTH_HEAD = r"(?:(?P<month>1[0-2]|[1-9])月份?|本月|当月)完成(?:投资(?:额)?)?"
CUMULATIVE_HEAD = (
    r"(?:1月?-(?P<month>1[0-2]|[1-9])月|年初至报告期|本年度?|今年)累计(?:完成)?(?:投资(?:额)?)?"
)
GOAL_HEAD = "年度形象(进度)?(目标)?|(年度|全年)(工作|建设)?目标|年度形象进度目标"
SECTOR_HEAD = "(所属|项目)?行业(领域|/领域)?|所属领域|领域"
LAST_YEAR_HEAD = r"(?:截?至)?(?:上年|(?P<year>20\d{2})年)?(?:底|末)累计完成(?:投资(?:额)?)?"
TEXTS = ("lead_official", "image_progress", "problems")
DATES = ("planned_start", "actual_start", "planned_finish", "actual_finish")
PLAIN = (
    "nature",
    *TEXTS,
    "township",
    "owner_unit",
    "total_investment",
    *DATES,
    "signed",
    "in_statistics",
)


class LedgerImporter(ProjectSheetImporter):
    """Projects with their stage, the plan of the year, the sheet's month and what came before."""

    name = "projects"
    computed = (
        ".*占.{0,12}(计划|投资).{0,6}|.*(序时|时间)进度.*|.*(完成|支付|到位)率.*|.*预警.*|亮灯(情况)?|"
        "(自)?开工(以来|至今|至报告期)累计(完成)?(投资)?"
    )
    columns = (
        CODE,
        NAME,
        Column("nature", "建设性质", "(建设|项目)性质", cells.choice(NATURES)),
        Column("sector", "所属行业", SECTOR_HEAD, cells.name(40), also="行业类别|项目(类别|类型)"),
        Column("township", "所在乡镇", "(所在|所属|属地)*(乡镇|镇乡)(名称)?", cells.name(80)),
        Column(
            "stage",
            "项目阶段",
            "(项目|建设|当前|目前|所处)*阶段",
            cells.choice(STAGES),
            required=True,
            filled=True,
        ),
        Column(
            "total_investment",
            "总投资",
            "(项目|计划|估算|概算)*总投资(额)?|投资(总额|规模)",
            cells.amount,
            money=True,
        ),
        Column("last_year", "至上年底累计完成投资", LAST_YEAR_HEAD, cells.amount, money=True),
        Column("plan", "年度计划投资", PLAN_HEAD, cells.amount, money=True),
        Column("month", "本月完成投资", MONTH_HEAD, cells.amount, money=True),
        Column("cumulative", "累计完成投资", CUMULATIVE_HEAD, cells.amount, money=True),
        Column("image_goal", "年度形象目标", GOAL_HEAD, cells.text(200)),
        Column(
            "image_progress",
            "形象进度",
            "(当前|目前)?(工程)?形象进度|(目前|当前|工程)进展(情况)?",
            cells.text(300),
        ),
        Column("planned_start", "计划开工", "(计划|拟)开工(时间|年月|日期)?", cells.month),
        Column("actual_start", "实际开工", "(实际)?开工(时间|年月|日期)|实际开工", cells.month),
        Column(
            "planned_finish",
            "计划竣工",
            "(计划|拟|预计)(竣工|完工|建成)(时间|年月|日期)?",
            cells.month,
        ),
        Column("actual_finish", "实际竣工", "实际(竣工|完工|建成)(时间|年月|日期)?", cells.month),
        Column(
            "problems",
            "存在问题",
            "(目前)?存在(的)?(主要)?(困难|问题)(及|和|与)?(困难|问题)?|主要问题",
            cells.text(500),
        ),
        Column(
            "lead_official",
            "包联领导",
            "(县级)?(包联|牵头|挂联|责任|联系|分管)(县)?领导",
            cells.text(60),
        ),
        Column(
            "owner_unit",
            "责任单位",
            "(责任|牵头|主管)单位",
            cells.name(80),
            also="(项目)?业主(单位)?|建设单位|实施单位|责任部门|牵头部门",
        ),
        Column("person", "责任人", "责任人", cells.text(60), also="项目负责人|负责人"),
        PHONE,
        Column("supporting_units", "帮扶单位", "帮扶(单位|方)", cells.name(1000), names=True),
        Column("signed", "是否签约招商项目", "(是否)?(为)?签约(招商)?(项目)?", cells.yes_or_no),
        Column(
            "in_statistics",
            "是否入库纳统",
            "(是否)?(已)?(入库纳统|入库|纳统|入统)",
            cells.yes_or_no,
        ),
        REMARK,
    )

    def prepare(self) -> None:
        self.month = self.find_month()
        relations = ("sector", "township", "owner_unit", "supporting_units")
        self.compared = tuple(name for name in relations if self.table.column(name))
        self.load_projects()
        self.last_code: str | None = None
        self.held = Investments(self, {self.month.year})
        self.sectors = self.catalogue(Sector, self.batch.put)
        year_plans = YearPlan.objects.of(self.programme).filter(year=self.month.year)
        self.plans = {plan.project_id: plan for plan in year_plans}
        events = StageEvent.objects.of(self.programme).filter(on__lte=self.month_end)
        events = events.order_by("project_id", "-on", "-pk").distinct("project_id")
        self.stages = {event.project_id: event for event in events}

    @property
    def month_end(self) -> date:
        return month_end(self.month)

    def find_month(self) -> date:
        """The month of the title (截至2024年6月底), or of the heads; all must agree."""
        said = {name: self.groups(name) for name in ("plan", "month", "cumulative", "last_year")}
        month = self.month_in_title()
        if month is None:
            number = said["month"].get("month") or said["cumulative"].get("month")
            year = said["plan"].get("year") or self.year_in_title()
            if not number or not year:
                raise WorkbookError(_("The title does not say the month (截至2024年6月底)."))
            month = date(int(year), int(number), 1)  # neither is 0
        expected = {"month": month.month, "year": month.year}
        for name, groups in said.items():
            for group, text in groups.items():
                wanted = expected[group] - (name == "last_year")
                if text and int(text) != wanted:
                    found = self.table.column(name)
                    message = _("This head does not go with %(month)s.") % {
                        "month": Period(month).label()
                    }
                    self.fail_head(found.head.row, found.head.words, message)  # type: ignore[union-attr]
        if month not in self.states:
            message = _("%(month)s lies outside the programme's years.")
            raise WorkbookError(message % {"month": Period(month).label()})
        if month > self.programme.today():
            raise WorkbookError(
                _("%(month)s has not begun yet.") % {"month": Period(month).label()}
            )
        return month

    def groups(self, name: str) -> dict[str, str | None]:
        found = self.table.column(name)
        return found.groups if found else {}

    def check(self, row: Row) -> None:
        self.check_key(row)
        self.resolve_township(row, "township")
        self.resolve_unit(row, "owner_unit", "supporting_units")
        for first, second in (
            ("planned_start", "planned_finish"),
            ("actual_start", "actual_finish"),
        ):
            if row[first] and row[second] and row[first] > row[second]:
                row.fail(second, _("It would be finished before it starts."))
        for name in ("actual_start", "actual_finish"):
            if row[name] and row[name] > self.month:
                message = _("This lies after the sheet's month, %(month)s.")
                row.fail(name, message % {"month": Period(self.month).label()})

    def save_rows(self, rows: list[Row]) -> None:
        """A plan that the ledger says otherwise than before has a version that names it."""
        super().save_rows(rows)
        if self.result.is_good and not self.dry_run:
            reason = _("import of the ledger of %(month)s") % {"month": Period(self.month).label()}
            today = self.programme.today()
            versions_of(self.programme, self.month.year, on=today, reason=reason)

    def save(self, row: Row) -> None:
        marks = self.marks(row)
        project = self.save_project(row, marks)
        self.save_plan(row, project, marks)
        self.save_stage(row, project, marks)
        self.save_money(row, project, marks)

    def marks(self, row: Row) -> Marks:
        published = ["name"]
        total = published_total(row["remark"] or "")
        if total is not None and total == row["total_investment"]:
            published.append("total_investment")
        return marks_of(row["remark"], published=published)

    def save_project(self, row: Row, marks: Marks) -> Project:
        project = self.known(row) or self.new(Project)
        row.is_created = project._state.adding
        values = {"name": row["name"], **self.given(row), **self.contact(row, project)}
        values |= marks.values()
        if row.is_created:
            values["code"] = row["code"] or self.next_code()
        self.note(row, project, self.batch.put(project, values))
        if self.table.column("supporting_units"):
            units = self.batch.put_links(project, "supporting_units", row["supporting_units"] or [])
            self.note(row, project, {"supporting_units": units} if units else {})
        self.by_code[plain(project.code)] = project
        return project

    def next_code(self) -> str:
        """XM2024-001, after the highest that is held or was given to a row before."""
        prefix = f"XM{self.month.year}-"
        if self.last_code is None:
            self.last_code = next_number(prefix, self.by_code)
        else:
            self.last_code = next_number(prefix, [self.last_code])
        return self.last_code

    def given(self, row: Row) -> dict[str, Any]:
        """What the sheet's columns say; a column that is not there says nothing."""
        values = {name: row[name] for name in PLAIN if self.table.column(name)}
        for name in (*TEXTS, "nature"):
            if name in values:
                values[name] = values[name] or ""
        if "lead_official" in values:
            values["lead_official"] = parted(values["lead_official"])[0]
        if self.table.column("sector"):
            values["sector"] = self.sectors.get(row["sector"]) if row["sector"] else None
        return values

    def save_plan(self, row: Row, project: Project, marks: Marks) -> None:
        plan = self.plans.get(project.pk)
        if row["plan"] is None:
            return
        values = {"amount": row["plan"], "provenance": marks.others}
        if self.table.column("image_goal"):
            values["image_goal"] = row["image_goal"] or ""
        plan = plan or self.new(YearPlan, project=project, year=self.month.year)
        titles = {"amount": self.table.column("plan").head.words}  # type: ignore[union-attr]
        self.note(row, plan, self.batch.put(plan, values), **titles)

    def save_stage(self, row: Row, project: Project, marks: Marks) -> None:
        """A stage that comes by import is dated 实际开工 or 实际竣工, else the sheet's last day."""
        last = self.stages.get(project.pk)
        if last and last.stage == row["stage"]:
            return
        day = self.month_end
        if row["stage"] in BEGUN:
            day = row["actual_start" if row["stage"] == Stage.BUILDING else "actual_finish"] or day
        # Never before the stage that it follows: the last event counts.
        event = self.new(StageEvent, project=project, stage=row["stage"])
        self.batch.put(
            event, {"on": max(day, last.on) if last else day, "provenance": marks.others}
        )
        self.stages[project.pk] = event
        row.is_changed = True
        if not row.is_created:
            before = last.get_stage_display() if last else ""
            row.changes.append(Change(self.title_of("stage"), before, event.get_stage_display()))

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
            Said(column, name, row[name] or "")
            for name in ("image_progress", "problems")
            if (column := self.table.column(name))
        ]
        amount = Said(found, "amount", row.at(found))
        if self.held.put_entry(row, project, self.month, amount, *texts, provenance=marks.others):
            self.held.absorb(row, found, project, [self.held.entries[project.pk, self.month]])


def published_total(remark: str) -> Decimal | None:
    """The total investment that a remark says was published; None where it says no amount."""
    match = PUBLISHED_TOTAL.search(remark)
    try:
        return parse_amount(match[1], match[2]) if match else None
    except AmountError:
        return None  # 总投资1.2.3亿元 publishes nothing
