"""The base of the importers of programmes: their units, months, catalogues and choices."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.importing import cells
from core.importing.batch import Batch
from core.importing.columns import Column, Found
from core.importing.importer import Importer
from core.importing.rows import Row
from core.importing.words import plain
from core.importing.workbook import WorkbookError
from core.periods import Period, month_end
from core.phones import split_phone
from programmes.choices import ImportChoiceKind, PeriodState, Tier
from programmes.importers.remembered import Remembered
from programmes.models import Programme, ReportingPeriod
from programmes.services.import_choices import count_uses

PHONE = Column("phone", "联系电话", "((联系|责任人)?电话|手机)(号码|号)?|联系方式", cells.text(40))

NO_UNIT = gettext_lazy("The programme has no unit “%(text)s”.")
NO_TOWNSHIP = gettext_lazy("The programme has no township “%(text)s”.")
TOWNSHIP_ENDS = ("镇", "乡", "街道", "街道办事处")


class ProgrammeImporter(Importer):
    """``named``: the kinds of choice for columns whose cells are names, by the column."""

    programme: Programme
    named: ClassVar[Mapping[str, str]] = {}

    def lock(self) -> None:
        """Imports of a programme run one after the other, and no month is closed meanwhile."""
        Programme.objects.select_for_update(no_key=True).get(pk=self.programme.pk)
        list(ReportingPeriod.objects.of(self.programme).select_for_update(no_key=True))

    @cached_property
    def states(self) -> dict[date, str]:
        """The states of the months; read after the lock, they stay until the end."""
        return {p.month: p.state for p in ReportingPeriod.objects.of(self.programme)}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """By plain name, and by the words for which a unit was chosen."""
        return self.remembered.named(ImportChoiceKind.UNIT) | self.named_units

    @cached_property
    def townships(self) -> dict[str, Unit]:
        return self.remembered.named(ImportChoiceKind.TOWNSHIP) | self.named_townships

    @property
    def named_units(self) -> dict[str, Unit]:
        """All units of the programme by plain name and former names, the task force and the
        leadership too."""
        units = self._members().by_plain_name()
        for unit in (self.programme.task_force, self.programme.leadership):
            units.setdefault(plain(unit.name), unit)
        return units

    @property
    def named_townships(self) -> dict[str, Unit]:
        return self._members().filter(memberships__tier=Tier.TOWNSHIP).by_plain_name()

    @cached_property
    def remembered(self) -> Remembered:
        return Remembered(self.programme, self.name)

    def all_columns(self) -> Sequence[Column]:
        return self.remembered.columns(self.columns)

    def read(self, path: Path) -> list[Row]:
        """Lists the choices that were used, even if the sheet is refused."""
        try:
            return super().read(path)
        finally:
            table = self.tables[0] if self.tables else None
            self.applied += self.remembered.used_heads(table, self.columns)

    def catalogue_names(self, column: str) -> list[str]:
        """The names of the catalogue that the column refers to."""
        return []

    def read_rows(self) -> list[Row]:
        rows = super().read_rows()
        self.applied += self.remembered.used_words(self.table, rows, self.named)
        return rows

    def write(self, rows: list[Row]) -> None:
        super().write(rows)
        if self.applied and self.result.is_good and not self.dry_run:
            numbers = [one.choice for one in self.applied]
            count_uses(programme=self.programme, numbers=numbers, at=timezone.now())

    def _members(self):
        return Unit.objects.filter(memberships__programme=self.programme).order_by(
            "memberships__position"
        )

    def resolve_unit(self, row: Row, *names: str) -> None:
        for name in names:
            row.resolve(name, self.units, NO_UNIT, kind=ImportChoiceKind.UNIT)

    def resolve_township(self, row: Row, name: str) -> None:
        row.resolve(
            name, self.townships, NO_TOWNSHIP, ends=TOWNSHIP_ENDS, kind=ImportChoiceKind.TOWNSHIP
        )

    @property
    def state_day(self) -> date:
        """The day of the states in a sheet: the end of the month in its title, else the day
        that was given (``on``), else the programme's day."""
        month = self.table.month_in_title()
        return month_end(month) if month else self.on or self.programme.today()

    def require_month(self, month: date | None) -> date:
        """A month of the programme that has begun; raises WorkbookError otherwise."""
        if month is None:
            raise WorkbookError(_("The title does not say the month (截至2024年6月底)."))
        if month not in self.states:
            raise WorkbookError(_("%(month)s lies outside the programme's years.") % named(month))
        if month > self.programme.today():
            raise WorkbookError(_("%(month)s has not begun yet.") % named(month))
        return month

    def may_change(self, row: Row, found: str | Found, month: date, way_out: str = "") -> bool:
        """False, with an error at the cell, if the month is closed or outside the programme."""
        state = self.states.get(month)
        if state is None:
            row.fail(found, _("%(month)s lies outside the programme's years.") % named(month))
        elif state == PeriodState.CLOSED:
            row.fail(found, _("%(month)s is closed: it takes no change.") % named(month) + way_out)
        return state in (PeriodState.OPEN, PeriodState.REOPENED)

    def refuse_future(self, row: Row, *names: str) -> None:
        """The columns hold days of what happened."""
        for name in names:
            if row[name] and row[name] > self.programme.today():
                row.fail(name, _("This day lies in the future."))

    def contact(self, row: Row, record: Any) -> dict[str, str]:
        """The person's name and phone. A number after the name is the phone; another person does
        not keep the phone of the previous one."""
        values = {}
        if self.table.column("person"):
            values["person"], phone = split_phone(row["person"] or "")
            if phone or values["person"] != record.person:
                values["phone"] = phone
        if self.table.column("phone"):
            values["phone"] = row["phone"] or values.get("phone", "")
        return values

    def new(self, model: type, **values: Any) -> Any:
        return self.batch.new(model, programme=self.programme, **values)

    def catalogue(self, model: type) -> "Catalogue":
        return Catalogue(self.programme, model, self.batch)

    def values_of(self, row: Row, *names: str) -> dict[str, Any]:
        """The values of those columns that the sheet has."""
        return {name: row[name] for name in names if self.table.column(name)}

    def require_number(self, row: Row) -> None:
        """A sheet with a column of numbers needs one in every row."""
        if self.has_numbers() and not row["number"]:
            row.fail("number", _("%(title)s is missing.") % {"title": self.title_of("number")})

    def has_numbers(self) -> bool:
        return self.table.column("number") is not None


class Catalogue:
    """A catalogue that staff edit; an import adds new names, in their order."""

    def __init__(self, programme: Programme, model: Any, batch: Batch):
        self.programme, self.model, self.batch = programme, model, batch
        self.known = {self._key(entry): entry for entry in model.objects.of(programme)}
        self.position = max((entry.position for entry in self.known.values()), default=0)
        self.names = {plain(entry.name): entry.name for entry in self.known.values()}

    def get(self, name: str, *, year: int | None = None, **values: Any) -> Any:
        """The entry of that name; a new one gets the values."""
        if year is not None:
            values["year"] = year
        entry = self.known.get((plain(name), year))
        if entry is None:
            self.position += 1
            entry = self.batch.new(self.model, programme=self.programme, name=name)
            self.batch.put(entry, {**values, "position": self.position})
            self.known[(plain(name), year)] = entry
        return entry

    @staticmethod
    def _key(entry: Any) -> tuple[str, int | None]:
        return plain(entry.name), getattr(entry, "year", None)


def named(month: date) -> dict[str, str]:
    return {"month": Period(month).label()}
