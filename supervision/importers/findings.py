"""The county's ledger of findings (督查问题整改台账)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, choice_column, required_column
from core.importing.exporter import CHUNK, Exporter
from core.importing.importer import PROVENANCE_FIELDS
from core.importing.rows import Row
from core.importing.words import marks_of, plain, remark_of
from core.text import next_number
from programmes.choices import ImportChoiceKind
from projects.models import Project
from supervision.choices import SENT, TO_RECTIFY, Colour, FindingState
from supervision.importers.base import CountyImporter
from supervision.importers.finding_events import ImportEvents, standing_of
from supervision.models import Finding, FindingEvent, FindingSource, RectificationReport

COLOURS = {"提醒": Colour.REMINDER, "黄": Colour.YELLOW, "红": Colour.RED}
COLOURS_TOO = {"黄色": Colour.YELLOW, "红色": Colour.RED, "黄牌": Colour.YELLOW, "红牌": Colour.RED}
STATES = {
    "未整改": FindingState.OPEN,
    "整改中": FindingState.RECTIFYING,
    "已整改待核": FindingState.RECTIFIED,
    "已销号": FindingState.CLOSED,
}
STATES_TOO = {"正在整改": FindingState.RECTIFYING, "已整改": FindingState.RECTIFIED}
NO_PROJECT = gettext_lazy("There is no project “%(text)s”.")
OF_END = ("rectified_on", "closed_on")
DAYS = ("found_on", "due_on", *OF_END)
ORDERED = (
    ("found_on", "due_on"),
    ("found_on", "rectified_on"),
    ("found_on", "closed_on"),
    ("rectified_on", "closed_on"),
)
TEXTS = ("measures", "situation")


class FindingImporter(CountyImporter):
    """Identified by number; without this column, by text and responsible unit. A finding on which a
    person acted stays as it is."""

    name = "findings"
    label = gettext_lazy("Ledger of findings")
    permission = "supervision.manage_findings"
    asks_day = True
    identity = ("number", "text")
    computed = "序号"
    shown_first = ("source", "unit", "colour", "due_on", "state")
    named: ClassVar = {
        "unit": ImportChoiceKind.UNIT,
        "supporting_units": ImportChoiceKind.UNIT,
    }
    columns = (
        Column("number", "问题编号", "(问题)?编号", cells.number),
        required_column("source", "问题来源", "(问题)?来源", cells.text(40)),
        required_column("found_on", "发现日期", "(问题)?发现(日期|时间)", cells.day),
        required_column("text", "存在问题", "(存在|具体)?问题(内容|描述)?", cells.text(500)),
        Column("project", "涉及项目", "(涉及|相关)项目", cells.text(120)),
        required_column("unit", "责任单位", "(责任|整改)单位", cells.text(80)),
        Column(
            "supporting_units", "配合单位", "(配合|协同|协作)单位", cells.text(1000), names=True
        ),
        Column("person", "责任人", "(整改)?责任人", cells.text(60)),
        choice_column("colour", "督办颜色", "(督办|预警)颜色|颜色", COLOURS, COLOURS_TOO),
        Column("measures", "整改措施", "(整改)?措施", cells.text(500)),
        Column("due_on", "整改时限", "(整改)?时限", cells.day),
        Column("rectified_on", "完成日期", "(整改)?完成(日期|时间)", cells.day),
        Column("closed_on", "销号日期", "销号(日期|时间)", cells.day),
        choice_column("state", "整改状态", "(整改)?状态", STATES, STATES_TOO),
        Column("situation", "整改情况", "整改(情况|进展)", cells.text(500)),
        Column("remark", "备注", "备注", cells.text(200)),
    )

    def prepare(self) -> None:
        self.batch.set_order(FindingSource, Finding, FindingEvent)
        self.events = ImportEvents(self)
        findings = Finding.objects.of(self.programme).prefetch_related("supporting_units")
        known = list(findings.select_related("unit", "project"))
        self.by_number = {plain_number(one.number): one for one in known}
        self.by_text = {(plain(one.text), one.unit_id): one for one in known}
        self.sources = self.catalogue(FindingSource)
        self.projects = self.projects_by_name()
        self.acted_on = self.findings_with(FindingEvent) | self.findings_with(RectificationReport)
        sent = Finding.objects.of(self.programme).filter(orders__state__in=SENT)
        self.ordered = dict(sent.values_list("pk", "orders__number"))
        self.year = self.table.year_in_title() or self.programme.today().year

    def projects_by_name(self) -> dict[str, Project]:
        """Of names that one project has."""
        found: dict[str, list[Project]] = defaultdict(list)
        for project in Project.objects.of(self.programme):
            found[plain(project.name)].append(project)
        return {name: rows[0] for name, rows in found.items() if len(rows) == 1}

    def findings_with(self, model: Any) -> set[int]:
        """The findings with rows of a person."""
        rows = model.objects.of(self.programme).filter(created_by__isnull=False)
        return set(rows.values_list("finding", flat=True))

    def key(self, row: Row) -> tuple:
        if self.has_numbers():
            return (plain_number(row["number"]),) if row["number"] else ()
        return plain(row["text"]), getattr(row["unit"], "pk", None)

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "unit", "supporting_units")
        row.resolve("project", self.projects, NO_PROJECT)

    def check(self, row: Row) -> None:
        self.require_number(row)
        self.refuse_helpers(row, "unit", "supporting_units")
        if row["unit"] and row["unit"] in (row["supporting_units"] or []):
            words = _("The responsible unit of a finding is no supporting unit of it.")
            row.fail("supporting_units", words)
        if not self.is_kept(self.known(row)):
            self.check_days(row)
            self.check_unit(row)

    def check_unit(self, row: Row) -> None:
        """A signed order goes to the unit that the finding has."""
        known = self.known(row)
        if known and row["unit"] and known.unit != row["unit"] and known.pk in self.ordered:
            words = _("%(order)s names this finding of %(unit)s: revoke the order first.")
            row.fail("unit", words % {"order": self.ordered[known.pk], "unit": known.unit})

    def check_days(self, row: Row) -> None:
        """The days, of the sheet or as they are stored, follow each other and fit the state."""
        state, days = self.state_of(row), {name: self.value_of(row, name) for name in DAYS}
        for first, second in ORDERED:
            if days[first] and days[second] and days[second] < days[first]:
                words = _("This lies before %(title)s %(day)s.")
                given = {"title": self.title_of(first), "day": days[first]}
                row.fail(second if row[second] else first, words % given)
        self.refuse_future(row, "found_on", *OF_END)
        self.refuse_unknown(row)
        if row["rectified_on"] and state in TO_RECTIFY:
            row.fail("rectified_on", _("A finding in this state is not rectified yet."))
        if row["closed_on"] and state != FindingState.CLOSED:
            row.fail("closed_on", _("A finding in this state is not closed yet."))

    def refuse_unknown(self, row: Row) -> None:
        """A finding is not known on a day before it was found."""
        found, on = row["found_on"], self.state_day
        if found and on < found <= self.programme.today():
            words = _("Found on %(found)s, after the day of the states %(day)s.")
            row.fail("found_on", words % {"found": found, "day": on})

    def value_of(self, row: Row, name: str) -> Any:
        """That of the sheet where it has the column, else that of the known finding."""
        if self.table.column(name):
            return row[name]
        if name in OF_END and self.state_of(row) in TO_RECTIFY:
            return None
        return getattr(self.known(row), name, None)

    def state_of(self, row: Row) -> str:
        return row["state"] or getattr(self.known(row), "state", FindingState.OPEN)

    def is_kept(self, finding: Finding | None) -> bool:
        """Whether a person acted on it, or it is merged: the sheet changes nothing of it."""
        return finding is not None and (
            finding.pk in self.acted_on or finding.merged_into_id is not None
        )

    def save(self, row: Row) -> None:
        finding = self.known(row) or self.new(Finding)
        row.is_created = finding.pk is None
        values = {
            "source": self.sources.get(row["source"]),
            "found_on": row["found_on"],
            "text": row["text"],
            "unit": row["unit"],
            **self.given(row),
            **marks_of(row["remark"], published=["text"]).values(),
        }
        if row.is_created:
            values["number"] = row["number"] or next_number(f"DC{self.year}-", self.by_number)
        else:
            self.keep_acted_on(row, finding, values)
        is_kept = self.is_kept(None if row.is_created else finding)
        before = None if row.is_created else standing_of(finding)
        self.put(row, finding, values)
        if row.is_created:
            self.batch.put(finding, {"known_on": self.state_day})
        self.events.note(finding, before)
        if self.table.column("supporting_units") and not is_kept:
            self.put_links(row, finding, "supporting_units", row["supporting_units"] or [])
        self.by_number[plain_number(finding.number)] = finding

    def known(self, row: Row) -> Finding | None:
        if self.has_numbers():
            return self.by_number.get(plain_number(row["number"] or ""))
        return self.by_text.get(self.key(row))

    def given(self, row: Row) -> dict[str, Any]:
        """The values of optional columns that the sheet has."""
        values = self.values_of(row, "project")
        values |= {name: self.value_of(row, name) for name in (*OF_END, "due_on")}
        for name in (*TEXTS, "person"):
            if self.table.column(name):
                values[name] = row[name] or ""
        for name in ("colour", "state"):
            if row[name]:
                values[name] = row[name]
        return values

    def keep_acted_on(self, row: Row, finding: Finding, values: dict[str, Any]) -> None:
        """Shows the sheet's values beside those that stay."""
        if not self.is_kept(finding):
            return
        for name in list(values):
            kept = getattr(finding, name)
            if values.pop(name) != kept and name not in PROVENANCE_FIELDS:
                words = getattr(finding, f"get_{name}_display", lambda kept=kept: kept or "")()
                row.keep(name, str(words))
                self.result.skipped += 1


def plain_number(number: str) -> str:
    """Numbers that differ in case or width alone are the same."""
    return plain(number).upper()


WORDS_OF_COLOURS = {colour.value: word for word, colour in COLOURS.items()}
WORDS_OF_STATES = {state.value: word for word, state in STATES.items()}


class FindingExporter(Exporter):
    importer = FindingImporter
    values: ClassVar = {
        "supporting_units": lambda one: "、".join(map(str, one.supporting_units.all())),
        "colour": lambda one: WORDS_OF_COLOURS[one.colour],
        "state": lambda one: WORDS_OF_STATES[one.state],
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        rows = self.rows_of(Finding).select_related("source", "project", "unit")
        return rows.prefetch_related("supporting_units").order_by("number").iterator(CHUNK)
